"""The voice's own sentences and steering words."""

import re

import pytest
from speaking import heard
from test_content import FORBIDDEN, ROOT, grade, sentences

from gateway.message import from_response
from gateway.texts import fill, responses
from gateway.voice.place import Heard, Place, Spoken
from gateway.voice.script import script_of
from gateway.voice.steering import Asked, Steering
from gateway.voice.wording import even, names, number, prompt, reprompt, wish, wording
from red_flags import Tier, assess

SAID = {
    name: fill(text, None, speech=True)
    for name, text in wording()["said"].items()
    if name != "option"
}
ASKED = {
    f"{name} {kind}": fill(text, None, speech=True)
    for name, asked in wording()["ask"].items()
    for kind, text in asked.items()
    if text
}
TOPICS = [n.removeprefix("utter_faq/") for n in responses() if n.startswith("utter_faq/")]
HEARD = [(name, form) for name, forms in wording()["heard"].items() for form in forms]


@pytest.mark.parametrize("name", sorted({**SAID, **ASKED}))
def test_what_the_voice_says_is_short_and_plain(name):
    text = {**SAID, **ASKED}[name]
    assert len(text.split()) <= 45
    assert grade(text) <= 6
    for sentence in sentences(text):
        assert len(sentence.split()) <= 20
    assert not FORBIDDEN.search(text)
    assert not set("*_#&<>[]/%{}") & set(text)


@pytest.mark.parametrize("name", sorted(wording()["ask"]))
def test_what_is_asked_again_is_in_other_words(name):
    assert reprompt(name)
    assert reprompt(name) != prompt(name)


@pytest.mark.parametrize("name", ["welcome", "help", "not_heard", "silence", "goodbye"])
def test_where_nothing_is_known_the_emergency_line_is_said(name):
    assert "your local emergency number" in SAID[name]


def test_nginx_speaks_to_callers_in_the_same_words():
    nginx = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    twiml = re.search(r"<Response>.*</Response>", nginx)[0]
    assert heard(twiml) == from_response("utter_unavailable").speech


def test_a_steering_word_means_one_thing():
    forms = [even(form) for _, form in HEARD]
    assert len(forms) == len(set(forms))
    for name, form in HEARD:
        assert wish(f" {form.upper()}! ") == name


def test_no_steering_word_could_be_a_red_flag():
    words = [form for _, form in HEARD]
    words += [form for forms in wording()["numbers"] for form in forms]
    words += [form for forms in wording()["buttons"].values() for form in forms]
    for form in words:
        assessment = assess(form)
        assert assessment.tier == Tier.NONE and not assessment.fired, form


@pytest.mark.parametrize(
    "text",
    [
        "stop my leg hurts",
        "help me",
        "no i have chest pain",
        "yes and it is swollen",
        "one leg is swollen",
        "next to my knee it is hot",
        "more pain than before",
        "what helps",
        "it won't stop",
    ],
)
def test_a_sentence_with_more_in_it_is_heard_by_the_assistant(text):
    steering = Steering(Place("m1", asked="next"), None, script_of(reply("drink_milk")))
    assert steering.answer(Heard("m2", text=text)) == Asked(text=text)


def reply(topic):
    response = responses()[f"utter_faq/{topic}"]
    message = {**from_response("utter_praise").to_json("1.1", []), "kind": "answer"}
    message |= {"topic": topic, "speech": response.metadata["speech"]}
    message["buttons"] = [{"title": responses()["utter_more_button"].text, "value": "more"}]
    return {"messages": [message], "urgency": "none"}


@pytest.mark.parametrize("asked", [*wording()["heard"], None])
@pytest.mark.parametrize("offered", [*wording()["ask"], ""])
@pytest.mark.parametrize("place", [Place(), Place("m1"), Place("m1", at=9, slower=2)])
@pytest.mark.parametrize("kind", ["answer", "question", None])
def test_every_wish_gets_words_or_goes_to_the_assistant(asked, offered, place, kind):
    known = {"answer": reply("drink_milk"), "question": question(), None: None}[kind]
    script = script_of(known) if known else None
    place = Place(place.turn, place.at, place.slower, 0, offered)
    answer = Steering(place, "US", script).answer(Heard("m2", wish=asked))
    if isinstance(answer, Spoken):
        assert all(line.text for line in answer.lines) and answer.lines
        assert answer.ends or answer.reprompt
    else:
        assert answer.text or answer.choice


def question():
    message = from_response("utter_forget_me").to_json("1.1", [])
    message["buttons"] = [{"title": "Yes, erase it", "value": "erase"}]
    return {"messages": [message], "urgency": "none"}


def test_stop_always_ends():
    for script in (None, script_of(reply("drink_milk")), script_of(question())):
        for words in ("stop", "Stop!", "goodbye", "That's all.", "cancel"):
            answer = Steering(Place("m1", asked="question"), None, script).answer(
                Heard("m2", words)
            )
            assert answer.ends


def test_yes_to_the_only_choice_takes_it_and_no_goes_to_the_assistant():
    steering = Steering(Place("m1", asked="question"), None, script_of(question()))
    assert steering.answer(Heard("m2", "yes please")) == Asked(choice="erase")
    assert steering.answer(Heard("m2", "No.")) == Asked(text="No.")


def test_an_answer_to_the_assistants_question_reaches_it_unchanged():
    asked = from_response("utter_forget_me").to_json("1.1", [])
    script = script_of({"messages": [asked], "urgency": "none"})
    steering = Steering(Place("m1", asked="question"), None, script)
    for text in ("Yes.", "No, I don't", "not sure", "the left one", "two days"):
        assert steering.answer(Heard("m2", text)) == Asked(text=text)


def test_titles_and_numbers_are_understood_however_they_are_written():
    assert number("Two.") == 2
    assert names("YES, erase it!", "Yes, erase it")
    assert names("erase it", "Yes, erase it")
    assert not names("erase", "Yes, erase it")


@pytest.mark.parametrize(
    "no", [{"text": "No."}, {"text": "no thanks"}, {"wish": "no"}, {"digit": 2}]
)
def test_no_to_going_on_is_no_answer_to_a_question_that_was_not_read_out(no):
    both = question()
    both["messages"][0]["buttons"] = [{"title": each, "value": each} for each in ("No", "Yes")]
    both["messages"] += [reply(topic)["messages"][0] for topic in sorted(TOPICS)[:6]]
    steering = Steering(Place("m1", asked="next"), None, script_of(both))
    assert not script_of(both).step(0).last
    spoken = steering.answer(Heard("m2", **no))
    assert [line.text for line in spoken.lines] == [from_response("utter_forget_me").speech]
    asked = Steering(spoken.place, None, script_of(both))
    assert asked.answer(Heard("m3", text="no")) == Asked(choice="No")
