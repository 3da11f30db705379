"""What a speech recogniser got wrong, and what it got right."""

import asyncio

import pytest

from components.hearing import Hearing, without_fillers

EXAMPLES = ["cramps in my calf muscle", "a cramp in my muscles"] * 40 + ["my calves ache"] * 40


@pytest.fixture(scope="module")
def hearing():
    return Hearing(EXAMPLES)


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("what stops a camp at night", "what stops a cramp at night"),
        ("why do i get craps", "why do i get cramps"),
        ("a sore mussel", "a sore muscle"),
        ("tight carves", "tight calves"),
    ],
)
def test_a_word_that_sounds_like_a_name_may_be_that_name(hearing, heard, meant):
    assert meant in hearing.readings(heard)


@pytest.mark.parametrize("text", ["crampons on ice", "cramped in a car", "water and milk", ""])
def test_what_is_no_name_heard_wrongly_has_no_other_reading(hearing, text):
    assert hearing.readings(text) == []


def test_a_word_that_the_examples_hold_often_is_not_doubted():
    assert Hearing([*EXAMPLES, *["what to do in a camp"] * 3]).readings("a camp") == []


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("um why do i you know get er cramps", "why do i get cramps"),
        ("do you know if milk works as well", "do you know if milk works as well"),
        ("um", "um"),
    ],
)
def test_fillers_are_left_out(said, left):
    assert without_fillers(said) == left


def heard(agent, text, **metadata):
    from rasa.core.channels.channel import UserMessage

    parsed = asyncio.run(agent.processor.parse_message(UserMessage(text, metadata=metadata)))
    selected = parsed.get("response_selector", {}).get("default", {}).get("response", {})
    return selected.get("intent_response_key") or parsed["intent"]["name"]


def test_a_spoken_message_is_read_as_it_was_meant(agent):
    assert heard(agent, "how do i you know get rid of a leg crab", spoken=True) == "faq/relief"


@pytest.mark.parametrize("text", ["how do i cook a crab", "best clamp for gluing wood"])
def test_what_makes_no_sense_as_a_cramp_stays_what_it_is(agent, text):
    assert not heard(agent, text, spoken=True).startswith("faq/")


def test_a_typed_message_is_left_as_it_is(agent):
    assert not heard(agent, "cooking a leg crab", spoken=False).startswith("faq/")
