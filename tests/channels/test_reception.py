"""Every message gets one turn and one reply, whatever repeats, restarts or is down."""

import asyncio
import json
import random

import httpx
import pytest
from talking import response

from gateway.channels.contract import (
    Answer,
    Arrival,
    Call,
    Envelope,
    Messaging,
    Refused,
    json_of,
)
from gateway.keys import Keys, Unreadable
from gateway.render.bubbles import bubbles
from gateway.store import Store, StoreFailed


class Toy(Messaging):
    """A platform with nothing special: JSON in, JSON out."""

    name, settings, api = "toy", (), "https://toy.test"

    def prove(self, envelope):
        if envelope.headers.get("secret") != "right":
            raise Refused

    def read(self, envelope):
        batch = json_of(envelope.body)["batch"]
        return [Arrival(**each) for each in batch], Answer()

    def render(self, reply, to):
        return [Call("/send", {**to, "text": bubble.text}) for bubble in bubbles(reply)]

    def request(self, call):
        return httpx.Request("POST", self.api + call.path, json=call.body)


class Platform:
    """Takes messages; a test says what it answers."""

    def __init__(self):
        self.got, self.answers, self.down = [], [], lambda: False

    def handle(self, request):
        if self.down():
            raise httpx.ConnectError("down")
        status = self.answers.pop(0) if self.answers else 200
        if status == 200:
            self.got.append(json.loads(request.content))
        return httpx.Response(status, headers={"retry-after": "20"} if status == 429 else {})


def sent(*arrivals, secret="right"):
    return Envelope("POST", {"secret": secret}, "", json.dumps({"batch": arrivals}).encode())


def says(number, sender="s1", text="hello"):
    return {"id": f"m{number}", "sender": sender, "to": {"to": sender}, "text": text}


async def away(store):
    raise StoreFailed("away")


@pytest.fixture
def platform():
    return Platform()


@pytest.fixture
async def gateway(wire, platform):
    return await wire(Toy({}, ""), platform, counted=True)


async def test_each_message_of_a_batch_is_answered_in_order(gateway, platform):
    batch = [says(n, sender=f"s{n % 2}", text=f"t{n}") for n in range(6)]
    assert await gateway.deliver(sent(*batch)) == 200
    await gateway.idle()
    for sender in ("s0", "s1"):
        texts = [each["text"] for each in platform.got if each["to"] == sender]
        said = [text for text in texts if text.startswith("Heard")]
        assert said == [f"Heard {each['text']}." for each in batch if each["sender"] == sender]


async def test_what_is_not_proven_is_refused(gateway, platform):
    assert await gateway.deliver(sent(says(1), secret="wrong")) == 403
    await gateway.idle()
    assert not platform.got and not gateway.conversations.taken


async def test_the_same_delivery_is_answered_once_also_after_a_restart(wire, platform):
    first = await wire(Toy({}, ""), platform)
    envelope = sent(says(1), says(1))
    for _ in range(3):
        assert await first.deliver(envelope) == 200
    await first.idle()
    await first.close()
    told = list(platform.got)
    assert len(told) == 2  # the reply, and once the disclaimer
    second = await wire(Toy({}, ""), platform)
    assert await second.deliver(envelope) == 200
    await second.idle()
    assert platform.got == told


async def test_what_was_taken_in_before_a_crash_is_answered_after_it(wire, platform):
    first = await wire(Toy({}, ""), platform)
    platform.down = lambda: True
    await first.deliver(sent(says(1, text="I have chest pain"), says(2, text="are you there")))
    await first.reception.close()  # replies wait in the outbox, turns in the mailbox
    platform.down = lambda: False
    second = await wire(Toy({}, ""), platform)
    await second.idle()
    texts = [each["text"] for each in platform.got]
    assert texts.count(response("utter_call_now").replace("**", "")) == 1
    assert len(texts) == len(set(texts))
    third = await wire(Toy({}, ""), platform)
    await third.idle()
    assert [each["text"] for each in platform.got] == texts


