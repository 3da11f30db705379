"""What people thought of an answer. Kept with the conversation and erased with it."""

from __future__ import annotations

from dataclasses import dataclass

from gateway.store import Store


class NoSuchMessage(Exception):
    """The conversation has no message with this id."""


@dataclass(frozen=True)
class Feedback:
    """One thumb. A second one on the same message replaces it."""

    message_id: str
    """The id of a message of the assistant's, for example "3.1"."""
    helpful: bool
    reason: str | None = None


class FeedbackBook:
    """Writes feedback into the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def note(self, conversation: str, feedback: Feedback) -> None:
        """Keep it. Raises :class:`NoSuchMessage` and :class:`StoreFailed`."""
        turns = await self._store.history(conversation)
        said = {
            message["id"]: message["topic"] for turn in turns for message in turn.reply["messages"]
        }
        if feedback.message_id not in said:
            raise NoSuchMessage
        topic = said[feedback.message_id]
        await self._store.rate(
            conversation, feedback.message_id, topic, feedback.helpful, feedback.reason
        )
