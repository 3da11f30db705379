"""Scripted phone calls, as the caller hears them, and what Twilio never sent."""

import asyncio
import random
import xml.etree.ElementTree as ET
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from speaking import NUMBER, PHONE_URL, TOKEN, Call, Speaking, heard
from twilio.request_validator import RequestValidator

from gateway.channels.contract import Refused
from gateway.texts import fill, responses
from gateway.twilio import signature
from gateway.voice.wording import wording
from red_flags import assess, explain

WELCOME = (
    "Hello. I can tell you about muscle cramps. I am not a doctor, and this is not medical advice. "
    "In an emergency, call your local emergency number. What would you like to know?"
)
CALL_NOW = "Call your local emergency number now. The person who is ill should not drive."
GOODBYE = "All right, I stop here. If you get very ill, call your local emergency number. Goodbye."


@pytest.fixture
def call():
    return Call()


@pytest.fixture
async def gateway(tmp_path, call):
    async with Speaking(tmp_path / "conversations.sqlite", call.channel) as gateway:
        yield gateway


async def test_a_call_begins_with_the_greeting_and_ends_politely(call, gateway):
    assert await call.send(gateway) == WELCOME
    assert await call.say(gateway, "goodbye") == GOODBYE
    assert call.over


async def test_a_question_more_and_the_keys(call, gateway):
    await call.send(gateway)
    first = await call.say(gateway, "What drink stops leg cramps?")
    assert first.startswith("No single drink stops every leg cramp.")
    assert await call.press(gateway, "*") == first
    slower = await call.press(gateway, "7")
    assert len(slower) < len(first)
    rest = await call.press(gateway, "#")
    assert rest != first
    helped = await call.press(gateway, "0")
    assert helped.startswith("In an emergency, call your local emergency number.")
    more = await call.press(gateway, "8")
    while "Would you like to hear more?" not in more:
        more = await call.press(gateway, "#")
    await call.press(gateway, "1")
    assert gateway.rasa.asked[-1]["context"]["choice"]["intent"] == "tell_me_more"
    assert await call.press(gateway, "9") == GOODBYE
    assert call.over


async def test_first_aid_step_by_step_with_time_for_each(call, gateway):
    await call.send(gateway)
    twiml = await raw(call, gateway, SpeechResult="my calf is cramping right now")
    assert ET.fromstring(twiml).find("Gather").get("timeout") == "20"
    said = [await call.say(gateway, words) for words in ("next", "I've done it.", "Next!")]
    assert said == [
        "For a calf, keep the leg straight and pull your toes towards your head. "
        "Say next when you have done it.",
        "Rub the muscle. Say next when you have done it.",
        "For a leg, walk slowly. Say next when you have done it.",
    ]
    for _ in range(5):
        assert await call.silence(gateway) == "Take your time. Say next when you are ready."
    assert (await call.silence(gateway)) == GOODBYE
    assert gateway.turns_taken == 1


async def raw(call, gateway, **form):
    envelope = call.envelope(call.form(**form))
    answer = await gateway.channel.handle(envelope, gateway.desk)
    call.take(answer.body)
    return answer.body


async def test_a_red_flag_repeats_the_number_slowly_and_can_not_be_talked_over(call, gateway):
    await call.send(gateway)
    await call.say(gateway, "I'm in the UK")
    twiml = await raw(call, gateway, SpeechResult="I have chest pain")
    why = explain(assess("I have chest pain"), speech=True)
    number = "Call nine nine nine now."
    firm, gather = ET.fromstring(twiml)
    assert heard(firm) == (
        f"{number} The person who is ill should not drive. {why} Once more, slowly. {number}"
    )
    assert firm.tag == "Say"
    slow = '<break time="300ms"/>'.join(["nine"] * 3)
    assert f'<prosody rate="65%">Call <break time="300ms"/>{slow} now.</prosody>' in twiml
    assert heard(gather) == "Say repeat to hear that again."
    assert number in await call.say(gateway, "repeat")
    later = await call.silence(gateway)
    assert "call nine nine nine." in later
    reminder = fill(responses()["utter_reminder_emergency"].metadata["speech"], "GB", speech=True)
    assert (await call.say(gateway, "stop")).startswith(reminder)


