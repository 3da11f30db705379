"""A spoken conversation over the gateway's turns: there is always something to say, and in time."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field, replace
from typing import Any

from gateway import safety
from gateway.channels.contract import Arrival, Channel, Desk, Reply
from gateway.message import from_response
from gateway.voice import reading
from gateway.voice.place import Heard, Place, Spoken
from gateway.voice.script import Script, script_of
from gateway.voice.steering import Steering
from gateway.voice.wording import said
from red_flags import Tier, assess

log = logging.getLogger(__name__)

SECONDS = 6.0
"""For a whole turn: Alexa waits 8 s, and the way there and back takes its part."""


REGION_SECONDS = 1.0
"""For looking up which number to name in a greeting."""


class VoiceChannel(Channel):
    """A front end that speaks."""

    family = "voice"
    repeats_number = False
    """Whether the number to call is said once more, slowly, after a red flag."""
    seconds = SECONDS
    _dialogue: Dialogue | None = None

    def dialogue(self, desk: Desk) -> Dialogue:
        """The conversation over `desk`, the same each time."""
        self._dialogue = self._dialogue or Dialogue(self, desk)
        return self._dialogue

    async def close(self) -> None:
        """Let the turns that are late come to their end."""
        if self._dialogue:
            await self._dialogue.close()


class Dialogue:
    """Speaks for one channel."""

    def __init__(self, channel: VoiceChannel, desk: Desk) -> None:
        self._channel = channel
        self._desk = desk
        # A turn that is late goes on, so that it is stored and can be asked for.
        self._running: set[asyncio.Task[Reply]] = set()

    async def welcome(self, sender: str, place: Place) -> Spoken:
        """The greeting, with what this is not."""
        where = None
        try:
            async with asyncio.timeout(REGION_SECONDS):
                where = await self._desk.region(self._channel, sender)
        except Exception as error:  # the neutral wording does for a greeting
            log.error("voice_failed channel=%s error=%s", self._channel.name, type(error).__name__)
        return reading.say((said("welcome", where),), "reply", replace(place, welcomed=1), where)

    async def hear(self, sender: str, heard: Heard, place: Place) -> Spoken:
        """What to say to what was heard."""
        progress = _Progress()
        try:
            async with asyncio.timeout(self._channel.seconds):
                return await self._hear(sender, heard, place, progress)
        except TimeoutError:
            log.error("voice_late channel=%s", self._channel.name)
            said_so_far = list(progress.said)
        except Exception as error:  # whatever breaks must not end in silence
            log.error("voice_failed channel=%s error=%s", self._channel.name, type(error).__name__)
            said_so_far = []
        messages = said_so_far or _safe(heard.text or "", progress.where)
        return self._begin(messages, replace(place, turn=heard.id, at=0), progress.where)

    async def _hear(self, sender: str, heard: Heard, place: Place, progress: _Progress) -> Spoken:
        progress.where = await self._desk.region(self._channel, sender)
        script = await self._script(sender, place)
        steering = Steering(place, progress.where, script, self._channel.repeats_number)
        answer = steering.answer(heard)
        if isinstance(answer, Spoken):
            return answer
        arrival = Arrival(heard.id, sender, text=answer.text, choice=answer.choice)
        turn = asyncio.create_task(self._desk.reply(self._channel, arrival, progress.said))
        self._running.add(turn)
        turn.add_done_callback(self._running.discard)
        messages = await asyncio.shield(turn)
        progress.where = await self._desk.region(self._channel, sender)
        place = replace(place, turn=heard.id, at=0)
        if answer.ends:
            repeats = self._channel.repeats_number
            script = script_of(_whole(messages, place))
            return reading.last_words(script, place, progress.where, repeats)
        return self._begin(messages, place, progress.where)

    async def _script(self, sender: str, place: Place) -> Script | None:
        if not place.turn:
            return None
        reply = await self._desk.earlier(self._channel, sender, place.turn)
        return script_of(_whole(reply, place)) if reply else None

    def _begin(self, messages: Reply, place: Place, where: str | None) -> Spoken:
        """The first step of a reply."""
        reply = _whole(messages, place)
        spoken = reading.read(script_of(reply), place, where, self._channel.repeats_number)
        return replace(spoken, messages=reply["messages"])

    async def close(self) -> None:
        """Let the turns that are late come to their end."""
        await asyncio.gather(*self._running, return_exceptions=True)


@dataclass
class _Progress:
    """How far a turn has come, for when its time is over."""

    said: Reply = field(default_factory=list)
    where: str | None = None


def _whole(messages: Reply, place: Place) -> dict[str, Any]:
    """Messages as the API's reply; the tier that stands is the highest that is spoken of."""
    if place.welcomed:
        known = from_response("utter_disclaimer").text
        messages = [message for message in messages if message["text"] != known]
    labels = [each["urgency"] for each in messages if each["kind"] == "safety" and each["urgency"]]
    tier = max(map(Tier.from_label, labels), default=Tier.NONE)
    return {"messages": messages, "urgency": tier.label}


def _safe(text: str, where: str | None) -> Reply:
    """What can be said without the turn: the safety text if there is one, else that it is late."""
    messages = safety.first(assess(text), where) if text else []
    messages = messages or [from_response("utter_unavailable", where)]
    # No turn, so there is nothing that their buttons could mean.
    return [{**each.to_json("0.1", [""] * len(each.buttons)), "buttons": []} for each in messages]
