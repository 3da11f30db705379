"""Conversations in SQLite. Knows rows and transactions; nothing of what they mean."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiosqlite

SCHEMA = """
CREATE TABLE IF NOT EXISTS conversation (
    id TEXT PRIMARY KEY, expires REAL NOT NULL, state TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS turn (
    conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    message_id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    said TEXT NOT NULL,
    reply TEXT NOT NULL,
    PRIMARY KEY (conversation, number),
    UNIQUE (conversation, message_id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS feedback (
    conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    message_id TEXT NOT NULL,
    topic TEXT,
    helpful INTEGER NOT NULL,
    reason TEXT,
    PRIMARY KEY (conversation, message_id)
) WITHOUT ROWID;
"""

BUSY_SECONDS = 1.0
"""How long to wait for another process's write before the turn goes on without the database."""


class StoreFailed(Exception):
    """The database can't be read or written now."""


@dataclass(frozen=True)
class Turn:
    """One message of a person and the reply to it."""

    number: int
    """Its place in the conversation; the store gives the one that is free."""
    message_id: str
    fingerprint: str
    """Digest of what was sent, to tell a repeat from another message under the same id."""
    said: str
    reply: dict[str, Any]


class Store:
    """The database of one gateway process. It is opened on first use, and again after a failure."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: aiosqlite.Connection | None = None
        self._schema = SCHEMA
        # One connection has one transaction: without the lock, one turn's rollback would take
        # another's half-written rows with it.
        self._lock = asyncio.Lock()

    async def open(self) -> None:
        """Make the file and its tables if they are missing. Raises :class:`StoreFailed`."""
        async with _failures(), self._lock:
            await self._connected()

    async def add(self, schema: str) -> None:
        """Make further tables beside the conversations', now and whenever the file is opened."""
        self._schema += schema
        async with _failures(), self._lock:
            database = await self._connected()
            await database.executescript(schema)

    async def _connected(self) -> aiosqlite.Connection:
        if self._connection is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            connection = await aiosqlite.connect(self._path, timeout=BUSY_SECONDS)
            try:
                for pragma in ("journal_mode=WAL", "foreign_keys=ON", "secure_delete=ON"):
                    await connection.execute(f"PRAGMA {pragma}")
                await connection.executescript(self._schema)
            except BaseException:
                await connection.close()
                raise
            self._connection = connection
        return self._connection

    async def close(self) -> None:
        """Finish what is being written."""
        async with self._lock:
            if self._connection:
                await self._connection.close()
                self._connection = None

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[aiosqlite.Connection]:
        """All of what is written inside, or nothing."""
        async with _failures(), self._lock:
            database = await self._connected()
            try:
                yield database
                await database.commit()
            except BaseException:
                await database.rollback()
                raise

    async def rows(self, query: str, values: tuple[Any, ...] = ()) -> list[Any]:
        """What `query` finds. Raises :class:`StoreFailed`, as all methods do."""
        async with _failures(), self._lock:
            database = await self._connected()
            return list(await database.execute_fetchall(query, values))

    async def begin(self, conversation: str, expires: float, state: dict[str, Any]) -> None:
        """Write a new conversation."""
        async with self.transaction() as database:
            await database.execute(
                "INSERT INTO conversation VALUES (?, ?, ?)",
                (conversation, expires, json.dumps(state)),
            )

    async def state(self, conversation: str) -> dict[str, Any] | None:
        """What is known of the conversation; None when there is no such one (any more)."""
        rows = await self.rows("SELECT state FROM conversation WHERE id = ?", (conversation,))
        return json.loads(rows[0][0]) if rows else None

    async def turn(self, conversation: str, message_id: str) -> Turn | None:
        """The turn that `message_id` began, if it has been taken."""
        found = await self._turns("conversation = ? AND message_id = ?", (conversation, message_id))
        return found[0] if found else None

    async def history(self, conversation: str) -> list[Turn]:
        """All turns in order."""
        return await self._turns("conversation = ? ORDER BY number", (conversation,))

    async def _turns(self, where: str, values: tuple[str, ...]) -> list[Turn]:
        query = f"SELECT number, message_id, fingerprint, said, reply FROM turn WHERE {where}"
        return [
            Turn(row[0], row[1], row[2], row[3], json.loads(row[4]))
            for row in await self.rows(query, values)
        ]

    async def save(self, conversation: str, state: dict[str, Any], turn: Turn) -> None:
        """The turn and what is known after it, both or neither; the same turn twice is one.

        Turns are numbered here, in the order in which they are saved.
        """
        row = (turn.message_id, turn.fingerprint, turn.said, json.dumps(turn.reply))
        async with self.transaction() as database:
            await database.execute(
                "UPDATE conversation SET state = ? WHERE id = ?", (json.dumps(state), conversation)
            )
            await database.execute(
                "INSERT OR IGNORE INTO turn SELECT ?, "
                "(SELECT COALESCE(MAX(number), 0) + 1 FROM turn WHERE conversation = ?), ?, ?, ?, ?"
                " WHERE EXISTS (SELECT 1 FROM conversation WHERE id = ?)",
                (conversation, conversation, *row, conversation),
            )

    async def rate(
        self,
        conversation: str,
        message_id: str,
        topic: str | None,
        helpful: bool,
        reason: str | None,
    ) -> None:
        """What somebody thought of a message; the last word counts."""
        async with self.transaction() as database:
            await database.execute(
                "INSERT OR REPLACE INTO feedback SELECT ?, ?, ?, ?, ?"
                " WHERE EXISTS (SELECT 1 FROM conversation WHERE id = ?)",
                (conversation, message_id, topic, helpful, reason, conversation),
            )

    async def erase(self, conversation: str) -> None:
        """Remove everything about the conversation, also from the write-ahead log."""
        await self._erase("id = ?", conversation)

    async def erase_expired(self, now: float) -> None:
        """Remove conversations whose time has come, also from the write-ahead log."""
        await self._erase("expires < ?", now)

    async def _erase(self, where: str, value: str | float) -> None:
        async with self.transaction() as database:
            await database.execute(f"DELETE FROM conversation WHERE {where}", (value,))
            await database.commit()
            await database.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")


@asynccontextmanager
async def _failures() -> AsyncIterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError, ValueError) as error:
        # The class only: a message of SQLite's may quote what was to be stored.
        raise StoreFailed(type(error).__name__) from None