async def test_a_red_flag_is_heard_where_the_place_in_the_call_was_lost(call, gateway):
    assert (await call.say(gateway, "I have chest pain")).startswith(CALL_NOW)


async def test_without_a_known_region_the_sentence_itself_is_repeated(call, gateway):
    await call.send(gateway)
    said = await call.say(gateway, "I have chest pain")
    assert said.startswith(CALL_NOW)
    assert "Once more, slowly. Call your local emergency number now." in said


async def test_silence_is_asked_about_then_helped_then_ended(call, gateway):
    await call.send(gateway)
    first, second = await call.silence(gateway), await call.silence(gateway)
    assert first.startswith("I did not hear you. If you are in danger, call")
    assert second.startswith("In an emergency, call your local emergency number. Ask about")
    assert first != second
    assert await call.silence(gateway) == GOODBYE
    assert call.over


async def test_speech_after_silence_starts_the_count_anew(call, gateway):
    await call.send(gateway)
    await call.silence(gateway)
    await call.silence(gateway)
    await call.say(gateway, "what drink stops leg cramps")
    assert "I did not hear you." in await call.silence(gateway)


async def test_keys_choose_what_was_listed_and_others_are_not_understood(call, gateway):
    await call.send(gateway)
    offered = await call.say(gateway, "the thing with the thing")
    assert "1: Milk. 2: Quinine." in offered
    assert (await call.press(gateway, "3")).startswith("I did not catch that. If this is an")
    await call.press(gateway, "2")
    # The place was kept while the wrong key was talked about.
    assert gateway.rasa.asked[-1]["context"]["choice"] == {"intent": "faq/quinine"}
    assert (await call.press(gateway, "5")).startswith("I did not catch that.")


@pytest.mark.parametrize(("key", "heard_as"), [("1", "yes"), ("2", "no"), ("3", "not sure")])
async def test_keys_answer_yes_no_and_not_sure(call, gateway, key, heard_as):
    await call.send(gateway)
    assert (await call.press(gateway, key)).startswith("I did not catch that."), "nothing asked"
    await call.say(gateway, "forget me")
    if key != "1":
        await call.press(gateway, key)
        assert gateway.rasa.asked[-1]["text"] == heard_as
    else:
        assert (await call.press(gateway, key)).startswith("Done.")


async def test_forget_me(call, gateway):
    await call.send(gateway)
    asked = await call.say(gateway, "Forget me.")
    assert asked == "I can erase this conversation for good. Do you want that?"
    assert (await call.press(gateway, "1")).startswith("Done. This conversation is erased.")
    assert await gateway.store.rows("SELECT * FROM conversation") == []


async def test_the_same_post_again_is_one_turn_with_the_same_twiml(call, gateway):
    await call.send(gateway)
    envelope = call.envelope(call.form(SpeechResult="what drink stops leg cramps"))
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
    ],
)
async def test_a_late_assistant_still_answers_in_time(call, gateway, said, answer):
    await call.send(gateway)
    gateway.rasa.seconds, call.channel.seconds = 0.6, 0.2
    began = asyncio.get_running_loop().time()
    assert (await call.say(gateway, said)).startswith(answer)
    assert asyncio.get_running_loop().time() - began < 0.6


