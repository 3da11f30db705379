"""Promises 2 and 3 of the design, for every text a person can read. Needs no model."""

import ast
import datetime
import re
from pathlib import Path

import pytest
import textstat
import yaml

ROOT = Path(__file__).parent.parent
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

TOPICS = {
    "definition": ["definition", "spasm_vs_cramp", "who_and_where"],
    "night": ["night_causes", "night_prevention", "sleep_position"],
    "causes": [
        "causes_overview",
        "cause_overuse",
        "cause_dehydration",
        "cause_nerve_circulation",
        "cause_medications",
        "cause_pregnancy",
        "cause_conditions",
    ],
    "deficiency": ["deficiency", "deficiency_supplements"],
    "differential_diagnosis": ["differential_diagnosis"],
    "first_aid": ["first_aid", "relief", "calf_stretch", "heat_or_cold"],
    "treatment": ["long_term_treatment", "nutrition_foods"],
    "medicine": ["medicine", "quinine"],
    "drinks": [
        "drinks_overview",
        "drink_water",
        "drink_electrolyte_sports",
        "drink_coconut_water",
        "drink_milk",
        "drink_pickle_juice",
    ],
    "see_doctor": ["see_doctor", "dangerous"],
    "seven_day_plan": ["seven_day_plan"],
}
"""The public topics and the file each stands in (docs/architecture.md); more may be added."""

HARDER = {"medicine", "quinine", "differential_diagnosis"}
"""Topics whose words allow grade 8 instead of 6."""

ABOUT = set(
    "water_extra electrolyte_drinks sports_drinks oral_rehydration_salts coconut_water milk "
    "pickle_juice salt_tablets salt_substitutes potassium_foods potassium_supplements "
    "magnesium_foods magnesium_supplements calcium_vitamin_d b_vitamins quinine_tonic stretching "
    "massage walking_it_off heat cold exercise_plan seven_day_plan alcohol prescription_medicines "
    "pain_relief_tablets".split()
)
"""`answer_topics` of the clinical specification."""

FORBIDDEN = re.compile(
    r"just a cramp|you are fine|you're fine|nothing to worry|\b\d+\s?(mg|mcg|ml|g|iu)\b|cures?\b|"
    r"clinically proven|doctor approved",
    re.IGNORECASE,
)


def load(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)


DATA = {path: load(path) for path in sorted((ROOT / "data").rglob("*.yml"))}
ANSWERS = {
    name.removeprefix("utter_faq/"): (path, variants)
    for path, content in DATA.items()
    for name, variants in (content.get("responses") or {}).items()
    if name.startswith("utter_faq/")
}
EXAMPLES = {
    intent["intent"]: [line.strip()[2:] for line in intent["examples"].splitlines()]
    for content in DATA.values()
    for intent in content.get("nlu") or []
}
CONVERSATION = {
    name: variants
    for path, content in DATA.items()
    for name, variants in (content.get("responses") or {}).items()
    if not name.startswith("utter_faq/")
}
SOURCES = set(load(ROOT / "data" / "sources.yml")["sources"])


def plain(text):
    return re.sub(r"\*\*|^- ", "", text, flags=re.MULTILINE)


def sentences(text):
    lines = (line.strip() for line in plain(text).split("\n"))
    return [s for line in lines for s in re.split(r"(?<=[.!?:])\s+", line) if s]


def grade(text):
    closed = (s if s[-1] in ".!?" else s.rstrip(":;,") + "." for s in sentences(text))
    return textstat.flesch_kincaid_grade(" ".join(closed))


def words(text):
    return len(plain(text).split())


def answer(topic):
    path, variants = ANSWERS[topic]
    return path, variants[0]["text"], variants[0]["metadata"]


def forms(topic):
    """Everything said on a topic: chat, speech, and both of `more`."""
    _, lead, metadata = answer(topic)
    spoken = [part["speech"] for part in metadata["parts"] if part["speech"]]
    yield "chat", "\n".join([lead, *(part["text"] for part in metadata["parts"])])
    yield "speech", " ".join([metadata["speech"], *spoken])
    yield "more", "\n".join(part["text"] for part in metadata["more"])
    yield "more spoken", " ".join(p["speech"] for p in metadata["more"] if p["speech"])


def test_every_topic_stands_in_its_file_with_one_answer():
    expected = {topic: section for section, topics in TOPICS.items() for topic in topics}
    missing = set(expected) - set(ANSWERS)
    assert not missing, f"no answer in data/faq for: {sorted(missing)}"
    for topic, section in expected.items():
        path, variants = ANSWERS[topic]
        assert path.stem == section, (
            f"{topic} belongs in data/faq/{section}.yml, not in {path.name}"
        )
        assert len(variants) == 1, f"{path.name}: {topic} must have exactly one text"


