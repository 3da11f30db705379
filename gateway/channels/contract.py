"""What a channel is: one file that proves who sent an envelope, makes turns of it, renders the reply.

It keeps its platform's limits and says nothing of its own.
"""

from __future__ import annotations

import hmac
import json
import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

import httpx

log = logging.getLogger(__name__)

STALE_SECONDS = 24 * 3600
"""Older messages get no reply: Meta allows none, and what is repeated later than that is a replay."""

Reply = list[dict[str, Any]]
"""The API's Messages."""


class Refused(Exception):
    """The envelope is not from the platform, is too old, or can't be read."""

    def __init__(self, status: int = 403) -> None:
        super().__init__(status)
        self.status = status


class Later(Exception):
    """The platform did not take it now; after `seconds`, if it said so, it may."""

    def __init__(self, reason: str, seconds: float | None = None, everyone: bool = False) -> None:
        super().__init__(reason)
        self.seconds = seconds
        self.everyone = everyone
        """The platform wants no call at all for so long, not only none to this person."""


class Never(Exception):
    """The platform will not take it: the person blocked the assistant, or its time is over."""


@dataclass(frozen=True)
class Setting:
    """One value that the operator copies from the platform's console."""

    name: str
    """As in the environment."""
    what: str
    """Where the operator finds it."""
    optional: bool = False
    form: str = ".+"
    """What its value matches, as a regular expression."""


@dataclass(frozen=True)
class Envelope:
    """An HTTP request as it came."""

    method: str
    headers: Mapping[str, str]
    """By lower-case name."""
    query: str
    body: bytes


@dataclass(frozen=True)
class Answer:
    """What the platform's request gets at once."""

    status: int = 200
    body: str = ""
    content_type: str = "text/plain; charset=utf-8"


@dataclass(frozen=True)
class Arrival:
    """One message of a person."""

    id: str
    """The platform's id of the message: the same again when it is delivered again."""
    sender: str
    """The platform's id of the person, or of person and place; only its keyed hash is stored."""
    to: dict[str, Any] = field(default_factory=dict)
    """Where the reply goes; for :meth:`Messaging.render`."""
    text: str | None = None
    choice: str | None = None
    """The value of a pressed button."""
    notice: str | None = None
    """Name of the response to give instead of a turn, for what can't be read."""


@dataclass(frozen=True)
class Call:
    """A request to the platform's API, without its secrets."""

    path: str
    body: dict[str, Any]
    needed: bool = True
    """Whether it is tried again when it fails."""


class Desk(Protocol):
    """What channels get of the gateway: see :class:`gateway.reception.Reception`."""

    async def reply(self, channel: Channel, arrival: Arrival, said: Reply | None = None) -> Reply:
        """Take the turn now; the reply is always there in the end, if only the safe one.

        Its messages go to `said` too, each as soon as it is there.
        """

    async def earlier(self, channel: Channel, sender: str, message_id: str) -> Reply | None:
        """The reply that a message of this sender got before, if it did."""

    async def region(self, channel: Channel, sender: str) -> str | None:
        """Where the sender said they are."""

    async def accept(self, channel: Messaging, arrivals: list[Arrival]) -> None:
        """Keep what arrived and return at once; the replies are sent later."""


class Channel(ABC):
    """A front end that comes in over HTTP at `/channels/<name>`, or over a port of its own."""

    name: ClassVar[str]
    settings: ClassVar[tuple[Setting, ...]]
    family: ClassVar[str]
    """Wording: chat or voice."""
    numbered: ClassVar[bool] = False
    """Buttons are numbers: a bare "2" presses the second one of the last reply."""
    webhook: ClassVar[bool] = True
    """Whether the platform calls `/channels/<name>`."""
    needs_address: ClassVar[bool] = False
    """Whether PUBLIC_URL must be set, because the platform signs the address too."""

    def __init__(
        self, values: Mapping[str, str], address: str, now: Callable[[], float] = time.time
    ) -> None:
        """`values` by the names of `settings`; `address` is what the platform calls."""
        self.values = values
        self.address = address
        self.now = now

    @abstractmethod
    async def handle(self, envelope: Envelope, desk: Desk) -> Answer:
        """Answer one request. Raises :class:`Refused`."""

    async def open(self, desk: Desk) -> None:  # noqa: B027  # most channels need none
        """Begin to listen where that is not `/channels/<name>`."""

    async def close(self) -> None:  # noqa: B027
        """Stop listening."""


class Messaging(Channel):
    """A messaging app: acknowledges at once and sends its replies through the platform's API."""

    family = "chat"
    api: str
    """Address that the paths of calls are relative to."""

    @abstractmethod
    def prove(self, envelope: Envelope) -> None:
        """Return when the platform sent it, and lately. Raises :class:`Refused`."""

    @abstractmethod
    def read(self, envelope: Envelope) -> tuple[list[Arrival], Answer]:
        """All messages of a proven envelope, and what the platform gets at once.

        Raises :class:`Refused` for what is not in the platform's form at all.
        """

    @abstractmethod
    def render(self, reply: Reply, to: dict[str, Any]) -> list[Call]:
        """The calls that show `reply`, in order. Pure."""

    @abstractmethod
    def request(self, call: Call) -> httpx.Request:
        """`call` with address and secrets."""

    def judge(self, response: httpx.Response) -> None:
        """Return when the platform took it. Raises :class:`Later` or :class:`Never`."""
        judge_status(response)

    async def handle(self, envelope: Envelope, desk: Desk) -> Answer:
        """Keep what came, acknowledge."""
        self.prove(envelope)
        try:
            arrivals, answer = self.read(envelope)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            # Proven, so the platform has something new. Refused, it would come again for days and
            # hold up the messages behind it.
            log.error("unread channel=%s error=%s", self.name, type(error).__name__)
            return Answer()
        if arrivals:
            await desk.accept(self, arrivals)
        return answer


def json_of(body: bytes) -> dict[str, Any]:
    """The JSON object in `body`. Raises :class:`Refused`."""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused(400) from None
    if not isinstance(content, dict):
        raise Refused(400)
    return content


def same(given: str, expected: str) -> bool:
    """Whether two secrets are equal; how long it takes does not say where they differ."""
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), expected.encode())


def judge_status(response: httpx.Response) -> None:
    """What status codes mean everywhere."""
    status = response.status_code
    if status < 300:
        return
    reason = f"http_{status}"
    if status == 429:
        raise Later(reason, retry_after(response), everyone=True)
    # 401: the operator must renew a token; the reply waits for it.
    if status in (401, 408, 425) or status >= 500:
        raise Later(reason, retry_after(response))
    raise Never(reason)


def retry_after(response: httpx.Response) -> float | None:
    """Seconds of the Retry-After header; None when there is no number in it."""
    value = response.headers.get("retry-after", "")
    return float(value) if value.isascii() and value.isdecimal() else None
