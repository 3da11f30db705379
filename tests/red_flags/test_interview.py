"""The interview by itself: which question is next, what an answer says, and that it always ends."""

import copy
import random

import pytest
import yaml

from red_flags import NO_FINDINGS, Tier, assess, questionnaire
from red_flags import interview as interviews
from red_flags.check import concluded
from red_flags.interview import Interview, answer, assumed, back, begin, late, prompt, worthwhile
from red_flags.questionnaire import FILE, form, interview_problems, query
from red_flags.reading import IN_OWN_WORDS, meant

QUERIES = list(form().queries.values())


def known_after(*texts):
    known = NO_FINDINGS
    for number, text in enumerate(texts):
        known = assess(text, known, now=1000 + number).findings
    return known


class Talk:
    """An interview under way, each answer in a turn of its own."""

    def __init__(self, *texts, spoken=False):
        self.findings, self.spoken = known_after(*texts), spoken
        self.interview = begin(self.findings, spoken=spoken)
        self.asked = []

    @property
    def open(self):
        return prompt(self.interview, self.findings) if self.interview else None

    def reply(self, value):
        self.asked.append((self.open.query, self.open.mode, self.open.item))
        self.findings = assess("", self.findings, now=2000 + len(self.asked)).findings
        made = answer(self.interview, self.findings, value, spoken=self.spoken)
        self.interview, self.findings = made.interview, made.findings
        return made

    def run(self, **special):
        """Answer every question with `special`, else with no."""
        while self.open:
            shown = self.open
            values = [value for _, value in shown.choices] or ["no"]
            value = special.get(shown.query) or ("no" if "no" in values else values[0])
            self.reply(value)
        return list(dict.fromkeys(name for name, _, _ in self.asked))

    @property
    def tier(self):
        return concluded(self.findings).tier


# The file


def test_the_file_has_its_shape_and_known_names():
    assert not interview_problems()


