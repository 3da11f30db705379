"""A reply as it is read out: safety first and whole, in breaths, nothing lost, one question last."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from speaking import answer

from gateway import safety
from gateway.message import from_rasa, from_response
from gateway.texts import responses
from gateway.voice.place import Place
from gateway.voice.reading import read
from gateway.voice.script import BREATH, script_of
from red_flags import assess

TOPICS = sorted(n.removeprefix("utter_faq/") for n in responses() if n.startswith("utter_faq/"))


def sent(*messages, urgency="none"):
    """The API's reply of these messages."""
    rendered = [
        message.to_json(f"1.{place}", [f"v{place}{n}" for n in range(len(message.buttons))])
        for place, message in enumerate(messages, start=1)
    ]
    return {"messages": rendered, "urgency": urgency}


def of_topic(topic, more=False):
    return from_rasa(answer(topic, more))


def steps(script, slower=0):
    """All steps in order."""
    at, found = 0, []
    while True:
        step = script.step(at, slower)
        found.append(step)
        if step.last:
            return found
        assert step.after > at, "no way forward"
        at = step.after


def words(step):
    return sum(len(unit.text.split()) for unit in step.units)


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("more", [False, True])
@pytest.mark.parametrize("slower", [0, 1, 2])
def test_an_answer_is_read_whole_and_in_breaths(topic, more, slower):
    message = of_topic(topic, more)
    found = steps(script_of(sent(message)), slower)
    read_out = " ".join(unit.text for step in found for unit in step.units)
    assert read_out == message.speech, "a word was lost or added"
    for step in found:
        assert words(step) <= BREATH[slower] or len(step.units) == 1


def test_first_aid_is_read_step_by_step():
    script = script_of(sent(of_topic("first_aid")))
    told = [unit.text for step in steps(script) for unit in step.units if unit.step]
    parts = responses()["utter_faq/first_aid"].metadata["parts"]
    assert told == [part["speech"] for part in parts if part["speech"]]
    for step in steps(script):
        assert sum(unit.step for unit in step.units) == 1
        assert script.closing(step) == ("more" if step.last else "step")


@pytest.mark.parametrize(
    ("text", "urgency"),
    [("I have chest pain", "emergency"), ("my left calf is swollen and hot", "urgent")],
)
def test_a_red_flag_comes_first_and_is_never_cut(text, urgency):
    found = assess(text)
    warning = [*safety.first(found, "US"), *safety.missing(found, "US", [])]
    script = script_of(sent(of_topic("relief"), *warning, urgency=urgency))
    for slower in range(3):
        first = script.step(0, slower)
        assert [unit.text for unit in first.units] == [message.speech for message in warning]
        assert not first.last


def test_a_doctor_line_is_heard_with_the_beginning_of_the_answer():
    found = assess("my cramps wake me every night")
    doctor = safety.missing(found, None, [])
    script = script_of(sent(of_topic("first_aid"), *doctor, urgency="soon"))
    first, second = steps(script)[:2]
    assert [unit.text for unit in first.units][-2:] == [message.speech for message in doctor]
    assert first.units[0].text == "Stop what you are doing."
    assert not any(unit.safety for unit in second.units)


def test_a_question_is_asked_last_and_alone():
    question = from_response("utter_unsure", buttons=from_response("utter_more").buttons)
    script = script_of(sent(question, of_topic("drink_milk")))
    last = steps(script)[-1]
    spoken = read(script, Place(at=len(script.units)))
    assert script.closing(last) == "choice"
    assert [line.text for line in spoken.lines] == [
        question.speech,
        "1: Cramp right now.",
        "2: Causes of cramps.",
        "3: When to see a doctor.",
    ]


def test_a_turn_that_ends_with_a_question_gets_no_second_one():
    spoken = read(script_of(sent(from_response("utter_seen"))), Place())
    assert spoken.lines[-1].text == "What would you like to know?"
    spoken = read(script_of(sent(from_response("utter_misunderstood"))), Place())
    assert spoken.lines[-1].text.endswith("What would you like to know?")


def test_the_number_to_call_is_said_once_more_and_slowly():
    found = assess("I have chest pain")
    reply = sent(*safety.first(found, "GB"), *safety.missing(found, "GB", []), urgency="emergency")
    lines = read(script_of(reply), Place(), "GB", repeats_number=True).lines
    again = lines[3]
    assert (lines[2].text, again.text) == ("Once more, slowly.", "Call nine nine nine now.")
    assert (again.slower, again.number) == (2, "nine nine nine")


def test_written_marks_are_not_read_out():
    message = of_topic("drink_milk")
    raw = sent(message)
    raw["messages"][0]["speech"] = ""
    raw["messages"][0]["text"] = "**Milk** may [help](https://a.example).\n- One glass\n- Two"
    assert script_of(raw).words == "Milk may help. One glass. Two"


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp"]))
kinds = st.sampled_from(["answer", "safety", "question", "social", "fallback", "plan"])
messages = st.lists(
    st.fixed_dictionaries(
        {
            "kind": kinds,
            "speech": texts,
            "text": texts.map(lambda text: text or "Text."),
            "topic": st.sampled_from([None, *TOPICS]),
            "urgency": st.sampled_from([None, "soon", "urgent", "emergency"]),
            "sources": st.just([{"name": "NHS"}]),
            "checked": st.just("2026-11-22"),
            "reviewed_by": st.none(),
            "buttons": st.lists(
                st.fixed_dictionaries({"title": texts, "value": st.just("v")}), max_size=5
            ),
        }
    ),
    min_size=1,
    max_size=6,
)


@settings(deadline=None, derandomize=True, max_examples=80)
@given(messages, st.integers(0, 2))
def test_whatever_the_reply_every_word_is_reached_once(messages, slower):
    script = script_of({"messages": messages, "urgency": "none"})
    found = steps(script, slower)
    read_out = [unit for step in found for unit in step.units]
    assert read_out == [
        *found[0].units,
        *[unit for step in found[1:] for unit in step.units],
    ]
    assert sorted(map(id, read_out)) == sorted(map(id, (*script.units, *script.aside)))
    safety_units = [unit for unit in script.units if unit.safety]
    assert list(found[0].units[: len(safety_units)]) == safety_units


def test_a_caution_is_never_parted_from_what_it_cautions_about():
    for topic in TOPICS:
        metadata = responses()[f"utter_faq/{topic}"].metadata
        for kind in ("parts", "more"):
            script = script_of(sent(of_topic(topic, kind == "more")))
            spoken = [part["speech"] for part in metadata[kind] if part["speech"]]
            for slower in range(3):
                in_steps = [" ".join(u.text for u in step.units) for step in steps(script, slower)]
                for part in spoken:
                    assert any(part in step for step in in_steps), f"{topic}: {part}"


def test_a_reminder_goes_with_the_answer_and_a_new_warning_stands_alone():
    reminder = from_response("utter_reminder_urgent", "US", urgency="urgent")
    first = script_of(sent(reminder, of_topic("drink_milk"), urgency="urgent")).step(0)
    assert [unit.safety for unit in first.units][:2] == [True, False]
