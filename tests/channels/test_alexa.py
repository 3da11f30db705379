"""Scripted conversations with the Alexa skill, as Alexa's side hears them."""

import asyncio
import random

import pytest
from speaking import AlexaCloud, Speaking, speech

from gateway.channels.alexa import WISHES
from gateway.texts import fill, responses
from gateway.voice import dialogue
from gateway.voice.place import Place
from gateway.voice.wording import wording
from red_flags import assess, explain

CALL_NOW = "Call your local emergency number now. The person who is ill should not drive."
WELCOME = (
    "Hello. I can tell you about muscle cramps. I am not a doctor, and this is not medical advice. "
    "In an emergency, call your local emergency number. What would you like to know?"
)
NOT_HEARD = (
    "I did not catch that. If this is an emergency, call your local emergency number. "
    "Please say it in other words."
)


@pytest.fixture
def alexa():
    return AlexaCloud()


@pytest.fixture
async def gateway(tmp_path, alexa):
    async with Speaking(tmp_path / "conversations.sqlite", alexa.channel) as gateway:
        yield gateway


async def test_the_skill_opens_with_what_it_is_and_listens(alexa, gateway):
    response = await alexa.launch(gateway)
    assert speech(response) == WELCOME
    assert response["shouldEndSession"] is False
    assert response["reprompt"] != {"outputSpeech": response["outputSpeech"]}
    assert alexa.elicits
    assert gateway.turns_taken == 0


async def test_a_question_its_answer_its_sources_and_more(alexa, gateway):
    await alexa.launch(gateway)
    response = await alexa.say(gateway, "what drink stops leg cramps")
    assert speech(response).startswith("No single drink stops every leg cramp.")
    assert speech(response).endswith("Shall I go on?")
    card = response["card"]["content"]
    assert card.startswith("No single drink stops every leg cramp.")
    assert "Sources: " in card and "Not yet reviewed by a clinician." in card
    assert "**" not in card
    rest = await alexa.wish(gateway, "AMAZON.YesIntent")
    assert speech(rest).endswith("Would you like to hear more?")
    assert "card" not in rest
    more = await alexa.wish(gateway, "MoreIntent")
    assert gateway.rasa.asked[-1]["context"]["choice"]["intent"] == "tell_me_more"
    assert speech(more) not in (speech(response), speech(rest))


async def test_first_aid_waits_for_each_step(alexa, gateway):
    await alexa.launch(gateway)
    first = await alexa.say(gateway, "my calf is cramping right now")
    assert speech(first) == (
        "Stop what you are doing. If one leg is swollen, red or hot, do not rub it. Get help "
        "today. Gently stretch the tight muscle the opposite way. Hold for 15 to 30 seconds. "
        "Say next when you have done it."
    )
    assert '<break time="8s"/>' in first["outputSpeech"]["ssml"]
    assert '<break time="10s"/>' in first["reprompt"]["outputSpeech"]["ssml"]
    said = [speech(await alexa.wish(gateway, "AMAZON.NextIntent"))]
    said += [speech(await alexa.say(gateway, words)) for words in ("done", "what's next", "next")]
    assert said == [
        "For a calf, keep the leg straight and pull your toes towards your head. "
        "Say next when you have done it.",
        "Rub the muscle. Say next when you have done it.",
        "For a leg, walk slowly. Say next when you have done it.",
        "Use a warm towel. Would you like to hear more?",
    ]
    assert gateway.turns_taken == 1


async def test_repeat_slower_and_stop_always_work(alexa, gateway):
    await alexa.launch(gateway)
    first = await alexa.say(gateway, "what drink stops leg cramps")
    again = await alexa.wish(gateway, "AMAZON.RepeatIntent")
    assert again["outputSpeech"] == first["outputSpeech"]
    slower = await alexa.wish(gateway, "SlowerIntent")
    assert 'rate="80%"' in slower["outputSpeech"]["ssml"]
    assert len(speech(slower).split()) < len(speech(first).split())
    await alexa.say(gateway, "slower please")
    slowest = await alexa.say(gateway, "slow down")
    assert speech(slowest).startswith("This is as slow as I can go.")
    rest = await alexa.say(gateway, "go on")
    assert 'rate="65%"' in rest["outputSpeech"]["ssml"]
    end = await alexa.wish(gateway, "AMAZON.StopIntent")
    assert end["shouldEndSession"] is True
    assert speech(end) == (
        "All right, I stop here. If you get very ill, call your local emergency number. Goodbye."
    )
    assert gateway.turns_taken == 1