def test_no_answer_or_example_stands_in_two_files():
    names = [n for content in DATA.values() for n in content.get("responses") or {}]
    names += [i["intent"] for content in DATA.values() for i in content.get("nlu") or []]
    twice = {name for name in names if names.count(name) > 1}
    assert not twice, f"named twice under data/: {sorted(twice)}"


@pytest.mark.parametrize("topic", sorted(ANSWERS))
def test_every_answer_is_complete_and_names_its_origin(topic):
    path, lead, metadata = answer(topic)
    where = f"{path.name}, {topic}"
    known = "title section sources checked check_due reviewed_by speech parts more next".split()
    assert set(metadata) == set(known), f"{where}: keys {set(metadata) ^ set(known)}"
    assert lead and metadata["speech"], f"{where}: an empty lead"
    assert 0 < len(metadata["title"]) <= 20, f"{where}: title {metadata['title']!r} over 20 letters"
    assert re.fullmatch(r"\d+(\.\d+)?(, \d+(\.\d+)?)*", str(metadata["section"])), where
    unknown = set(metadata["sources"]) - SOURCES
    assert metadata["sources"] and not unknown, f"{where}: not in data/sources.yml: {unknown}"
    assert 2 <= len(metadata["next"]) <= 3, f"{where}: two or three topics in `next`"
    assert set(metadata["next"]) <= set(ANSWERS) - {topic}, f"{where}: next {metadata['next']}"
    for part in metadata["parts"] + metadata["more"]:
        assert set(part) == {"about", "text", "speech"}, f"{where}: keys of {part}"
        assert set(part["about"]) <= ABOUT, f"{where}: unknown `about` {part['about']}"
        assert "\n\n" not in part["text"], f"{where}: a blank line would split the message"


@pytest.mark.parametrize("topic", sorted(ANSWERS))
def test_every_answer_is_short_and_plain(topic):
    path, _, _ = answer(topic)
    most = {"chat": 90, "speech": 45, "more": 130, "more spoken": 130}
    if topic == "seven_day_plan":
        most = {"chat": 300, "speech": 90, "more": 130, "more spoken": 130}
    for form, text in forms(topic):
        where = f"{path.name}, {topic}, {form}"
        assert words(text) <= most[form], f"{where}: {words(text)} words, at most {most[form]}"
        limit = 8 if topic in HARDER else 6
        assert grade(text) <= limit, f"{where}: reading grade {grade(text):.1f}, at most {limit}"
        for sentence in sentences(text):
            assert len(sentence.split()) <= 20, f"{where}: over 20 words: {sentence}"
        assert not FORBIDDEN.search(text), f"{where}: {FORBIDDEN.search(text)}"


@pytest.mark.parametrize("topic", sorted(ANSWERS))
def test_what_is_spoken_can_be_said_aloud(topic):
    for form, text in forms(topic):
        if "sp" in form:
            found = re.search(r"[*_#–—/%&\[\]<>]|https?:|\bsee (below|above)\b", text)
            assert not found, f"{answer(topic)[0].name}, {topic}, {form}: {found.group()!r}"


def risky(topic):
    """What the answer's parts are about, where a modifier could hit it."""
    _, _, metadata = answer(topic)
    return {tag for part in metadata["parts"] + metadata["more"] for tag in part["about"]}


REMEDY = {
    "massage": r"\b(rub|massage)\b",
    "heat": r"\b(warm (towel|the)|heating pad|hot-water|warmth)\b",
    "pickle_juice": r"\bpickle juice\b",
    "coconut_water": r"\bcoconut water\b",
    "quinine_tonic": r"\b(quinine|tonic)\b",
    "magnesium_supplements": r"\bmagnesium (supplement|tablet|pill)s?\b",
}


@pytest.mark.parametrize("topic", sorted(ANSWERS))
def test_a_remedy_that_can_harm_stands_in_a_tagged_part_never_in_the_lead(topic):
    path, lead, _ = answer(topic)
    own = {"drink_pickle_juice": "pickle_juice", "drink_coconut_water": "coconut_water"}
    own["quinine"] = "quinine_tonic"
    for tag, pattern in REMEDY.items():
        if own.get(topic) != tag:
            assert not re.search(pattern, lead, re.IGNORECASE), (
                f"{path.name}, {topic}: {tag} in lead"
            )


def test_general_cautions_cover_what_is_unsafe_unqualified():
    cautions = load(ROOT / "red_flags" / "modifiers.yml")["general_cautions"]
    covered = {tag for caution in cautions for tag in caution["about"]}
    needed = {"massage", "heat", "stretching", "walking_it_off", "water_extra", "potassium_foods"}
    needed |= {"coconut_water", "electrolyte_drinks", "magnesium_supplements", "quinine_tonic"}
    needed |= {"seven_day_plan", "cold", "alcohol", "prescription_medicines"}
    assert not needed - covered, f"red_flags/modifiers.yml, general_cautions: {needed - covered}"


