"""The client of Rasa: a reply, or RasaSilent in time; nothing else."""

import asyncio
import time

import httpx
import pytest

from gateway import rasa as module
from gateway.rasa import FAILURES, Rasa, RasaSilent


def rasa_behind(answer):
    """A client whose requests are answered by `answer`."""
    rasa = Rasa("http://rasa", "secret")
    rasa._client = httpx.AsyncClient(
        base_url="http://rasa",
        headers=rasa._client.headers,
        transport=httpx.MockTransport(answer),
    )
    return rasa


async def ask(rasa):
    return await rasa.ask("c", "a question", "web", {"choice": {}})


async def test_rasa_gets_the_secret_and_the_question_and_its_messages_come_back():
    seen = []

    def answer(request):
        seen.append(request)
        return httpx.Response(200, json={"messages": [{"text": "Water."}]})

    assert await ask(rasa_behind(answer)) == [{"text": "Water."}]
    assert seen[0].headers["X-Gateway-Secret"] == "secret"


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(500),
        httpx.Response(403, json={"error": "wrong or missing secret"}),
        httpx.Response(200, text="not JSON"),
        httpx.Response(200, json={}),
        httpx.Response(200, json=[]),
        httpx.Response(200, json=None),
        httpx.Response(200, json={"messages": None}),
        httpx.Response(200, json={"messages": ["text"]}),
    ],
    ids=lambda answer: f"{answer.status_code} {answer.text[:20]}",
)
async def test_an_answer_that_is_none_is_silence(answer):
    with pytest.raises(RasaSilent):
        await ask(rasa_behind(lambda request: answer))


async def test_no_connection_is_silence():
    def refuse(request):
        raise httpx.ConnectError("refused")

    with pytest.raises(RasaSilent):
        await ask(rasa_behind(refuse))


async def test_a_late_answer_is_silence_in_time(monkeypatch):
    monkeypatch.setattr(module, "TURN_SECONDS", 0.05)

    async def sleep(request):
        await asyncio.sleep(60)

    began = time.monotonic()
    with pytest.raises(RasaSilent):
        await ask(rasa_behind(sleep))
    assert time.monotonic() - began < 5


async def test_after_some_timeouts_nobody_waits_for_a_while(monkeypatch):
    monkeypatch.setattr(module, "TURN_SECONDS", 0.01)
    monkeypatch.setattr(module, "REST_SECONDS", 0.5)
    asked = []
    well = False

    async def answer(request):
        asked.append(request)
        if not well:
            await asyncio.sleep(60)
        return httpx.Response(200, json={"messages": []})

    rasa = rasa_behind(answer)
    for _ in range(FAILURES + 3):
        with pytest.raises(RasaSilent):
            await ask(rasa)
    assert len(asked) == FAILURES
    await asyncio.sleep(0.6)
    for _ in range(2):
        with pytest.raises(RasaSilent):
            await ask(rasa)
    assert len(asked) == FAILURES + 1, "one more failure must be enough after a rest"
    await asyncio.sleep(0.6)
    well = True
    monkeypatch.setattr(module, "TURN_SECONDS", 5)
    assert await ask(rasa) == []
    assert await ask(rasa) == []
