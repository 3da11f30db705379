"""Sends calls to the platforms until they are taken. Knows waiting and trying again; no platform.

A call is done with only when the platform answered, so none is lost. One whose answer never came is
sent again: a warning that comes twice is better than none.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

import httpx

from gateway.channels.contract import Call, Later, Messaging, Never
from gateway.clock import Clock
from gateway.keys import Keys, Unreadable
from gateway.mailbox import Mailbox
from gateway.store import StoreFailed

log = logging.getLogger(__name__)

FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
"""Seconds between two attempts: doubled each time."""

KEPT_SECONDS = 24 * 3600
"""After a day WhatsApp and Messenger take no reply any more, and nobody waits for one."""

CALL_SECONDS = 15.0
AT_ONCE = 32
"""Calls to one platform side by side."""

CLOSING_SECONDS = 5.0


@dataclass(frozen=True)
class Letter:
    """A call on its way."""

    number: int | None
    """Its row; None while the database is away."""
    channel: str
    conversation: str
    at: float
    call: Call


class Outbox:
    """The calls of one conversation go out one after another, those of several side by side."""

    def __init__(
        self,
        mailbox: Mailbox,
        keys: Keys,
        clock: Clock,
        channels: Iterable[Messaging],
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._mailbox = mailbox
        self._keys = keys
        self._clock = clock
        self._client = httpx.AsyncClient(timeout=CALL_SECONDS, transport=transport)
        self.channels = {channel.name: channel for channel in channels}
        self._lines: dict[tuple[str, str], deque[Letter]] = {}
        self._tasks: dict[tuple[str, str], asyncio.Task[None]] = {}
        self._unremoved: set[int] = set()
        self._free_at: dict[str, float] = {}
        # Each its own: a platform that hangs must not hold up the others.
        self._calling = {name: asyncio.Semaphore(AT_ONCE) for name in self.channels}
        self._closing = asyncio.Event()

    async def open(self) -> None:
        """Send what waited when the gateway stopped. Raises :class:`StoreFailed`."""
        rows = await self._mailbox.unsent()
        held = {letter.number for line in self._lines.values() for letter in line}
        for row in rows:
            if row.number in held or row.channel not in self.channels:
                continue
            try:
                call = Call(**self._keys.unseal(row.sealed))
            except Unreadable:
                log.error("undeliverable channel=%s reason=another_secret", row.channel)
                self._unremoved.add(row.number)
                continue
            self.put([Letter(row.number, row.channel, row.conversation, row.at, call)])

    def put(self, letters: list[Letter]) -> None:
        """Send these as soon as it can be."""
        for letter in letters:
            place = (letter.channel, letter.conversation)
            self._lines.setdefault(place, deque()).append(letter)
            if place not in self._tasks:
                self._tasks[place] = asyncio.create_task(self._send_line(place))

    async def idle(self) -> None:
        """Return when nothing is left to send."""
        while self._tasks:
            await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def close(self) -> None:
        """Let calls that have begun end; the others wait for the next start."""
        self._closing.set()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks.values(), timeout=CLOSING_SECONDS)
            for task in late:
                task.cancel()
        await self._client.aclose()

    async def _send_line(self, place: tuple[str, str]) -> None:
        line = self._lines[place]
        try:
            while line and await self._deliver(line[0]):
                await self._done(line[0])
                line.popleft()
        finally:
            del self._tasks[place], self._lines[place]

    async def _deliver(self, letter: Letter) -> bool:
        """Whether the letter is done with, sent or not; False when the gateway closes."""
        channel, attempt = self.channels[letter.channel], 0
        while not self._closing.is_set():
            if not await self._stands(letter):
                return True
            wait = self._free_at.get(channel.name, 0.0) - self._clock.now()
            if wait > 0:
                await self._rest(wait)
                continue
            try:
                await self._call(channel, letter.call)
                return True
            except Never as error:
                return _given_up(letter, str(error))
            except Later as error:
                attempt += 1
                log.warning("undelivered channel=%s reason=%s try=%d", channel.name, error, attempt)
                if not letter.call.needed:
                    return True
                if self._clock.now() - letter.at > KEPT_SECONDS:
                    return _given_up(letter, "too_late")
                wait = error.seconds if error.seconds is not None else _back_off(attempt)
                if error.everyone:
                    self._free_at[channel.name] = self._clock.now() + wait
                else:
                    await self._rest(wait)
        return False

    async def _call(self, channel: Messaging, call: Call) -> None:
        async with self._calling[channel.name]:
            try:
                channel.judge(await self._client.send(channel.request(call)))
            except (Later, Never):
                raise
            except (httpx.HTTPError, OSError) as error:
                # The class only: the text may quote an address with a token in it.
                raise Later(type(error).__name__) from None
            except Exception as error:
                raise Never(type(error).__name__) from None

    async def _rest(self, seconds: float) -> None:
        """Wait, unless the gateway closes first."""
        sleeping = asyncio.ensure_future(self._clock.sleep(seconds))
        closing = asyncio.ensure_future(self._closing.wait())
        try:
            await asyncio.wait({sleeping, closing}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeping.cancel()
            closing.cancel()

    async def _stands(self, letter: Letter) -> bool:
        """Whether its conversation has not been erased since."""
        if letter.number is None or self._clock.now() - letter.at < FIRST_WAIT:
            return True
        try:
            return await self._mailbox.waits(letter.number)
        except StoreFailed:
            return True

    async def _done(self, letter: Letter) -> None:
        done = {letter.number} | self._unremoved if letter.number is not None else set()
        self._unremoved = set()
        for number in done:
            try:
                await self._mailbox.sent(number)
            except StoreFailed as error:
                log.error("outbox_unwritable error=%s", error)
                self._unremoved.add(number)


def _back_off(attempt: int) -> float:
    """Seconds, a little apart for each, so that a platform that is back is not stormed."""
    return min(FIRST_WAIT * 2.0 ** min(attempt - 1, 10), LONGEST_WAIT) * random.uniform(0.8, 1.0)


def _given_up(letter: Letter, reason: str) -> bool:
    if letter.call.needed:
        log.error("undeliverable channel=%s reason=%s", letter.channel, reason)
    return True
