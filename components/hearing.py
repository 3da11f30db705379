"""Mends what a speech recogniser got wrong before a spoken message is read for its topic. No Rasa.

A recogniser writes the commoner word of two that sound alike: "crab" for "cramp". Such a word is right in
most messages, so a reading without it is only a proposal: the classifier takes it where the message means
nothing as it stands and the reading is likely. The red-flag check reads the text as it was sent.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import jellyfish
from rapidfuzz.distance import Levenshtein
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

NAMES = ("cramp", "cramps", "cramping", "muscle", "muscles", "calf", "calves", "spasm", "spasms")
"""What the article is about. More names cost more refusals than they win answers."""

RARER = 20
"""A word is doubted when the examples hold the name at least so many times as often."""

SHORTEST = 3
"""Letters of a word, and sounds of it; shorter ones have too many neighbours."""

WORD = re.compile(r"[^\W\d_]+")
FILLER = re.compile(
    r"\b(?:(?<!\bdo )(?<!\bdid )(?<!\bif )you know|i mean|okay so|(?<!\bas )well|u+m+|u+h+m*|e+r+m*)\b\s*",
    re.IGNORECASE,
)
ONE_SOUND = str.maketrans("BDGVZ", "PTKFS")


class Hearing:
    """Knows how often the examples of the topics hold each word, and what the names sound like."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._often = Counter(word for text in texts for word in WORD.findall(text.lower()))
        self._names = {name: _sound(name) for name in NAMES if self._often[name]}

    def readings(self, text: str) -> list[str]:
        """`text` with one word replaced by a name that sounds like it, in each way there is."""
        return [
            text[: found.start()] + name + text[found.end() :]
            for found in WORD.finditer(text)
            for name in self._like(found.group().lower())
        ]

    def _like(self, word: str) -> list[str]:
        if len(word) < SHORTEST or word in ENGLISH_STOP_WORDS or word.startswith(NAMES):
            return []
        sound = _sound(word)
        if len(sound) < SHORTEST:
            return []
        return [
            name
            for name, other in self._names.items()
            if other[0] == sound[0]
            and Levenshtein.distance(sound, other, score_cutoff=1) <= 1
            and self._often[word] * RARER <= self._often[name]
        ]


def without_fillers(text: str) -> str:
    """`text` without what people say while they think."""
    return FILLER.sub("", text).strip() or text


def _sound(word: str) -> str:
    """The consonants of `word` as they are spoken, voiced and voiceless ones alike."""
    return str(jellyfish.metaphone(word)).translate(ONE_SOUND)
