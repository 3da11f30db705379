"""The form of texts and buttons, by their limits alone."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.render.bubbles import Choice, bubbles, cut, labels, provenance
from gateway.render.numbers import numbered, pressed
from gateway.render.text import plain, split, units
from gateway.texts import responses
from red_flags import region

EXAMPLES = settings(
    deadline=None, max_examples=150, derandomize=True, suppress_health_check=list(HealthCheck)
)
TEXT = st.text(st.characters(codec="utf-8"), max_size=400)
WORD = st.sampled_from("a cramp magnesium 😀 see 3 o'clock water, stretch (gently)".split())
SENTENCE = st.builds(
    lambda words, end: "So " + " ".join(words) + end,
    st.lists(WORD, min_size=1, max_size=8),
    st.sampled_from(".!?"),
)
PARAGRAPHS = st.lists(st.lists(SENTENCE, min_size=1, max_size=6), min_size=1, max_size=6)


def unspaced(text):
    return "".join(text.split())


@EXAMPLES
@given(text=TEXT, most=st.integers(2, 120))
def test_no_part_is_too_long_and_nothing_is_lost(text, most):
    parts = split(text, most)
    assert all(part and part == part.strip() and units(part) <= most for part in parts)
    assert unspaced("".join(parts)) == unspaced(text)


@EXAMPLES
@given(paragraphs=PARAGRAPHS, most=st.integers(110, 300))
def test_sentences_that_fit_are_never_cut(paragraphs, most):
    text = "\n\n".join(" ".join(sentences) for sentences in paragraphs)
    for part in split(text, most):
        assert part[-1] in ".!?" and part[0].isupper(), (part, most)


def test_a_part_ends_where_a_paragraph_does():
    first, second = "One. Two. Three. Four.", "Five. Six."
    assert split(f"{first}\n\n{second}", 30) == [first, second]


def test_a_word_longer_than_a_message_is_cut():
    assert split("ab" * 10, 8) == ["abababab", "abababab", "abab"]


@pytest.mark.parametrize(
    ("marked", "shown"),
    [
        ("**Call 911 now**, or ask.", "Call 911 now, or ask."),
        ("- one\n- two", "• one\n• two"),
        ("[NHS](https://nhs.uk/x) says", "NHS (https://nhs.uk/x) says"),
        ("2 * 3 - 1", "2 * 3 - 1"),
        ("a ** b", "a ** b"),
    ],
)
def test_markdown_becomes_plain_text(marked, shown):
    assert plain(marked) == shown


@EXAMPLES
@given(titles=st.lists(st.text(min_size=1, max_size=40), max_size=30), most=st.integers(8, 80))
def test_labels_are_short_and_no_two_are_alike(titles, most):
    choices = tuple(Choice(title, str(number)) for number, title in enumerate(titles))
    shown, whole = labels(choices, most)
    assert len(shown) == len(titles) == len(set(shown))
    assert all(units(label) <= most for label in shown)
    assert not whole or shown == titles


@EXAMPLES
@given(title=st.text(max_size=60), most=st.integers(1, 60))
def test_a_title_is_cut_only_when_it_must_be(title, most):
    assert units(cut(title, most)) <= most
    assert cut(title, most) == title or units(title) > most


def message(*titles, **more):
    buttons = [{"title": title, "value": f"v-{title}"} for title in titles]
    plain_message = {
        "kind": "answer",
        "text": "x",
        "buttons": buttons,
        "sources": [],
        "checked": None,
        "reviewed_by": None,
    }
    return {**plain_message, **more}


@EXAMPLES
@given(
    titles=st.lists(st.lists(st.sampled_from("abcdefghijklmnop"), unique=True), max_size=4),
    number=st.integers(0, 70),
)
def test_a_number_presses_the_button_that_stands_under_it(titles, number):
    reply = [message(*each) for each in titles]
    lines, start = [], 1
    for bubble in bubbles(reply):
        lines += re.findall(r"^(\d+)\. (.+)$", numbered(bubble.choices, start), re.MULTILINE)
        lines += re.findall(r"^Reply (\d+) for: (.+)$", numbered(bubble.choices, start))
        start += len(bubble.choices)
    offered = {int(n): f"v-{title}" for n, title in lines}
    assert pressed(str(number), reply) == offered.get(number)


def test_an_answer_names_its_sources_and_who_reviewed_it():
    sources = [{"name": "NHS", "url": "https://nhs.uk"}, {"name": "Healthline"}]
    said = provenance(message(sources=sources, checked="2026-11-22"))
    assert said == (
        "Sources: NHS, Healthline. Checked against the article on 2026-11-22. "
        "Not yet reviewed by a clinician."
    )
    reviewed = provenance(message(sources=sources, reviewed_by="Dr. Ann Example"))
    assert reviewed == "Sources: NHS, Healthline. Reviewed by Dr. Ann Example."
    assert provenance(message()) == ""


def test_every_text_of_a_red_flag_fits_into_one_message_everywhere():
    shortest = 1024  # WhatsApp's body under buttons
    for name, each in responses().items():
        if each.metadata.get("kind") == "safety":
            for place in (None, "US", "GB"):
                text = plain(each.text.format(**region(place).as_words()))
                assert units(text) <= shortest, name
