"""Forty ways in which a text arrives disturbed, the same each time, and what is put through them."""

from __future__ import annotations

import random
import textwrap
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import yaml

from red_flags import Tier, assess

MESSAGES = Path(__file__).parent.parent / "tests" / "red_flags" / "messages.yml"

Disturbance = Callable[[str], str]

NEIGHBOURS = {
    key: left + right
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for left, key, right in zip(" " + row, row, row[1:] + " ", strict=False)
}
"""For each letter those beside it on the keyboard."""

LONG_ENOUGH = 4
"""Letters; slips are made in words that have so many, as shorter ones become other words."""


def _chance(text: str, salt: str) -> random.Random:
    return random.Random(f"{salt}:{text}")


def _swapped(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _left_out(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


def _doubled(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    return word[: at + 1] + word[at:]


def _neighbour(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    beside = NEIGHBOURS.get(word[at].lower(), "").strip()
    return word[:at] + (chance.choice(beside) if beside else word[at]) + word[at + 1 :]


def _more(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    beside = NEIGHBOURS.get(word[at].lower(), "").strip()
    return word[:at] + (chance.choice(beside) if beside else "") + word[at:]


SLIPS = (_swapped, _left_out, _doubled, _neighbour, _more)


def _slips(count: int, *kinds: Callable[[str, random.Random], str], salt: str) -> Disturbance:
    """So many slips, each in another word."""

    def disturbed(text: str) -> str:
        chance = _chance(text, salt)
        words = text.split(" ")
        places = [i for i, word in enumerate(words) if word.isalpha() and len(word) >= LONG_ENOUGH]
        for i in chance.sample(places, min(count, len(places))):
            words[i] = chance.choice(kinds)(words[i], chance)
        return " ".join(words)

    return disturbed


def _space_missing(count: int) -> Disturbance:
    def disturbed(text: str) -> str:
        places = [i for i, char in enumerate(text) if char == " "]
        for i in sorted(_chance(text, "space").sample(places, min(count, len(places))))[::-1]:
            text = text[:i] + text[i + 1 :]
        return text

    return disturbed


def _comma(text: str) -> str:
    words = text.split(" ")
    at = _chance(text, "comma").randrange(len(words))
    return " ".join([*words[:at], words[at] + ",", *words[at + 1 :]])


def _shifted(text: str, capital: int, small: int) -> str:
    """Letters from another block of Unicode that look the same."""
    found = ""
    for char in text:
        if "A" <= char <= "Z":
            found += chr(ord(char) - ord("A") + capital)
        elif "a" <= char <= "z":
            found += chr(ord(char) - ord("a") + small)
        else:
            found += char
    return found


def _every(text: str, mark: str) -> str:
    return mark.join(text)


def _drop(text: str, chars: str) -> str:
    return "".join(char for char in text if char not in chars)


SAME_LETTERS: Mapping[str, Disturbance] = {
    "upper case": str.upper,
    "lower case": str.lower,
    "title case": str.title,
    "mixed case": lambda text: "".join(
        char.upper() if i % 2 else char.lower() for i, char in enumerate(text)
    ),
    "emoji between words": lambda text: text.replace(" ", " 😭 "),
    "emoji for spaces": lambda text: text.replace(" ", "🔥"),
    "emoji at both ends": lambda text: f"😱😱{text}🙏🏽❤️",
    "zero-width space": lambda text: _every(text, "\u200b"),
    "zero-width joiner": lambda text: _every(text, "\u200d"),
    "soft hyphen": lambda text: _every(text, "\u00ad"),
    "accents, composed": lambda text: text.replace("e", "é").replace("a", "à"),
    "accents, decomposed": lambda text: unicodedata.normalize("NFD", text.replace("e", "é")),
    "full width": lambda text: "".join(
        chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text
    ),
    "mathematical bold": lambda text: _shifted(text, 0x1D400, 0x1D41A),
    "look-alikes": lambda text: text.translate(str.maketrans("aeopc", "аеорс")),
    "nul in words": lambda text: _every(text, "\0"),
    "control characters": lambda text: text.replace(" ", "\x07 \x1b"),
    "text direction": lambda text: f"\u202e{text}\u202c\u2066\u2069",
    "lone surrogate": lambda text: f"\ud800{text}\udfff",
    "typographic apostrophes": lambda text: text.replace("'", "’"),
    "no apostrophes": lambda text: _drop(text, "'’"),
    "no punctuation": lambda text: _drop(text, ",;:-–—().!?\"'’…"),
    "exclamation marks": lambda text: text + "!!!!!1",
    "pauses": lambda text: text.replace(", ", "... ").replace(". ", "... ") + "....",
    "a stray comma": _comma,
    "quoted": lambda text: f"“{text}”",
    "markdown": lambda text: f"> **{text}**",
    "tags": lambda text: f"<p><b>{text}</b><br/></p>",
    "many spaces": lambda text: f"   {text.replace(' ', '    ')}   ",
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "lines of forty": lambda text: "\n".join(textwrap.wrap(text, 40)),
    "underlines for spaces": lambda text: text.replace(" ", "_"),
    "no space after punctuation": lambda text: text.replace(", ", ",").replace(". ", "."),
    "a space missing": _space_missing(1),
    "no spaces": lambda text: text.replace(" ", ""),
}
"""No letter of the text is another one afterwards."""

OTHER_LETTERS: Mapping[str, Disturbance] = {
    "a slip": _slips(1, *SLIPS, salt="one"),
    "two slips": _slips(2, *SLIPS, salt="two"),
    "two letters swapped, twice": _slips(2, _swapped, salt="swapped"),
    "a slip and a space missing": lambda text: _space_missing(1)(
        _slips(1, *SLIPS, salt="both")(text)
    ),
    "drawn out": lambda text: text.replace("oo", "oooooo").replace("ee", "eeeee"),
}

DISTURBANCES = {**SAME_LETTERS, **OTHER_LETTERS}


@cache
def positives(count: int) -> list[str]:
    """The first `count` red-flag messages that are escalated as they stand.

    From the sets that are read when patterns are written: who mends a miss has to read it.
    """
    sets = yaml.safe_load(MESSAGES.read_text(encoding="utf-8"))
    texts = [
        m["text"] for name in ("development", "second_development") for m in sets[name]["positives"]
    ]
    return [text for text in texts if assess(text, now=0).tier >= Tier.SOON][:count]
