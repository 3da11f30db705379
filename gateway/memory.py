"""Remembers conversations, also while the database is away. Knows the store and its failures."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from dataclasses import dataclass, field

from gateway.state import State
from gateway.store import Store, StoreFailed, Turn

log = logging.getLogger(__name__)

MOST = 1000
"""So many conversations are kept in memory for the time that the database is away."""

LAST_TURNS = 3
"""So many saved turns of each, to know a message that is sent again."""

RETRY_SECONDS = 2.0
REMEMBERED_SECONDS = 3600.0


class Forgotten(Exception):
    """The conversation was erased, or never begun."""


@dataclass
class _Recent:
    state: State
    saved: list[Turn] = field(default_factory=list)
    unsaved: list[Turn] = field(default_factory=list)
    used: float = 0.0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Memory:
    """Reads and writes through to the store; what can't be written waits and is tried again."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._recent: OrderedDict[str, _Recent] = OrderedDict()

    async def begin(self, conversation: str, expires: float, state: State) -> None:
        """Start a conversation. Raises :class:`StoreFailed`: a session must outlive this process."""
        await self._store.begin(conversation, expires, state.to_json())

    async def recall(self, conversation: str) -> State:
        """The state after the last turn. Raises :class:`Forgotten`.

        While the database is away: what this process remembers, else a blank state, so that a
        person still gets a reply.
        """
        recent = self._recent.get(conversation)
        if recent and recent.unsaved:
            return recent.state
        try:
            state = await self._store.state(conversation)
        except StoreFailed as error:
            log.error("store_unreadable error=%s", error)
            return recent.state if recent else State(unread=True)
        if state is None:
            raise Forgotten
        return State.from_json(state)

    async def taken(self, conversation: str, message_id: str) -> Turn | None:
        """The turn that this message id began, if there is one."""
        recent = self._recent.get(conversation)
        for turn in [*recent.saved, *recent.unsaved] if recent else []:
            if turn.message_id == message_id:
                return turn
        try:
            return await self._store.turn(conversation, message_id)
        except StoreFailed:
            return None

    async def keep(self, conversation: str, state: State, turn: Turn) -> None:
        """Save the turn and the state after it; when that fails, later."""
        recent = self._recent.setdefault(conversation, _Recent(state))
        self._recent.move_to_end(conversation)
        recent.state, recent.used = state, time.monotonic()
        recent.unsaved.append(turn)
        await self._write(conversation, recent)
        self._drop(len(self._recent) - MOST)

    async def _write(self, conversation: str, recent: _Recent) -> None:
        async with recent.lock:
            try:
                if recent.unsaved and recent.state.unread:
                    stored = await self._store.state(conversation)
                    recent.state = recent.state.joined(
                        State.from_json(stored) if stored else State()
                    )
                while recent.unsaved:
                    turn = recent.unsaved[0]
                    await self._store.save(conversation, recent.state.to_json(), turn)
                    recent.unsaved.remove(turn)
                    recent.saved = [*recent.saved, turn][-LAST_TURNS:]
            except StoreFailed as error:
                log.error("store_unwritable error=%s waiting=%d", error, len(recent.unsaved))

    def _drop(self, most: int) -> None:
        """Forget the longest unused of what is saved: at least `most`, and all that are old."""
        now = time.monotonic()
        for conversation, recent in list(self._recent.items()):
            old = now - recent.used > REMEMBERED_SECONDS
            if (most > 0 or old) and not recent.unsaved:
                del self._recent[conversation]
                most -= 1

    async def erase(self, conversation: str) -> None:
        """Forget everything about the conversation. Raises :class:`StoreFailed`."""
        await self._store.erase(conversation)
        self._recent.pop(conversation, None)

    async def history(self, conversation: str) -> list[Turn]:
        """All turns. Raises :class:`StoreFailed` or :class:`Forgotten`."""
        if await self._store.state(conversation) is None:
            raise Forgotten
        return await self._store.history(conversation)

    async def retry_forever(self) -> None:
        """Write what waits as soon as the database is back."""
        while True:
            await asyncio.sleep(RETRY_SECONDS)
            for conversation, recent in list(self._recent.items()):
                if recent.unsaved:
                    await self._write(conversation, recent)
            self._drop(0)
