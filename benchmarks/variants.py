"""The topic model with parts taken out, to see what each is worth. Runs in Rasa's environment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

import numpy as np

from components import topic_model
from components.spelling import Speller
from components.topic_model import TopicModel

Patch = Callable[[], Any]


def _straight() -> Any:
    def kernel(self: TopicModel, vectors: Any, meaning: Any, spelling: Any, wording: Any) -> Any:
        grams = topic_model.CHARACTER_WEIGHT * spelling + topic_model.WORD_WEIGHT * wording
        return (meaning + grams + 1.0).astype(np.float32)

    return mock.patch.object(TopicModel, "_kernel", kernel)


def _no_ngrams() -> Any:
    return mock.patch.multiple(topic_model, CHARACTER_WEIGHT=0.0, WORD_WEIGHT=0.0)


def _no_neighbours() -> Any:
    def nothing(self: TopicModel, similarity: Any, count: int) -> Any:
        return np.zeros((len(similarity), len(self.classes)))

    return mock.patch.object(TopicModel, "_near", nothing)


def _as_written() -> Any:
    return mock.patch.object(Speller, "mend", lambda self, text: text)


VARIANTS: dict[str, list[Patch]] = {
    "sentence vectors alone": [_straight, _no_ngrams, _no_neighbours, _as_written],
    "and n-grams of characters and words": [_straight, _no_neighbours, _as_written],
    "and the nearest examples": [_straight, _as_written],
    "and cosines from the centre, with their square": [_as_written],
    "and the spelling layer: what ships": [],
}
"""Each has what stands above it, and one thing more."""


@contextmanager
def variant(name: str) -> Iterator[None]:
    """Train and ask the model as `name` while this lasts."""
    with ExitStack() as stack:
        for patch in VARIANTS[name]:
            stack.enter_context(patch())
        yield
