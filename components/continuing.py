"""What a message means that goes on with a topic and says little by itself: "which goes first?"

Knows the words of the training examples. No list of words is kept: what the examples of many topics hold says nothing
of which topic is meant.
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


def meaningful(text: str) -> set[str]:
    """The words of `text` that say what it is about."""
    return set(re.findall(r"\w+", normalise(text))) - ENGLISH_STOP_WORDS


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

        `told`: words that the answer says too. A word alone is a question, and so is one of the topic's own.
        """
        words = {word for word in meaningful(text) if not word.isdigit()}
        own = self._words.get(label, set()).union(told) - self._common
        return words <= own | self._common and (asks(text) or not words.isdisjoint(own))
