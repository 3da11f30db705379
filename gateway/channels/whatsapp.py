"""WhatsApp by Meta's Cloud API: signed batches, reply buttons, lists."""

from __future__ import annotations

import logging
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
from gateway.render.bubbles import Bubble, Choice, bubbles, cut, groups, labels, parts
from gateway.render.text import units
from gateway.render.words import words

log = logging.getLogger(__name__)

TEXT, BODY, BUTTONS, BUTTON = 4096, 1024, 3, 20
ROWS, ROW, DESCRIPTION = 10, 24, 72

GREETING = "hello"
"""What opening the chat for the first time means."""

MEDIA = ("image", "video", "document")
SILENT = ("reaction", "system", "ephemeral", "revoke")


class WhatsApp(Messaging):
    """A business number in private chats."""

    name = "whatsapp"
    settings = (
        Setting("WHATSAPP_PHONE_NUMBER_ID", "WhatsApp > API Setup: Phone number ID", form=r"\d+"),
        Setting("WHATSAPP_TOKEN", "a system user's token with whatsapp_business_messaging"),
        Setting("WHATSAPP_APP_SECRET", "App settings > Basic: App secret", form=r"[0-9a-f]{32}"),
        Setting(
            "WHATSAPP_VERIFY_TOKEN", "a secret of your own, given to the webhook", form=r"\S{16,}"
        ),
        Setting(
            "WHATSAPP_GRAPH_VERSION",
            f"version of the Graph API, {meta.VERSION} when not set",
            optional=True,
            form=r"v\d+\.0",
        ),
    )

    def prove(self, envelope: Envelope) -> None:
        """Meta signs with the app's secret."""
        values = self.values
        meta.prove(envelope, values["WHATSAPP_APP_SECRET"], values["WHATSAPP_VERIFY_TOKEN"])

    def read(self, envelope: Envelope) -> tuple[list[Arrival], Answer]:
        """All messages of all changes; what became of ours is only noted."""
        if envelope.method == "GET":
            return [], Answer(body=meta.challenge(envelope))
        arrivals = []
        for entry in json_of(envelope.body).get("entry", []):
            for change in entry.get("changes", []):
                value = change.get("value") or {}
                number = (value.get("metadata") or {}).get("phone_number_id")
                if number != self.values["WHATSAPP_PHONE_NUMBER_ID"]:
                    continue
                self._note(value.get("statuses") or [])
                arrivals += [self._arrival(each) for each in value.get("messages") or []]
        return [arrival for arrival in arrivals if arrival], Answer()

    def _note(self, statuses: list[dict[str, Any]]) -> None:
        for status in statuses:
            if status.get("status") == "failed":
                codes = [str(error.get("code")) for error in status.get("errors") or []]
                log.error("undeliverable channel=%s reason=%s", self.name, ",".join(codes))

    def _arrival(self, message: dict[str, Any]) -> Arrival | None:
        kind, sender = message.get("type"), str(message["from"])
        stale = self.now() - int(message.get("timestamp") or 0) > STALE_SECONDS
        if stale or kind in SILENT or message.get("group_id"):
            return None
        text, choice = _content(message)
        notice = None if text or choice else "utter_only_text"
        return Arrival(str(message["id"]), sender, {"to": sender}, text, choice, notice)

    def render(self, reply: Reply, to: dict[str, Any]) -> list[Call]:
        """Texts; under a short one up to three buttons, else a list of ten."""
        calls = []
        for bubble in bubbles(reply):
            waiting = groups(bubble.choices, ROWS)
            if waiting and units(bubble.text) <= BODY:
                calls.append(self._send(to, _interactive(bubble.text, waiting.pop(0))))
            else:
                calls += [
                    self._send(to, _text(part.text)) for part in parts(Bubble(bubble.text), TEXT)
                ]
            calls += [self._send(to, _interactive(words()["choose"], group)) for group in waiting]
        return calls

    def _send(self, to: dict[str, Any], content: dict[str, Any]) -> Call:
        version = self.values.get("WHATSAPP_GRAPH_VERSION") or meta.VERSION
        path = f"{version}/{self.values['WHATSAPP_PHONE_NUMBER_ID']}/messages"
        whom = {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": to["to"],
        }
        return Call(path, {**whom, **content})

    def request(self, call: Call) -> httpx.Request:
        """As all calls of the Graph API."""
        token, secret = self.values["WHATSAPP_TOKEN"], self.values["WHATSAPP_APP_SECRET"]
        return meta.request(call.path, call.body, token, secret)

    def judge(self, response: httpx.Response) -> None:
        """As all calls of the Graph API."""
        meta.judge(response)


def _content(message: dict[str, Any]) -> tuple[str | None, str | None]:
    """Text and choice of a message, one of them or none."""
    kind = str(message.get("type"))
    content = message.get(kind) or {}
    if kind == "text":
        return content.get("body"), None
    if kind == "request_welcome":
        return GREETING, None
    if kind == "button":
        return None, content.get("payload")
    if kind == "interactive":
        pressed = content.get("button_reply") or content.get("list_reply") or {}
        return None, pressed.get("id")
    return (content.get("caption") if kind in MEDIA else None), None


def _text(text: str) -> dict[str, Any]:
    return {"type": "text", "text": {"body": text, "preview_url": False}}


def _interactive(text: str, choices: tuple[Choice, ...]) -> dict[str, Any]:
    titles, whole = labels(choices, BUTTON)
    if whole and len(choices) <= BUTTONS:
        buttons = [
            {"type": "reply", "reply": {"id": choice.value, "title": title}}
            for choice, title in zip(choices, titles, strict=True)
        ]
        action: dict[str, Any] = {"buttons": buttons}
        return _body("button", text, action)
    titles, whole = labels(choices, ROW)
    rows = []
    for choice, title in zip(choices, titles, strict=True):
        row = {"id": choice.value, "title": title}
        rows.append(row if whole else {**row, "description": cut(choice.title, DESCRIPTION)})
    return _body("list", text, {"button": words()["list"], "sections": [{"rows": rows}]})


def _body(kind: str, text: str, action: dict[str, Any]) -> dict[str, Any]:
    interactive = {"type": kind, "body": {"text": text}, "action": action}
    return {"type": "interactive", "interactive": interactive}
