"""A stand-in for Slack. Slack's own library signs what it sends and checks the blocks it takes."""

import json
from typing import ClassVar
from urllib.parse import urlencode

import httpx
from platforms import NOW, Platform, Shown, altered, as_json
from slack_sdk.models.blocks import ActionsBlock, Block, SectionBlock
from slack_sdk.signature import Clock, SignatureVerifier

from gateway.channels.contract import Envelope
from gateway.channels.slack import Slack
from gateway.render.text import units

SECRET = "0123456789abcdef" * 2


class AtTestTime(Clock):
    def now(self):
        return NOW


VERIFIER = SignatureVerifier(SECRET, AtTestTime())


class SlackPlatform(Platform):
    SETTINGS: ClassVar[dict] = {"SLACK_TOKEN": "xoxb-test", "SLACK_SIGNING_SECRET": SECRET}
    LONGEST = 3000

    def __init__(self):
        super().__init__(Slack)

    def take(self, request):
        assert str(request.url) == "https://slack.com/api/chat.postMessage"
        assert request.headers["authorization"] == "Bearer xoxb-test"
        body = json.loads(request.content)
        known = {"channel", "text", "blocks", "unfurl_links", "unfurl_media", "thread_ts"}
        assert set(body) <= known and 0 < len(body["text"]) <= 40_000
        assert "<" not in body["text"] and len(body["blocks"]) <= 50
        section, *rest = Block.parse_all(body["blocks"])
        for block in (section, *rest):
            block.validate_json()
        assert isinstance(section, SectionBlock) and 0 < units(section.text.text) <= self.LONGEST
        pairs = []
        if rest:
            [actions] = rest
            assert isinstance(actions, ActionsBlock) and 0 < len(actions.elements) <= 25
            identifiers = [element.action_id for element in actions.elements]
            assert len(set(identifiers)) == len(identifiers)
            for element in actions.elements:
                assert 0 < units(element.text.text) <= 75 and len(element.value) <= 2000
                pairs.append((element.text.text, element.value))
        self.shown.append(Shown(body["channel"], section.text.text, tuple(pairs)))
        return httpx.Response(200, json={"ok": True, "ts": "1.2"})

    def address_of(self, person):
        return {"ann": "D0ANN", "ben": "D0BEN"}.get(person) or f"D{person[1:]}"

    def destination(self):
        return {"channel": "D0ANN"}

    def signed(self, body, kind="application/json", at=NOW):
        stamp = str(int(at))
        headers = {
            "x-slack-request-timestamp": stamp,
            "x-slack-signature": VERIFIER.generate_signature(timestamp=stamp, body=body),
            "content-type": kind,
        }
        return Envelope("POST", headers, "", body)

    def event(self, at=NOW, **event):
        content = {
            "type": "event_callback",
            "team_id": "T1",
            "event_id": f"Ev{next(self.numbers)}",
            "event": event,
        }
        return self.signed(as_json(content), at=at)

    def message(self, text, person="ann", number=None, **more):
        return {
            "type": "message",
            "channel_type": "im",
            "channel": self.address_of(person),
            "user": f"U{person}",
            "ts": f"{number or 10**7 + next(self.numbers)}.000100",
            "text": text.replace("&", "&amp;").replace("<", "&lt;"),
            **more,
        }

    def says(self, text, person="ann", number=None):
        return self.event(**self.message(text, person, number))

    def presses(self, value, person="ann", number=None):
        payload = {
            "type": "block_actions",
            "user": {"id": f"U{person}"},
            "channel": {"id": self.address_of(person)},
            "actions": [{"type": "button", "value": value, "action_ts": f"{next(self.numbers)}.1"}],
        }
        body = urlencode({"payload": json.dumps(payload)}).encode()
        return self.signed(body, "application/x-www-form-urlencoded")

    def forged(self, chance):
        message = self.message("I have chest pain", number=chance.randrange(10**6))
        way = chance.randrange(5)
        if way == 0:
            return self.event(at=NOW - chance.choice([301, 3600, -301, 10**8]), **message)
        envelope = self.event(**message)
        if way == 1:
            stamp = chance.choice(["", "x", str(int(NOW) - 1), "１２３", "9" * 40, "-1"])
            headers = {**envelope.headers, "x-slack-request-timestamp": stamp}
            return Envelope("POST", headers, "", envelope.body)
        return altered(chance, envelope, "x-slack-signature")