BROKEN = {
    "an unknown key": lambda d: d["questions"]["q2_who"].update(colour="red"),
    "an unknown finding": lambda d: d["questions"]["q4_nerves"]["buttons"][1].update(present=["x"]),
    "an unknown question": lambda d: d["routes"][0]["ask"].append("q9"),
    "an unknown drill-down": lambda d: d["questions"]["q4_nerves"]["buttons"][1].update(ask="q9"),
    "an unknown condition": lambda d: d["questions"]["q2_who"].update(skip_if=["rain"]),
    "an unknown way to be unsure": lambda d: d["questions"]["q2_who"].update(unsure="perhaps"),
    "no other wording": lambda d: d["questions"]["q3_limb_signs"].pop("again"),
    "a title too long": lambda d: d["questions"]["q2_who"]["buttons"][0].update(title="x" * 21),
    "a missing key": lambda d: d["questions"]["q2_who"].pop("why"),
    "an unknown tier": lambda d: d["questions"]["q1_emergency"]["buttons"][1].update(escalate="x"),
    "one value twice": lambda d: d["questions"]["q2_who"]["buttons"][0].update(value="child"),
    "a missing section": lambda d: d.pop("routes"),
    "ask_first of a rule that is no question": lambda d: d["questions"].pop("q1_emergency"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_wrong_in_the_file_is_named(monkeypatch, what):
    data = copy.deepcopy(yaml.safe_load(FILE.read_text(encoding="utf-8")))
    BROKEN[what](data)
    monkeypatch.setattr(questionnaire, "read", lambda _: data)
    problems = interview_problems()
    assert problems
    assert all(problem.file == "interview.yml" for problem in problems)


@pytest.mark.parametrize("asked", QUERIES, ids=lambda asked: asked.id)
def test_every_question_can_be_read_answered_and_spoken(asked):
    assert {choice.value for choice in asked.choices} >= {"unsure"}
    assert asked.why
    for item in asked.items:
        assert item.speech.endswith("?")
        assert len(item.speech.split()) <= 15
    for text in (asked.text, asked.why, asked.again_text):
        for sentence in text.replace("?", ".").split("."):
            assert len(sentence.split()) <= 20, text


# Which question is next

ROUTES = [
    ("my legs cramp at night", ["q1_emergency", "q3_limb_signs", "q4_nerves", "q7", "q8"]),
    ("I take a statin", ["q7", "q5_urine_colour"]),
    ("my son, who is 5, has cramps in his legs", ["q1_emergency", "q3_limb_signs", "q4_nerves"]),
    ("my arm tingles", ["q1_emergency", "q4_nerves"]),
    ("I ran a marathon in the heat", ["q1_emergency", "q5_urine_heat_fluid"]),
]


@pytest.mark.parametrize(("text", "route"), ROUTES)
def test_what_was_said_decides_the_route(text, route):
    special = {"q7_conditions_medicines": "no"}
    asked = Talk(text).run(**special)
    if asked == ["q7_conditions_medicines"]:
        route = route[:1]
    assert [name[: len(start)] for name, start in zip(asked, route, strict=True)] == route


def test_with_nothing_said_all_eight_are_asked():
    talk = Talk()
    assert talk.run(q2_who="me") == list(form().routes[-1][2])
    assert talk.tier is Tier.NONE


def test_leg_signs_lead_to_the_legs_and_the_risks_of_a_clot():
    talk = Talk("my calf is swollen")
    asked = talk.run(q3_limb_signs="one_visible")
    assert asked == ["q1_emergency", "q3_limb_signs", "q6_clot_pregnancy"]
    assert "dvt_suspected" in {flag.flag for flag in concluded(talk.findings).fired}


def test_a_swelling_on_both_sides_is_no_longer_of_unclear_side():
    talk = Talk("my calf is swollen")
    talk.run(q3_limb_signs="both")
    flags = {flag.flag for flag in concluded(talk.findings).fired}
    assert "limb_sign_side_unclear" not in flags
    assert "bilateral_leg_swelling" in flags


def test_statin_leads_to_the_colour_of_the_urine():
    talk = Talk("I take a new medicine")
    talk.reply("statin")
    assert talk.open.query == "q5_urine_colour"
    talk.reply("brown")
    assert talk.tier is Tier.EMERGENCY


def test_sudden_weakness_binds_to_the_weakness():
    talk = Talk("my arm tingles")
    talk.reply("no")
    talk.reply("weakness")
    talk.reply("sudden")
    weak = [sign for sign in talk.findings.signs if sign.id == "weakness"]
    assert [sign.beside for sign in weak] == [frozenset({"sudden_onset"})]


def test_cramps_only_in_the_hands_need_no_look_at_the_legs():
    assert "q3_limb_signs" not in Talk("my fingers cramp at night").run()


@pytest.mark.parametrize("text", ["I have chest pain", "my foot is ice cold, white and numb"])
def test_in_an_emergency_nothing_is_asked(text):
    assert begin(known_after(text)) is None


# What an answer says


@pytest.mark.parametrize("value", ["yes", "unsure"])
def test_an_emergency_sign_ends_it_and_names_no_sign_that_was_not_said(value):
    talk = Talk()
    talk.reply(value)
    assert talk.tier is Tier.EMERGENCY
    assert talk.interview.over
    assert {sign.id for sign in talk.findings.signs} == {form().escalated}


def test_a_named_emergency_item_is_that_sign():
    talk = Talk(spoken=True)
    for value in ("no", "no", "yes"):
        talk.reply(value)
    assert "stroke_suspected" in {flag.flag for flag in concluded(talk.findings).fired}


@pytest.mark.parametrize("name", [asked.id for asked in QUERIES if not asked.drill_down])
def test_no_answer_takes_back_what_was_said(name):
    asked = query(name)
    said = "my calf is swollen and hot. I take a statin. my foot tingles. I am pregnant"
    known = known_after(said)
    before = {sign.id for sign in known.signs if sign.status == "present"}
    interview = Interview("anything_else", steps=(interviews.Step(name, "self"),), item=-1)
    for choice in asked.choices:
        after = answer(interview, known, choice.value).findings
        present = {s.id for s in after.signs if s.status == "present" and s.person == "self"}
        assert before <= present, choice.value


def test_answers_before_the_person_is_known_are_about_that_person():
    talk = Talk()
    talk.reply("no")
    talk.reply("child")
    assert {sign.person for sign in talk.findings.signs} == {"child"}
    assert talk.findings.person == "child"


def test_cramps_are_assumed_of_who_asks_but_never_against_their_word():
    assert [sign.id for sign in assumed(NO_FINDINGS, "self").signs] == ["cramp"]
    for text in ("my calf cramps", "I have no cramps"):
        known = known_after(text)
        assert assumed(known, "self") == known


def test_not_sure_counts_as_yes_soon_again_or_nothing():
    for name, tier in (("q1_emergency", 3), ("q3_cold_limb", 3), ("q4_nerves", 1), ("q7_", 0)):
        name = next(asked.id for asked in QUERIES if asked.id.startswith(name))
        interview = Interview("anything_else", steps=(interviews.Step(name, "self"),), item=-1)
        assert concluded(answer(interview, NO_FINDINGS, "unsure").findings).tier == tier
    talk = Talk("my calf cramps at night")
    talk.reply("no")
    talk.reply("unsure")
    assert (talk.open.query, talk.open.mode) == ("q3_limb_signs", "again")
    talk.reply("unsure")
    assert talk.open.query == "q4_nerves"


def test_spoken_a_group_of_illnesses_is_asked_apart():
    talk = Talk("I take a new medicine", spoken=True)
    assert talk.open.mode == "item"
    talk.reply("yes")
    assert talk.open.mode == "which"
    assert "Statin" not in [title for title, _ in talk.open.choices]
    talk.reply("kidney")
    assert "kidney_disease" in {sign.id for sign in talk.findings.signs}


def test_a_late_button_puts_one_answer_right_and_adds_to_a_list():
    talk = Talk()
    for value in ("no", "me", "no"):
        talk.reply(value)
    talk.findings = assess("", talk.findings, now=3000).findings
    made = late(talk.interview, talk.findings, "q3_limb_signs", "one_sore")
    status = {sign.id: sign.status for sign in made.findings.signs}
    assert status["persistent_pain"] == "present"
    assert "swelling" not in status
    assert late(talk.interview, talk.findings, "q3_limb_signs", "gone").findings == talk.findings


# Whatever is answered


def random_talk(seed):
    chance = random.Random(seed)
    texts = [
        "",
        "my legs cramp at night",
        "my calf is swollen",
        "I take a statin",
        "my mum has cramps",
    ]
    talk = Talk(chance.choice(texts), spoken=chance.random() < 0.5)
    while talk.open:
        values = [value for _, value in talk.open.choices] or ["yes", "no", "unsure"]
        # Mostly harmless answers, so that the way is long.
        value = chance.choice([*values, "no", "no"])
        yield talk, value
        assert len(talk.asked) < 60, "it never ends"


@pytest.mark.parametrize("seed", range(60))
def test_it_ends_after_at_most_eight_questions_whatever_is_answered(seed):
    for talk, value in random_talk(seed):
        urgent = talk.tier >= Tier.URGENT
        assert talk.tier is not Tier.EMERGENCY
        if urgent:
            assert talk.open.query in {"q1_emergency", "q3_limb_signs", "q6_clot_pregnancy"} or (
                query(talk.open.query).drill_down
            )
        assert len(talk.interview.steps) <= form().most
        assert Interview.from_json(talk.interview.to_json()) == talk.interview
        talk.reply(value)
    asked = [step.query for step in talk.interview.steps]
    assert len(asked) == len(set(asked)) <= 8


@pytest.mark.parametrize("seed", range(60))
def test_back_leads_to_the_findings_of_before(seed):
    for talk, value in random_talk(seed):
        before, place = talk.findings, talk.interview
        talk.reply(value)
        if len(talk.interview.steps) == len(place.steps) and not talk.interview.over:
            continue
        undone = back(talk.interview, talk.findings)
        assert undone
        interview, findings, _ = undone
        assert interview.steps[-1].query == place.steps[-1].query
        answered = place.steps[-1].turns
        left = [sign for sign in before.signs if sign.turn not in answered or sign.net != "answer"]
        assert sorted(map(repr, findings.signs)) == sorted(map(repr, left))
        assert interview.person == place.steps[-1].person


def test_there_is_nothing_before_the_first_question():
    talk = Talk()
    assert back(talk.interview, talk.findings) is None


# When it could change the tier


@pytest.mark.parametrize(
    ("text", "useful"),
    [
        ("I had an operation last week", True),
        ("I take a statin", True),
        ("my calf cramps", False),
        ("hello", False),
    ],
)
def test_it_is_worthwhile_where_a_rule_is_half_true(text, useful):
    known = known_after(text)
    assert worthwhile(known, "self", concluded(known).tier) is useful


def test_it_is_not_worthwhile_when_it_is_an_emergency_already():
    known = known_after("I have chest pain and I take a statin")
    assert not worthwhile(known, "self", Tier.EMERGENCY)


# What a reply means


def meaning(text, talk):
    after = assess(text, talk.findings, now=5000)
    return meant(text, talk.interview, after.findings, after.heard)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("No, none of these", "no"),
        ("yes", "yes"),
        ("yeah I think so", "yes"),
        ("not sure", "unsure"),
        ("dunno", "unsure"),
        ("what drink stops cramps?", None),
        ("what drink stops cramps", None),
        ("tell me about magnesium", None),
        ("yes but is milk any good?", None),
    ],
)
def test_replies_to_the_first_question(text, value):
    assert meaning(text, Talk()) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("kidneys", "kidney"),
        ("thyroid", "thyroid"),
        ("I have diabetes", IN_OWN_WORDS),
        ("problem", None),
        ("pill", "pressure_tablet"),
    ],
)
def test_a_part_of_a_title_is_enough_when_it_is_the_only_one(text, value):
    assert meaning(text, Talk("I take a new medicine")) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("me", "me"), ("for myself", "me"), ("my mum", IN_OWN_WORDS), ("Child 2 to 15", "child")],
)
def test_who_it_is_about_can_be_said(text, value):
    talk = Talk()
    talk.reply("no")
    assert meaning(text, talk) == value
