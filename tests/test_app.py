"""The application's edges: what breaks unforeseen is answered politely and logged without words."""

import time

import httpx
import pytest
from sanic import Sanic
from serving import Conversation, Gateway

from gateway.app import create_app
from gateway.settings import from_environment


@pytest.fixture
def app(tmp_path):
    app = create_app(from_environment({"GATEWAY_SECRET": "s" * 32, "STATE_DIR": str(tmp_path)}))
    yield app
    Sanic.unregister_app(app)


async def test_an_unforeseen_error_is_a_problem_and_its_words_are_not_logged(app, caplog):
    def break_down():
        raise RuntimeError("my purple canary calf")

    try:
        break_down()
    except RuntimeError as error:
        answer = await app.error_handler.lookup(error, None)(None, error)
    assert answer.status == 503
    assert answer.content_type == "application/problem+json"
    assert b"canary" not in answer.body
    assert "RuntimeError" in caplog.text
    assert "test_app.py" in caplog.text, "the log does not say where"
    assert "canary" not in caplog.text


def test_the_first_message_waits_as_long_as_the_second(tmp_path):
    with (
        Gateway(tmp_path / "state") as gateway,
        httpx.Client(base_url=gateway.url, timeout=60, trust_env=False) as client,
    ):
        conversation, times = Conversation(client), []
        for _ in range(2):
            began = time.monotonic()
            assert conversation.say("I have chest pain")["messages"][0]["kind"] == "safety"
            times.append(time.monotonic() - began)
    first, second = times
    # Reading the rules takes some seconds.
    assert first < second + 1
