"""A gateway put together for one channel, with a clock that runs fast and a Rasa of the test's."""

import asyncio
from contextlib import suppress

import httpx
from talking import SECRET, FakeRasa

from gateway.channels.contract import Refused
from gateway.clock import Clock
from gateway.conversations import Conversations, fixed
from gateway.keys import Keys
from gateway.mailbox import Mailbox
from gateway.memory import Memory
from gateway.outbox import Outbox
from gateway.reception import Reception
from gateway.store import Store, StoreFailed
from gateway.turn import Turns


class FastClock(Clock):
    """A minute passes in a moment; while nothing is due, other work goes on."""

    def __init__(self, factor=200.0, start=1_795_600_000.0):
        self._factor, self._start = factor, start
        self._began = asyncio.get_running_loop().time()

    def now(self):
        return self._start + (asyncio.get_running_loop().time() - self._began) * self._factor

    async def sleep(self, seconds):
        await asyncio.sleep(seconds / self._factor)


class Counted(Conversations):
    """Says one thing, and counts the turns that it is asked for."""

    taken: list

    async def reply(self, channel, arrival):
        self.taken.append(arrival.text)
        message = fixed("utter_thanks")[0]
        return [{**message, "text": f"Heard {arrival.text}."}]


class Wiring:
    """One gateway process, as far as messaging channels see it."""

    def __init__(self, path, channel, platform, counted=False, rasa=None):
        self.channel, self.platform = channel, platform
        self.store = Store(path)
        self.memory, self.rasa = Memory(self.store), rasa or FakeRasa()
        self.clock = FastClock()
        keys = Keys(SECRET)
        self.mailbox = Mailbox(self.store)
        transport = httpx.MockTransport(self._call)
        self.outbox = Outbox(self.mailbox, keys, self.clock, [channel], transport)
        turns = Turns(self.memory, self.rasa, SECRET)
        kind = Counted if counted else Conversations
        self.conversations = kind(turns, self.memory, keys, self.clock)
        self.conversations.taken = []
        self.reception = Reception(
            self.conversations, self.mailbox, self.outbox, keys, self.clock, limited=False
        )

    async def _call(self, request):
        seconds = getattr(self.platform, "slow", 0)
        if seconds:
            await self.clock.sleep(seconds)
        return self.platform.handle(request)

    async def open(self):
        with suppress(StoreFailed):
            await self.store.open()
            # No test here cuts the power, and the disk is the slowest part of it.
            await self.store.rows("PRAGMA synchronous=OFF")
            await self.reception.open()

    async def close(self):
        await self.reception.close()
        await self.store.close()

    async def killed(self):
        """As the end of the process: nothing is finished or written down any more."""
        tasks = [*self.reception._tasks.values(), *self.outbox._tasks.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def deliver(self, envelope):
        """What the platform's request is answered with: a status."""
        try:
            answer = await self.channel.handle(envelope, self.reception)
        except Refused as refused:
            return refused.status
        return answer.status

    async def idle(self):
        """All is answered and sent."""
        await self.reception.idle()

    async def sends(self, envelope):
        """The texts that are shown after the platform's request."""
        before = len(self.platform.shown)
        assert await self.deliver(envelope) == 200
        await self.idle()
        return [shown.text for shown in self.platform.shown[before:]]

    async def heard(self, envelope):
        """What the gateway took for the person's words."""
        await self.sends(envelope)
        return self.rasa.asked[-1]["text"] if self.rasa.asked else None
