"""Whole spoken conversations with the trained model behind them, and the same facts as elsewhere."""

import pytest
from speaking import AlexaCloud, Call, Speaking, speech
from talking import SECRET, Talk, response
from test_whole import QUESTIONS
from wyoming.asr import Transcript

from gateway.channels.wyoming import Wyoming
from gateway.rasa import Rasa
from gateway.state import State
from gateway.texts import fill, responses
from gateway.turn import Turns
from gateway.voice.script import script_of
from red_flags import assess, explain


class OnAlexa(AlexaCloud):
    async def begin(self, gateway):
        return speech(await self.launch(gateway))

    async def says(self, gateway, text):
        return speech(await self.say(gateway, text))


class OnThePhone(Call):
    async def begin(self, gateway):
        return await self.send(gateway)

    async def says(self, gateway, text):
        return await self.say(gateway, text)


class AtHome:
    def __init__(self):
        self.channel = Wyoming({"WYOMING_URI": "tcp://127.0.0.1:1"}, "")

    async def begin(self, gateway):
        return ""

    async def says(self, gateway, text):
        transcript = Transcript(text, context={"conversation_id": "01J"})
        return await self.channel.answer(transcript, gateway.desk)


@pytest.fixture(params=[OnAlexa, OnThePhone, AtHome])
async def person(request):
    return request.param()


@pytest.fixture
async def gateway(stack, person, tmp_path):
    rasa = Rasa(f"http://127.0.0.1:{stack.rasa_port}", (stack.state / "secret").read_text())
    async with Speaking(tmp_path / "conversations.sqlite", person.channel, rasa) as gateway:
        yield gateway
    await rasa.close()


def spoken(name):
    return fill(responses()[name].metadata["speech"], None, speech=True)


async def test_a_whole_conversation(person, gateway):
    await person.begin(gateway)
    assert (await person.says(gateway, "hello")).startswith(spoken("utter_greet"))
    first = await person.says(gateway, "what drink stops leg cramps")
    assert first.startswith(responses()["utter_faq/drinks_overview"].metadata["speech"])
    assert await person.says(gateway, "repeat") == first
    assert "Verywell Health" in await person.says(gateway, "who says so")
    more = await person.says(gateway, "tell me more")
    assert more != first

    steps = [await person.says(gateway, "my calf is cramping right now")]
    while steps[-1].endswith("Say next when you have done it."):
        steps.append(await person.says(gateway, "next"))
    parts = responses()["utter_faq/first_aid"].metadata["parts"]
    for part, step in zip((p["speech"] for p in parts if p["speech"]), steps, strict=True):
        assert part in step

    urgent = await person.says(gateway, "my left calf is swollen and hot")
    why = explain(assess("my left calf is swollen and hot"), speech=True)
    assert urgent.startswith(f"{spoken('utter_same_day')} {why}")
    emergency = await person.says(gateway, "and now i have chest pain")
    assert emergency.startswith(spoken("utter_call_now"))

    asked = await person.says(gateway, "forget me")
    assert asked.endswith(spoken("utter_forget_me"))
    assert (await person.says(gateway, "yes")).startswith(response("utter_erased"))
    assert await gateway.store.rows("SELECT * FROM conversation") == []
    assert (await person.says(gateway, "goodbye")).endswith("Goodbye.")


async def test_the_same_question_has_the_same_facts(person, gateway):
    await person.begin(gateway)
    for question in QUESTIONS:
        turns = Turns(gateway.memory, gateway.rasa, SECRET)
        await gateway.memory.begin(question, 2e9, State())
        direct = await Talk(turns, question).say(question)
        told = await person.says(gateway, question)
        while told.endswith("Shall I go on?"):
            told = told.removesuffix(" Shall I go on?")
            told += " " + await person.says(gateway, "yes")
        assert told.startswith(script_of(direct).words), question
