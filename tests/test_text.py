"""What people type, made safe to read: every text gives words or UnusableText, nothing else."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gateway.text import MOST, UnusableText, clean, for_rasa

PROPERTY = settings(deadline=None, derandomize=True, max_examples=500)
ANY_TEXT = st.text(st.characters(), max_size=200)
SLASHES = "/／⁄∕⧸"


def cleaned(text):
    try:
        return clean(text)
    except UnusableText:
        return None


@PROPERTY
@given(ANY_TEXT)
@example("\ud800")
@example("a\u0000b")
@example("\u202eevil")
def test_clean_text_holds_nothing_invisible_or_broken(text):
    result = cleaned(text)
    if result is not None:
        forbidden = {"Cc", "Cf", "Cs", "Cn", "Co"}
        assert not {unicodedata.category(c) for c in result if c not in "\n\t"} & forbidden
        assert unicodedata.is_normalized("NFC", result)
        assert result == result.strip() != ""
        result.encode("utf-8")


@PROPERTY
@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing(text):
    result = cleaned(text)
    if result is not None:
        assert clean(result) == result


@PROPERTY
@given(st.text(st.characters(whitelist_categories=["L", "N", "Zs"]), min_size=1))
def test_every_letter_and_digit_is_kept(text):
    composed = unicodedata.normalize("NFC", text).strip()
    assert cleaned(text) == (composed or None)


@pytest.mark.parametrize(
    "text", ["", "   ", "\n\t", "\0", "\u200b\u200d", "\u202e", "\ufeff", "\u00a0\u3000", "\x07"]
)
def test_text_with_nothing_to_see_is_unusable(text):
    with pytest.raises(UnusableText):
        clean(text)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("chest\0 pain", "chest pain"),
        ("ch\u200best pa\u00adin", "chest pain"),
        ("\u202echest pain\u202c", "chest pain"),
        ("cafe\u0301", "café"),
        ("pain \ud83d", "pain \ufffd"),
        ("two\nlines", "two\nlines"),
        ("👍", "👍"),
    ],
)
def test_clean_text_reads_as_it_looks(typed, read):
    assert clean(typed) == read


@pytest.mark.parametrize("end", ["\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_the_end_of_a_line_keeps_words_apart(end):
    assert clean(f"chest{end}pain").split() == ["chest", "pain"]


@PROPERTY
@given(st.text(st.one_of(st.sampled_from(SLASHES + " \n\t\u00a0\u2028\u3000g"), st.characters())))
@example("/greet")
@example("/\u00a0/greet")
@example(" ／ /greet")
def test_rasa_never_sees_a_leading_slash(text):
    usable = cleaned(text)
    if usable is not None:
        sent = for_rasa(usable)
        # Rasa strips all white space before it looks for an intent.
        assert not sent.strip().startswith("/")
        assert 0 < len(sent) <= MOST


def test_rasa_reads_the_beginning_of_a_long_text():
    assert for_rasa("calf " * 1000) == ("calf " * 1000)[:MOST]


def test_slashes_alone_are_a_question_without_words():
    assert for_rasa("///") == "?"
