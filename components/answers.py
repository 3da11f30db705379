"""What Rasa says: answers joined from their parts, and the conversation's own sentences.

All texts come from the responses under data/; nothing here is a sentence.
"""

from __future__ import annotations

from typing import Any

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from components.composition import Wording, compose, spoken, written
from red_flags import (
    Assessment,
    Modifier,
    Region,
    general_cautions,
    modifiers,
    region,
    safest,
)

Reply = dict[str, Any]

CHOICES = 3
"""So many topics are offered when it is unclear which was meant."""

LEAST = 0.1
"""A topic is offered from this share of what the likeliest one got; the first two always are."""


class Answers(TemplatedNaturalLanguageGenerator):
    """NLG of the assistant: one fixed text for each situation, never a random one.

    A kind of Rasa's templated generator, because only such a one gets `responses` set when the
    model is loaded; until then the domain is empty.
    """

    def __init__(self, endpoint_config: EndpointConfig | None, domain: Domain) -> None:
        super().__init__(domain.responses)

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> Reply | None:
        """The message for `utter_action`; None when there is no such response."""
        if utter_action not in self.responses:
            return None
        turn = _Turn(tracker)
        topic = turn.topic
        if utter_action.startswith("utter_faq/"):
            topic = utter_action.partition("/")[2]
            return _with_questions(self._faq_answer(topic, turn), turn)
        if utter_action.startswith("utter_out_of_scope/"):
            return _with_questions(self._outside(utter_action, turn), turn)
        if utter_action == "utter_more" and topic:
            return self._no_more(topic) if turn.rest_said(topic) else self._more(topic, turn)
        if utter_action == "utter_repeat" and topic:
            return self._more(topic, turn) if turn.rest_said(topic) else self._answer(topic, turn)
        if utter_action == "utter_sources" and topic:
            return self._sources(topic)
        if utter_action == "utter_unsure":
            return self._unsure(turn)
        return self._plain(utter_action, turn)

    def _response(self, name: str) -> dict[str, Any]:
        return self.responses[name][0]

    def _faq(self, topic: str) -> tuple[Wording, dict[str, Any]]:
        response = self._response(f"utter_faq/{topic}")
        metadata = response["metadata"]
        return Wording(response["text"], metadata["speech"]), metadata

    def _faq_answer(self, topic: str, turn: _Turn) -> Reply:
        """The answer; in short where it was just given, or where only a sentence is to be added."""
        if turn.aside:
            return self._short(topic, turn.aside)
        return (
            self._short(topic, "utter_same_again")
            if turn.just_said(topic)
            else self._answer(topic, turn)
        )

    def _answer(self, topic: str, turn: _Turn) -> Reply:
        lead, metadata = self._faq(topic)
        composed = compose(lead, metadata["parts"], turn.modifiers, general_cautions())
        if composed.withheld and len(composed.parts) == 1:
            composed.parts.append(self._wording("utter_nothing_safe"))
        buttons = [self._more_button(topic), *map(self._button, metadata["next"])]
        kind = "plan" if topic == "seven_day_plan" else "answer"
        return _reply(
            written(composed, lead=True),
            spoken(composed, lead=True),
            kind,
            buttons,
            {**metadata, "asks": composed.asks},
            topic,
        )

    def _more(self, topic: str, turn: _Turn) -> Reply:
        _, metadata = self._faq(topic)
        composed = compose(None, metadata["more"], turn.modifiers, general_cautions())
        if not composed.parts:
            composed.parts.append(self._wording("utter_nothing_safe"))
        buttons = list(map(self._button, metadata["next"]))
        return _reply(
            written(composed, lead=False),
            spoken(composed, lead=False),
            "answer",
            buttons,
            {**metadata, "asks": composed.asks, "rest": True},
            topic,
        )

    def _no_more(self, topic: str) -> Reply:
        """After the rest there is nothing left; the neighbours are offered."""
        _, metadata = self._faq(topic)
        response = self._response("utter_no_more")
        buttons = list(map(self._button, metadata["next"]))
        about = response["metadata"]
        return _reply(response["text"], about["speech"], about["kind"], buttons, about, None)

    def _short(self, topic: str, opening: str) -> Reply:
        lead, metadata = self._faq(topic)
        intro = self._wording(opening)
        buttons = [self._more_button(topic), *map(self._button, metadata["next"])]
        text, speech = f"{intro.text} {lead.text}", f"{intro.speech} {lead.speech}"
        return _reply(text, speech, "answer", buttons, metadata, topic)

    def _sources(self, topic: str) -> Reply:
        _, metadata = self._faq(topic)
        intro = self._wording("utter_sources")
        names = metadata["sources"]
        text = "\n".join([intro.text, *(f"- {name}" for name in names)])
        return _reply(text, f"{intro.speech} {', '.join(names)}.", "social", [], metadata, topic)

    def _unsure(self, turn: _Turn) -> Reply:
        if not turn.nearest:
            return self._plain("utter_no_words", turn)
        shares = [share for _, share in turn.nearest[:CHOICES]]
        count = max(2, sum(share >= LEAST * shares[0] for share in shares))
        topics = [topic for topic, _ in turn.nearest[:count]]
        reply = self._plain("utter_unsure", turn)
        reply["buttons"] = list(map(self._button, topics))
        return reply

    def _outside(self, name: str, turn: _Turn) -> Reply:
        """A refusal; where the subject is near the article, with the topic that comes nearest."""
        metadata = self._response(name)["metadata"]
        if metadata.get("offers") != "nearest":
            return self._plain(name, turn)
        near = [topic for topic, _ in turn.nearest if topic in metadata["topics"]]
        topics = list(dict.fromkeys([*near[:1], *metadata["topics"]]))[:CHOICES]
        reply = self._plain(name, turn)
        nearest = self._faq(topics[0])[1]["title"]
        reply["buttons"] = list(map(self._button, topics))
        reply["text"] = reply["text"].replace("[nearest]", nearest)
        reply["metadata"]["speech"] = reply["metadata"]["speech"].replace("[nearest]", nearest)
        return reply

    def _plain(self, name: str, turn: _Turn) -> Reply:
        response = self._response(name)
        metadata = response.get("metadata", {})
        buttons = [self._button(topic) for topic in metadata.get("topics", [])]
        for choice in metadata.get("offer", []):
            title = self._response(f"utter_{choice}_button")["text"]
            buttons.append({"title": title, "payload": title, "choice": {"do": choice}})
        speech = metadata.get("speech", response["text"])
        reply = _reply(
            response["text"].format(**turn.place.as_words()),
            speech.format(**turn.place.as_words(speech=True)),
            metadata.get("kind", "social"),
            buttons,
            metadata,
            None,
        )
        return {**reply, "utter_action": name}

    def _wording(self, name: str) -> Wording:
        response = self._response(name)
        return Wording(response["text"], response["metadata"]["speech"])

    def _button(self, topic: str) -> dict[str, Any]:
        title = self._response(f"utter_faq/{topic}")["metadata"]["title"]
        return {"title": title, "payload": title, "choice": {"intent": f"faq/{topic}"}}

    def _more_button(self, topic: str) -> dict[str, Any]:
        title = self._response("utter_more_button")["text"]
        choice = {"intent": "tell_me_more", "topic": topic}
        return {"title": title, "payload": title, "choice": choice}


