"""Form of the sentences in this folder: known topics, known expectations, no sentence twice."""

import re
from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parent
ROUNDS = ("development", "final")
TOPIC_ROUNDS = (*ROUNDS, "second_final")
TALKS = (*ROUNDS, "second_development", "second_final", "third_final")
# The public topic ids of the web API; they stand here so that a lost or renamed one fails.
TOPICS = frozenset(
    """
    definition spasm_vs_cramp who_and_where night_causes night_prevention sleep_position
    causes_overview cause_overuse cause_dehydration cause_nerve_circulation cause_medications
    cause_pregnancy cause_conditions deficiency deficiency_supplements differential_diagnosis
    first_aid relief calf_stretch heat_or_cold long_term_treatment nutrition_foods medicine quinine
    drinks_overview drink_water drink_electrolyte_sports drink_coconut_water drink_milk
    drink_pickle_juice see_doctor dangerous seven_day_plan
    """.split()
)
KINDS = {"near", "far", "uncovered"}
EACH_TOPIC = 10
FLAGS = {"refused", "choices", "social", "repeats"}


def load(name):
    return yaml.safe_load((HERE / f"{name}.yml").read_text(encoding="utf-8"))


def plain(text):
    """The words alone: two sentences that differ in capitals and punctuation are one."""
    return re.sub(r"[^\w]+", " ", text.casefold()).strip() or text


def sentences(name):
    topics = load(f"topics_{name}")
    return [entry["text"] for part in ("in_scope", "out_of_scope") for entry in topics[part]]


def is_accepted(topics):
    return (
        isinstance(topics, list)
        and bool(topics)
        and len(set(topics)) == len(topics)
        and TOPICS.issuperset(topics)
    )


def is_expectation(expect):
    """Whether one of the known forms stands here, and nothing else."""
    if not isinstance(expect, dict) or len(expect) != 1:
        return False
    ((form, value),) = expect.items()
    if form == "any":
        return len(value) > 1 and all(map(is_expectation, value))
    if form in FLAGS:
        return value is True
    if form == "each":
        return len(value) > 1 and all(map(is_accepted, value))
    return form in {"topics", "more"} and is_accepted(value)


@pytest.mark.parametrize("name", TOPIC_ROUNDS)
def test_sentences_name_known_topics(name):
    in_scope = load(f"topics_{name}")["in_scope"]
    wrong = [entry for entry in in_scope if entry.keys() != {"text", "topics"}]
    wrong += [entry for entry in in_scope if not is_accepted(entry["topics"])]
    assert wrong == []


@pytest.mark.parametrize("name", ROUNDS)
def test_every_topic_is_asked_in_enough_ways(name):
    best = [entry["topics"][0] for entry in load(f"topics_{name}")["in_scope"]]
    assert {topic for topic in TOPICS if best.count(topic) < EACH_TOPIC} == set()


@pytest.mark.parametrize("name", TOPIC_ROUNDS)
def test_sentences_outside_the_article_say_of_what_kind_they_are(name):
    outside = load(f"topics_{name}")["out_of_scope"]
    wrong = [entry for entry in outside if entry.keys() != {"text", "kind"}]
    assert wrong == []
    assert {entry["kind"] for entry in outside} == KINDS


def test_no_sentence_stands_twice():
    every = [plain(text) for name in TOPIC_ROUNDS for text in sentences(name)]
    assert [text for text in set(every) if every.count(text) > 1] == []


@pytest.mark.parametrize("name", TALKS)
def test_conversations_expect_known_things(name):
    conversations = load(f"conversations_{name}")
    turns = [turn for talk in conversations for turn in talk["turns"]]
    wrong = [turn for turn in turns if turn.keys() != {"says", "expect"}]
    wrong += [turn for turn in turns if not is_expectation(turn["expect"])]
    assert wrong == []
    assert all(2 <= len(talk["turns"]) <= 6 for talk in conversations)
    names = [talk["name"] for talk in conversations]
    assert len(set(names)) == len(names) >= 50


def test_no_conversation_stands_twice():
    talks = [
        tuple(plain(turn["says"]) for turn in talk["turns"])
        for name in TALKS
        for talk in load(f"conversations_{name}")
    ]
    assert len(set(talks)) == len(talks)
    assert len({talk[0] for talk in talks}) == len(talks), "two talks begin alike"


def trained():
    """What the model learns from, plain."""
    examples = [
        plain(line.strip().removeprefix("- "))
        for path in sorted((HERE.parent.parent / "data").rglob("*.yml"))
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu") or []
        for line in entry.get("examples", "").splitlines()
    ]
    talks = (HERE.parent.parent / "data" / "conversations").glob("*.yml")
    read = [yaml.safe_load(path.read_text(encoding="utf-8"))["conversations"] for path in talks]
    examples += [plain(turn["says"]) for each in read for talk in each for turn in talk["turns"]]
    return set(examples)


@pytest.mark.parametrize("name", ["second_development", "second_final", "third_final"])
def test_no_first_message_of_a_talk_is_trained(name):
    known = trained()
    assert len(known) > 1000
    assert (
        sum(plain(talk["turns"][0]["says"]) in known for talk in load(f"conversations_{name}")) == 0
    )
