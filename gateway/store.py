"""Conversations in SQLite. Knows rows and transactions; nothing of what they mean."""

from __future__ import annotations

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
"""

BUSY_SECONDS = 1.0
"""How long to wait for another process's write before the turn goes on without the database."""


class StoreFailed(Exception):
    """The database can't be read or written now."""


@dataclass(frozen=True)
class Turn:
    """One message of a person and the reply to it."""

    number: int
    message_id: str
    fingerprint: str
    """Digest of what was sent, to tell a repeat from another message under the same id."""
    said: str
    reply: dict[str, Any]


class Store:
    """The database of one gateway process."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: aiosqlite.Connection | None = None

    async def open(self) -> None:
        """Make the file and its tables if they are missing. Raises :class:`StoreFailed`."""
        async with _failures():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = await aiosqlite.connect(self._path, timeout=BUSY_SECONDS)
            for pragma in ("journal_mode=WAL", "foreign_keys=ON", "secure_delete=ON"):
                await self._connection.execute(f"PRAGMA {pragma}")
            await self._connection.executescript(SCHEMA)

    async def close(self) -> None:
        """Finish what is being written."""
        if self._connection:
            await self._connection.close()
            self._connection = None

    @property
    def _database(self) -> aiosqlite.Connection:
        if self._connection is None:
            raise StoreFailed("not open")
        return self._connection

    async def begin(self, conversation: str, expires: float, state: dict[str, Any]) -> None:
        """Write a new conversation."""
        async with _failures():
            await self._database.execute(
                "INSERT INTO conversation VALUES (?, ?, ?)",
                (conversation, expires, json.dumps(state)),
            )
            await self._database.commit()

    async def state(self, conversation: str) -> dict[str, Any] | None:
        """What is known of the conversation; None when there is no such one (any more)."""
        async with _failures():
            rows = await self._database.execute_fetchall(
                "SELECT state FROM conversation WHERE id = ?", (conversation,)
            )
        for row in rows:
            state: dict[str, Any] = json.loads(row[0])
            return state
        return None

    async def turn(self, conversation: str, message_id: str) -> Turn | None:
        """The turn that `message_id` began, if it has been taken."""
        found = await self._turns(
            "conversation = ? AND message_id = ?", (conversation, message_id)
        )
        return found[0] if found else None

    async def history(self, conversation: str) -> list[Turn]:
        """All turns in order."""
        return await self._turns("conversation = ? ORDER BY number", (conversation,))

    async def _turns(self, where: str, values: tuple[str, ...]) -> list[Turn]:
        async with _failures():
            rows = await self._database.execute_fetchall(
                f"SELECT number, message_id, fingerprint, said, reply FROM turn WHERE {where}",
                values,
            )
        return [Turn(row[0], row[1], row[2], row[3], json.loads(row[4])) for row in rows]

    async def save(self, conversation: str, state: dict[str, Any], turn: Turn) -> None:
        """The turn and what is known after it, both or neither; the same turn twice is one."""
        async with _failures():
            try:
                await self._database.execute(
                    "UPDATE conversation SET state = ? WHERE id = ?",
                    (json.dumps(state), conversation),
                )
                await self._database.execute(
                    "INSERT OR IGNORE INTO turn SELECT ?, ?, ?, ?, ?, ?"
                    " WHERE EXISTS (SELECT 1 FROM conversation WHERE id = ?)",
                    (
                        conversation,
                        turn.number,
                        turn.message_id,
                        turn.fingerprint,
                        turn.said,
                        json.dumps(turn.reply),
                        conversation,
                    ),
                )
                await self._database.commit()
            except sqlite3.Error:
                await self._database.rollback()
                raise

    async def erase(self, conversation: str) -> None:
        """Remove everything about the conversation, also from the write-ahead log."""
        async with _failures():
            await self._database.execute("DELETE FROM conversation WHERE id = ?", (conversation,))
            await self._database.commit()
            await self._database.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")

    async def erase_expired(self, now: float) -> None:
        """Remove conversations whose time has come."""
        async with _failures():
            await self._database.execute("DELETE FROM conversation WHERE expires < ?", (now,))
            await self._database.commit()


@asynccontextmanager
async def _failures() -> AsyncIterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError, ValueError) as error:
        # The class only: a message of SQLite's may quote what was to be stored.
        raise StoreFailed(type(error).__name__) from None