def test_the_seven_day_plan_gives_all_habits_and_the_evening_routine():
    text = dict(forms("seven_day_plan"))["chat"].lower()
    for habit in "water breakfast lunch potassium magnesium stretch walk bedcovers bedside".split():
        assert habit in text.replace("by the bed", "bedside"), f"seven_day_plan.yml: no {habit}"


@pytest.mark.parametrize("name", sorted(CONVERSATION))
def test_the_conversations_own_sentences_are_plain(name):
    variants = CONVERSATION[name]
    assert len(variants) == 1, f"{name} must have exactly one text"
    metadata = variants[0].get("metadata", {})
    assert metadata.get("kind"), f"{name}: kind is missing"
    for text in (variants[0]["text"], metadata["speech"]):
        filled = re.sub(r"\{\w+\}", "112", text)
        for sentence in sentences(filled):
            assert len(sentence.split()) <= 20, f"{name}: over 20 words: {sentence}"
        assert not FORBIDDEN.search(filled), f"{name}: {FORBIDDEN.search(filled)}"
    assert set(metadata.get("topics", [])) <= set(ANSWERS), f"{name}: topics {metadata['topics']}"


@pytest.mark.parametrize("name", sorted({**ANSWERS, **CONVERSATION}))
def test_no_check_against_the_article_is_overdue(name):
    metadata = (ANSWERS[name][1] if name in ANSWERS else CONVERSATION[name])[0].get("metadata", {})
    if "check_due" in metadata:
        checked, due = (
            datetime.date.fromisoformat(str(metadata[key])) for key in ("checked", "check_due")
        )
        assert checked < due <= checked + datetime.timedelta(days=366), name


def test_every_topic_has_forty_examples_and_no_example_stands_twice():
    few = {topic: len(EXAMPLES[f"faq/{topic}"]) for topic in ANSWERS}
    few = {topic: count for topic, count in few.items() if count < 40}
    assert not few, f"fewer than 40 examples: {few}"
    seen = {}
    for intent, examples in EXAMPLES.items():
        for example in examples:
            key = re.sub(r"[^\w]+", " ", example.lower()).strip() or example
            assert key not in seen, f"{example!r} stands under {seen.get(key)} and {intent}"
            seen[key] = intent


def unseen():
    for path in sorted((ROOT / "tests" / "faq").glob("*.yml")):
        for topic, items in load(path).items():
            yield from ((path, topic, i if isinstance(i, str) else i["text"]) for i in items)
    for name in ("out_of_scope", "small_talk"):
        path = ROOT / "tests" / f"{name}.yml"
        for kind, items in load(path).items():
            yield from ((path, kind, item) for item in items)
    for path in sorted((ROOT / "tests" / "unseen").glob("topics_*.yml")):
        for kind, items in load(path).items():
            yield from ((path, kind, item["text"]) for item in items)


def test_every_topic_has_twelve_unseen_sentences_in_the_file_of_its_name():
    counts = {}
    for path, topic, _ in unseen():
        if path.parent.name == "faq":
            assert topic in TOPICS[path.stem], f"tests/faq/{path.name}: {topic} is elsewhere"
            counts[topic] = counts.get(topic, 0) + 1
    few = {topic: counts.get(topic, 0) for topic in ANSWERS if counts.get(topic, 0) < 12}
    assert not few, f"fewer than 12 sentences in tests/faq: {few}"


def test_a_sentence_is_either_trained_or_tested():
    def key(text):
        return re.sub(r"[^\w]+", " ", text.lower()).strip() or text

    trained = {key(example) for examples in EXAMPLES.values() for example in examples}
    both = [text for _, _, text in unseen() if key(text) in trained and len(key(text).split()) > 1]
    assert not both, f"in data/ and in tests/: {both[:5]}"


PACKAGES = ["actions", "components", "gateway", "red_flags", "encoder"]


def spoken_literals(path):
    """String literals of a module that read like sentences, but for docstrings and errors."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = set()
    for node in ast.walk(tree):
        calls = ("print", "exit", "error", "critical", "warning", "info", "debug", "parse_args")
        name = getattr(node, "func", None) and getattr(
            node.func, "attr", getattr(node.func, "id", "")
        )
        operators = isinstance(node, ast.Call) and (name in calls or name[:1].isupper())
        if isinstance(node, ast.Raise | ast.Assert | ast.Expr) or operators:
            skipped |= {id(child) for child in ast.walk(node)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in skipped
        ):
            yield node.lineno, node.value


@pytest.mark.parametrize("package", PACKAGES)
def test_no_sentence_for_people_stands_in_python(package):
    sentence = re.compile(r"[A-Z][a-z']+( [a-z']+){3,}.*[.!?]")
    for path in sorted((ROOT / package).rglob("*.py")):
        for line, text in spoken_literals(path):
            if "SELECT" in text or "CREATE TABLE" in text:
                continue
            assert not sentence.search(text), (
                f"{path.relative_to(ROOT)}:{line}: {text!r} belongs in YAML"
            )
