"""A whole conversation on every messaging channel, with the trained model behind it."""

import pytest
from conversing import PLATFORMS, body, presses, says
from talking import SECRET, Talk, response

from gateway.rasa import Rasa
from gateway.render.bubbles import bubbles
from gateway.state import State
from gateway.turn import Turns

QUESTIONS = ["what drink stops leg cramps", "why do I get cramps at night", "is quinine safe"]


@pytest.fixture
async def rasa(stack):
    client = Rasa(f"http://127.0.0.1:{stack.rasa_port}", (stack.state / "secret").read_text())
    yield client
    await client.close()


@pytest.fixture(params=PLATFORMS, ids=lambda kind: kind.__name__)
async def gateway(request, wire, rasa):
    platform = request.param()
    yield await wire(platform.channel, platform, rasa=rasa)
    assert not platform.problems, platform.problems


async def answers(gateway, question, family="chat"):
    """What the gateway says before any channel has shaped it."""
    turns = Turns(gateway.memory, gateway.rasa, SECRET)
    await gateway.memory.begin(f"direct {question} {family}", 2e9, State())
    reply = await Talk(turns, f"direct {question} {family}").say(question)
    return [bubble.text for bubble in bubbles(reply["messages"])]


async def test_a_whole_conversation(gateway):
    greeting, disclaimer = await says(gateway, "hello")
    assert body(greeting) == response("utter_greet")
    assert disclaimer == response("utter_disclaimer")

    [answer] = await says(gateway, QUESTIONS[0])
    assert "Sources: " in answer and "Not yet reviewed by a clinician." in answer
    [more] = await presses(gateway, "Tell me more")
    assert body(more) not in body(answer)
    assert await presses(gateway, gateway.platform.shown[-1].buttons[0][0])

    first = (await says(gateway, "check my symptoms please"))[-1]
    second = (await presses(gateway, "No, none of these"))[-1]
    assert body(second) not in body(first)
    stopped = await presses(gateway, "Stop the questions")
    assert body(stopped[-1]) == response("utter_interview_stopped")

    safety, *why = await says(gateway, "my left calf is swollen and hot")
    assert safety == response("utter_same_day").replace("**", "")
    assert why
    assert any(buttons for buttons in [shown.buttons for shown in gateway.platform.shown[-3:]])

    safety, *_ = await says(gateway, "and now I have chest pain")
    assert safety == response("utter_call_now").replace("**", "")

    question = (await says(gateway, "forget me"))[-1]
    assert body(question) == response("utter_forget_me")
    assert await presses(gateway, "Yes, erase it") == [response("utter_erased")]
    assert await gateway.store.rows("SELECT * FROM conversation") == []
    assert await gateway.store.rows("SELECT * FROM outbox") == []


async def test_the_same_question_has_the_same_facts_on_every_channel(gateway):
    for number, question in enumerate(QUESTIONS):
        expected = await answers(gateway, question)
        seen = await says(gateway, question, "ann" if number else "ben")
        assert [body(text) for text in seen[: len(expected)]] == expected
