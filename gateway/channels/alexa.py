"""The Alexa custom skill of deploy/alexa. Knows Alexa's request and response JSON."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import datetime, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any

import httpx

from gateway.channels.contract import Answer, Desk, Envelope, Refused, Setting, json_of
from gateway.voice.alexa_response import nothing, response
from gateway.voice.alexa_signature import Signatures, Untrusted, check_envelope
from gateway.voice.dialogue import Dialogue, VoiceChannel
from gateway.voice.place import Heard, Place, Spoken
from gateway.voice.wording import Wish

log = logging.getLogger(__name__)

MODEL = Path(__file__).parents[2] / "deploy/alexa/skill-package/interactionModels/custom/en-US.json"
CATCH_ALL = "AskIntent"
"""Its slot takes a whole sentence; every open turn asks for it."""

WISHES: dict[str, Wish] = {
    "AMAZON.RepeatIntent": "repeat",
    "AMAZON.NextIntent": "next",
    "AMAZON.YesIntent": "yes",
    "AMAZON.NoIntent": "no",
    "AMAZON.HelpIntent": "help",
    "AMAZON.StopIntent": "stop",
    "AMAZON.CancelIntent": "stop",
    "AMAZON.NavigateHomeIntent": "stop",
    "MoreIntent": "more",
    "SlowerIntent": "slower",
}

FETCH_SECONDS = 2.0


@lru_cache(maxsize=1)
def carriers() -> dict[str, str]:
    """Of each free-text intent, the words around its slot: Alexa sends only what is in the slot."""
    model = json.loads(MODEL.read_text(encoding="utf-8"))["interactionModel"]["languageModel"]
    return {
        intent["name"]: "{query}" if intent["name"] == CATCH_ALL else intent["samples"][0]
        for intent in model["intents"]
        if any(slot["name"] == "query" for slot in intent.get("slots", []))
    }


class Alexa(VoiceChannel):
    """Answers each request within its 8 seconds, with the safe reply if need be."""

    name = "alexa"
    settings = (
        Setting(
            "ALEXA_SKILL_ID",
            "Developer console > Build > Endpoint: Your Skill ID",
            form=r"amzn1\.ask\.skill\.[0-9a-f-]{36}",
        ),
    )

    def __init__(self, values: Mapping[str, str], address: str) -> None:
        super().__init__(values, address)
        self._client = httpx.AsyncClient(timeout=FETCH_SECONDS, trust_env=False)
        self.signatures = Signatures(self._fetch)

    async def close(self) -> None:
        """Give the connections back."""
        await super().close()
        await self._client.aclose()

    async def _fetch(self, address: str) -> bytes:
        try:
            answer = await self._client.get(address)
            answer.raise_for_status()
        except httpx.HTTPError as error:
            raise OSError(type(error).__name__) from None
        return answer.content

    async def handle(self, envelope: Envelope, desk: Desk) -> Answer:
        """Answer one request of Alexa's."""
        body = json_of(envelope.body)
        now = datetime.now(timezone.utc)
        try:
            check_envelope(body, self.values["ALEXA_SKILL_ID"], now)
            await self.signatures.check(envelope.headers, envelope.body, now)
        except Untrusted as error:
            log.warning("refused channel=alexa reason=%s", error)
            # Alexa's certification wants this status, whatever was wrong.
            raise Refused(400) from None
        spoken = await self._answer(body, self.dialogue(desk))
        content = response(spoken) if spoken else nothing()
        return Answer(200, content, "application/json;charset=UTF-8")

    async def _answer(self, body: dict[str, Any], dialogue: Dialogue) -> Spoken | None:
        request = body["request"]
        sender = _sender(body)
        place = _place(body)
        if request.get("type") == "LaunchRequest":
            return await dialogue.welcome(sender, place)
        if request.get("type") != "IntentRequest":
            return None
        return await dialogue.hear(sender, _heard(request), place)


def _sender(body: dict[str, Any]) -> str:
    """The account.

    Not the person whose voice it is: a device knows it in one turn and not in the next, and a
    warning would be lost in between.
    """
    user = body["context"]["System"].get("user")
    account = user.get("userId") if isinstance(user, dict) else None
    if not isinstance(account, str) or not account:
        raise Refused(400)
    return account


def _place(body: dict[str, Any]) -> Place:
    session = body.get("session")
    attributes = session.get("attributes") if isinstance(session, dict) else None
    place = attributes.get("place") if isinstance(attributes, dict) else None
    return Place.read(place) if isinstance(place, dict) else Place()


def _heard(request: dict[str, Any]) -> Heard:
    identifier, intent = request.get("requestId"), request.get("intent")
    if not isinstance(identifier, str) or not identifier or not isinstance(intent, dict):
        raise Refused(400)
    name = str(intent.get("name"))
    if name in WISHES:
        return Heard(identifier, wish=WISHES[name])
    if name in carriers():
        words = _slot(intent, "query")
        if words:
            return Heard(identifier, text=carriers()[name].format(query=words))
    if name == "ChoiceIntent" and (chosen := _slot(intent, "number")):
        return Heard(identifier, text=chosen)
    # The fallback intent carries no words.
    return Heard(identifier, unclear=True)


def _slot(intent: dict[str, Any], name: str) -> str:
    slots = intent.get("slots")
    slot = slots.get(name) if isinstance(slots, dict) else None
    value = slot.get("value") if isinstance(slot, dict) else None
    return value if isinstance(value, str) else ""
