"""SMS and WhatsApp by Twilio: signed forms, numbers for buttons."""

from __future__ import annotations

import base64
import logging
from typing import Any

import httpx

from gateway.channels.contract import (
    Answer,
    Arrival,
    Call,
    Envelope,
    Later,
    Messaging,
    Never,
    Reply,
    Setting,
    judge_status,
)
from gateway.render.bubbles import Bubble, bubbles, parts
from gateway.render.numbers import numbered
from gateway.render.text import units
from gateway.twilio import form_of, signed_form

log = logging.getLogger(__name__)

TEXT = 1600

OPT_OUT = set("stop stopall unsubscribe cancel end quit revoke optout".split())
"""Twilio answers these itself, and from then on delivers nothing of ours: our word is "pause"."""

TWIML = Answer(body="<Response/>", content_type="text/xml; charset=utf-8")
"""Nothing to say at once; the reply comes by the API."""


class Twilio(Messaging):
    """Numbers for SMS, and WhatsApp senders; who is written to answers."""

    name = "twilio"
    settings = (
        Setting("TWILIO_ACCOUNT_SID", "Console: Account SID", form=r"AC[0-9a-f]{32}"),
        Setting("TWILIO_AUTH_TOKEN", "Console: Auth Token", form=r"[0-9a-f]{32}"),
    )
    numbered = True
    needs_address = True
    api = "https://api.twilio.com/2010-04-01"

    def prove(self, envelope: Envelope) -> None:
        """Twilio signs the address and the sorted parameters with the auth token."""
        signed_form(envelope, self.address, self.values["TWILIO_AUTH_TOKEN"])

    def read(self, envelope: Envelope) -> tuple[list[Arrival], Answer]:
        """One message, or what became of one of ours."""
        form = {name: values[0] for name, values in form_of(envelope).items()}
        if "MessageStatus" in form:
            if form["MessageStatus"] in ("failed", "undelivered"):
                reason = form.get("ErrorCode")
                log.error("undeliverable channel=%s reason=twilio_%s", self.name, reason)
            return [], TWIML
        arrival = self._arrival(form)
        return [arrival] if arrival else [], TWIML

    def _arrival(self, form: dict[str, str]) -> Arrival | None:
        sender, text = form["From"], form.get("Body", "").strip()
        sms = not sender.startswith("whatsapp:")
        if form.get("OptOutType") or (sms and text.lower() in OPT_OUT):
            return None
        to = {"To": sender, "From": form["To"]}
        unread = form.get("NumMedia", "0") != "0" or "Latitude" in form
        notice = "utter_only_text" if unread and not text else None
        return Arrival(form["MessageSid"], sender, to, text=text, notice=notice)

    def render(self, reply: Reply, to: dict[str, Any]) -> list[Call]:
        """Texts; the buttons of all of them are numbered through."""
        texts: list[str] = []
        number = 1
        for bubble in bubbles(reply):
            options = numbered(bubble.choices, number)
            number += len(bubble.choices)
            both = f"{bubble.text}\n\n{options}" if options else bubble.text
            apart = [both] if units(both) <= TEXT else [bubble.text, options]
            texts += [part.text for text in apart if text for part in parts(Bubble(text), TEXT)]
        return [self._send(to, text) for text in texts]

    def _send(self, to: dict[str, Any], text: str) -> Call:
        path = f"Accounts/{self.values['TWILIO_ACCOUNT_SID']}/Messages.json"
        return Call(path, {**to, "Body": text, "StatusCallback": self.address})

    def request(self, call: Call) -> httpx.Request:
        """A form, with the account's name and token."""
        account = f"{self.values['TWILIO_ACCOUNT_SID']}:{self.values['TWILIO_AUTH_TOKEN']}"
        basic = base64.b64encode(account.encode()).decode()
        return httpx.Request(
            "POST",
            f"{self.api}/{call.path}",
            data=call.body,
            headers={"Authorization": f"Basic {basic}"},
        )

    def judge(self, response: httpx.Response) -> None:
        """The code says more than the status."""
        try:
            judge_status(response)
        except (Later, Never) as error:
            try:
                code = int(response.json()["code"])
            except (LookupError, TypeError, ValueError):
                raise error from None
            if isinstance(error, Later):
                raise Later(f"twilio_{code}", error.seconds, error.everyone) from None
            raise Never(f"twilio_{code}") from None
