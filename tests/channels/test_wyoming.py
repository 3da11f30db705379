"""Home Assistant's side of the Wyoming protocol, with the protocol's own client."""

import asyncio
import contextlib
import json
import random
import socket

import pytest
from speaking import Speaking
from wyoming.asr import Transcript
from wyoming.client import AsyncTcpClient
from wyoming.handle import Handled
from wyoming.info import Describe, Info
from wyoming.ping import Ping, Pong
from wyoming.tts import Synthesize

from gateway.channels import wyoming
from gateway.channels.contract import Envelope, Refused
from gateway.channels.wyoming import Wyoming
from gateway.settings import BadSetting
from red_flags import assess, explain

CALL_NOW = "Call your local emergency number now. The person who is ill should not drive."
DISCLAIMER = (
    "I give general information, not medical advice. "
    "In an emergency, call your local emergency number."
)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture
async def gateway(tmp_path):
    channel = Wyoming({"WYOMING_URI": f"tcp://127.0.0.1:{free_port()}"}, "")
    async with Speaking(tmp_path / "conversations.sqlite", channel) as gateway:
        await channel.open(gateway.desk)
        yield gateway


def client(gateway):
    return AsyncTcpClient(gateway.channel.host, gateway.channel.port)


async def say(gateway, text, talk="01J"):
    """As Home Assistant does: a connection for each sentence."""
    context = {"conversation_id": talk} if talk else None
    async with client(gateway) as assistant:
        await assistant.write_event(Transcript(text, context=context, language="en").event())
        event = await asyncio.wait_for(assistant.read_event(), 10)
    assert Handled.is_type(event.type)
    handled = Handled.from_event(event)
    assert handled.context == context
    return handled.text


async def test_the_service_says_what_it_is(gateway):
    async with client(gateway) as assistant:
        await assistant.write_event(Describe().event())
        info = Info.from_event(await assistant.read_event())
        await assistant.write_event(Ping("x").event())
        assert Pong.from_event(await assistant.read_event()).text == "x"
    [service] = info.handle
    assert service.installed and not service.supports_home_control
    assert [model.languages for model in service.models] == [["en"]]


async def test_a_question_is_answered_and_the_disclaimer_said_once(gateway):
    first = await say(gateway, "What drink stops leg cramps?")
    assert first.startswith("No single drink stops every leg cramp.")
    assert first.endswith("Shall I go on?")
    rest = await say(gateway, "Yes.")
    assert DISCLAIMER in rest
    assert DISCLAIMER not in await say(gateway, "Why do I get cramps at night?")


async def test_first_aid_step_by_step(gateway):
    first = await say(gateway, "My calf is cramping right now!")
    assert first.endswith("Say next when you have done it.")
    second = await say(gateway, "Next.")
    assert second.startswith("For a calf, keep the leg straight")
    assert await say(gateway, "Repeat that.") == second
    assert await say(gateway, "What did you say?") == second


async def test_slower_means_less_at_a_time(gateway):
    first = await say(gateway, "what drink stops leg cramps")
    slower = await say(gateway, "slower")
    assert first.startswith(slower.removesuffix(" Shall I go on?"))
    assert len(slower) < len(first)


async def test_a_red_flag_word_for_word(gateway):
    said = await say(gateway, "I have chest pain")
    why = explain(assess("I have chest pain"), speech=True)
    assert said.startswith(f"{CALL_NOW} {why}")


async def test_stop_ends_and_begins_anew(gateway):
    await say(gateway, "what drink stops leg cramps")
    assert (await say(gateway, "Stop.")).endswith("Goodbye.")
    assert (await say(gateway, "repeat")).startswith("There is nothing to say again yet.")


async def test_conversations_are_kept_apart(gateway):
    await say(gateway, "I have chest pain", "one")
    assert (await say(gateway, "what drink stops leg cramps", "two")).startswith("No single")
    assert (await say(gateway, "what drink stops leg cramps", None)).startswith("No single")
    assert (await say(gateway, "what drink stops leg cramps", "one")).startswith("Please get help")


