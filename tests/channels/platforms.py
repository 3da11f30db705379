"""Stand-ins for the platforms: they deliver as the platform does, and check all that is sent to them."""

import itertools
import json
from dataclasses import dataclass
from typing import ClassVar

import httpx

from gateway.channels.contract import Envelope

NOW = 1_795_600_000.0
"""The stand-ins' time, in Unix seconds."""


@dataclass(frozen=True)
class Shown:
    """A message as a person sees it."""

    to: str
    text: str
    buttons: tuple[tuple[str, str], ...] = ()
    """Title and what the platform sends back when it is pressed."""


class Platform:
    """What all stand-ins have in common. `person` is one of the people who write."""

    ADDRESS = "https://cramps.test"
    SETTINGS: ClassVar[dict] = {}
    LONGEST = 0
    """Units of text in one message."""

    def __init__(self, kind):
        self.channel = kind(self.SETTINGS, f"{self.ADDRESS}/channels/{kind.name}", lambda: NOW)
        self.shown: list[Shown] = []
        self.problems: list[str] = []
        self.answers: list[httpx.Response] = []
        self.down = lambda: False
        self.slow = 0
        self.numbers = itertools.count(1)

    @property
    def name(self):
        return self.channel.name

    def handle(self, request):
        """The platform's API."""
        if self.down():
            raise httpx.ConnectError("down")
        if self.answers:
            answer = self.answers.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer
        try:
            return self.take(request)
        except (AssertionError, KeyError, ValueError, TypeError) as problem:
            # Kept for the test: the gateway would only note that the call failed.
            self.problems.append(f"{type(problem).__name__}: {problem}")
            return httpx.Response(400)

    def take(self, request) -> httpx.Response:
        """Check a call against the published schema and show what it says."""
        raise NotImplementedError

    def says(self, text, person="ann", number=None) -> Envelope:
        """A text message, signed."""
        raise NotImplementedError

    def presses(self, value, person="ann", number=None) -> Envelope:
        """A pressed button, signed; `value` is what the button carries."""
        raise NotImplementedError

    def batch(self, messages) -> list[Envelope]:
        """(text, person, number) in as few envelopes as the platform would send."""
        return [self.says(*message) for message in messages]

    def forged(self, chance) -> Envelope:
        """A delivery that must not be accepted."""
        raise NotImplementedError

    def button(self, title, person="ann"):
        """The value of the button that the person saw last under this title."""
        for shown in reversed(self.shown):
            for label, value in shown.buttons:
                if label == title and shown.to == self.address_of(person):
                    return value
        raise AssertionError(f"no button {title!r} in {self.shown}")

    def destination(self) -> dict:
        """`to` of an arrival of Ann's."""
        raise NotImplementedError

    def address_of(self, person) -> str:
        """Where replies to the person go."""
        return person

    def texts(self, person="ann"):
        return [shown.text for shown in self.shown if shown.to == self.address_of(person)]


def altered(chance, envelope, header):
    """An envelope of which something was changed after it was signed, or its signature was."""
    body, headers = envelope.body, dict(envelope.headers)
    way = chance.randrange(7)
    if way == 0:
        headers.pop(header, None)
    elif way == 1:
        headers[header] = ""
    elif way == 2:
        value = headers[header]
        place = chance.randrange(len(value))
        other = chance.choice(
            [c for c in "0123456789abcdefXYZ" if c.lower() != value[place].lower()]
        )
        headers[header] = value[:place] + other + value[place + 1 :]
    elif way == 3:
        headers[header] = headers[header][: chance.randrange(len(headers[header]))]
    elif way == 4:
        headers[header] = "".join(chance.choice("0123456789abcdef=") for _ in range(64))
    elif way == 5:
        body = body[: chance.randrange(len(body))]
    else:
        place = chance.randrange(len(body))
        body = body[:place] + bytes([body[place] ^ 1 << chance.randrange(7)]) + body[place + 1 :]
    return Envelope(envelope.method, headers, envelope.query, body)


def as_json(content):
    return json.dumps(content).encode()
