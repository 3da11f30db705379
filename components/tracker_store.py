"""Rasa's memory of a conversation: none for the gateway's turns, the usual one for `rasa shell`."""

from __future__ import annotations

from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.trackers import DialogueStateTracker

from components.channel import GatewayInput


class DisposableTrackerStore(InMemoryTrackerStore):
    """Forgets what came through the gateway, which owns the conversation and sends what matters.

    So nothing of a person stays in Rasa's memory, and turn 100 costs what turn 1 did.
    """

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the tracker, unless the gateway sent the message."""
        if tracker.get_latest_input_channel() != GatewayInput.name():
            await super().save(tracker)
