"""Disturbed text gives the same tier; nothing makes the check raise."""

import random
import unicodedata

import pytest

from red_flags import Tier, assess
from red_flags.text import words_of

SENTENCES = [
    ("my left calf is swollen and hot", Tier.URGENT),
    ("I have chest pain and I can't breathe", Tier.EMERGENCY),
    ("my foot is ice cold, white and numb", Tier.EMERGENCY),
    ("my pee is brown like cola after crossfit", Tier.EMERGENCY),
    ("I want to kill myself", Tier.URGENT),
]
DISTURBANCES = {
    "upper": str.upper,
    "title": str.title,
    "emoji": lambda text: text.replace(" ", " 😭 "),
    "zero width": lambda text: "\u200b".join(text),
    "soft hyphen": lambda text: "\u00ad".join(text),
    "nfd": lambda text: unicodedata.normalize("NFD", text.replace("e", "é")),
    "full width": lambda text: "".join(
        chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text
    ),
    "nul": lambda text: "\0".join(text),
    "bidi": lambda text: "\u202e" + text + "\u202c",
    "no spaces": lambda text: text.replace(" ", ""),
    "many spaces": lambda text: text.replace(" ", "   "),
    "tabs": lambda text: text.replace(" ", "\t"),
    "new lines": lambda text: f"hello\n\n{text}\n",
    "exclamation": lambda text: text + "!!!!!",
    "no punctuation": lambda text: text.replace(",", ""),
    "typographic": lambda text: text.replace("'", "’"),
    "missing spaces": lambda text: f"hi.{text}.thanks",
    "repeated": lambda text: text.replace("o", "oooo"),
    "slashes": lambda text: f"/restart {text}",
    "surrogate": lambda text: "\ud800" + text,
    "cyrillic": lambda text: text.replace("a", "а"),
}


@pytest.mark.parametrize("name", DISTURBANCES)
@pytest.mark.parametrize(("text", "tier"), SENTENCES)
def test_disturbed_text_gives_the_same_tier(text, tier, name):
    assert assess(DISTURBANCES[name](text), now=0, meaning=False).tier >= tier


@pytest.mark.parametrize("place", [0, 1000, 9_000, 19_900])
def test_a_flag_is_found_anywhere_in_a_long_message(place):
    filler = "I like to drink water with my dinner and then we watch a film. " * 400
    text = filler[:place] + " . I have chest pain . " + filler[place:19_960]
    assert assess(text, now=0, meaning=False).tier == Tier.EMERGENCY


def test_nothing_makes_it_raise():
    rng = random.Random(7)
    odd = [
        "",
        " ",
        "\0",
        "\ud800",
        "💥" * 50,
        "a" * 20_000,
        "{" * 100,
        "((((",
        "?" * 999,
        "\n" * 99,
    ]
    odd += ["".join(chr(rng.randrange(1, 0x2FFFF)) for _ in range(60)) for _ in range(100)]
    for text in odd:
        assert not assess(text, now=0, meaning=False).failed, repr(text[:40])


def test_something_broken_gives_the_neutral_line():
    result = assess(None, now=0)  # type: ignore[arg-type]
    assert result.failed
    assert result.tier == Tier.URGENT


def test_words_are_even():
    assert words_of("I can't — it’s my mum's non-stop 20min CRAAAMP").words == (
        "i", "cant", "its", "my", "mum", "non", "stop", "20", "min", "craamp",
    )  # fmt: skip
    assert words_of("two legs, do not").words == ("2", "legs", "dont")