async def test_nothing_heard_still_says_the_emergency_line(gateway):
    assert "If you are in danger, call your local emergency number." in await say(gateway, " ")


async def test_other_events_are_passed_over(gateway):
    async with client(gateway) as assistant:
        await assistant.write_event(Synthesize("hello").event())
        await assistant.write_event(Describe().event())
        assert Info.is_type((await assistant.read_event()).type)


def noise(random_):
    """Endless kinds of bytes that are no event, or not one that anybody would send."""
    event = json.dumps(
        {"type": "transcript", "data": {"text": "hello"}, "version": "1.10.2"}
    ).encode()
    while True:
        yield event[: random_.randrange(len(event))]
        yield bytes(random_.randrange(256) for _ in range(random_.randrange(1, 60))) + b"\n"
        for wrong in (5, [], "x", None, {}, {"type": 5}, {"data": {}}, {"type": "transcript"}):
            yield json.dumps(wrong).encode() + b"\n"
        yield b'{"type": "transcript", "data_length": 999999999}\n'
        yield b'{"type": "transcript", "data_length": "9"}\n'
        yield b'{"type": "transcript", "data_length": 5}\n[1,2]'
        yield b'{"type": "transcript", "payload_length": 10000000000}\n'
        yield b'{"type": "transcript", "data": [], "data_length": 2}\n{}'
        yield b'{"type": "transcript", "data": {"context": {}}}\n'
        yield b"x" * 70_000 + b"\n"


async def test_2000_broken_connections_take_no_turn_and_stop_nothing(gateway):
    made = noise(random.Random(7))
    sent = 0
    while sent < 2000:
        batch = [next(made) for _ in range(40)]
        await asyncio.gather(*(throw(gateway, content) for content in batch))
        sent += len(batch)
    assert gateway.turns_taken == 0
    assert (await say(gateway, "what drink stops leg cramps")).startswith("No single drink")


async def throw(gateway, content):
    _, writer = await asyncio.open_connection(gateway.channel.host, gateway.channel.port)
    with contextlib.suppress(OSError):
        writer.write(content)
        writer.write_eof()
        await writer.drain()
        writer.close()
        await writer.wait_closed()


async def test_one_client_too_many_is_sent_away(gateway, monkeypatch):
    monkeypatch.setattr(wyoming, "MOST_CLIENTS", 1)
    async with client(gateway) as first:
        await first.write_event(Describe().event())
        await first.read_event()
        async with client(gateway) as second:
            assert await asyncio.wait_for(second.read_event(), 5) is None
    await asyncio.sleep(0.05)
    assert gateway.channel.clients == 0


async def test_a_client_that_only_waits_is_let_go(gateway, monkeypatch):
    monkeypatch.setattr(wyoming, "IDLE_SECONDS", 0.1)
    async with client(gateway) as idle:
        assert await asyncio.wait_for(idle.read_event(), 5) is None


async def test_nothing_comes_in_over_http(gateway):
    with pytest.raises(Refused):
        await gateway.channel.handle(Envelope("POST", {}, "", b"{}"), gateway.desk)


async def test_a_port_in_use_does_not_stop_the_gateway(gateway, caplog):
    again = Wyoming({"WYOMING_URI": f"tcp://127.0.0.1:{gateway.channel.port}"}, "")
    await again.open(gateway.desk)
    assert "wyoming_unheard" in caplog.text


@pytest.mark.parametrize("uri", ["", "10700", "http://127.0.0.1:1", "tcp://127.0.0.1", "tcp://:x"])
def test_an_address_that_is_none_is_named(uri):
    with pytest.raises(BadSetting, match="WYOMING_URI"):
        Wyoming({"WYOMING_URI": uri}, "")
