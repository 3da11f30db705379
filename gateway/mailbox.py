"""What waits: deliveries to be read, calls to be sent. In the conversations' database, sealed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gateway.store import Store

SCHEMA = """
CREATE TABLE IF NOT EXISTS delivery (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE, at REAL NOT NULL, channel TEXT NOT NULL, sealed BLOB
);
CREATE INDEX IF NOT EXISTS waiting ON delivery (number) WHERE sealed IS NOT NULL;
CREATE TABLE IF NOT EXISTS outbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    channel TEXT NOT NULL, conversation TEXT NOT NULL, at REAL NOT NULL, sealed BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS outbox_conversation ON outbox (conversation);
CREATE TRIGGER IF NOT EXISTS unsent AFTER DELETE ON conversation BEGIN
    DELETE FROM outbox WHERE conversation = OLD.id;
END;
"""

REPEATS_SECONDS = 30 * 24 * 3600
"""So long is known what was read. Meta delivers again for seven days; Twilio dates nothing, so that
what is sent again later could be a replay."""

WAITS_SECONDS = 2 * 24 * 3600
"""Longer than anything is answered or sent."""


@dataclass(frozen=True)
class Delivery:
    """A message of a person. `key` is a keyed hash, so it tells nothing of whom it came from."""

    key: str
    channel: str
    sealed: bytes
    at: float = 0.0
    """When it was taken in."""


@dataclass(frozen=True)
class Unsent:
    """A call to a platform."""

    number: int
    channel: str
    conversation: str
    at: float
    sealed: bytes


class Mailbox:
    """Rows of the two tables. Every method raises :class:`~gateway.store.StoreFailed`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def open(self) -> None:
        """Make the tables if they are missing."""
        await self._store.add(SCHEMA)

    async def take_in(self, deliveries: list[Delivery], now: float) -> set[str]:
        """Keep what has not come before; returns its keys."""
        new = set()
        async with self._store.transaction() as database:
            for each in deliveries:
                cursor = await database.execute(
                    "INSERT OR IGNORE INTO delivery (key, at, channel, sealed) VALUES (?, ?, ?, ?)",
                    (each.key, now, each.channel, each.sealed),
                )
                if cursor.rowcount:
                    new.add(each.key)
        return new

    async def waiting(self) -> list[Delivery]:
        """Deliveries that were taken in and not finished, in their order."""
        rows = await self._store.rows(
            "SELECT key, channel, sealed, at FROM delivery WHERE sealed IS NOT NULL ORDER BY number"
        )
        return [Delivery(*row) for row in rows]

    async def finish(
        self, key: str, channel: str, conversation: str, calls: list[bytes], now: float
    ) -> list[int]:
        """The delivery is answered with `calls`, both or neither. Only its key stays of it."""
        numbers = []
        async with self._store.transaction() as database:
            await database.execute("UPDATE delivery SET sealed = NULL WHERE key = ?", (key,))
            for sealed in calls:
                cursor = await database.execute(
                    "INSERT INTO outbox (channel, conversation, at, sealed) VALUES (?, ?, ?, ?)",
                    (channel, conversation, now, sealed),
                )
                numbers.append(cursor.lastrowid)
        return numbers

    async def unsent(self) -> list[Unsent]:
        """Calls that wait, in their order."""
        rows = await self._store.rows(
            "SELECT number, channel, conversation, at, sealed FROM outbox ORDER BY number"
        )
        return [Unsent(*row) for row in rows]

    async def waits(self, number: int) -> bool:
        """Whether the call has not been erased."""
        return bool(await self._store.rows("SELECT 1 FROM outbox WHERE number = ?", (number,)))

    async def sent(self, number: int) -> None:
        """The call is done with."""
        await self._write("DELETE FROM outbox WHERE number = ?", number)

    async def sweep(self, now: float) -> None:
        """Forget what nobody delivers again, and what waits for a channel that is off."""
        await self._write("DELETE FROM delivery WHERE at < ?", now - REPEATS_SECONDS)
        await self._write("UPDATE delivery SET sealed = NULL WHERE at < ?", now - WAITS_SECONDS)
        await self._write("DELETE FROM outbox WHERE at < ?", now - WAITS_SECONDS)

    async def _write(self, query: str, value: Any) -> None:
        async with self._store.transaction() as database:
            await database.execute(query, (value,))
