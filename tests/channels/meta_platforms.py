"""Stand-ins for WhatsApp's Cloud API and Messenger. They check calls against Meta's published limits."""

import hashlib
import hmac
import json
from typing import ClassVar

import httpx
import jsonschema
from platforms import NOW, Platform, Shown, altered, as_json

from gateway.channels.contract import Envelope
from gateway.channels.messenger import Messenger
from gateway.channels.whatsapp import WhatsApp
from gateway.render.text import units

APP_SECRET = "0123456789abcdef" * 2
HEADER = "x-hub-signature-256"


def signed(content):
    body = as_json(content)
    digest = hmac.new(APP_SECRET.encode(), body, hashlib.sha256).hexdigest()
    return Envelope("POST", {HEADER: f"sha256={digest}"}, "", body)


def text(most):
    return {"type": "string", "minLength": 1, "maxLength": most, "pattern": r"\S"}


def record(required, **properties):
    return {
        "type": "object",
        "required": required.split(),
        "properties": properties,
        "additionalProperties": False,
    }


def listing(items, least, most):
    return {"type": "array", "items": items, "minItems": least, "maxItems": most}


REPLY = record(
    "type reply", type={"const": "reply"}, reply=record("id title", id=text(256), title=text(20))
)
ROW = record("id title", id=text(200), title=text(24), description=text(72))
SECTION = record("rows", title=text(24), rows=listing(ROW, 1, 10))
ENVELOPE = {
    "messaging_product": {"const": "whatsapp"},
    "recipient_type": {"const": "individual"},
    "to": {"type": "string", "pattern": r"^\d{5,15}$"},
}


def interactive(kind, action):
    return record(
        "type body action",
        type={"const": kind},
        body=record("text", text=text(1024)),
        footer=record("text", text=text(60)),
        action=action,
    )


WHATSAPP = {
    "oneOf": [
        record(
            "messaging_product to type text",
            **ENVELOPE,
            type={"const": "text"},
            text=record("body", body=text(4096), preview_url={"type": "boolean"}),
        ),
        record(
            "messaging_product to type interactive",
            **ENVELOPE,
            type={"const": "interactive"},
            interactive={
                "oneOf": [
                    interactive("button", record("buttons", buttons=listing(REPLY, 1, 3))),
                    interactive(
                        "list",
                        record("button sections", button=text(20), sections=listing(SECTION, 1, 1)),
                    ),
                ]
            },
        ),
    ]
}
QUICK = record(
    "content_type title payload", content_type={"const": "text"}, title=text(20), payload=text(1000)
)
MESSENGER = record(
    "recipient messaging_type message",
    recipient=record("id", id={"type": "string", "pattern": r"^\d+$"}),
    messaging_type={"const": "RESPONSE"},
    message=record("text", text=text(2000), quick_replies=listing(QUICK, 1, 13)),
)


class Graph(Platform):
    SCHEMA: ClassVar[dict]
    PATH: ClassVar[str]
    TOKEN: ClassVar[str]

    def take(self, request):
        assert request.url.host == "graph.facebook.com" and request.url.path == self.PATH
        assert request.headers["authorization"] == f"Bearer {self.TOKEN}"
        proof = hmac.new(APP_SECRET.encode(), self.TOKEN.encode(), hashlib.sha256).hexdigest()
        assert dict(request.url.params) == {"appsecret_proof": proof}
        body = json.loads(request.content)
        problem = jsonschema.exceptions.best_match(
            jsonschema.Draft202012Validator(self.SCHEMA).iter_errors(body)
        )
        assert problem is None, problem.message[:300]
        shown = self.show(body)
        titles = [title for title, _ in shown.buttons]
        assert len(set(titles)) == len(titles) and units(shown.text) <= self.LONGEST
        self.shown.append(shown)
        return httpx.Response(200, json={"messages": [{"id": "wamid.out"}]})

    def forged(self, chance):
        if chance.randrange(8) == 0:
            return self.stale(chance.randrange(25, 9000) * 3600)
        envelope = self.says("I have chest pain", number=chance.randrange(10**6))
        return altered(chance, envelope, HEADER)

    def batch(self, messages):
        return [signed(self.content([self.message(*each) for each in messages]))]

    def says(self, text, person="ann", number=None):
        return signed(self.content([self.message(text, person, number)]))


