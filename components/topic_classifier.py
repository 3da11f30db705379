"""Rasa's view of the topic model: sets the intent and, for questions, the topic with its answer."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    INTENT_RESPONSE_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

import encoder
from components import follow_ups, spelling, talks, topic_model
from components.follow_ups import OUTSIDE, TOPIC, Brief, FollowUps
from components.hearing import Hearing, without_fillers
from components.questions import MOST, last_question, questions, without_lead
from components.talks import AGAIN, MORE, REFUSED, SOCIAL
from components.topic_model import TopicModel, normalise
from encoder import Remembering, shared_encoder

UNSURE = "nlu_fallback"
SMALL_TALK = 0.1
NO_TOPIC = "out_of_scope/far"
NO_WORDS = "out_of_scope/gibberish"
SURE = 0.5
"""One question among several, or one put into context, must be this likely."""

NEAR = 0.3
"""What is outside the article is named from this likelihood."""

SURE_ALONE = 0.9
"""A message as likely as this by itself means the same after an answer."""

SURE_FOLLOW_UP = 0.25
"""A topic is answered after another from this likelihood; else the likeliest are offered."""

REMARK = "remark"
"""Says something and asks nothing: "thought as much"."""

NOISE_WORDS = 4
"""A longer message without any known word is in a language that the model does not know."""

_CRAMPS = re.compile(r"cramp|spasm|charley", re.IGNORECASE)

Ranking = list[tuple[str, float]]

GATE_INTENTS = frozenset(
    {"call_now", "ed_now", "maternity_now", "crisis_now", "poison_now", "same_day"}
)
"""Never predicted from likeness: the red-flag gate sets them from what was found."""


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class TopicClassifier(GraphComponent, IntentClassifier):
    """Intent classifier that names the topic itself (`faq/drink_milk`), so the threshold sits on it."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicClassifier:
        """A classifier yet to be trained."""
        return cls(config, model_storage, resource)

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: TopicModel | None = None,
        following: FollowUps | None = None,
    ) -> None:
        self._config = config
        self._storage = model_storage
        self._resource = resource
        self._model = model
        self._follow_ups = following
        asked = model.examples if model else []
        self._hearing = Hearing(text for text, label in asked if label.startswith(TOPIC))

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Probabilities at which a message is answered, or choices are offered (see config.yml)."""
        return {"answer": 0.3, "unsure": 0.2, "share": 0.35, "conversations": "data/conversations"}

    @staticmethod
    def required_packages() -> list[str]:
        """Beyond Rasa's own."""
        return ["onnxruntime", "tokenizers", "rapidfuzz", "jellyfish"]

    @staticmethod
    def fingerprint_addon(config: dict[str, Any]) -> str:
        """What training depends on beside data and config: the models' code, conversations and the encoder."""
        modules = (topic_model, follow_ups, talks, spelling, encoder)
        files = [Path(str(module.__file__)) for module in modules] + [encoder.FOLDER / "model.onnx"]
        files += sorted(Path(config["conversations"]).glob("*.yml"))
        digest = hashlib.sha256(b"".join(file.read_bytes() for file in files))
        return digest.hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        """Fit one model on all examples of topics and of small talk, another on conversations."""
        examples = [
            (message.get(TEXT), message.get_full_intent())
            for message in training_data.intent_examples
            if message.get(TEXT) and message.get_full_intent() not in GATE_INTENTS
        ]
        folder = Path(self._config["conversations"])
        known = {text for text, _ in examples}
        openings = [(text, f"{TOPIC}{topic}") for text, topic in talks.openings(folder)]
        examples += [each for each in openings if each[0] not in known]
        texts, labels = zip(*examples, strict=True)
        remembering = Remembering()
        self._model = TopicModel.fit(texts, labels, remembering)
        self._follow_ups = FollowUps.fit(
            talks.turns(folder), self._model, _briefs(training_data), remembering
        )
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
            self._follow_ups.save(folder / "follow_ups")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicClassifier:
        """The trained classifier."""
        with model_storage.read_from(resource) as folder:
            model = TopicModel.load(folder, shared_encoder())
            following = FollowUps.load(folder / "follow_ups", model, shared_encoder())
        return cls(config, model_storage, resource, model, following)

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent, ranking and topic on each message, and what else it asks."""
        for message in messages:
            metadata = message.get("metadata") or {}
            chosen = (metadata.get("choice") or {}).get("intent")
            text = message.get(TEXT) or ""
            if chosen:
                _put(message, chosen, 1.0, self._rank(text), [])
                continue
            if metadata.get("spoken"):
                text = self.hear(text)
            label, ranking, more = self._understand(text, metadata)
            if (after := metadata.get("after")) and not more:
                label, ranking = self._following(text, label, ranking, after)
            _put(message, label, dict(ranking).get(label, 0.0), ranking, more)
        return messages

    def hear(self, text: str) -> str:
        """A spoken `text` without fillers; where it means nothing, with a name put right that it may hold.

        What is put right must make a topic likely by itself.
        """
        text = without_fillers(text)
        if self.decide(self._rank(text)).startswith(TOPIC):
            return text
        best, likeliest = text, SURE
        readings = self._hearing.readings(text)
        for reading, ranking in zip(readings, self._rankings(readings), strict=True):
            article = sum(share for label, share in ranking if label.startswith(TOPIC))
            if article >= likeliest and self.decide(ranking).startswith(TOPIC):
                best, likeliest = reading, article
        return best

    def _understand(
        self, text: str, metadata: dict[str, Any]
    ) -> tuple[str, Ranking, list[dict[str, str]]]:
        """The label, the ranking it came from, and further questions with a label each."""
        asked = questions(text)[: MOST + 1]
        whole, *each = self._rankings([text, *map(without_lead, asked)])
        label = self.decide(whole)
        if asked:
            elsewhere = _elsewhere(label, whole)
            found = [
                self._label_of(part, ranking, elsewhere)
                for part, ranking in zip(asked, each, strict=True)
            ]
            # The first question need not be sure by itself where the whole message has a topic.
            asks = found[0] == UNSURE and self.decide(each[0]).startswith((TOPIC, UNSURE))
            if asks and label.startswith(TOPIC) and label not in found[1:]:
                found[0], each[0] = label, whole
            if found[0].startswith((TOPIC, OUTSIDE)):
                more = [
                    {"text": part, "label": self._further(part, its, ranked, found[0], asked[0])}
                    for part, its, ranked in zip(asked[1:], found[1:], each[1:], strict=True)
                ]
                return found[0], each[0], more
        if (instead := metadata.get("instead")) and not _is_sure(label, whole):
            ranking = self._rank(instead)
            if self.decide(ranking).startswith(TOPIC):
                return self.decide(ranking), ranking, []
        said_nothing = label in (UNSURE, NO_TOPIC) or not label.startswith((TOPIC, OUTSIDE))
        if said_nothing and (question := last_question(text)):
            ranking = self._rank(question)
            if self._surely(ranking).startswith(TOPIC):
                return self.decide(ranking), ranking, []
        if label == NO_TOPIC and self._is_noise(text):
            return NO_WORDS, whole, []
        return label, whole, []

    def _label_of(self, part: str, ranking: Ranking, elsewhere: bool) -> str:
        """The label of one question among several, `nlu_fallback` where that is not likely enough.

        `elsewhere`: the whole message is about something else, a dog for example; then a question
        that does not speak of cramps may be about that too.
        """
        label = self._surely(ranking)
        lost = elsewhere and label.startswith(TOPIC) and not _CRAMPS.search(part)
        return UNSURE if lost else label

    def _further(self, part: str, label: str, ranking: Ranking, first: str, asked: str) -> str:
        """The label of a further question: as after an answer to the first, where that is likely enough."""
        if not (self._follow_ups and ranking and first.startswith(TOPIC)):
            return label
        topic = first.removeprefix(TOPIC)
        likeliest, share = self._follow_ups.rank(without_lead(part), ranking, topic, asked)[0]
        other = likeliest not in (topic, *talks.ACTS)
        return f"{TOPIC}{likeliest}" if other and share >= SURE else label

    def _is_noise(self, text: str) -> bool:
        """Whether no word of `text` is one that the model or its examples know."""
        assert self._model is not None, "ranked before"
        words = normalise(text).strip("?!").split()
        return len(words) <= NOISE_WORDS and not any(map(self._model.knows, words))

    def _following(
        self, text: str, label: str, ranking: Ranking, after: dict[str, str]
    ) -> tuple[str, Ranking]:
        """What a message means after an answer; `label` and `ranking` are what it means alone."""
        assert self._follow_ups is not None, "trained or loaded before"
        # A conversation may be older than the model, and its topic gone.
        known = after["topic"] in self._follow_ups.meanings
        if not known or _is_sure(label, ranking) or label == NO_WORDS or not ranking:
            return label, ranking
        talk = label != UNSURE and not label.startswith((TOPIC, OUTSIDE))
        meant = self._follow_ups.rank(text, ranking, after["topic"], after["asked"])
        likeliest, share = meant[0]
        if likeliest in (AGAIN, MORE):
            return follow_ups.INTENT_OF[likeliest], ranking
        if likeliest == SOCIAL:
            return (label if talk else REMARK), ranking
        if likeliest == REFUSED:
            outside = [name for name, each in ranking if name.startswith(OUTSIDE) and each >= NEAR]
            return (outside[0] if outside else NO_TOPIC), ranking
        topics = [(f"{TOPIC}{name}", each) for name, each in meant if name not in talks.ACTS]
        return (topics[0][0] if share >= SURE_FOLLOW_UP else UNSURE), topics

    def _rank(self, text: str) -> Ranking:
        return self._rankings([text])[0]

    def _rankings(self, texts: Sequence[str]) -> list[Ranking]:
        # Without a letter or digit there is nothing to understand: "…", an emoji, blanks.
        read = [text for text in texts if any(character.isalnum() for character in text)]
        ranked = dict(zip(read, self._model.ranks(read), strict=True)) if self._model else {}
        return [ranked.get(text, []) for text in texts]

    def _surely(self, ranking: Ranking) -> str:
        """The label to act on if it is likely enough by itself, else `nlu_fallback`."""
        label = self.decide(ranking)
        return label if dict(ranking).get(label, 0.0) >= SURE else UNSURE

    def decide(self, ranking: Sequence[tuple[str, float]]) -> str:
        """The label to act on: a topic, an intent of small talk, `nlu_fallback` or out of scope."""
        if not ranking:
            return UNSURE
        topics = [(label, share) for label, share in ranking if label.startswith(TOPIC)]
        others = [(label, share) for label, share in ranking if not label.startswith(TOPIC)]
        article = sum(share for _, share in topics)
        if article >= self._config["answer"] and topics[0][1] >= self._config["share"] * article:
            return topics[0][0]
        outside = sum(share for label, share in others if label.startswith(OUTSIDE))
        if article >= self._config["unsure"] and article >= max(outside, others[0][1]):
            return UNSURE
        # Small talk is short and odd ("thx", "helo"): little likelihood is enough, and a mistake is
        # cheap, since it answers nothing.
        nothing = 1.0 - sum(share for _, share in ranking)
        talk = not others[0][0].startswith(OUTSIDE) and others[0][1] >= SMALL_TALK
        return others[0][0] if talk or others[0][1] >= nothing else NO_TOPIC


def _is_sure(label: str, ranking: Ranking) -> bool:
    """Whether a message means `label` whatever was said before it."""
    return not label.startswith(OUTSIDE) and dict(ranking).get(label, 0.0) >= SURE_ALONE


def _briefs(training_data: TrainingData) -> dict[str, Brief]:
    """What each topic's answer says, and which topics it offers next."""
    found = {}
    for name, (response, *_) in training_data.responses.items():
        if name.startswith(f"utter_{TOPIC}"):
            about = response["metadata"]
            texts = [
                response["text"],
                *(part["text"] for part in [*about["parts"], *about["more"]]),
            ]
            topic = name.removeprefix(f"utter_{TOPIC}")
            found[topic] = Brief((*texts, about["title"]), frozenset(about["next"]))
    return found


def _elsewhere(label: str, ranking: Ranking) -> bool:
    """Whether the whole message is surely about something near the article that it does not cover."""
    near = label.startswith(OUTSIDE) and label != NO_TOPIC
    return near and dict(ranking).get(label, 0.0) >= SURE


def _put(
    message: Message, label: str, confidence: float, ranking: Ranking, more: list[dict[str, str]]
) -> None:
    """Write `label` the way Rasa's own classifiers and its response selector would."""
    message.set("more", more, add_to_output=True)
    named = [{INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: share} for name, share in ranking]
    name = label.split("/", maxsplit=1)[0]
    message.set(
        INTENT, {INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: confidence}, add_to_output=True
    )
    message.set(INTENT_RANKING_KEY, named[:10], add_to_output=True)
    if "/" in label:
        prediction = {
            "responses": [],
            PREDICTED_CONFIDENCE_KEY: confidence,
            INTENT_RESPONSE_KEY: label,
            "utter_action": f"utter_{label}",
        }
        selector = {"default": {"response": prediction, "ranking": []}}
        message.set("response_selector", selector, add_to_output=True)
