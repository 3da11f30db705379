"""A spoken conversation over the gateway's turns: there is always something to say, and in time."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import Any, Protocol

from gateway import safety
from gateway.channels.contract import Arrival, Channel, Reply
from gateway.message import from_response
from gateway.voice import reading
from gateway.voice.place import Heard, Place, Spoken
from gateway.voice.script import Script, script_of
from gateway.voice.steering import Asked, Steering
from gateway.voice.wording import said
from red_flags import Tier, assess

log = logging.getLogger(__name__)

SECONDS = 6.0
"""For a whole turn: Alexa waits 8 s, and the way there and back takes its part."""


class VoiceDesk(Protocol):
    """What voice needs of the gateway: see :class:`gateway.reception.Reception`."""

    async def reply(self, channel: Channel, arrival: Arrival) -> Reply:
        """Take the turn now."""

    async def earlier(self, channel: Channel, sender: str, message_id: str) -> Reply | None:
        """The reply to a message that was answered before."""

    async def region(self, channel: Channel, sender: str) -> str | None:
        """Where the person said they are."""


class Dialogue:
    """Speaks for one channel. `repeats_number`: a red flag's number is said once more, slowly."""

    def __init__(
        self,
        channel: Channel,
        desk: VoiceDesk,
        repeats_number: bool = False,
        seconds: float = SECONDS,
    ) -> None:
        self._channel = channel
        self._desk = desk
        self._repeats_number = repeats_number
        self._seconds = seconds
        # A turn that is late goes on, so that it is stored and can be asked for.
        self._running: set[asyncio.Task[Reply]] = set()

    async def welcome(self, sender: str, place: Place) -> Spoken:
        """The greeting, with what this is not."""
        where = await self._desk.region(self._channel, sender)
        return reading.say((said("welcome", where),), "reply", replace(place, welcomed=1), where)

    async def hear(self, sender: str, heard: Heard, place: Place) -> Spoken:
        """What to say to what was heard."""
        where = await self._desk.region(self._channel, sender)
        script = await self._script(sender, place)
        steering = Steering(place, where, script, self._repeats_number)
        answer = steering.answer(heard)
        if isinstance(answer, Spoken):
            return answer
        return await self._take(sender, heard.id, answer, place, where)

    async def _script(self, sender: str, place: Place) -> Script | None:
        if not place.turn:
            return None
        reply = await self._desk.earlier(self._channel, sender, place.turn)
        return script_of(_whole(reply, place)) if reply else None

    async def _take(
        self, sender: str, message_id: str, asked: Asked, place: Place, where: str | None
    ) -> Spoken:
        arrival = Arrival(message_id, sender, text=asked.text, choice=asked.choice)
        turn = asyncio.create_task(self._desk.reply(self._channel, arrival))
        self._running.add(turn)
        turn.add_done_callback(self._running.discard)
        try:
            messages = await asyncio.wait_for(asyncio.shield(turn), self._seconds)
        except TimeoutError:
            log.error("voice_late channel=%s", self._channel.name)
            messages = _safe(asked.text or "", where)
        else:
            where = await self._desk.region(self._channel, sender)
        place = replace(place, turn=message_id, at=0)
        reply = _whole(messages, place)
        spoken = reading.read(script_of(reply), place, where, self._repeats_number)
        return replace(spoken, messages=reply["messages"])

    async def close(self) -> None:
        """Let the turns that are late come to their end."""
        await asyncio.gather(*self._running, return_exceptions=True)


def _whole(messages: Reply, place: Place) -> dict[str, Any]:
    """Messages as the API's reply; the tier that stands is the highest that is spoken of."""
    if place.welcomed:
        welcome = from_response("utter_disclaimer").text
        messages = [message for message in messages if message["text"] != welcome]
    labels = [each["urgency"] for each in messages if each["kind"] == "safety" and each["urgency"]]
    tier = max(map(Tier.from_label, labels), default=Tier.NONE)
    return {"messages": messages, "urgency": tier.label}


def _safe(text: str, where: str | None) -> Reply:
    """What can be said without the turn: the safety text if there is one, else that it is late."""
    messages = safety.first(assess(text), where) if text else []
    messages = messages or [from_response("utter_unavailable", where)]
    # No turn, so there is nothing that their buttons could mean.
    return [{**each.to_json("0.1", [""] * len(each.buttons)), "buttons": []} for each in messages]
