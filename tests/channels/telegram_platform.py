"""A stand-in for Telegram. python-telegram-bot reads what it sends and names what it takes."""

import inspect
import json
from typing import ClassVar

import httpx
import telegram
from platforms import NOW, Platform, Shown, as_json
from telegram.constants import InlineKeyboardButtonLimit, MessageLimit

from gateway.channels.contract import Envelope
from gateway.channels.telegram import Telegram
from gateway.render.text import units

SECRET = "telegram-secret-of-this-test"
PEOPLE = {"ann": 1001, "ben": 1002}


class TelegramPlatform(Platform):
    SETTINGS: ClassVar[dict] = {"TELEGRAM_TOKEN": "4242:" + "A" * 35, "TELEGRAM_SECRET": SECRET}
    LONGEST = 4096

    def __init__(self):
        super().__init__(Telegram)
        self.answered = []

    def take(self, request):
        path = f"/bot{self.SETTINGS['TELEGRAM_TOKEN']}/"
        assert request.method == "POST" and request.url.host == "api.telegram.org"
        assert request.url.path.startswith(path), request.url.path
        body = json.loads(request.content)
        method = request.url.path.removeprefix(path)
        known = {"sendMessage": "send_message", "answerCallbackQuery": "answer_callback_query"}
        parameters = set(inspect.signature(getattr(telegram.Bot, known[method])).parameters)
        assert set(body) <= parameters, set(body) - parameters
        if method == "answerCallbackQuery":
            self.answered.append(body["callback_query_id"])
        else:
            self._show(body)
        return httpx.Response(200, json={"ok": True, "result": True})

    def _show(self, body):
        assert MessageLimit.MIN_TEXT_LENGTH <= units(body["text"]) <= MessageLimit.MAX_TEXT_LENGTH
        assert body["text"] == body["text"].strip()
        assert telegram.LinkPreviewOptions.de_json(body["link_preview_options"]).is_disabled
        markup = telegram.InlineKeyboardMarkup.de_json(
            body.get("reply_markup", {"inline_keyboard": []})
        )
        keyboard = [button for row in markup.inline_keyboard for button in row]
        for button in keyboard:
            assert button.text
            size = len(button.callback_data.encode())
            assert size >= InlineKeyboardButtonLimit.MIN_CALLBACK_DATA
            assert size <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
        assert len(keyboard) <= 100
        pairs = tuple((button.text, button.callback_data) for button in keyboard)
        self.shown.append(Shown(str(body["chat_id"]), body["text"], pairs))

    def destination(self):
        return {"chat_id": PEOPLE["ann"]}

    def address_of(self, person):
        return str(self.chat(person)["id"])

    def chat(self, person):
        return {"id": PEOPLE.get(person) or 10_000 + int(person[1:]), "type": "private"}

    def user(self, person):
        return {"id": self.chat(person)["id"], "is_bot": False, "first_name": person}

    def update(self, number=None, **content):
        number = number or next(self.numbers)
        update = {"update_id": 700_000 + number, **content}
        assert telegram.Update.de_json(update).effective_user or "channel_post" in content
        headers = {"x-telegram-bot-api-secret-token": SECRET, "content-type": "application/json"}
        return Envelope("POST", headers, "", as_json(update))

    def message(self, person, **content):
        return {
            "message_id": next(self.numbers),
            "date": int(NOW) - 1,
            "chat": self.chat(person),
            "from": self.user(person),
            **content,
        }

    def says(self, text, person="ann", number=None):
        return self.update(number, message=self.message(person, text=text))

    def presses(self, value, person="ann", number=None):
        return self.update(
            number,
            callback_query={
                "id": f"q{next(self.numbers)}",
                "from": self.user(person),
                "chat_instance": "1",
                "data": value,
                "message": self.message(person, text="…"),
            },
        )

    def forged(self, chance):
        """Telegram signs no body: a changed one is only found when it is no update any more."""
        envelope = self.says("I have chest pain", number=chance.randrange(10**6))
        headers, body = dict(envelope.headers), envelope.body
        name = "x-telegram-bot-api-secret-token"
        way = chance.randrange(6)
        if way == 0:
            del headers[name]
        elif way == 1:
            headers[name] = SECRET[: chance.randrange(len(SECRET))]
        elif way == 2:
            place = chance.randrange(len(SECRET))
            headers[name] = SECRET[:place] + "#" + SECRET[place + 1 :]
        elif way == 3:
            headers[name] = chance.choice(["é" * 28, SECRET.upper(), SECRET + " ", "\udcff"])
        elif way == 4:
            body = body[: chance.randrange(len(body))]
        else:
            old = json.loads(body)
            old["message"]["date"] -= chance.randrange(25, 9000) * 3600
            body = as_json(old)
        return Envelope(envelope.method, headers, "", body)