async def test_nothing_is_lost_when_the_gateway_is_killed_again_and_again(wire, platform):
    chance = random.Random(3)
    messages = [says(n, sender=f"s{n % 9}", text=f"t{n}") for n in range(150)]
    waiting, in_flight = list(messages), 0
    while True:
        gateway = await wire(Toy({}, ""), platform, counted=True)
        for each in waiting[:20]:
            await gateway.deliver(sent(each))
        waiting = waiting[20:]
        if not waiting:
            break
        for _ in range(chance.randrange(40)):
            await asyncio.sleep(0)
        await gateway.killed()
        in_flight += 9  # one call of each conversation may have been taken and not noted
    await gateway.idle()
    heard = [each["text"] for each in platform.got]
    assert set(heard) == {f"Heard {each['text']}." for each in messages}
    assert len(heard) - len(set(heard)) <= in_flight


async def test_what_waited_too_long_is_not_answered_any_more(wire, platform):
    first = await wire(Toy({}, ""), platform, counted=True)
    await first.deliver(sent(says(1)))
    await first.killed()
    async with first.store.transaction() as database:
        await database.execute("UPDATE delivery SET at = at - 90000")
    second = await wire(Toy({}, ""), platform, counted=True)
    await second.idle()
    assert platform.got == []


async def test_the_sweep_forgets_in_time(gateway, platform):
    await gateway.deliver(sent(says(1)))
    await gateway.idle()
    day = 24 * 3600
    for days, left in ((29, 1), (31, 0)):
        await gateway.mailbox.sweep(gateway.clock.now() + days * day)
        assert len(await gateway.store.rows("SELECT * FROM delivery")) == left


async def test_no_reply_is_lost_or_doubled_while_the_platform_is_down_for_a_minute(
    gateway, platform
):
    until = gateway.clock.now() + 60
    platform.down = lambda: gateway.clock.now() < until
    for number in range(200):
        await gateway.deliver(sent(says(number, sender=f"s{number % 20}", text=f"t{number}")))
    await gateway.idle()
    assert gateway.clock.now() >= until
    texts = [each["text"] for each in platform.got if each["text"].startswith("Heard")]
    assert sorted(texts) == sorted(f"Heard t{number}." for number in range(200))


async def test_a_platform_that_says_slow_down_is_left_alone_so_long(gateway, platform):
    platform.answers = [429]
    began = gateway.clock.now()
    await gateway.deliver(sent(says(1)))
    await gateway.idle()
    assert gateway.clock.now() - began >= 20
    assert [each["text"] for each in platform.got] == ["Heard hello."]


async def test_what_a_platform_will_never_take_does_not_hold_up_the_next(gateway, platform, caplog):
    platform.answers = [400]
    await gateway.deliver(sent(says(1, text="a"), says(2, text="b")))
    await gateway.idle()
    assert "Heard b." in [each["text"] for each in platform.got]
    assert "undeliverable channel=toy reason=http_400" in caplog.text
    assert "Heard a" not in caplog.text


async def test_a_red_flag_is_answered_without_the_database(wire, platform, monkeypatch):
    gateway = await wire(Toy({}, ""), platform)

    monkeypatch.setattr(Store, "_connected", away)
    for _ in range(3):
        assert await gateway.deliver(sent(says(1, text="I have chest pain"))) == 200
    await gateway.idle()
    texts = [each["text"] for each in platform.got]
    assert texts.count(response("utter_call_now").replace("**", "")) == 1


