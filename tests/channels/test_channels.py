"""What holds on every messaging channel. Each is driven through the stand-in of its platform."""

import asyncio
import random

import httpx
import pytest
from conversing import ANSWER, PLATFORMS, QUESTION, SOURCES, TITLES, body, presses, says, sends
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from talking import response
from twilio_platform import TwilioWhatsAppPlatform

from gateway.render.bubbles import bubbles
from gateway.render.text import plain

ONE_EACH = [kind for kind in PLATFORMS if kind is not TwilioWhatsAppPlatform]
on_each = pytest.mark.parametrize("kind", PLATFORMS, ids=lambda kind: kind.__name__)


@pytest.fixture(params=PLATFORMS, ids=lambda kind: kind.__name__)
def platform(request):
    made = request.param()
    yield made
    assert not made.problems, made.problems


@pytest.fixture
async def gateway(wire, platform):
    return await wire(platform.channel, platform)


async def test_a_conversation(gateway):
    rasa = gateway.rasa
    rasa.replies = [{"text": response("utter_greet"), "metadata": {"kind": "social"}}]
    greeting = await says(gateway, "hello")
    assert list(map(body, greeting)) == [response("utter_greet"), response("utter_disclaimer")]

    rasa.replies = [ANSWER]
    [answer] = await says(gateway, "what drink stops leg cramps")
    assert body(answer) == f"Water is enough.\n\n• Sip it\n• Rest\n\n{SOURCES}"
    assert rasa.asked[-1]["family"] == "chat"

    await presses(gateway, "Tell me more")
    assert rasa.asked[-1]["context"]["choice"] == {"more": "drinks_overview"}
    await presses(gateway, "Milk")
    assert rasa.asked[-1]["context"]["choice"] == {"intent": "faq/drink_milk"}

    rasa.replies = [QUESTION]
    [question] = await says(gateway, "my calf hurts a bit")
    assert body(question) == "Is the leg swollen?"
    await presses(gateway, "Not sure")
    assert rasa.asked[-1]["context"]["choice"]["reply"] == "not sure"


async def test_a_red_flag_is_said_whole_and_first(gateway):
    safety, *rest = await says(gateway, "I have chest pain")
    assert safety == response("utter_call_now").replace("**", "")
    assert rest[-1] == response("utter_disclaimer")
    assert any(plain(text) == body(text) for text in rest)


async def test_forget_me_leaves_nothing_but_hashes(gateway):
    await says(gateway, "I have chest pain, my name is Canary")
    gateway.rasa.replies = [
        {
            "text": response("utter_forget_me"),
            "metadata": {"kind": "question"},
            "buttons": [{"title": TITLES["erase"], "choice": {"do": "erase"}}],
        }
    ]
    await says(gateway, "forget me")
    assert list(map(body, await presses(gateway, TITLES["erase"]))) == [response("utter_erased")]
    rows = gateway.store.rows
    assert await rows("SELECT * FROM conversation") == []
    assert await rows("SELECT * FROM turn") == []
    assert await rows("SELECT * FROM outbox") == []
    assert await rows("SELECT * FROM delivery WHERE sealed IS NOT NULL") == []
    gateway.rasa.replies = None
    assert response("utter_disclaimer") in await says(gateway, "a new start")


async def test_a_button_of_before_the_erasure_has_expired(gateway):
    gateway.rasa.replies = [ANSWER]
    await says(gateway, "what helps")
    value = gateway.platform.button("Milk")
    [name] = [row[0] for row in await gateway.store.rows("SELECT id FROM conversation")]
    await gateway.memory.erase(name)
    gateway.rasa.replies = None
    if not gateway.channel.numbered:
        texts = await sends(gateway, gateway.platform.presses(value))
        assert texts[0] == response("utter_button_expired")


async def test_2000_forged_stale_and_truncated_deliveries_are_not_accepted(gateway):
    chance = random.Random(11)
    for number in range(2000):
        envelope = gateway.platform.forged(chance)
        status = await gateway.deliver(envelope)
        # A stale one is acknowledged, so that it does not come again, and not answered.
        assert status in (200, 400, 403), (number, status, envelope)
    await gateway.idle()
    assert gateway.platform.shown == []
    assert await gateway.store.rows("SELECT * FROM delivery") == []
    assert gateway.rasa.asked == []


async def test_a_delivery_that_is_replayed_is_answered_once(wire, platform):
    gateway = await wire(platform.channel, platform)
    envelope = platform.says("what helps")
    seen = await sends(gateway, envelope)
    assert len(seen) == 2
    for _ in range(50):
        assert await sends(gateway, envelope) == []
    await gateway.close()
    again = await wire(platform.channel, platform)
    assert await sends(again, envelope) == []


@pytest.mark.parametrize("platform", ONE_EACH, indirect=True, ids=lambda kind: kind.__name__)
async def test_5000_deliveries_sent_one_to_five_times_are_one_turn_each(wire, platform):
    gateway = await wire(platform.channel, platform, counted=True)
    chance = random.Random(5)
    messages = [(f"t{number}", f"p{number % 83}", number) for number in range(1, 5001)]
    envelopes = []
    rest = list(messages)
    while rest:
        size = chance.randint(1, 10)
        made, rest = platform.batch(rest[:size]), rest[size:]
        envelopes += [envelope for envelope in made for _ in range(chance.randint(1, 5))]
    chance.shuffle(envelopes)
    gateway.outbox.put = lambda letters: None  # what is sent of it is another test's matter
    for envelope in envelopes:
        assert await gateway.deliver(envelope) == 200
    await gateway.idle()
    assert sorted(gateway.conversations.taken) == sorted(text for text, _, _ in messages)
    assert len(await gateway.store.rows("SELECT number FROM outbox")) == len(messages)


