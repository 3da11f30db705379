"""The neutral reply message of the API. Knows its form; channels give it theirs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from gateway.texts import fill, publishers, responses, source_urls


@dataclass(frozen=True)
class Button:
    """A choice: what is shown, and what pressing it means to the gateway."""

    title: str
    choice: dict[str, Any]


@dataclass(frozen=True)
class Message:
    """One message of a reply, before it has an id and its buttons have values."""

    kind: str
    text: str
    speech: str
    topic: str | None = None
    urgency: str | None = None
    about_person: str | None = None
    sources: tuple[str, ...] = ()
    checked: str | None = None
    reviewed_by: str | None = None
    buttons: tuple[Button, ...] = field(default=())
    begins: str | None = None
    """What Rasa says that the person asked for: the interview."""
    asks: tuple[str, ...] = ()
    """Modifiers that left out parts until their question is answered."""
    offers: str | None = None
    """What it asks about the topics of its buttons: `which`, or to go on with the `nearest`."""
    rest: bool = False
    """The rest of an answer, said after "tell me more"."""
    questions: tuple[dict[str, str], ...] = ()
    """What else the message asked that this one answers: `text` and `label` each."""

    def to_json(self, identifier: str, values: list[str]) -> dict[str, Any]:
        """The API's Message; `values` are the buttons' opaque values, in order."""
        urls = source_urls()
        return {
            "id": identifier,
            "kind": self.kind,
            "text": self.text,
            "speech": self.speech,
            "topic": self.topic,
            "urgency": self.urgency,
            "about_person": self.about_person,
            "sources": [
                {"name": name, "url": urls[name]} if name in urls else {"name": name}
                for name in self.sources
            ],
            "checked": self.checked,
            "reviewed_by": self.reviewed_by,
            "buttons": [
                {"title": button.title, "value": value}
                for button, value in zip(self.buttons, values, strict=True)
            ],
        }


def from_response(
    name: str,
    place: str | None = None,
    buttons: tuple[Button, ...] = (),
    urgency: str | None = None,
    person: str | None = None,
) -> Message:
    """The response `name` of the YAML as a message, with the numbers of the region `place`."""
    response = responses()[name]
    metadata = response.metadata
    offered = tuple(topic_button(topic) for topic in metadata.get("topics", []))
    return Message(
        kind=metadata.get("kind", "social"),
        text=fill(response.text, place),
        speech=fill(metadata.get("speech", response.text), place, speech=True),
        urgency=urgency or metadata.get("urgency"),
        about_person=person,
        sources=publishers(metadata.get("sources") or ()),
        checked=_day(metadata.get("checked")),
        reviewed_by=metadata.get("reviewed_by"),
        buttons=buttons or offered,
        offers=metadata.get("offers"),
    )


def topic_button(topic: str) -> Button:
    """A button that asks for `topic`."""
    label = responses()[f"utter_faq/{topic}"].metadata["title"]
    return Button(label, {"intent": f"faq/{topic}"})


def from_rasa(raw: dict[str, Any]) -> Message:
    """What Rasa's channel returned, as a message."""
    metadata = raw.get("metadata") or {}
    if not isinstance(raw.get("text") or "", str):
        raise ValueError("text is no text")
    buttons = tuple(
        Button(button["title"], button["choice"])
        for button in raw.get("buttons") or []
        if "choice" in button
    )
    return Message(
        kind=metadata.get("kind", "social"),
        text=raw.get("text") or "",
        speech=metadata.get("speech") or raw.get("text") or "",
        topic=metadata.get("topic"),
        urgency=metadata.get("urgency"),
        about_person=metadata.get("about_person"),
        sources=publishers(metadata.get("sources") or ()),
        checked=_day(metadata.get("checked")),
        reviewed_by=metadata.get("reviewed_by"),
        buttons=buttons,
        begins=metadata.get("begins"),
        asks=tuple(metadata.get("asks") or ()),
        offers=metadata.get("offers"),
        rest=bool(metadata.get("rest")),
        questions=tuple(metadata.get("questions") or ()),
    )


def _day(value: object) -> str | None:
    return str(value) if value else None