async def test_a_gateway_that_breaks_does_not_hang_up(call, gateway, monkeypatch):
    await call.send(gateway)

    async def broken(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(gateway.desk, "reply", broken)
    said = await call.say(gateway, "hello")
    assert said.startswith("I can't look that up right now. If you feel very ill, call")
    assert (await call.say(gateway, "I have chest pain")).startswith(CALL_NOW)
    assert not call.over


async def test_a_call_that_is_over_needs_no_words(call, gateway):
    envelope = call.envelope(call.form(CallStatus="completed"))
    answer = await gateway.channel.handle(envelope, gateway.desk)
    assert (answer.status, answer.body) == (204, "")


async def test_callers_without_a_number_share_no_conversation(tmp_path):
    for hidden in ("anonymous", "", "+266696687", "Restricted", "client:x"):
        one, two = Call("CA1", hidden), Call("CA2", hidden)
        gateway = Speaking(tmp_path / f"{hidden[-3:]}.sqlite", one.channel)
        await gateway.open()
        await one.send(gateway)
        await one.say(gateway, "I have chest pain")
        await two.send(gateway)
        said = await two.say(gateway, "what drink stops leg cramps")
        assert said.startswith("No single drink")
        await gateway.close()


async def test_a_caller_who_calls_again_is_still_warned(call, gateway):
    await call.send(gateway)
    await call.say(gateway, "I have chest pain")
    again = Call("CA2", call.caller)
    await again.send(gateway)
    said = await again.say(gateway, "what drink stops leg cramps")
    assert said.startswith("Please get help now")


async def test_no_table_says_who_called(call, gateway):
    await call.send(gateway)
    await call.say(gateway, "what drink stops leg cramps")
    path = gateway.path
    await gateway.store.close()
    content = b"".join(each.read_bytes() for each in path.parent.iterdir())
    assert call.caller.encode() not in content
    assert call.sid.encode() not in content


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_is_said_or_pressed_there_is_an_answer(gateway, seed):
    random_ = random.Random(seed)
    words = [form for forms in wording()["heard"].values() for form in forms]
    words += ["one", "forget me", "the thing with the thing", "I have chest pain", "a & <b>"]
    words += ["what drink stops leg cramps", "my calf is cramping right now", "ü 🙂", "\x00"]
    call = Call(f"CA{seed}")
    call.channel = gateway.channel
    for number in range(80):
        kind = random_.choice(["word", "word", "key", "silence"])
        if call.over or number == 0:
            call = Call(f"CA{seed}.{number}")
            call.channel = gateway.channel
            await call.send(gateway)
        elif kind == "word":
            await call.say(gateway, random_.choice(words))
        elif kind == "key":
            await call.press(gateway, random_.choice("0123456789*#"))
        else:
            await call.silence(gateway)


def test_the_voice_and_language_can_be_chosen():
    channel = Call(PHONE_VOICE="Polly.Amy", PHONE_LANGUAGE="en-GB").channel
    assert (channel._voice.name, channel._voice.language) == ("Polly.Amy", "en-GB")


# What Twilio did not send


def test_the_signature_is_twilios_own():
    address = f"{PHONE_URL}?turn=CA1.1&at=2"
    expected = RequestValidator(TOKEN).compute_signature(address, {"a": "1 &", "b": "ü"})
    assert signature(TOKEN, address, {"b": ["ü"], "a": ["1 &"]}) == expected


def forgeries(call, random_):
    """Endless kinds of posts that Twilio did not make like this."""
    form = call.form(SpeechResult="hello")
    while True:
        good = call.envelope(form)
        name = random_.choice(sorted(form))
        given = good.headers["x-twilio-signature"]
        place = random_.randrange(len(given) - 2)
        turned = given[:place] + ("A" if given[place] != "A" else "B") + given[place + 1 :]
        yield replace(good, body=urlencode({**form, name: form[name] + "1"}).encode())
        yield replace(good, body=urlencode({k: form[k] for k in form if k != name}).encode())
        yield replace(good, body=urlencode({**form, f"x{random_.random()}": "1"}).encode())
        yield replace(good, body=good.body[: random_.randrange(1, len(good.body))])
        yield replace(good, query=f"{good.query}&at=9")
        yield replace(good, query="")
        yield replace(good, headers={"x-twilio-signature": turned})
        yield replace(good, headers={"x-twilio-signature": given[:place]})
        yield replace(good, headers=random_.choice([{}, {"x-twilio-signature": "é"}]))
        yield replace(good, method="GET")
        yield replace(good, body=random_.choice([b"", b"\xff=\xfe", b"&" * 999, b"a=" * 999]))
        yield call.envelope(form, token=TOKEN[::-1])
        yield call.envelope({**form, "To": "+15005550099"})
        yield call.envelope(form, action=call.action.replace("cramps", "other"))


async def test_2000_forged_and_cut_requests_are_refused(call, gateway):
    await call.send(gateway)
    made = forgeries(call, random.Random(7))
    for number in range(2000):
        forged = next(made)
        try:
            await gateway.channel.handle(forged, gateway.desk)
        except Refused as refused:
            assert refused.status in (400, 403)
        else:
            # All the fields that were cut off were empty ones, or none: it is the same post.
            raise AssertionError((number, forged))
    assert gateway.turns_taken == 0
    assert NUMBER not in call.action