@pytest.mark.parametrize(
    ("name", "slots", "heard"),
    [
        ("SayIHaveIntent", {"query": "chest pain"}, "i have chest pain"),
        ("SayWhatIntent", {"query": "drink stops leg cramps"}, "what drink stops leg cramps"),
        ("AskIntent", {"query": "why do i get cramps"}, "why do i get cramps"),
        ("SayICantIntent", {"query": "move my foot"}, "i can't move my foot"),
    ],
)
async def test_the_words_around_the_slot_are_not_lost(alexa, gateway, name, slots, heard):
    await alexa.send(gateway, alexa.intent(name, **slots))
    assert gateway.rasa.asked[-1]["text"] == heard


async def test_a_red_flag_is_said_word_for_word_before_all_else(alexa, gateway):
    await alexa.launch(gateway)
    response = await alexa.say(gateway, "i have chest pain")
    why = explain(assess("i have chest pain"), speech=True)
    assert speech(response) == f"{CALL_NOW} {why} Say repeat to hear that again."
    assert response["shouldEndSession"] is False
    again = await alexa.say(gateway, "say that again")
    assert speech(again) == speech(response)
    later = await alexa.say(gateway, "what drink stops leg cramps")
    reminder = fill(responses()["utter_reminder_emergency"].metadata["speech"], None, speech=True)
    assert speech(later).startswith(reminder)
    assert "drink" not in speech(later)
    end = await alexa.say(gateway, "stop")
    assert speech(end).startswith(reminder)


async def test_i_was_misunderstood_takes_a_red_flag_back(alexa, gateway):
    await alexa.launch(gateway)
    await alexa.say(gateway, "i have chest pain")
    response = await alexa.say(gateway, "you misunderstood me")
    assert speech(response).startswith("Thank you for telling me. I take that back.")
    answer = await alexa.say(gateway, "what drink stops leg cramps")
    assert speech(answer).startswith("No single drink")


async def test_an_urgent_sign_comes_before_the_answer_and_is_not_hidden(alexa, gateway):
    await alexa.launch(gateway)
    response = await alexa.say(gateway, "my left calf is swollen and hot")
    assert speech(response).startswith("Get medical help today.")
    assert explain(assess("my left calf is swollen and hot"), speech=True) in speech(response)


async def test_the_region_that_was_said_gives_the_number(alexa, gateway):
    await alexa.launch(gateway)
    await alexa.say(gateway, "i'm in the united kingdom")
    response = await alexa.say(gateway, "i have chest pain")
    assert speech(response).startswith("Call nine nine nine now.")
    fallback = await alexa.wish(gateway, "AMAZON.FallbackIntent")
    assert "call nine nine nine." in speech(fallback)


@pytest.mark.parametrize("before", [None, "what drink stops leg cramps", "i have chest pain"])
async def test_the_fallback_always_says_the_emergency_line(alexa, gateway, before):
    await alexa.launch(gateway)
    if before:
        await alexa.say(gateway, before)
    for _ in range(3):
        response = await alexa.wish(gateway, "AMAZON.FallbackIntent")
        assert speech(response) == NOT_HEARD
        assert response["shouldEndSession"] is False


@pytest.mark.parametrize(
    ("words", "topic"),
    [("two", "quinine"), ("the first one", "drink_milk"), ("number 2", "quinine")],
)
async def test_a_choice_by_number(alexa, gateway, words, topic):
    await alexa.launch(gateway)
    offered = await alexa.say(gateway, "the thing with the thing")
    milk, quinine = (
        responses()[f"utter_faq/{t}"].metadata["title"] for t in ("drink_milk", "quinine")
    )
    assert speech(offered) == (
        f"I am not sure what you mean. Did you mean one of these? 1: {milk}. 2: {quinine}."
    )
    await alexa.say(gateway, words)
    assert gateway.rasa.asked[-1]["context"]["choice"] == {"intent": f"faq/{topic}"}


async def test_a_choice_by_its_title_and_by_alexas_own_number(alexa, gateway):
    await alexa.launch(gateway)
    await alexa.say(gateway, "the thing with the thing")
    title = responses()["utter_faq/quinine"].metadata["title"]
    await alexa.say(gateway, title.lower())
    assert gateway.rasa.asked[-1]["context"]["choice"] == {"intent": "faq/quinine"}
    await alexa.say(gateway, "the thing with the thing")
    await alexa.send(gateway, alexa.intent("ChoiceIntent", number="1"))
    assert gateway.rasa.asked[-1]["context"]["choice"] == {"intent": "faq/drink_milk"}


CHEST = "Any chest pain or trouble breathing?"
FAINT = "Any fainting, fit or confusion?"


