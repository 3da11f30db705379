"""Remembers conversations, also while the database is away. Knows the store and its failures."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from dataclasses import dataclass, field

from gateway.state import State
from gateway.store import Store, StoreFailed, Turn

log = logging.getLogger(__name__)

MOST = 5000
"""So many conversations are kept in memory for the time that the database is away."""

RETRY_SECONDS = 2.0


class Forgotten(Exception):
    """The conversation was erased, or never begun."""


@dataclass
class _Recent:
    state: State
    turns: dict[str, Turn] = field(default_factory=dict)
    unsaved: list[Turn] = field(default_factory=list)


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
            return recent.state if recent else State()
        if state is None:
            raise Forgotten
        return State.from_json(state)

    async def taken(self, conversation: str, message_id: str) -> Turn | None:
        """The turn that this message id began, if there is one."""
        recent = self._recent.get(conversation)
        if recent and message_id in recent.turns:
            return recent.turns[message_id]
        try:
            return await self._store.turn(conversation, message_id)
        except StoreFailed:
            return None

    async def keep(self, conversation: str, state: State, turn: Turn) -> None:
        """Save the turn and the state after it; when that fails, later."""
        recent = self._recent.setdefault(conversation, _Recent(state))
        self._recent.move_to_end(conversation)
        recent.state = state
        recent.unsaved.append(turn)
        recent.turns = {waiting.message_id: waiting for waiting in recent.unsaved}
        await self._write(conversation, recent)
        self._drop_oldest()

    async def _write(self, conversation: str, recent: _Recent) -> None:
        try:
            while recent.unsaved:
                await self._store.save(conversation, recent.state.to_json(), recent.unsaved[0])
                recent.turns.pop(recent.unsaved.pop(0).message_id, None)
        except StoreFailed as error:
            log.error("store_unwritable error=%s waiting=%d", error, len(recent.unsaved))

    def _drop_oldest(self) -> None:
        for conversation in list(self._recent):
            if len(self._recent) <= MOST:
                return
            if not self._recent[conversation].unsaved:
                del self._recent[conversation]

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
