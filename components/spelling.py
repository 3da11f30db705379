"""Writes out short forms and mends misspelt words before a message is read for its topic. No Rasa.

Only a word that nobody would know is mended: one that no example holds and that the encoder has no
single piece for. Everything else, most of all the red-flag check, reads the text as it was sent.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from encoder import Encoder

SHORTEST = 4
"""Shorter words have too many neighbours."""

LONG = 8
"""From this length on two slips are mended, below one."""

SEEN_OFTEN = 3
"""A word counts as spelt right when the examples hold it at least so many times."""

SLIP_COST = 3.0
FIRST_LETTER_COST = 1.0
"""In natural logarithms of how often the examples hold a word: people seldom miss the first letter."""

WORD = re.compile(r"[^\W\d_]+")

HESITATION = re.compile(r"\b(?:u+m+|u+h+m*|e+r+m*|a+h+m+|h+m+|mm+)\b[,.]*\s*", re.IGNORECASE)
"""What a voice transcript holds and nobody would write."""

SHORT_FORMS = {
    "abt": "about", "atm": "at the moment", "b4": "before", "bc": "because", "bcos": "because",
    "bcuz": "because", "coz": "because", "cuz": "because", "defo": "definitely", "doc": "doctor",
    "evry": "every", "gd": "good", "hv": "have", "mins": "minutes", "nite": "night",
    "pls": "please", "plz": "please", "ppl": "people", "r": "are", "rly": "really", "rn": "right now",
    "secs": "seconds", "shud": "should", "smth": "something", "sth": "something", "tho": "though",
    "thru": "through", "tmrw": "tomorrow", "tonite": "tonight", "u": "you", "ur": "your", "v": "very",
    "w": "with", "wat": "what", "wen": "when", "wot": "what", "wud": "would",
    "y": "why",
}  # fmt: skip
"""The commonest short forms of text messages that stand for one thing only."""


class Speller:
    """Knows the words of the examples and puts the likeliest of them in place of a misspelt one."""

    def __init__(self, texts: Iterable[str], encoder: Encoder) -> None:
        counts = Counter(word for text in texts for word in WORD.findall(text.lower()))
        counts.update(word for form in SHORT_FORMS.values() for word in form.split())
        self._encoder = encoder
        self._known = set(counts)
        self._often = {
            word: math.log(count)
            for word, count in counts.items()
            if len(word) >= SHORTEST and count >= SEEN_OFTEN
        }
        self._candidates = list(self._often)

    def mend(self, text: str) -> str:
        """`text` without hesitations, short forms written out, misspelt words replaced."""
        text = HESITATION.sub("", text) or text
        return WORD.sub(lambda found: self._word(found.group()), text)

    def _word(self, word: str) -> str:
        lower = word.lower()
        if lower in SHORT_FORMS:
            return SHORT_FORMS[lower]
        if len(lower) < SHORTEST or lower in self._known or self._encoder.knows(lower):
            return word
        near = process.extract(
            lower,
            self._candidates,
            scorer=OSA.distance,
            score_cutoff=2 if len(lower) >= LONG else 1,
            limit=None,
        )
        if not near:
            return word

        def likely(candidate: str, slips: int) -> float:
            other = FIRST_LETTER_COST * (candidate[0] != lower[0])
            return self._often[candidate] - SLIP_COST * slips - other

        return max(near, key=lambda found: likely(found[0], found[1]))[0]
