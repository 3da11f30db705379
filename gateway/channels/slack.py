"""Slack's Events API and buttons: signed and dated envelopes, blocks."""

from __future__ import annotations

import hashlib
import hmac
import re
from html import escape, unescape
from typing import Any
from urllib.parse import parse_qs

import httpx

from gateway.channels.contract import (
    Answer,
    Arrival,
    Call,
    Envelope,
    Later,
    Messaging,
    Never,
    Refused,
    Reply,
    Setting,
    json_of,
    judge_status,
    retry_after,
    same,
)
from gateway.render.bubbles import Bubble, Choice, bubbles, groups, labels, listed, parts
from gateway.render.words import words

TEXT, BUTTONS, BUTTON = 3000, 25, 75

WINDOW_SECONDS = 300
"""What Slack signed longer ago is a replay."""

SAID = (None, "file_share", "me_message", "thread_broadcast")
"""Subtypes of messages that a person wrote."""

LATER = set("ratelimited internal_error fatal_error service_unavailable request_timeout".split())
TOKEN = set("invalid_auth not_authed token_expired token_revoked account_inactive".split())
"""The reply waits until the operator has renewed the token."""

_MENTION = re.compile(r"<[@#!][^>]*>")
_LINK = re.compile(r"<([^|>]+)(?:\|([^>]*))?>")


class Slack(Messaging):
    """An app in direct messages; where it is mentioned elsewhere, it says where to write."""

    name = "slack"
    settings = (
        Setting("SLACK_TOKEN", "OAuth & Permissions: Bot User OAuth Token", form=r"xoxb-\S+"),
        Setting("SLACK_SIGNING_SECRET", "Basic Information: Signing Secret", form=r"[0-9a-f]{32}"),
    )
    api = "https://slack.com/api"

    def prove(self, envelope: Envelope) -> None:
        """Slack signs time and raw body."""
        at = envelope.headers.get("x-slack-request-timestamp", "")
        if not (at.isascii() and at.isdecimal() and len(at) < 12):
            raise Refused
        content = f"v0:{at}:".encode() + envelope.body
        key = self.values["SLACK_SIGNING_SECRET"].encode()
        digest = hmac.new(key, content, hashlib.sha256).hexdigest()
        if not same(envelope.headers.get("x-slack-signature", ""), f"v0={digest}"):
            raise Refused
        if abs(self.now() - int(at)) > WINDOW_SECONDS:
            raise Refused

    def read(self, envelope: Envelope) -> tuple[list[Arrival], Answer]:
        """An event, a pressed button, or the challenge of the setup."""
        if envelope.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            return self._pressed(parse_qs(envelope.body.decode()))
        content = json_of(envelope.body)
        if content.get("type") == "url_verification":
            return [], Answer(body=str(content.get("challenge", ""))[:200])
        event = content.get("event") or {}
        arrival = self._said(event) if content.get("type") == "event_callback" else None
        return [arrival] if arrival else [], Answer()

    def _pressed(self, form: dict[str, list[str]]) -> tuple[list[Arrival], Answer]:
        payload = json_of(form.get("payload", ["{}"])[0].encode())
        if payload.get("type") != "block_actions":
            return [], Answer()
        channel = payload["channel"]["id"]
        arrivals = [
            Arrival(
                f"{channel} {payload['user']['id']} {action['action_ts']}",
                channel,
                {"channel": channel},
                choice=action["value"],
            )
            for action in payload["actions"]
            if action.get("value")
        ]
        return arrivals, Answer()

    def _said(self, event: dict[str, Any]) -> Arrival | None:
        message, subtype = event, event.get("subtype")
        channel = str(event.get("channel") or "")
        if subtype == "message_changed":
            message, before = event["message"], event.get("previous_message") or {}
            # Slack reports a link's preview as a change, too.
            if message.get("text") == before.get("text"):
                return None
            subtype = message.get("subtype")
        if message.get("bot_id") or not message.get("user") or subtype not in SAID:
            return None
        edited = (message.get("edited") or {}).get("ts", "")
        identifier = f"{channel} {message['ts']} {edited}".strip()
        if event.get("type") == "app_mention" and not channel.startswith("D"):
            to = {"channel": channel, "thread_ts": message.get("thread_ts") or message["ts"]}
            return Arrival(identifier, f"group {channel}", to, notice="utter_only_private")
        if event.get("type") != "message" or event.get("channel_type") != "im":
            return None
        text = _meant(message.get("text") or "")
        notice = None if text or not message.get("files") else "utter_only_text"
        return Arrival(identifier, channel, {"channel": channel}, text=text, notice=notice)

    def render(self, reply: Reply, to: dict[str, Any]) -> list[Call]:
        """A section for each text, its buttons in a row below."""
        calls = []
        for bubble in bubbles(reply):
            *before, last = parts(bubble, TEXT)
            calls += [_message(part.text, [], (), to) for part in before]
            first, *more = groups(bubble.choices, BUTTONS) or [()]
            titles, whole = labels(bubble.choices, BUTTON)
            calls.append(_message(last.text, titles, first, to))
            for group in more:
                del titles[:BUTTONS]
                calls.append(_message(words()["choose"], titles, group, to))
            if not whole:
                lines = parts(Bubble(listed(bubble.choices)), TEXT)
                calls += [_message(part.text, [], (), to) for part in lines]
        return calls

    def request(self, call: Call) -> httpx.Request:
        """JSON, with the bot's token."""
        headers = {"Authorization": f"Bearer {self.values['SLACK_TOKEN']}"}
        return httpx.Request("POST", f"{self.api}/{call.path}", json=call.body, headers=headers)

    def judge(self, response: httpx.Response) -> None:
        """Slack says most errors with status 200."""
        if response.status_code == 429:
            raise Later("http_429", retry_after(response))
        judge_status(response)
        try:
            content = response.json()
            good, error = content["ok"] is True, str(content.get("error"))
        except (LookupError, TypeError, ValueError, AttributeError):
            raise Later("no_json") from None
        if good:
            return
        if error in LATER | TOKEN:
            raise Later(error, retry_after(response))
        raise Never(re.sub(r"\W", "_", error)[:60])


def _meant(text: str) -> str:
    """What was typed: without mentions, links as they were, and Slack's escapes undone."""
    text = _LINK.sub(lambda link: link[2] or link[1], _MENTION.sub("", text))
    return unescape(text).strip()


def _message(text: str, titles: list[str], choices: tuple[Choice, ...], to: dict[str, Any]) -> Call:
    blocks: list[dict[str, Any]] = [{"type": "section", "text": _plain(text)}]
    if choices:
        buttons = [
            {
                "type": "button",
                "text": _plain(title),
                "value": choice.value,
                "action_id": f"choice_{number}",
            }
            for number, (title, choice) in enumerate(zip(titles, choices, strict=False))
        ]
        blocks.append({"type": "actions", "elements": buttons})
    shown = {"text": escape(text, quote=False), "blocks": blocks}
    return Call("chat.postMessage", {**to, **shown, "unfurl_links": False, "unfurl_media": False})


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}
