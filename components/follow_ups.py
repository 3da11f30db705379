"""What a message means after an answer: learned from conversations. Knows no Rasa.

A conditional logit (McFadden 1974, "Conditional logit analysis of qualitative choice behavior") chooses
among all topics and the acts of `components/talks.py`. What speaks for each: how likely it is by the message
alone, by the message after the question before it, and by messages that others sent after an answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax

from components.questions import asks
from components.talks import ACTS, AGAIN, MORE, REFUSED, SOCIAL, Turn
from components.topic_model import TopicModel
from encoder import Encoder

Array = npt.NDArray[np.floating[Any]]

TOPIC = "faq/"
OUTSIDE = "out_of_scope/"
INTENT_OF = {AGAIN: "repeat", MORE: "tell_me_more"}
"""Acts that are a class of the topic model too."""

SAME = "same"
"""The class of messages on the topic that was just answered."""

RIDGE = 3.0
"""Penalty of the weights, in standard deviations of their features; by cross-validation over conversations."""

FLOOR = 1e-4
"""Less likely than this is all the same."""

FLOOR_OF_KIND = 3e-3
"""The same for what others meant; their messages are a tenth as many."""

STRANGERS = 0.25
"""So many messages from outside the article for each turn."""


@dataclass(frozen=True)
class Brief:
    """What is known of a topic's answer."""

    sentences: tuple[str, ...]
    """Its texts, the rest of the answer included."""
    following: frozenset[str]
    """Topics that it offers next."""


class FollowUps:
    """A trained model of messages after an answer."""

    def __init__(
        self,
        topics: TopicModel,
        kinds: TopicModel,
        briefs: Mapping[str, Brief],
        encoder: Encoder,
        weights: Array | None = None,
    ) -> None:
        self._topics = topics
        self._kinds = kinds
        self._briefs = dict(briefs)
        self._encoder = encoder
        self._weights = weights
        self._names = [name.removeprefix(TOPIC) for name in topics.classes if _is_topic(name)]
        self.meanings = [*self._names, *ACTS]
        """What a message may mean: each topic, then each act."""
        self._sentences = {
            name: encoder.encode(self._briefs[name].sentences) for name in self._names
        }
        self._is_topic = np.array([_is_topic(name) for name in topics.classes])
        self._is_outside = np.array([name.startswith(OUTSIDE) for name in topics.classes])
        self._is_talk = ~self._is_topic & ~self._is_outside
        self._is_talk &= [name not in INTENT_OF.values() for name in topics.classes]

    @classmethod
    def fit(
        cls,
        turns: Sequence[Turn],
        topics: TopicModel,
        briefs: Mapping[str, Brief],
        encoder: Encoder,
    ) -> FollowUps:
        """Learn from `turns`; the same input gives the same model.

        People who write conversations seldom leave the article. So what `topics` knows to be outside is put
        among the turns, after the same answers.
        """
        asked = topics.probabilities([turn.says for turn in turns])
        strangers, unseen = _strangers(turns, topics)
        pairs = [*zip(turns, asked, strict=True), *zip(strangers, unseen, strict=True)]
        # The order of the model's own examples, so that its scores of messages it has not seen fit.
        pairs.sort(key=lambda pair: _kind(pair[0]))
        said = [turn for turn, _ in pairs]
        kinds = TopicModel.fit([turn.says for turn in said], list(map(_kind, said)), encoder)
        model = cls(topics, kinds, briefs, encoder)
        alone = np.stack([share for _, share in pairs])
        features = model._features(said, alone, kinds.unseen_probabilities)
        right = np.array([[each in turn.meant for each in model.meanings] for turn in said])
        model._weights = _fit(features, right)
        return model

    def rank(
        self, says: str, alone: Sequence[tuple[str, float]], topic: str, asked: str
    ) -> list[tuple[str, float]]:
        """Each of :attr:`meanings` with its probability after the answer on `topic`, the likeliest first.

        `alone`: what the topic model makes of `says` by itself.
        """
        assert self._weights is not None, "fitted or loaded before"
        turn = Turn(says, topic, asked, ())
        shares = dict(alone)
        known = np.array([[shares[name] for name in self._topics.classes]])
        features = self._features([turn], known, self._kinds.probabilities([says]))
        likely = softmax(features[0] @ self._weights)
        order = np.argsort(-likely, kind="stable")
        return [(self.meanings[index], float(likely[index])) for index in order]

    def _features(self, turns: Sequence[Turn], alone: Array, others: Array) -> Array:
        """Shape (turns, meanings, features). `alone`: what each means by itself; `others`: meant by others."""
        joined = self._topics.probabilities([f"{turn.asked} {turn.says}" for turn in turns])
        same = np.array(
            [[name == turn.topic for name in self._names] for turn in turns], dtype=float
        )
        asked = np.array([asks(turn.says) for turn in turns], dtype=float)
        length = np.log([1 + len(turn.says.split()) for turn in turns])
        none = _log(1.0 - alone.sum(axis=1))
        one = np.ones(len(turns))
        by_topic = [
            _log(alone[:, self._is_topic]),
            _log(joined[:, self._is_topic]),
            same,
            same * asked[:, None],
            np.array(
                [
                    [name in self._briefs[turn.topic].following for name in self._names]
                    for turn in turns
                ]
            ),
            same * self._nearness(turns)[:, None],
            same * self._of_kind(others, SAME)[:, None],
            (1.0 - same) * np.stack([self._of_kind(others, name) for name in self._names], axis=1),
        ]
        by_act = {
            REFUSED: [
                one,
                _log(alone[:, self._is_outside].sum(axis=1)),
                _log(joined[:, self._is_outside].sum(axis=1)),
                none,
                length,
                asked,
            ],
            SOCIAL: [
                one,
                _log(alone[:, self._is_talk].sum(axis=1)),
                _log(joined[:, self._is_talk].sum(axis=1)),
                none,
                length,
                asked,
            ],
            AGAIN: [one, self._by_intent(alone, AGAIN)],
            MORE: [one, self._by_intent(alone, MORE)],
        }
        columns = [np.hstack([each, np.zeros((len(turns), len(ACTS)))]) for each in by_topic]
        for place, (act, values) in enumerate(by_act.items(), start=len(self._names)):
            for value in [*values, self._of_kind(others, act)]:
                column = np.zeros((len(turns), len(self.meanings)))
                column[:, place] = value
                columns.append(column)
        return np.stack(columns, axis=2)

    def _nearness(self, turns: Sequence[Turn]) -> Array:
        """Cosine of each message to the nearest sentence of the answer before it."""
        vectors = self._encoder.encode([turn.says for turn in turns])
        pairs = zip(vectors, turns, strict=True)
        return np.array([(self._sentences[turn.topic] @ vector).max() for vector, turn in pairs])

    def _of_kind(self, others: Array, kind: str) -> Array:
        if kind not in self._kinds.classes:
            return np.full(len(others), np.log(FLOOR_OF_KIND))
        return np.log(np.maximum(others[:, self._kinds.classes.index(kind)], FLOOR_OF_KIND))

    def _by_intent(self, alone: Array, act: str) -> Array:
        return _log(alone[:, self._topics.classes.index(INTENT_OF[act])])

    def save(self, folder: Path) -> None:
        """Write plain numbers and JSON; nothing that loading would run."""
        assert self._weights is not None, "fitted before"
        folder.mkdir()
        self._kinds.save(folder)
        briefs = {
            name: {"sentences": brief.sentences, "following": sorted(brief.following)}
            for name, brief in self._briefs.items()
        }
        (folder / "follow_ups.json").write_text(
            json.dumps({"briefs": briefs, "weights": self._weights.tolist()})
        )

    @classmethod
    def load(cls, folder: Path, topics: TopicModel, encoder: Encoder) -> FollowUps:
        """Read what :meth:`save` wrote."""
        state = json.loads((folder / "follow_ups.json").read_text())
        briefs = {
            name: Brief(tuple(brief["sentences"]), frozenset(brief["following"]))
            for name, brief in state["briefs"].items()
        }
        kinds = TopicModel.load(folder, encoder)
        return cls(topics, kinds, briefs, encoder, np.array(state["weights"]))


