"""Misspelt words are mended before a message is read for its topic; all others stay as they are."""

import pytest

from components.spelling import Speller
from encoder import shared_encoder

EXAMPLES = 3 * [
    "does magnesium help with muscle cramps at night",
    "what deficiency causes cramps in my calves",
    "how should i stretch my calf, is massage good",
    "why do electrolytes stop cramping, should you drink them",
    "crampons for ice climbing",
]


@pytest.fixture(scope="module")
def speller():
    return Speller(EXAMPLES, shared_encoder())


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("does magneseum help", "does magnesium help"),
        ("mucsle crapms", "muscle cramps"),
        ("what defficiency causes it", "what deficiency causes it"),
        ("xramps at nihgt", "cramps at night"),
        ("why u get cramps rn", "why you get cramps right now"),
        ("um, so what, uh, causes cramps", "so what, causes cramps"),
    ],
)
def test_slips_short_forms_and_hesitations_are_mended(speller, sent, read):
    assert speller.mend(sent) == read


@pytest.mark.parametrize(
    "text",
    [
        "What causes cramps?",
        "crampons for climbing",  # an example holds the word: no misspelt "cramps"
        "my clams are cold",  # a word of its own, near "calf" and "calm"
        "the message was late",  # not "massage"
        "me duele la pierna",
        "x7 👍 …",
        "um",
        "",
    ],
)
def test_what_is_no_slip_stays_as_it_is(speller, text):
    assert speller.mend(text) == text


def test_the_rest_of_the_pipeline_reads_what_was_sent(parse):
    parsed = parse("chets pain and crmaps, my left calf is swolen")
    assert parsed["text"] == "chets pain and crmaps, my left calf is swolen"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("what defishency causes musle crampz", "faq/deficiency"),
        ("does pickel juce stop crmaps", "faq/drink_pickle_juice"),
        ("WHY DO MY CALFS CRAPM AT NIHGT", "faq/night_causes"),
        ("um so like uh what drink um stops leg cramps", "faq/drinks_overview"),
    ],
)
def test_a_misspelt_question_gets_its_topic(parse, text, topic):
    selected = parse(text)["response_selector"]["default"]["response"]
    assert selected["intent_response_key"] == topic