async def test_what_waits_is_answered_once_the_database_is_back(wire, platform, monkeypatch):
    first = await wire(Toy({}, ""), platform, counted=True)
    await first.deliver(sent(says(1)))
    await first.killed()
    open_store = Store._connected
    monkeypatch.setattr(Store, "_connected", away)
    second = await wire(Toy({}, ""), platform, counted=True)
    tidying = asyncio.create_task(second.reception.tidy_forever())
    await second.clock.sleep(10)
    assert platform.got == []
    await second.deliver(sent(says(2, text="without it")))
    await second.idle()
    monkeypatch.setattr(Store, "_connected", open_store)
    await second.clock.sleep(10)
    await second.idle()
    tidying.cancel()
    assert [each["text"] for each in platform.got] == ["Heard without it.", "Heard hello."]
    assert await second.store.rows("SELECT * FROM delivery WHERE sealed IS NOT NULL") == []


async def test_a_reply_that_cannot_be_shown_leaves_its_safety_text(wire, platform, caplog):
    class Broken(Toy):
        def render(self, reply, to):
            if any(message["buttons"] for message in reply) or to.get("broken"):
                raise ValueError("canary")
            return super().render(reply, to)

    gateway = await wire(Broken({}, ""), platform)
    broken = {**says(1), "to": {"broken": True}}
    await gateway.deliver(sent(broken, says(2, text="I have chest pain"), says(3)))
    await gateway.idle()
    texts = [each["text"] for each in platform.got]
    assert texts[0] == response("utter_call_now").replace("**", "")
    assert "unrendered channel=toy error=ValueError" in caplog.text
    assert "canary" not in caplog.text
    assert await gateway.store.rows("SELECT * FROM delivery WHERE sealed IS NOT NULL") == []


async def test_a_judgement_that_breaks_does_not_hold_up_the_next(wire, platform, caplog):
    class Broken(Toy):
        def judge(self, response):
            if len(platform.got) == 1:
                raise KeyError("canary")

    gateway = await wire(Broken({}, ""), platform, counted=True)
    await gateway.deliver(sent(says(1, text="a"), says(2, text="b")))
    await gateway.idle()
    assert [each["text"] for each in platform.got] == ["Heard a.", "Heard b."]
    assert "undeliverable channel=toy reason=KeyError" in caplog.text


def test_hashes_and_seals_are_the_installation_s_own():
    keys, others = Keys("a" * 32), Keys("b" * 32)
    assert keys.digest("conversation", "toy", "x") == keys.digest("conversation", "toy", "x")
    hashes = {
        keys.digest("conversation", "toy", "x"),
        keys.digest("conversation", "toyx", ""),
        keys.digest("delivery", "toy", "x"),
        others.digest("conversation", "toy", "x"),
    }
    assert len(hashes) == 4
    assert keys.unseal(keys.seal({"a": ["é"]})) == {"a": ["é"]}
    for sealed in (others.seal(1), b"", keys.seal(1)[:-1]):
        with pytest.raises(Unreadable):
            keys.unseal(sealed)


async def test_nothing_of_a_person_can_be_read_in_the_database(wire, platform, tmp_path):
    gateway = await wire(Toy({}, ""), platform, counted=True)
    platform.down = lambda: True
    await gateway.deliver(sent(says("id-of-mail", sender="+15550001111", text="canary words")))
    await gateway.reception.close()
    await gateway.store.close()
    files = b"".join(path.read_bytes() for path in tmp_path.glob("conversations.sqlite*"))
    for canary in (b"id-of-mail", b"15550001111", b"canary"):
        assert canary not in files


async def test_deliveries_sent_one_to_five_times_in_batches_give_one_reply_each(gateway, platform):
    chance = random.Random(7)
    messages = [says(n, sender=f"s{n % 97}", text=f"t{n}") for n in range(1000)]
    sendings = [each for each in messages for _ in range(chance.randint(1, 5))]
    chance.shuffle(sendings)
    while sendings:
        size = chance.randint(1, 10)
        batch, sendings = sendings[:size], sendings[size:]
        assert await gateway.deliver(sent(*batch)) == 200
    await gateway.idle()
    assert sorted(gateway.conversations.taken) == sorted(each["text"] for each in messages)
    heard = [each["text"] for each in platform.got if each["text"].startswith("Heard")]
    assert sorted(heard) == sorted(f"Heard {each['text']}." for each in messages)
