"""Takes in what channels bring, one turn for each message, and posts the replies. Knows no platform."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict, deque
from dataclasses import asdict

from gateway.channels.contract import STALE_SECONDS, Arrival, Call, Channel, Messaging, Reply
from gateway.clock import Clock
from gateway.conversations import Conversations, fixed
from gateway.keys import Keys, Unreadable
from gateway.limits import PER_CONVERSATION, Limiter
from gateway.mailbox import Delivery, Mailbox
from gateway.outbox import Letter, Outbox
from gateway.store import StoreFailed

log = logging.getLogger(__name__)

KNOWN_KEYS = 20_000
"""So many deliveries are known without asking the database."""

TIDY_SECONDS = 2.0


class Reception:
    """Messages of one conversation are answered one after another, in the order they came."""

    def __init__(
        self,
        conversations: Conversations,
        mailbox: Mailbox,
        outbox: Outbox,
        keys: Keys,
        clock: Clock,
        limited: bool = True,
    ) -> None:
        self._conversations = conversations
        self._mailbox = mailbox
        self._outbox = outbox
        self._keys = keys
        self._clock = clock
        self._opened = False
        # A repeat may come while the first is being written: it must not be acknowledged before.
        self._door = asyncio.Lock()
        self._limiter = Limiter(PER_CONVERSATION) if limited else None
        self._known: OrderedDict[str, None] = OrderedDict()
        self._lines: dict[str, deque[tuple[Messaging, Arrival]]] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._unfinished: dict[str, tuple[str, str]] = {}

    async def open(self) -> None:
        """Go on with what waited when the gateway stopped. Raises :class:`StoreFailed`."""
        await self._mailbox.open()
        waiting = await self._mailbox.waiting()
        await self._outbox.open()
        self._opened = True
        for delivery in waiting:
            channel = self._outbox.channels.get(delivery.channel)
            stale = self._clock.now() - delivery.at > STALE_SECONDS
            if channel is None or stale or delivery.key in self._known:
                continue
            try:
                arrival = Arrival(**self._keys.unseal(delivery.sealed))
            except Unreadable:
                log.error("unreadable channel=%s reason=another_secret", delivery.channel)
                continue
            self._remember(delivery.key)
            self._line_up(channel, arrival)

    async def idle(self) -> None:
        """Return when all that came is answered and sent."""
        while self._tasks:
            await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        await self._outbox.idle()

    async def close(self) -> None:
        """Stop; what is not answered or sent waits for the next start."""
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        await self._outbox.close()

    async def tidy_forever(self) -> None:
        """Catch up once the database is back."""
        while True:
            await self._clock.sleep(TIDY_SECONDS)
            try:
                if not self._opened:
                    await self.open()
                for key, (channel, conversation) in list(self._unfinished.items()):
                    await self._mailbox.finish(key, channel, conversation, [], self._clock.now())
                    del self._unfinished[key]
            except StoreFailed as error:
                log.error("mailbox_unreadable error=%s", error)

    async def reply(self, channel: Channel, arrival: Arrival, said: Reply | None = None) -> Reply:
        """Take the turn now; see :meth:`Conversations.reply`."""
        return await self._conversations.reply(channel, arrival, said)

    async def earlier(self, channel: Channel, sender: str, message_id: str) -> Reply | None:
        """The reply that a message of this sender got before, if it did."""
        return await self._conversations.earlier(channel, sender, message_id)

    async def region(self, channel: Channel, sender: str) -> str | None:
        """Where the sender said they are."""
        return await self._conversations.region(channel, sender)

    async def accept(self, channel: Messaging, arrivals: list[Arrival]) -> None:
        """Keep what arrived and return at once; the replies are sent later."""
        async with self._door:
            for arrival in await self._new(channel, arrivals):
                self._line_up(channel, arrival)

    async def _new(self, channel: Messaging, arrivals: list[Arrival]) -> list[Arrival]:
        """Those that have not come before, each once and kept."""
        fresh: dict[str, Arrival] = {}
        for arrival in arrivals:
            key = self._conversations.key(channel, arrival)
            if key not in self._known:
                fresh.setdefault(key, arrival)
        if not fresh:
            return []
        rows = [
            Delivery(key, channel.name, self._keys.seal(asdict(arrival)))
            for key, arrival in fresh.items()
        ]
        try:
            new = await self._mailbox.take_in(rows, self._clock.now())
        except StoreFailed as error:
            # Answered all the same: it may be a red flag.
            log.error("delivery_unwritable error=%s", error)
            new = set(fresh)
        for key in fresh:
            self._remember(key)
        return [arrival for key, arrival in fresh.items() if key in new]

    def _remember(self, key: str) -> None:
        self._known[key] = None
        if len(self._known) > KNOWN_KEYS:
            self._known.popitem(last=False)

    def _line_up(self, channel: Messaging, arrival: Arrival) -> None:
        conversation = self._conversations.name(channel, arrival.sender)
        self._lines.setdefault(conversation, deque()).append((channel, arrival))
        if conversation not in self._tasks:
            self._tasks[conversation] = asyncio.create_task(self._work(conversation))

    async def _work(self, conversation: str) -> None:
        line = self._lines[conversation]
        try:
            while line:
                channel, arrival = line[0]
                await self._slow_down(conversation)
                await self._answer(channel, conversation, arrival)
                line.popleft()
        finally:
            del self._tasks[conversation], self._lines[conversation]

    async def _slow_down(self, conversation: str) -> None:
        while self._limiter and (seconds := self._limiter.wait(conversation)):
            await self._clock.sleep(seconds)

    async def _answer(self, channel: Messaging, conversation: str, arrival: Arrival) -> None:
        reply = await self._conversations.reply(channel, arrival)
        calls = _rendered(channel, reply, arrival)
        await self._post(channel, conversation, self._conversations.key(channel, arrival), calls)

    async def _post(
        self, channel: Messaging, conversation: str, key: str, calls: list[Call]
    ) -> None:
        now = self._clock.now()
        sealed = [self._keys.seal(asdict(call)) for call in calls]
        numbers: list[int] | list[None]
        try:
            numbers = await self._mailbox.finish(key, channel.name, conversation, sealed, now)
        except StoreFailed as error:
            log.error("outbox_unwritable error=%s", error)
            self._unfinished[key] = (channel.name, conversation)
            numbers = [None] * len(calls)
        self._outbox.put(
            [
                Letter(number, channel.name, conversation, now, call)
                for number, call in zip(numbers, calls, strict=True)
            ]
        )


def _rendered(channel: Messaging, reply: Reply, arrival: Arrival) -> list[Call]:
    """The calls that show `reply`; where it can't be shown, its safety texts, else the safe reply."""
    safety = [{**each, "buttons": []} for each in reply if each["kind"] == "safety"]
    for wanted in (reply, safety or fixed("utter_unavailable")):
        try:
            return channel.render(wanted, arrival.to)
        except Exception as error:
            log.error("unrendered channel=%s error=%s", channel.name, type(error).__name__)
    return []
