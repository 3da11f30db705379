"""SSML, TwiML and Alexa's JSON: valid and within the limits, whatever is to be said."""

import xml.etree.ElementTree as ET

from hypothesis import example, given, settings
from hypothesis import strategies as st
from speaking import checked_twiml, heard, judged
from test_script import messages

from gateway.voice.alexa_response import response
from gateway.voice.markup import Line, plain, ssml
from gateway.voice.place import Place, Spoken
from gateway.voice.reading import read
from gateway.voice.script import script_of
from gateway.voice.twiml import Voice, ending, listening

often = settings(deadline=None, derandomize=True, max_examples=80)
lines = st.lists(
    st.builds(Line, st.text(max_size=400), st.integers(0, 2), st.booleans(), st.just("")),
    min_size=1,
    max_size=8,
)


def sound(text):
    """`text` as it is compared: what XML can't hold is left out, white space counts once."""
    kept = "".join(c for c in text if c in "\t\n\r" or " " <= c <= "\ud7ff" or c >= "\ue000")
    return "".join(kept.replace("\ufffe", "").replace("\uffff", "").split())


@often
@given(lines, st.sampled_from([0.0, 8.0]))
@example([Line("a < b & c > d \"e\" 'f' \x00\x0b\ufffe ]]> <break/>")], 0.0)
@example([Line("\ud800")], 0.0)
def test_ssml_is_valid_and_says_every_word(given_lines, wait):
    root = ET.fromstring(f"<speak>{ssml(given_lines, wait)}</speak>")
    assert sound("".join(root.itertext())) == sound("".join(line.text for line in given_lines))
    assert {each.tag for each in root.iter()} <= {"speak", "break", "prosody"}


def test_slower_means_a_lower_rate_and_longer_pauses():
    assert ssml([Line("One."), Line("Two.")]) == 'One.<break time="250ms"/>Two.'
    assert ssml([Line("One.", 1), Line("Two.", 1)]) == (
        '<prosody rate="80%">One.</prosody><break time="500ms"/><prosody rate="80%">Two.</prosody>'
    )
    assert ssml([Line("Call nine one one.", 2, number="nine one one")]) == (
        '<prosody rate="65%">Call <break time="300ms"/>nine<break time="300ms"/>'
        'one<break time="300ms"/>one.</prosody>'
    )


def spoken_of(reply, slower, ends):
    spoken = read(script_of(reply), Place(turn="m1", slower=slower), None, repeats_number=True)
    return Spoken(spoken.lines, spoken.reprompt, spoken.place, ends, reply["messages"])


@often
@given(messages, st.integers(0, 2), st.booleans())
def test_alexa_gets_valid_json_within_its_limits(sent, slower, ends):
    reply = {"messages": sent, "urgency": "none"}
    content = judged(response(spoken_of(reply, slower, ends)))
    assert content["response"]["shouldEndSession"] is ends


def long_message(kind, speech):
    return {
        "kind": kind,
        "speech": speech,
        "text": speech,
        "topic": None,
        "urgency": "emergency" if kind == "safety" else None,
        "sources": [],
        "checked": None,
        "reviewed_by": None,
        "buttons": [],
    }


def test_a_card_too_large_is_cut_before_the_speech_is():
    sent = [long_message("safety", "Call now. "), long_message("answer", "日本 & " * 3000)]
    content = judged(response(spoken_of({"messages": sent, "urgency": "emergency"}, 0, False)))
    assert heard(content["response"]["outputSpeech"]["ssml"]).startswith("Call now.")


@often
@given(messages, st.integers(0, 2), st.booleans())
def test_twilio_gets_valid_twiml_that_says_something(sent, slower, ends):
    spoken = spoken_of({"messages": sent, "urgency": "none"}, slower, ends)
    action = "https://cramps.example/channels/phone?turn=a%26b&at=1"
    hints = ["yes", 'a "b" & <c>']
    twiml = (
        ending(spoken.lines, Voice())
        if ends
        else listening(spoken.lines, action, 6, hints, Voice("Polly.Amy", "en-GB"))
    )
    root = checked_twiml(twiml)
    if not ends:
        assert root.find("Gather").get("action") == action
        assert root.find("Gather").get("hints") == ",".join(hints)


def test_a_safety_text_can_not_be_talked_over():
    twiml = listening(
        [Line("Call now.", firm=True), Line("Shall I go on?")], "https://a", 6, [], Voice()
    )
    root = ET.fromstring(twiml)
    assert [heard(each) for each in root] == ["Call now.", "Shall I go on?"]
    assert [each.tag for each in root] == ["Say", "Gather"]


@often
@given(messages)
def test_without_markup_there_are_only_words(sent):
    text = plain(read(script_of({"messages": sent, "urgency": "none"}), Place()).lines)
    assert text.strip()
    assert "**" not in text
    assert "\n" not in text