class _Turn:
    """What the NLG needs of this turn, read from the tracker."""

    def __init__(self, tracker: DialogueStateTracker) -> None:
        message = tracker.latest_message
        self._metadata: dict[str, Any] = (message.metadata if message else None) or {}
        self._parsed: dict[str, Any] = (message.parse_data if message else None) or {}
        choice = self._metadata.get("choice") or {}
        self.topic: str | None = choice.get("topic") or tracker.get_slot("topic")

    def just_said(self, topic: str) -> bool:
        """Whether the last reply of this conversation was this topic's answer."""
        return bool(self._metadata.get("just_said") == topic)

    def rest_said(self, topic: str) -> bool:
        """Whether the last reply was the rest of this topic's answer."""
        more = {"intent": "tell_me_more", "topic": topic}
        return self.just_said(topic) and self._metadata.get("last") == [more]

    @property
    def aside(self) -> str | None:
        """The response to put before an answer that is given in short."""
        return (self._metadata.get("choice") or {}).get("aside")

    @property
    def questions(self) -> list[dict[str, str]]:
        """What the message asks beside its first question."""
        return self._parsed.get("more") or []

    @property
    def nearest(self) -> list[tuple[str, float]]:
        """Topics with their likelihood, the likeliest first."""
        ranking = self._parsed.get("intent_ranking", [])
        named = [(entry["name"].partition("/"), entry["confidence"]) for entry in ranking]
        return [(topic, share) for (kind, _, topic), share in named if kind == "faq"]

    @property
    def modifiers(self) -> tuple[Modifier, ...]:
        """What this person's conditions forbid or caution; the safest set when that is unreadable."""
        try:
            assessment = Assessment.from_json(self._parsed["assessment"])
        except (KeyError, TypeError, ValueError):
            return safest()
        if assessment.failed:
            return safest()
        fired = [standing.flag for standing in assessment.fired]
        answered = self._metadata.get("answered") or {}
        return modifiers(assessment.findings, None, assessment.tier, fired, answered)

    @property
    def place(self) -> Region:
        """The region with its emergency numbers, or neutral wording."""
        return region(self._metadata.get("region"))


def _with_questions(reply: Reply, turn: _Turn) -> Reply:
    reply["metadata"]["questions"] = turn.questions
    return reply


def _reply(
    text: str,
    speech: str,
    kind: str,
    buttons: list[dict[str, Any]],
    metadata: dict[str, Any],
    topic: str | None,
) -> Reply:
    kept = (
        "sources",
        "checked",
        "reviewed_by",
        "urgency",
        "section",
        "begins",
        "asks",
        "offers",
        "rest",
    )
    about = {key: metadata[key] for key in kept if key in metadata}
    return {
        "text": text,
        "buttons": buttons,
        "metadata": {"kind": kind, "speech": speech, "topic": topic, **about},
    }
