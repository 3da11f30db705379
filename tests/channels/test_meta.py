"""What only Meta's platforms have: the setup's challenge, batches, receipts, lists, windows."""

import httpx
import pytest
from conversing import ANSWER
from meta_platforms import MessengerPlatform, WhatsAppPlatform, signed
from talking import response

from gateway.channels.contract import Envelope


@pytest.fixture(params=[WhatsAppPlatform, MessengerPlatform], ids=lambda kind: kind.__name__)
async def gateway(wire, request):
    platform = request.param()
    yield await wire(platform.channel, platform)
    assert not platform.problems, platform.problems


@pytest.fixture
async def whatsapp(wire):
    platform = WhatsAppPlatform()
    yield await wire(platform.channel, platform)
    assert not platform.problems, platform.problems


@pytest.fixture
async def messenger(wire):
    platform = MessengerPlatform()
    yield await wire(platform.channel, platform)
    assert not platform.problems, platform.problems


def setup(token, mode="subscribe"):
    query = f"hub.mode={mode}&hub.challenge=115899&hub.verify_token={token}"
    return Envelope("GET", {}, query, b"")


async def test_the_setup_gets_its_challenge_back(gateway):
    envelope = setup("verify-token-of-this-test")
    answer = await gateway.channel.handle(envelope, gateway.reception)
    assert (answer.status, answer.body) == (200, "115899")


@pytest.mark.parametrize(
    "envelope", [setup("wrong"), setup(""), setup("verify-token-of-this-test", "x")]
)
async def test_the_setup_with_another_token_is_refused(gateway, envelope):
    assert await gateway.deliver(envelope) == 403


async def test_every_message_of_a_batch_is_answered(gateway):
    people = ["ann", "ben", "ann", "ben", "ann"]
    gateway.rasa.replies = [ANSWER]
    [batch] = gateway.platform.batch([(f"t{n}", who, n) for n, who in enumerate(people, 1)])
    seen = await gateway.sends(batch)
    assert len([text for text in seen if text.startswith("Water is enough.")]) == len(people)
    assert sorted(each["text"] for each in gateway.rasa.asked) == ["t1", "t2", "t3", "t4", "t5"]


@pytest.mark.parametrize("code", [4, 80007, 130429, 131056, 190, 131016])
async def test_errors_that_pass_are_tried_again(gateway, code):
    error = {"error": {"code": code, "message": "…"}}
    gateway.platform.answers = [httpx.Response(400, json=error)] * 2
    assert len(await gateway.sends(gateway.platform.says("hi"))) == 2


@pytest.mark.parametrize("code", [131047, 131026, 100, 10, 551])
async def test_errors_that_stay_are_noted(gateway, caplog, code):
    gateway.platform.answers = [httpx.Response(400, json={"error": {"code": code}})] * 2
    assert await gateway.sends(gateway.platform.says("hi")) == []
    assert f"reason=graph_{code}" in caplog.text


@pytest.mark.parametrize(
    "content", [{"object": "page"}, {"entry": [{}]}, {"entry": [{"changes": [{}]}]}]
)
async def test_envelopes_of_other_kinds_are_acknowledged(gateway, content):
    assert await gateway.sends(signed(content)) == []


# --- WhatsApp --------------------------------------------------------------------------------


async def test_another_number_s_messages_are_not_ours(whatsapp):
    content = whatsapp.platform.content(
        [whatsapp.platform.message("hi")], metadata={"phone_number_id": "1"}
    )
    assert await whatsapp.sends(signed(content)) == []


@pytest.mark.parametrize(
    "kind", ["audio", "sticker", "location", "contacts", "unsupported", "order"]
)
async def test_what_cannot_be_read_is_said_so_on_whatsapp(whatsapp, kind):
    envelope = whatsapp.platform.sends(type=kind, **{kind: {"id": "1"}})
    assert await whatsapp.sends(envelope) == [response("utter_only_text")]


async def test_a_caption_is_read_on_whatsapp(whatsapp):
    envelope = whatsapp.platform.sends(type="image", image={"id": "1", "caption": "is it a cramp"})
    assert await whatsapp.heard(envelope) == "is it a cramp"


async def test_opening_the_chat_is_a_greeting(whatsapp):
    assert await whatsapp.heard(whatsapp.platform.sends(type="request_welcome")) == "hello"


@pytest.mark.parametrize("kind", ["reaction", "system", "revoke"])
async def test_what_asks_nothing_gets_nothing(whatsapp, kind):
    assert await whatsapp.sends(whatsapp.platform.sends(type=kind, **{kind: {}})) == []


async def test_what_whatsapp_could_not_deliver_is_noted(whatsapp, caplog):
    failed = {"id": "wamid.1", "status": "failed", "errors": [{"code": 131026}]}
    read = {"id": "wamid.2", "status": "read"}
    content = whatsapp.platform.content([], statuses=[failed, read])
    assert await whatsapp.sends(signed(content)) == []
    assert caplog.text.count("undeliverable channel=whatsapp reason=131026") == 1


async def test_more_than_three_buttons_are_a_list(whatsapp):
    buttons = [{"title": f"Topic {n}", "choice": {"intent": f"faq/{n}"}} for n in range(5)]
    whatsapp.rasa.replies = [{**ANSWER, "buttons": buttons}]
    await whatsapp.sends(whatsapp.platform.says("what helps"))
    assert [title for title, _ in whatsapp.platform.shown[0].buttons] == [
        f"Topic {n}" for n in range(5)
    ]
    value = whatsapp.platform.button("Topic 4")
    await whatsapp.sends(whatsapp.platform.presses(value))
    assert whatsapp.rasa.asked[-1]["context"]["choice"] == {"intent": "faq/4"}


# --- Messenger -------------------------------------------------------------------------------


async def test_the_first_button_is_a_greeting(messenger):
    event = messenger.platform.event(postback={"mid": "m_1", "payload": "GET_STARTED"})
    assert await messenger.heard(signed(messenger.platform.content([event]))) == "hello"


async def test_buttons_are_under_the_last_message(messenger):
    await messenger.sends(messenger.platform.says("I have chest pain"))
    *before, last = messenger.platform.shown
    assert last.buttons and not any(shown.buttons for shown in before)


async def test_an_edited_message_is_answered_as_a_new_one(messenger):
    platform = messenger.platform
    await messenger.sends(platform.says("what about mlik", number=3))
    edit = {"mid": "m_3", "text": "what about milk", "num_edit": 1}
    event = platform.event(message_edit=edit)
    assert await messenger.heard(signed(platform.content([event]))) == "what about milk"


@pytest.mark.parametrize(
    "content",
    [
        {"delivery": {"mids": ["m_1"]}},
        {"read": {"watermark": 1}},
        {"message": {"mid": "m_1", "text": "ours", "is_echo": True}},
        {"reaction": {"mid": "m_1", "emoji": "❤"}},
    ],
    ids=lambda content: next(iter(content)),
)
async def test_receipts_and_echoes_are_no_messages(messenger, content):
    event = messenger.platform.event(**content)
    assert await messenger.sends(signed(messenger.platform.content([event]))) == []


async def test_a_picture_is_answered_with_the_wish_for_words(messenger):
    event = messenger.platform.event(message={"mid": "m_1", "attachments": [{"type": "image"}]})
    texts = await messenger.sends(signed(messenger.platform.content([event])))
    assert texts == [response("utter_only_text")]
