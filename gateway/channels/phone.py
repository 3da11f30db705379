"""Phone calls by Twilio Voice. Knows Twilio's form posts and answers each with TwiML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from gateway.channels.contract import Answer, Desk, Envelope, Refused, Setting
from gateway.twilio import signed_form
from gateway.voice.dialogue import VoiceChannel
from gateway.voice.place import Heard, Place, Spoken
from gateway.voice.twiml import Voice, ending, listening
from gateway.voice.wording import wording

NUMBER = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
"""E.164."""

NOBODY = frozenset("+266696687 +86282452253 +464 +7378742833 +2562533 +8656696 +2339990000".split())
"""What stands for a caller who hides their number: these spell words such as ANONYMOUS on the keys."""

OVER = frozenset("completed busy failed no-answer canceled".split())

LISTENS, LISTENS_IN_A_STEP = 6, 20
"""Seconds of silence before it is asked again; longer while somebody stretches."""


class Phone(VoiceChannel):
    """A call that ends only when the caller says so, or is silent for long."""

    name = "phone"
    settings = (
        Setting(
            "PHONE_NUMBER",
            "Twilio console > Phone Numbers: the number people call, like +15005550006",
            form=NUMBER.pattern,
        ),
        Setting(
            "PHONE_AUTH_TOKEN", "Twilio console > Account Info: Auth Token", form=r"[0-9a-f]{32}"
        ),
        Setting(
            "PHONE_VOICE",
            "how it sounds: a Polly voice of Twilio's, such as Polly.Amy",
            optional=True,
            form=r"Polly\.[A-Za-z-]+",
        ),
        Setting(
            "PHONE_LANGUAGE",
            "how callers speak, such as en-GB",
            optional=True,
            form=r"[a-z]{2}-[A-Z]{2}",
        ),
    )
    needs_address = True
    repeats_number = True

    def __init__(self, values: Mapping[str, str], address: str) -> None:
        super().__init__(values, address)
        chosen = {"name": values.get("PHONE_VOICE"), "language": values.get("PHONE_LANGUAGE")}
        self._voice = Voice(**{name: value for name, value in chosen.items() if value})

    async def handle(self, envelope: Envelope, desk: Desk) -> Answer:
        """Answer one request of Twilio's."""
        form = self.prove(envelope)
        if form.get("CallStatus") in OVER:
            return Answer(204)
        call = form.get("CallSid", "")
        if not call:
            raise Refused(400)
        place = Place.read(dict(parse_qsl(envelope.query)))
        caller = form.get("From", "")
        known = NUMBER.fullmatch(caller) and caller not in NOBODY
        sender = caller if known else call
        dialogue = self.dialogue(desk)
        # Words are answered also where the place was lost: Twilio's second try calls the bare address.
        if place.number == 0 and not form.get("SpeechResult"):
            spoken = await dialogue.welcome(sender, place)
        else:
            heard = _heard(form, f"{call}.{place.number}")
            spoken = await dialogue.hear(sender, heard, place)
        return Answer(200, self.render(spoken, place.number + 1), "text/xml; charset=utf-8")

    def prove(self, envelope: Envelope) -> dict[str, str]:
        """The form of a request that Twilio signed, for this number. Raises :class:`Refused`."""
        signed = signed_form(envelope, self.address, self.values["PHONE_AUTH_TOKEN"])
        form = {name: values[0] for name, values in signed.items()}
        if form.get("To") != self.values["PHONE_NUMBER"]:
            raise Refused
        return form

    def render(self, spoken: Spoken, number: int) -> str:
        """TwiML; what is heard next comes back with the place and `number` in its address."""
        if spoken.ends:
            return ending(spoken.lines, self._voice)
        place = replace(spoken.place, number=number)
        action = f"{self.address}?{urlencode(place.to_json())}"
        seconds = LISTENS_IN_A_STEP if spoken.waits else LISTENS
        return listening(spoken.lines, action, seconds, wording()["hints"], self._voice)


def _heard(form: dict[str, str], identifier: str) -> Heard:
    key = form.get("Digits", "")
    if key in wording()["keys"]:
        return Heard(identifier, wish=wording()["keys"][key])
    if key:
        return (
            Heard(identifier, digit=int(key)) if key in "123" else Heard(identifier, unclear=True)
        )
    return Heard(identifier, text=form.get("SpeechResult") or None)
