"""A stand-in for Twilio's messages. Twilio's own library signs what it sends."""

import base64
import re
from typing import ClassVar
from urllib.parse import parse_qs, urlencode

import httpx
from platforms import Platform, Shown, altered
from twilio.request_validator import RequestValidator

from gateway.channels.contract import Envelope
from gateway.channels.twilio import Twilio
from gateway.render.text import units

SID, TOKEN = "AC" + "0a" * 16, "1b" * 16
OURS = "+15550009999"
OPTIONS = re.compile(r"(?:^|\n\n)Reply [\d, or]+:\n((?:\d+\. [^\n]*\n?)+)$")
ONE = re.compile(r"(?:^|\n\n)Reply (\d+) for: ([^\n]*)$")


class TwilioPlatform(Platform):
    SETTINGS: ClassVar[dict] = {"TWILIO_ACCOUNT_SID": SID, "TWILIO_AUTH_TOKEN": TOKEN}
    LONGEST = 1600
    OURS = OURS

    def __init__(self):
        super().__init__(Twilio)

    def take(self, request):
        assert str(request.url) == f"https://api.twilio.com/2010-04-01/Accounts/{SID}/Messages.json"
        basic = base64.b64encode(f"{SID}:{TOKEN}".encode()).decode()
        assert request.headers["authorization"] == f"Basic {basic}"
        form = parse_qs(request.content.decode(), keep_blank_values=True, errors="strict")
        assert set(form) == {"To", "From", "Body", "StatusCallback"}, set(form)
        [to], [ours], [body] = form["To"], form["From"], form["Body"]
        assert ours == self.OURS and re.fullmatch(r"(whatsapp:)?\+\d{7,15}", to)
        assert form["StatusCallback"] == [self.channel.address]
        assert 1 <= units(body) <= self.LONGEST and body.strip()
        found, one = OPTIONS.search(body), ONE.search(body)
        pairs = []
        if one:
            pairs = [(one[2], one[1])]
        elif found:
            lines = found[1].rstrip("\n").split("\n")
            pairs = [tuple(reversed(line.split(". ", 1))) for line in lines]
        self.shown.append(Shown(to, body, tuple(pairs)))
        return httpx.Response(201, json={"sid": "SM" + "0" * 32, "status": "queued"})

    def address_of(self, person):
        return {"ann": "+15550001001", "ben": "+15550001002"}.get(
            person
        ) or f"+1777{person[1:]:>07}"

    def destination(self):
        return {"To": self.address_of("ann"), "From": self.OURS}

    def form(self, person="ann", number=None, **content):
        number = number or 10**7 + next(self.numbers)
        return {
            "MessageSid": f"SM{number:032}",
            "AccountSid": SID,
            "From": self.address_of(person),
            "To": self.OURS,
            "NumMedia": "0",
            "Body": "",
            **content,
        }

    def signed(self, form, query=""):
        address = self.channel.address + (f"?{query}" if query else "")
        signature = RequestValidator(TOKEN).compute_signature(address, form)
        headers = {
            "x-twilio-signature": signature,
            "content-type": "application/x-www-form-urlencoded",
        }
        return Envelope("POST", headers, query, urlencode(form).encode())

    def says(self, text, person="ann", number=None):
        return self.signed(self.form(person, number, Body=text))

    def presses(self, value, person="ann", number=None):
        return self.says(value, person, number)

    def forged(self, chance):
        envelope = self.says("I have chest pain", number=chance.randrange(10**6))
        while True:
            forged = altered(chance, envelope, "x-twilio-signature")
            # The same form can be written in two ways; only what it says is signed.
            if forged.headers != envelope.headers or _said(forged) != _said(envelope):
                return forged


class TwilioWhatsAppPlatform(TwilioPlatform):
    """The same API with WhatsApp's addresses."""

    OURS = f"whatsapp:{OURS}"

    def address_of(self, person):
        return f"whatsapp:{super().address_of(person)}"


def _said(envelope):
    return parse_qs(envelope.body.decode(errors="replace"), keep_blank_values=True)