async def test_the_interview_goes_question_by_question(alexa, gateway):
    await alexa.launch(gateway)
    first = await alexa.say(gateway, "check my signs")
    assert "Say skip, back or stop at any time." in speech(first)
    assert speech(first).endswith(CHEST)
    assert speech(await alexa.wish(gateway, "AMAZON.RepeatIntent")) == speech(first)
    assert speech(await alexa.wish(gateway, "AMAZON.NoIntent")).endswith(FAINT)
    why = await alexa.say(gateway, "why do you ask")
    assert speech(why).startswith("With these signs minutes count")
    assert speech(why).endswith(FAINT)
    back = await alexa.say(gateway, "back")
    assert speech(back).endswith(FAINT), "nothing before the first question"
    third = await alexa.wish(gateway, "AMAZON.NextIntent")
    assert speech(third).endswith("?")
    assert not speech(third).endswith(FAINT)
    assert "1:" not in speech(third)


async def test_a_yes_in_the_interview_gets_the_safety_text(alexa, gateway):
    await alexa.launch(gateway)
    await alexa.say(gateway, "check my signs")
    assert speech(await alexa.wish(gateway, "AMAZON.YesIntent")).startswith(CALL_NOW)


@pytest.mark.parametrize("bare", [True, False])
async def test_stop_ends_the_interview_and_the_talk(alexa, gateway, bare):
    await alexa.launch(gateway)
    await alexa.say(gateway, "check my signs")
    end = (
        await alexa.say(gateway, "stop") if bare else await alexa.wish(gateway, "AMAZON.StopIntent")
    )
    assert end["shouldEndSession"] is True
    told, _, goodbye = speech(end).partition("All right, I stop here.")
    assert told.startswith("All right, no more questions.")
    assert goodbye.endswith("Goodbye.")


async def test_help_while_an_alarm_stands_says_again_what_to_do(alexa, gateway):
    await alexa.launch(gateway)
    await alexa.say(gateway, "i have chest pain")
    helped = await alexa.wish(gateway, "AMAZON.HelpIntent")
    reminder = fill(responses()["utter_reminder_emergency"].metadata["speech"], None, speech=True)
    assert speech(helped).startswith(reminder)
    assert explain(assess("i have chest pain"), speech=True) in speech(helped)


async def test_forget_me_asks_and_then_erases(alexa, gateway):
    await alexa.launch(gateway)
    asked = await alexa.say(gateway, "forget me")
    assert speech(asked) == "I can erase this conversation for good. Do you want that?"
    done = await alexa.wish(gateway, "AMAZON.YesIntent")
    assert speech(done).startswith("Done. This conversation is erased.")
    assert await gateway.store.rows("SELECT * FROM conversation") == []
    assert await gateway.store.rows("SELECT * FROM turn") == []
    again = await alexa.wish(gateway, "AMAZON.RepeatIntent")
    assert speech(again).startswith("There is nothing to say again yet.")


async def test_no_and_no_again_is_the_end(alexa, gateway):
    await alexa.launch(gateway)
    await alexa.say(gateway, "what drink stops leg cramps")
    skipped = await alexa.wish(gateway, "AMAZON.NoIntent")
    assert speech(skipped) == "All right. What else would you like to know?"
    end = await alexa.wish(gateway, "AMAZON.NoIntent")
    assert end["shouldEndSession"] is True


async def test_help_says_the_emergency_line_and_keeps_the_place(alexa, gateway):
    await alexa.launch(gateway)
    first = await alexa.say(gateway, "what drink stops leg cramps")
    helped = await alexa.wish(gateway, "AMAZON.HelpIntent")
    assert speech(helped).startswith("In an emergency, call your local emergency number.")
    again = await alexa.wish(gateway, "AMAZON.RepeatIntent")
    assert speech(again) == speech(first)


async def test_the_end_of_a_session_and_unknown_requests_get_an_empty_response(alexa, gateway):
    for kind in ("SessionEndedRequest", "System.ExceptionEncountered"):
        assert await alexa.send(gateway, {"type": kind}) == {}
    assert gateway.turns_taken == 0


async def test_the_same_request_again_is_one_turn_with_one_answer(alexa, gateway):
    body = alexa.body(alexa.intent("AskIntent", query="what drink stops leg cramps"))
    envelope = alexa.envelope(body)
    answers = await asyncio.gather(
        *(gateway.channel.handle(envelope, gateway.desk) for _ in range(5))
    )
    assert len({answer.body for answer in answers}) == 1
    assert gateway.turns_taken == 1


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("what drink stops leg cramps", "I can't look that up right now."),
        ("i have chest pain", CALL_NOW),
        ("my left calf is swollen and hot", "Get medical help today."),
    ],
)
async def test_a_late_assistant_still_answers_in_time(alexa, gateway, said, answer):
    gateway.rasa.seconds, alexa.channel.seconds = 0.6, 0.2
    began = asyncio.get_running_loop().time()
    response = await alexa.send(gateway, alexa.intent("AskIntent", query=said))
    assert asyncio.get_running_loop().time() - began < 0.6
    assert speech(response).startswith(answer)
    await alexa.channel.close()
    again = await alexa.wish(gateway, "AMAZON.RepeatIntent")
    assert gateway.turns_taken == 1
    if said.startswith("what"):
        assert speech(again).startswith("No single drink"), "the late reply can be asked for"