def _is_topic(name: str) -> bool:
    return name.startswith(TOPIC)


def _kind(turn: Turn) -> str:
    """The class of `turn` among what others meant: on the same topic, an act, else the other topic."""
    if turn.topic in turn.meant:
        return SAME
    return next((act for act in (MORE, AGAIN, REFUSED, SOCIAL) if act in turn.meant), turn.meant[0])


def _strangers(turns: Sequence[Turn], topics: TopicModel) -> tuple[list[Turn], Array]:
    """Messages from outside the article after the answers of `turns`; what each means to a model without it."""
    outside = [
        number for number, (_, label) in enumerate(topics.examples) if label.startswith(OUTSIDE)
    ]
    chosen = outside[:: max(1, round(len(outside) / (STRANGERS * len(turns))))]
    texts = [topics.examples[number][0] for number in chosen]
    # Any two neighbours differ in what was answered before.
    before = [turns[number * 7 % len(turns)] for number in range(len(chosen))]
    after = [
        Turn(text, turn.topic, turn.asked, (REFUSED, SOCIAL))
        for text, turn in zip(texts, before, strict=True)
    ]
    return after, topics.unseen_probabilities[chosen]


def _log(share: Array) -> Array:
    return np.asarray(np.log(np.maximum(share, FLOOR)))


def _fit(features: Array, right: npt.NDArray[np.bool_]) -> Array:
    """Weights, by maximum likelihood of the right meanings together, with a ridge penalty."""
    count = features.shape[2]
    flat = features.reshape(-1, count)
    penalty = RIDGE * flat.var(axis=0)

    def loss(weights: Array) -> tuple[float, Array]:
        scores = features @ weights
        chosen = log_softmax(scores, axis=1)
        wanted = np.where(right, scores, -np.inf)
        excess = np.exp(chosen) - softmax(wanted, axis=1)
        value = -np.logaddexp.reduce(np.where(right, chosen, -np.inf), axis=1).sum()
        value += 0.5 * (penalty * weights**2).sum()
        return float(value), excess.ravel() @ flat + penalty * weights

    return np.asarray(minimize(loss, np.zeros(count), method="L-BFGS-B", jac=True).x)
