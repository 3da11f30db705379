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
            return self._again(topic) if turn.just_said(topic) else self._answer(topic, turn)
        if utter_action == "utter_more" and topic:
            return self._more(topic, turn)
        if utter_action == "utter_repeat" and topic:
            return self._answer(topic, turn)
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
            {**metadata, "asks": composed.asks},
            topic,
        )

    def _again(self, topic: str) -> Reply:
        lead, metadata = self._faq(topic)
        intro = self._wording("utter_same_again")
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
        reply = self._plain("utter_unsure", turn)
        reply["buttons"] = [self._button(topic) for topic in turn.nearest[:CHOICES]]
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

    @property
    def nearest(self) -> list[str]:
        """Topics by likelihood."""
        names = [entry["name"] for entry in self._parsed.get("intent_ranking", [])]
        return [name.partition("/")[2] for name in names if name.startswith("faq/")]

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


def _reply(
    text: str,
    speech: str,
    kind: str,
    buttons: list[dict[str, Any]],
    metadata: dict[str, Any],
    topic: str | None,
) -> Reply:
    kept = ("sources", "checked", "reviewed_by", "urgency", "section", "begins", "asks")
    about = {key: metadata[key] for key in kept if key in metadata}
    return {
        "text": text,
        "buttons": buttons,
        "metadata": {"kind": kind, "speech": speech, "topic": topic, **about},
    }