async def test_a_turn_that_waits_for_another_still_gets_its_safety_text(alexa, gateway):
    gateway.rasa.seconds, alexa.channel.seconds = 0.6, 0.2
    await alexa.send(gateway, alexa.intent("AskIntent", query="why do i get cramps at night"))
    response = await alexa.send(gateway, alexa.intent("AskIntent", query="i have chest pain"))
    assert speech(response).startswith(CALL_NOW)


async def test_a_gateway_that_breaks_is_not_silent(alexa, gateway, monkeypatch, caplog):
    async def broken(*_, **__):
        raise RuntimeError("my secret words")

    monkeypatch.setattr(gateway.desk, "reply", broken)
    response = await alexa.send(gateway, alexa.intent("AskIntent", query="hello"))
    assert speech(response).startswith(
        "I can't look that up right now. If you feel very ill, call your local emergency number."
    )
    response = await alexa.send(gateway, alexa.intent("AskIntent", query="i have chest pain"))
    assert speech(response).startswith(CALL_NOW), "the check needs nothing that is broken"
    assert "my secret words" not in caplog.text


async def test_the_greeting_does_not_wait_for_the_database(alexa, gateway, monkeypatch):
    async def stuck(*_):
        await asyncio.sleep(60)

    monkeypatch.setattr(dialogue, "REGION_SECONDS", 0.05)
    monkeypatch.setattr(gateway.desk, "region", stuck)
    assert speech(await alexa.launch(gateway)) == WELCOME
    alexa.channel.seconds = 0.05
    response = await alexa.say(gateway, "i have chest pain")
    assert speech(response).startswith(CALL_NOW)


async def test_no_table_says_who_spoke(alexa, gateway):
    await alexa.launch(gateway)
    await alexa.say(gateway, "what drink stops leg cramps")
    path = gateway.path
    await gateway.store.close()
    content = b"".join(each.read_bytes() for each in path.parent.iterdir())
    assert alexa.user.encode() not in content
    assert b"amzn1.echo-api.request" not in content


async def test_a_warning_is_not_lost_when_the_device_knows_the_voice_only_now_and_then(
    alexa, gateway
):
    body = alexa.body(alexa.intent("AskIntent", query="i have chest pain"))
    body["context"]["System"]["person"] = {"personId": "amzn1.ask.person.B"}
    await gateway.channel.handle(alexa.envelope(body), gateway.desk)
    answer = await alexa.send(
        gateway, alexa.intent("AskIntent", query="what drink stops leg cramps")
    )
    assert speech(answer).startswith("Please get help now")


async def test_after_no_the_rest_can_still_be_asked_for(alexa, gateway):
    await alexa.launch(gateway)
    first = await alexa.say(gateway, "what drink stops leg cramps")
    await alexa.wish(gateway, "AMAZON.NoIntent")
    again = await alexa.wish(gateway, "AMAZON.RepeatIntent")
    assert speech(again) == speech(first)
    await alexa.wish(gateway, "AMAZON.NoIntent")
    rest = await alexa.wish(gateway, "AMAZON.NextIntent")
    assert speech(rest).endswith("Would you like to hear more?")


@pytest.mark.parametrize(
    "place",
    [None, [], "x", {"at": -1}, {"at": "9" * 50, "turn": 5}, {"slower": 9, "asked": "nonsense"}],
)
async def test_attributes_of_another_version_do_no_harm(alexa, gateway, place):
    alexa.attributes = {"place": place}
    response = await alexa.wish(gateway, "AMAZON.RepeatIntent")
    assert speech(response).startswith("There is nothing to say again yet.")


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_is_said_in_whatever_order_there_is_an_answer(alexa, gateway, seed):
    random_ = random.Random(seed)
    words = [form for forms in wording()["heard"].values() for form in forms]
    words += ["one", "two", "three", "7", "forget me", "the thing with the thing", "hello"]
    words += ["what drink stops leg cramps", "my calf is cramping right now", "i have chest pain"]
    words += ["i was misunderstood", "i've been seen", "i'm in the us", "🙂", "\ud800", "<break/>"]
    names = [*WISHES, "AMAZON.FallbackIntent"]
    await alexa.launch(gateway)
    for _ in range(80):
        asked = alexa.intent("AskIntent", query=random_.choice(words))
        if random_.random() < 0.4:
            asked = alexa.intent(random_.choice(names))
        response = await alexa.send(gateway, asked)
        if response["shouldEndSession"]:
            await alexa.launch(gateway)


def test_a_place_survives_its_journey():
    place = Place("amzn1.1", 3, 2, 1, "next", 1, 7)
    assert Place.read(place.to_json()) == place
    assert Place.read({k: str(v) for k, v in place.to_json().items()}) == place