class WhatsAppPlatform(Graph):
    SETTINGS: ClassVar[dict] = {
        "WHATSAPP_PHONE_NUMBER_ID": "106540352242922",
        "WHATSAPP_TOKEN": "EAAG-test",
        "WHATSAPP_APP_SECRET": APP_SECRET,
        "WHATSAPP_VERIFY_TOKEN": "verify-token-of-this-test",
    }
    SCHEMA, TOKEN, LONGEST = WHATSAPP, "EAAG-test", 4096
    PATH = "/v24.0/106540352242922/messages"

    def __init__(self):
        super().__init__(WhatsApp)

    def show(self, body):
        if body["type"] == "text":
            return Shown(body["to"], body["text"]["body"])
        content = body["interactive"]
        action = content["action"]
        if content["type"] == "button":
            pairs = [(each["reply"]["title"], each["reply"]["id"]) for each in action["buttons"]]
        else:
            rows = action["sections"][0]["rows"]
            pairs = [(each["title"], each["id"]) for each in rows]
        return Shown(body["to"], content["body"]["text"], tuple(pairs))

    def address_of(self, person):
        return {"ann": "15550001001", "ben": "15550001002"}.get(person) or f"1777{person[1:]:>07}"

    def destination(self):
        return {"to": self.address_of("ann")}

    def content(self, messages, **value):
        value = {
            "messaging_product": "whatsapp",
            "metadata": {
                "display_phone_number": "15550009999",
                "phone_number_id": self.SETTINGS["WHATSAPP_PHONE_NUMBER_ID"],
            },
            "contacts": [{"profile": {"name": "Ann"}, "wa_id": "15550001001"}],
            "messages": messages,
            **value,
        }
        change = {"field": "messages", "value": value}
        return {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]}

    def message(self, text, person="ann", number=None, **content):
        return {
            "from": self.address_of(person),
            "id": f"wamid.{number or 10**7 + next(self.numbers)}",
            "timestamp": str(int(NOW) - 2),
            **(content or {"type": "text", "text": {"body": text}}),
        }

    def sends(self, person="ann", **content):
        return signed(self.content([self.message(None, person, **content)]))

    def presses(self, value, person="ann", number=None):
        shown = next(each for each in reversed(self.shown) if value in dict(each.buttons).values())
        kind = "button_reply" if len(shown.buttons) <= 3 else "list_reply"
        title = {value: title for title, value in shown.buttons}[value]
        content = {"type": kind, kind: {"id": value, "title": title}}
        return self.sends(person, type="interactive", interactive=content)

    def stale(self, seconds):
        message = self.message("I have chest pain")
        return signed(self.content([{**message, "timestamp": str(int(NOW - seconds))}]))


class MessengerPlatform(Graph):
    SETTINGS: ClassVar[dict] = {
        "MESSENGER_TOKEN": "EAAM-test",
        "MESSENGER_APP_SECRET": APP_SECRET,
        "MESSENGER_VERIFY_TOKEN": "verify-token-of-this-test",
    }
    SCHEMA, TOKEN, LONGEST = MESSENGER, "EAAM-test", 2000
    PATH = "/v24.0/me/messages"

    def __init__(self):
        super().__init__(Messenger)

    def show(self, body):
        replies = body["message"].get("quick_replies", [])
        pairs = tuple((each["title"], each["payload"]) for each in replies)
        return Shown(body["recipient"]["id"], body["message"]["text"], pairs)

    def address_of(self, person):
        return {"ann": "9001001", "ben": "9001002"}.get(person) or f"9{person[1:]:>07}"

    def destination(self):
        return {"id": self.address_of("ann")}

    def content(self, events):
        return {"object": "page", "entry": [{"id": "55", "time": 1, "messaging": events}]}

    def event(self, person="ann", **content):
        return {
            "sender": {"id": self.address_of(person)},
            "recipient": {"id": "55"},
            "timestamp": int(NOW * 1000) - 2000,
            **content,
        }

    def message(self, text, person="ann", number=None, **more):
        mid = f"m_{number or 10**7 + next(self.numbers)}"
        return self.event(person, message={"mid": mid, "text": text, **more})

    def presses(self, value, person="ann", number=None):
        title = {v: t for each in self.shown for t, v in each.buttons}[value]
        return signed(self.content([self.message(title, person, quick_reply={"payload": value})]))

    def stale(self, seconds):
        event = {**self.message("I have chest pain"), "timestamp": int((NOW - seconds) * 1000)}
        return signed(self.content([event]))
