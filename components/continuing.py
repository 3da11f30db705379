"""What a message means that goes on with a topic, and says little by itself, as "which goes first?" does.

Knows the words of the training examples. No list of subjects is kept: what the examples of many topics
hold says nothing of which topic is meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from components.questions import asks
from components.topic_model import normalise

TOPIC = "faq/"

COMMON = 10
"""A word in the examples of so many topics is a word of no topic."""


_POINTS_BACK = re.compile(
    r"\b(?:it|that|those|them|these|they|one|ones|both|there)\b"
    r"|^\W*(?:and|even|or|but|so|only|for|if|when|with|then)\b",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"^\W*(?:ok|okay|oh|ah|that['’]?s|good|great|nice|right|wow|i see)\b", re.IGNORECASE
)
_SOMETHING_ELSE = re.compile(
    r"\b(?:without|other than|apart from|besides|instead of)\b", re.IGNORECASE
)


def meaningful(text: str) -> set[str]:
    """The words of `text` that say what it is about."""
    return set(re.findall(r"\w+", normalise(text))) - ENGLISH_STOP_WORDS


def points_back(text: str) -> bool:
    """Whether `text` leaves out what it is about: "is there one for everybody?", "even on a hot day?"."""
    return asks(text) and bool(_POINTS_BACK.search(text))


class Vocabulary:
    """The words that each topic's examples hold."""

    def __init__(self, examples: Iterable[tuple[str, str]]) -> None:
        self._words: dict[str, set[str]] = {}
        for text, label in examples:
            if label.startswith(TOPIC):
                self._words.setdefault(label, set()).update(meaningful(text))
        held = Counter(word for words in self._words.values() for word in words)
        self._common = {word for word, topics in held.items() if topics >= COMMON}

    def speaks_of(self, text: str, label: str, told: Iterable[str] = ()) -> bool:
        """Whether every word of `text` that means something may be said of `label`.

        `told`: words that the answer says too. What is neither a question nor holds a word of the topic's
        own says nothing of it, nor does a remark, "that's reassuring".
        """
        if _SOMETHING_ELSE.search(text):
            return False
        words = {word for word in meaningful(text) if not word.isdigit()}
        own = self._words.get(label, set()).union(told) - self._common
        return words <= own | self._common and (
            asks(text) or not (_REMARK.search(text) or words.isdisjoint(own))
        )
