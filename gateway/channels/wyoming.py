"""Home Assistant and other local assistants by the Wyoming protocol: a conversation service.

Speech never leaves the house: the assistant there turns it into text and reads out what comes back.
The protocol has no secret, so whoever reaches the port may talk.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import OrderedDict
from collections.abc import Mapping
from urllib.parse import urlsplit

from wyoming.asr import Transcript
from wyoming.event import Event
from wyoming.handle import Handled
from wyoming.info import Attribution, Describe, HandleModel, HandleProgram, Info
from wyoming.ping import Ping, Pong
from wyoming.server import AsyncEventHandler, AsyncTcpServer

from gateway.channels.contract import Answer, Desk, Envelope, Refused, Setting
from gateway.settings import BadSetting
from gateway.voice.dialogue import VoiceChannel
from gateway.voice.markup import plain
from gateway.voice.place import Heard, Place
from gateway.voice.wording import wording

log = logging.getLogger(__name__)

MOST_PLACES = 1000
MOST_CLIENTS = 50
IDLE_SECONDS = 300.0
LARGEST = 64 * 1024
"""Bytes of one event: far more than anybody says."""

SITE = "https://www.home-assistant.io/integrations/wyoming/"


class Wyoming(VoiceChannel):
    """Listens on a port of its own while the gateway runs."""

    name = "wyoming"
    webhook = False
    settings = (
        Setting("WYOMING_URI", "where to listen, such as tcp://127.0.0.1:10700", form=r"tcp://.+"),
    )

    def __init__(self, values: Mapping[str, str], address: str) -> None:
        super().__init__(values, address)
        self.host, self.port = _listening(values["WYOMING_URI"])
        self._server = AsyncTcpServer(self.host, self.port)
        self.clients = 0
        self._places: OrderedDict[str, Place] = OrderedDict()

    async def handle(self, envelope: Envelope, desk: Desk) -> Answer:
        """Nothing comes in over HTTP."""
        raise Refused

    async def open(self, desk: Desk) -> None:
        """Begin to listen."""
        try:
            await self._server.start(lambda reader, writer: _Client(self, desk, reader, writer))
        except OSError as error:
            log.critical("wyoming_unheard error=%s", type(error).__name__)

    async def close(self) -> None:
        """Stop listening."""
        await self._server.stop()
        await super().close()

    async def answer(self, transcript: Transcript, desk: Desk) -> str:
        """What to read out after `transcript`."""
        context = transcript.context or {}
        talk = context.get("conversation_id")
        talk = talk if isinstance(talk, str) and talk else secrets.token_urlsafe(16)
        place = self._places.pop(talk, Place())
        text = transcript.text if isinstance(transcript.text, str) else ""
        heard = Heard(secrets.token_urlsafe(16), text=text.strip() or None)
        spoken = await self.dialogue(desk).hear(talk, heard, place)
        self._places[talk] = spoken.place
        while len(self._places) > MOST_PLACES:
            self._places.popitem(last=False)
        return plain(spoken.lines)


class _Client(AsyncEventHandler):
    """One connection."""

    def __init__(
        self,
        channel: Wyoming,
        desk: Desk,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        super().__init__(_Bounded(reader), writer)  # type: ignore[arg-type]  # as much as is used
        self._channel = channel
        self._desk = desk

    async def run(self) -> None:
        """Answer until the client goes, is idle for long, or sends what is no event."""
        self._channel.clients += 1
        try:
            if self._channel.clients <= MOST_CLIENTS:
                await super().run()
        except Exception as error:
            log.warning("wyoming_dropped error=%s", type(error).__name__)
        finally:
            self._channel.clients -= 1
            self.writer.close()

    async def handle_event(self, event: Event) -> bool:
        """Answer what an assistant asks; what is not for a conversation service is passed over."""
        if Describe.is_type(event.type):
            await self.write_event(_info().event())
        elif Ping.is_type(event.type):
            await self.write_event(Pong(text=Ping.from_event(event).text).event())
        elif Transcript.is_type(event.type):
            transcript = Transcript.from_event(event)
            text = await self._channel.answer(transcript, self._desk)
            await self.write_event(Handled(text=text, context=transcript.context).event())
        return True


class _Bounded:
    """A stream that gives nobody more than :data:`LARGEST`, nor for ever."""

    def __init__(self, reader: asyncio.StreamReader) -> None:
        self._reader = reader

    async def readline(self) -> bytes:
        return await asyncio.wait_for(self._reader.readline(), IDLE_SECONDS)

    async def readexactly(self, size: int) -> bytes:
        if size > LARGEST:
            raise ValueError("too large")
        return await asyncio.wait_for(self._reader.readexactly(size), IDLE_SECONDS)

    def feed_eof(self) -> None:
        self._reader.feed_eof()


def _listening(uri: str) -> tuple[str, int]:
    """Host and port. Raises :class:`BadSetting`."""
    parts = urlsplit(uri)
    try:
        port = parts.port
    except ValueError:
        port = None
    if parts.scheme != "tcp" or not parts.hostname or not port:
        raise BadSetting(f"WYOMING_URI={uri} must be like tcp://127.0.0.1:10700.")
    return parts.hostname, port


def _info() -> Info:
    """The service as Home Assistant lists it."""
    words = wording()["wyoming"]
    about = {
        "attribution": Attribution(words["by"], SITE),
        "installed": True,
        "description": words["description"],
        "version": None,
    }
    model = HandleModel(name="cramps", languages=["en"], **about)
    return Info(handle=[HandleProgram(name=words["name"], models=[model], **about)])
