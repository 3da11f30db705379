"""Conversations with senders: from a message of a person to the neutral reply. Knows no platform."""

from __future__ import annotations

import logging
from typing import Any

from gateway.channels.contract import Arrival, Channel, Reply
from gateway.clock import Clock
from gateway.keys import Keys
from gateway.memory import Forgotten, Memory
from gateway.message import from_response
from gateway.render.numbers import pressed
from gateway.state import State
from gateway.store import StoreFailed
from gateway.text import UnusableText
from gateway.tokens import LIFE_SECONDS
from gateway.turn import AnotherMessage, Emit, Incoming, Turns

log = logging.getLogger(__name__)


class Conversations:
    """Finds or begins the conversation with a sender and takes its turns."""

    def __init__(self, turns: Turns, memory: Memory, keys: Keys, clock: Clock) -> None:
        self._turns = turns
        self._memory = memory
        self._keys = keys
        self._clock = clock

    def name(self, channel: Channel, sender: str) -> str:
        """The conversation with a sender: a keyed hash, so that no table says whose it is."""
        return self._keys.digest("conversation", channel.name, sender)

    def key(self, channel: Channel, arrival: Arrival) -> str:
        """What stands for a delivery. Not the platform's own id: WhatsApp's holds the number."""
        return self._keys.digest("delivery", channel.name, arrival.id)

    async def earlier(self, channel: Channel, sender: str, message_id: str) -> Reply | None:
        """The reply that a message of this sender got before, if it did."""
        key = self.key(channel, Arrival(message_id, sender))
        turn = await self._memory.taken(self.name(channel, sender), key)
        return _messages(turn.reply) + self._disclaimer(turn.number == 1) if turn else None

    async def region(self, channel: Channel, sender: str) -> str | None:
        """Where the sender said they are."""
        try:
            return (await self._memory.recall(self.name(channel, sender))).region
        except Forgotten:
            return None

    async def reply(self, channel: Channel, arrival: Arrival, said: Reply | None = None) -> Reply:
        """Take the turn now; the reply is always there in the end, if only the safe one.

        Its messages go to `said` too, each as soon as it is there.
        """
        if arrival.notice:
            return fixed(arrival.notice)
        said = [] if said is None else said
        try:
            return await self._turn(channel, arrival, said.append)
        except (UnusableText, AnotherMessage):
            return fixed("utter_no_words")
        except Exception as error:
            log.error("turn_failed channel=%s error=%s", channel.name, type(error).__name__)
            # A safety text is said first, so it is there whatever broke after it.
            return [{**message, "buttons": []} for message in said] or fixed("utter_unavailable")

    async def _turn(self, channel: Channel, arrival: Arrival, emit: Emit) -> Reply:
        conversation = self.name(channel, arrival.sender)
        key = self.key(channel, arrival)
        earlier = await self._memory.taken(conversation, key)
        if earlier:
            return _messages(earlier.reply) + self._disclaimer(earlier.number == 1)
        state = await self._begun(conversation)
        incoming = Incoming(key, arrival.text, arrival.choice, channel.family)
        if channel.numbered and arrival.text:
            choice = pressed(arrival.text, await self._last_reply(conversation))
            incoming = Incoming(key, None, choice, channel.family) if choice else incoming
        try:
            reply = await self._turns.take(conversation, incoming, emit)
        except Forgotten:  # the database was away when it was to begin, and is back
            await self._begun(conversation)
            reply = await self._turns.take(conversation, incoming, emit)
        return _messages(reply) + self._disclaimer(state.turns == 0 and not state.unread)

    async def _begun(self, conversation: str) -> State:
        try:
            return await self._memory.recall(conversation)
        except Forgotten:
            expires = self._clock.now() + LIFE_SECONDS
            try:
                await self._memory.begin(conversation, expires, State())
            except StoreFailed as error:
                log.error("conversation_unwritable error=%s", error)
            return State()

    async def _last_reply(self, conversation: str) -> Reply:
        try:
            turns = await self._memory.history(conversation)
        except (StoreFailed, Forgotten):
            return []
        return _messages(turns[-1].reply) if turns else []

    @staticmethod
    def _disclaimer(first: bool) -> Reply:
        """Said once, after the first reply: a red flag in a first message comes before it."""
        return fixed("utter_disclaimer") if first else []


def fixed(name: str) -> Reply:
    """The response `name` as a reply that is no turn, so that it has no buttons."""
    message = from_response(name)
    rendered = message.to_json("0.1", [""] * len(message.buttons))
    return [{**rendered, "buttons": []}]


def _messages(reply: dict[str, Any]) -> Reply:
    messages: Reply = reply["messages"]
    return messages
