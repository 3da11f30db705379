"""Facebook Messenger: signed batches, quick replies under the last message."""

from __future__ import annotations

from typing import Any

import httpx

from gateway import meta
from gateway.channels.contract import (
    STALE_SECONDS,
    Answer,
    Arrival,
    Call,
    Envelope,
    Messaging,
    Reply,
    Setting,
    json_of,
)
from gateway.render.bubbles import Bubble, bubbles, labels, listed, parts
from gateway.render.words import words

TEXT, BUTTONS, BUTTON = 2000, 13, 20

GREETING = "hello"
"""What the button means with which a talk to a page begins."""

STARTED = "GET_STARTED"
"""Payload of that button, as the guide sets it."""


class Messenger(Messaging):
    """A page in private chats."""

    name = "messenger"
    settings = (
        Setting("MESSENGER_TOKEN", "the page's access token, from Messenger API Settings"),
        Setting("MESSENGER_APP_SECRET", "App settings > Basic: App secret", form=r"[0-9a-f]{32}"),
        Setting(
            "MESSENGER_VERIFY_TOKEN", "a secret of your own, given to the webhook", form=r"\S{16,}"
        ),
        Setting(
            "MESSENGER_GRAPH_VERSION",
            f"version of the Graph API, {meta.VERSION} when not set",
            optional=True,
            form=r"v\d+\.0",
        ),
    )

    def prove(self, envelope: Envelope) -> None:
        """Meta signs with the app's secret."""
        values = self.values
        meta.prove(envelope, values["MESSENGER_APP_SECRET"], values["MESSENGER_VERIFY_TOKEN"])

    def read(self, envelope: Envelope) -> tuple[list[Arrival], Answer]:
        """All events of all entries."""
        if envelope.method == "GET":
            return [], Answer(body=meta.challenge(envelope))
        content = json_of(envelope.body)
        if content.get("object") != "page":
            return [], Answer()
        arrivals = [
            self._arrival(event)
            for entry in content.get("entry", [])
            for event in entry.get("messaging", [])
        ]
        return [arrival for arrival in arrivals if arrival], Answer()

    def _arrival(self, event: dict[str, Any]) -> Arrival | None:
        if self.now() - float(event.get("timestamp") or 0) / 1000 > STALE_SECONDS:
            return None
        sender = str((event.get("sender") or {}).get("id") or "")
        found = _content(event)
        if not sender or not found:
            return None
        identifier, text, choice = found
        notice = None if text or choice else "utter_only_text"
        return Arrival(identifier, sender, {"id": sender}, text, choice, notice)

    def render(self, reply: Reply, to: dict[str, Any]) -> list[Call]:
        """Texts; all quick replies under the last one, for each new message takes away the others'."""
        shown = bubbles(reply)
        choices = tuple(choice for bubble in shown for choice in bubble.choices)
        titles, whole = labels(choices, BUTTON)
        texts = [part.text for bubble in shown for part in parts(Bubble(bubble.text), TEXT)]
        if not whole:
            texts += [part.text for part in parts(Bubble(listed(choices)), TEXT)]
        messages: list[dict[str, Any]] = [{"text": text} for text in texts]
        replies = [
            {"content_type": "text", "title": title, "payload": choice.value}
            for title, choice in zip(titles, choices, strict=True)
        ]
        for start in range(0, len(replies), BUTTONS):
            if start:
                messages.append({"text": words()["choose"]})
            messages[-1]["quick_replies"] = replies[start : start + BUTTONS]
        return [self._send(to, message) for message in messages]

    def _send(self, to: dict[str, Any], message: dict[str, Any]) -> Call:
        version = self.values.get("MESSENGER_GRAPH_VERSION") or meta.VERSION
        body = {"recipient": {"id": to["id"]}, "messaging_type": "RESPONSE", "message": message}
        return Call(f"{version}/me/messages", body)

    def request(self, call: Call) -> httpx.Request:
        """As all calls of the Graph API."""
        token, secret = self.values["MESSENGER_TOKEN"], self.values["MESSENGER_APP_SECRET"]
        return meta.request(call.path, call.body, token, secret)

    def judge(self, response: httpx.Response) -> None:
        """As all calls of the Graph API."""
        meta.judge(response)


def _content(event: dict[str, Any]) -> tuple[str, str | None, str | None] | None:
    """Id, text and choice of what a person did; None for receipts and our own messages."""
    message, postback = event.get("message"), event.get("postback")
    edited = event.get("message_edit")
    if message and not message.get("is_echo") and not message.get("is_deleted"):
        choice = (message.get("quick_reply") or {}).get("payload")
        return str(message["mid"]), None if choice else message.get("text"), choice
    if postback:
        identifier = str(postback.get("mid") or event["timestamp"])
        if postback.get("payload") == STARTED:
            return identifier, GREETING, None
        return identifier, None, postback.get("payload")
    if edited:
        return f"{edited['mid']} {edited.get('num_edit')}", edited.get("text"), None
    return None