async def test_no_reply_is_lost_or_doubled_while_the_platform_is_down_for_a_minute(wire, platform):
    gateway = await wire(platform.channel, platform, counted=True)
    until = gateway.clock.now() + 60
    platform.down = lambda: gateway.clock.now() < until
    for number in range(1, 61):
        await gateway.deliver(platform.says(f"t{number}", f"p{number % 7}"))
    await gateway.idle()
    heard = [body(each.text) for each in platform.shown if each.text.startswith("Heard")]
    assert sorted(heard) == sorted(f"Heard t{number}." for number in range(1, 61))


@pytest.mark.parametrize("status", [429, 500, 502, 503, 401])
async def test_a_reply_is_sent_again_when_the_platform_has_trouble(gateway, status):
    gateway.platform.answers = [httpx.Response(status, json={})] * 3
    seen = await says(gateway, "what helps")
    assert len(seen) == 2


@pytest.mark.parametrize("trouble", [httpx.ReadTimeout, httpx.RemoteProtocolError])
async def test_a_reply_whose_receipt_did_not_come_is_sent_again(gateway, trouble):
    gateway.platform.answers = [trouble("canary")]
    assert len(await says(gateway, "what helps")) == 2


async def test_it_acknowledges_at_once_however_slow_rasa_and_the_platform_are(gateway):
    await says(gateway, "hello")
    gateway.platform.slow, gateway.rasa.seconds = 200, 0.3
    before = len(gateway.platform.shown)
    envelope = gateway.platform.says("what helps")
    await asyncio.wait_for(gateway.deliver(envelope), timeout=5.0)
    assert gateway.rasa.asked[-1]["text"] != "what helps" and len(gateway.platform.shown) == before
    await gateway.idle()
    assert len(gateway.platform.shown) == before + 1


async def test_a_platform_that_refuses_for_good_is_noted_without_names(gateway, caplog):
    gateway.platform.answers = [httpx.Response(403, json={})] * 2
    assert await says(gateway, "canary words") == []
    assert f"undeliverable channel={gateway.platform.name}" in caplog.text
    assert "canary" not in caplog.text and gateway.platform.address_of("ann") not in caplog.text
    assert len(await says(gateway, "and again")) == 1


EXAMPLES = settings(
    deadline=None, max_examples=60, derandomize=True, suppress_health_check=list(HealthCheck)
)
INVISIBLE = ("Cc", "Cf", "Cn", "Co", "Zs", "Zl", "Zp")
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=INVISIBLE), min_size=1)
SENTENCES = st.lists(WORDS.map(lambda text: text + "."), min_size=1, max_size=40)
LONG = st.builds(
    lambda sentences, times, join: join.join(sentences * times),
    SENTENCES,
    st.integers(1, 60),
    st.sampled_from([" ", "\n", "\n\n"]),
)
BUTTONS = st.lists(
    st.tuples(
        st.text("abcdefgh ÄÖ😀", min_size=1, max_size=60),
        st.text("abc_-XYZ019", min_size=20, max_size=20),
    ),
    max_size=24,
    unique_by=lambda pair: pair[1],
).map(lambda pairs: [{"title": t.strip() or "x", "value": v} for t, v in pairs])
MESSAGES = st.builds(
    lambda kind, text, buttons: {
        "kind": kind,
        "text": text,
        "buttons": buttons,
        "sources": [],
        "checked": None,
        "reviewed_by": None,
    },
    st.sampled_from(["answer", "safety", "question", "social"]),
    LONG,
    BUTTONS,
)


def letters(text):
    return "".join(text.split())


@on_each
@EXAMPLES
@given(reply=st.lists(MESSAGES, min_size=1, max_size=3))
def test_every_reply_keeps_the_platform_s_limits_and_loses_nothing(kind, reply):
    platform = kind()
    to = platform.destination()
    for call in platform.channel.render(reply, to):
        assert platform.handle(platform.channel.request(call)).status_code < 300
    assert not platform.problems, platform.problems
    shown = letters("".join(each.text for each in platform.shown))
    offered = [value for each in platform.shown for _, value in each.buttons]
    place = 0
    for bubble in bubbles(reply):
        # All of the text is there, in order; only words of our own stand between.
        for sentence in bubble.text.split("."):
            found = shown.find(letters(sentence), place)
            assert found >= 0, (sentence, shown[place : place + 200])
            place = found + len(letters(sentence))
    expected = [choice.value for bubble in bubbles(reply) for choice in bubble.choices]
    if platform.channel.numbered:
        assert len(offered) == len(expected)
    else:
        assert sorted(offered) == sorted(expected)


@on_each
@EXAMPLES
@given(
    texts=st.lists(
        st.text("abc ", min_size=1, max_size=200).map(str.strip).filter(bool),
        min_size=1,
        max_size=12,
    ),
    buttons=BUTTONS,
)
def test_a_red_flag_text_that_fits_is_one_message(kind, texts, buttons):
    platform = kind()
    text = plain(". ".join(texts) + ".")[: platform.LONGEST].strip()
    message = {"kind": "safety", "text": text, "buttons": buttons, "sources": []}
    for call in platform.channel.render([message], platform.destination()):
        platform.handle(platform.channel.request(call))
    assert not platform.problems, platform.problems
    assert text in [body(each.text) for each in platform.shown]
