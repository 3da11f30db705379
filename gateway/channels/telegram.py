"""Telegram's Bot API: one update a request, inline keyboards, commands."""

from __future__ import annotations

import re
from typing import Any

import httpx

from gateway.channels.contract import (
    STALE_SECONDS,
    Answer,
    Arrival,
    Call,
    Envelope,
    Later,
    Messaging,
    Refused,
    Reply,
    Setting,
    json_of,
    judge_status,
    same,
)
from gateway.render.bubbles import Bubble, bubbles, groups, parts
from gateway.render.words import words

TEXT, BUTTONS = 4096, 100

GREETING = "hello"
"""What /start means: the button with which every talk to a bot begins."""

MEDIA = (
    "animation audio checklist contact dice document game live_photo location paid_media photo poll"
    " sticker story venue video video_note voice"
).split()

_COMMAND = re.compile(r"/(\w{1,32})(@\w+)?(?=\s|$)")
_BOT_NAME = re.compile(r"@\w*bot\b", re.IGNORECASE)


class Telegram(Messaging):
    """A bot in private chats; in a group it only says where to find it."""

    name = "telegram"
    settings = (
        Setting("TELEGRAM_TOKEN", "the bot's token, from @BotFather", form=r"\d+:[\w-]{30,}"),
        Setting(
            "TELEGRAM_SECRET",
            "a secret of your own, given to setWebhook as secret_token",
            form=r"[\w-]{16,256}",
        ),
    )
    api = "https://api.telegram.org"

    def prove(self, envelope: Envelope) -> None:
        """Telegram sends back the secret that setWebhook was given."""
        given = envelope.headers.get("x-telegram-bot-api-secret-token", "")
        if envelope.method != "POST" or not same(given, self.values["TELEGRAM_SECRET"]):
            raise Refused

    def read(self, envelope: Envelope) -> tuple[list[Arrival], Answer]:
        """A message, an edited one, or a pressed button; all else is none for us."""
        update = json_of(envelope.body)
        identifier = str(int(update["update_id"]))
        pressed = update.get("callback_query")
        if pressed:
            arrival = self._pressed(identifier, pressed)
        else:
            message = update.get("message") or update.get("edited_message") or {}
            arrival = self._said(identifier, message)
        return [arrival] if arrival else [], Answer()

    def _pressed(self, identifier: str, pressed: dict[str, Any]) -> Arrival | None:
        chat = (pressed.get("message") or {}).get("chat") or {}
        if chat.get("type") != "private" or not pressed.get("data"):
            return None
        to = {"chat_id": chat["id"], "pressed": pressed["id"]}
        return Arrival(identifier, str(chat["id"]), to, choice=str(pressed["data"]))

    def _said(self, identifier: str, message: dict[str, Any]) -> Arrival | None:
        chat, sender = message.get("chat") or {}, message.get("from") or {}
        written = message.get("edit_date") or message.get("date") or 0
        if not chat or sender.get("is_bot") or self.now() - written > STALE_SECONDS:
            return None
        if chat.get("type") != "private":
            return self._said_in_group(identifier, message)
        to = {"chat_id": chat["id"]}
        text = message.get("text") or message.get("caption")
        if text:
            return Arrival(identifier, str(chat["id"]), to, text=_meant(text))
        if any(kind in message for kind in MEDIA):
            return Arrival(identifier, str(chat["id"]), to, notice="utter_only_text")
        return None

    def _said_in_group(self, identifier: str, message: dict[str, Any]) -> Arrival | None:
        """In a group all read along: the way to a private chat, and only for who asked."""
        text = message.get("text") or message.get("caption") or ""
        answered = ((message.get("reply_to_message") or {}).get("from") or {}).get("id")
        own = int(self.values["TELEGRAM_TOKEN"].partition(":")[0])
        if "edit_date" in message or message["chat"].get("type") == "channel":
            return None
        if not (_COMMAND.match(text) or _BOT_NAME.search(text) or answered == own):
            return None
        to = {"chat_id": message["chat"]["id"], "answers": message["message_id"]}
        if message.get("is_topic_message"):
            to["thread"] = message["message_thread_id"]
        return Arrival(identifier, f"group {to['chat_id']}", to, notice="utter_only_private")

    def render(self, reply: Reply, to: dict[str, Any]) -> list[Call]:
        """A message for each bubble, its buttons one below the other."""
        calls = []
        if "pressed" in to:
            # Stops the spinner on the button; of no use later.
            query = {"callback_query_id": to["pressed"]}
            calls.append(Call("answerCallbackQuery", query, needed=False))
        for bubble in bubbles(reply):
            for part in parts(bubble, TEXT):
                first, *more = groups(part.choices, BUTTONS) or [()]
                calls.append(_message(Bubble(part.text, first), to))
                calls += [_message(Bubble(words()["choose"], group), to) for group in more]
        return calls

    def request(self, call: Call) -> httpx.Request:
        """The token is a part of the address."""
        address = f"{self.api}/bot{self.values['TELEGRAM_TOKEN']}/{call.path}"
        return httpx.Request("POST", address, json=call.body)

    def judge(self, response: httpx.Response) -> None:
        """The time to wait stands in the body."""
        if response.status_code == 429:
            try:
                seconds = float(response.json()["parameters"]["retry_after"])
            except (LookupError, TypeError, ValueError):
                seconds = None
            raise Later("http_429", seconds)
        judge_status(response)


def _meant(text: str) -> str:
    """`text` without what only Telegram's commands have."""
    command = _COMMAND.match(text)
    if not command:
        return text
    word = GREETING if command[1] == "start" else command[1]
    return word + text[command.end() :]


def _message(bubble: Bubble, to: dict[str, Any]) -> Call:
    body: dict[str, Any] = {
        "chat_id": to["chat_id"],
        "text": bubble.text,
        "link_preview_options": {"is_disabled": True},
    }
    if "answers" in to:
        answers = {"message_id": to["answers"], "allow_sending_without_reply": True}
        body["reply_parameters"] = answers
    if "thread" in to:
        body["message_thread_id"] = to["thread"]
    if bubble.choices:
        body["reply_markup"] = {
            "inline_keyboard": [
                [{"text": choice.title, "callback_data": choice.value}] for choice in bubble.choices
            ]
        }
    return Call("sendMessage", body)
