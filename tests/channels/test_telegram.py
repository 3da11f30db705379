"""What only Telegram has: commands, edits, groups, media, buttons that spin."""

import httpx
import pytest
from platforms import NOW, as_json
from talking import response
from telegram_platform import TelegramPlatform

GROUP = {"id": -77, "type": "supergroup", "title": "Runners"}


@pytest.fixture
async def gateway(wire):
    platform = TelegramPlatform()
    yield await wire(platform.channel, platform)
    assert not platform.problems, platform.problems


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/start", "hello"),
        ("/start@cramp_bot", "hello"),
        ("/start my calf is cramping", "hello my calf is cramping"),
        ("/help", "help"),
        ("/stop@cramp_bot", "stop"),
        ("what is a cramp", "what is a cramp"),
    ],
)
async def test_commands_are_words(gateway, typed, meant):
    assert await gateway.heard(gateway.platform.says(typed)) == meant


async def test_a_red_flag_behind_a_command_is_found(gateway):
    texts = await gateway.sends(gateway.platform.says("/start I have chest pain"))
    assert texts[0] == response("utter_call_now").replace("**", "")


async def test_an_edited_message_is_answered_as_a_new_one(gateway):
    platform = gateway.platform
    message = platform.message("ann", text="what about mlik")
    await gateway.sends(platform.update(message=message))
    edited = {**message, "text": "what about milk", "edit_date": int(NOW)}
    assert await gateway.heard(platform.update(edited_message=edited)) == "what about milk"


@pytest.mark.parametrize(
    "media",
    [
        {"voice": {"file_id": "f", "file_unique_id": "u", "duration": 3}},
        {"photo": [{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}]},
        {"location": {"latitude": 1.0, "longitude": 2.0}},
        {"contact": {"phone_number": "+1555", "first_name": "B"}},
        {"dice": {"emoji": "🎲", "value": 3}},
    ],
    ids=lambda media: next(iter(media)),
)
async def test_what_cannot_be_read_is_said_so(gateway, media):
    update = gateway.platform.update(message=gateway.platform.message("ann", **media))
    assert await gateway.sends(update) == [response("utter_only_text")]
    assert gateway.rasa.asked == []


async def test_a_caption_is_read(gateway):
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}]
    message = gateway.platform.message("ann", photo=photo, caption="is this a cramp")
    assert await gateway.heard(gateway.platform.update(message=message)) == "is this a cramp"


@pytest.mark.parametrize(
    ("more", "answered"),
    [
        ({"text": "has anyone had cramps"}, False),
        ({"text": "/start@cramp_bot"}, True),
        ({"text": "hey @cramp_bot what helps"}, True),
        ({"text": "and that", "reply_to": 4242}, True),
        ({"text": "and that", "reply_to": 17}, False),
        ({"new_chat_title": "Walkers"}, False),
    ],
)
async def test_in_a_group_it_only_says_where_to_write(gateway, more, answered):
    platform = gateway.platform
    more = dict(more)
    reply_to = more.pop("reply_to", None)
    if reply_to:
        bot = {"id": reply_to, "is_bot": True, "first_name": "Bot"}
        more["reply_to_message"] = platform.message("ben", **{"chat": GROUP, "from": bot})
    update = platform.update(message=platform.message("ann", **{"chat": GROUP, **more}))
    assert await gateway.sends(update) == ([response("utter_only_private")] if answered else [])
    assert gateway.rasa.asked == []


@pytest.mark.parametrize(
    "content",
    [
        {"my_chat_member": {"date": 1, "old_chat_member": {}, "new_chat_member": {}}},
        {"channel_post": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "channel"}}},
        {"message": {"message_id": 1, "date": int(NOW), "chat": {"id": 1, "type": "private"}}},
        {"message": {"chat": "?"}},
        {"message": None},
        {"callback_query": {"id": "1", "data": "x"}},
    ],
)
async def test_updates_that_are_no_message_are_acknowledged(gateway, content):
    headers = {"x-telegram-bot-api-secret-token": TelegramPlatform.SETTINGS["TELEGRAM_SECRET"]}
    envelope = gateway.platform.says("x")
    envelope = type(envelope)("POST", headers, "", as_json({"update_id": 1, **content}))
    assert await gateway.sends(envelope) == []


async def test_a_pressed_button_stops_spinning(gateway):
    platform = gateway.platform
    await gateway.sends(platform.says("what helps"))
    await gateway.sends(platform.presses(platform.button("Milk")))
    assert len(platform.answered) == 1


async def test_a_query_that_is_too_old_does_not_hold_up_the_reply(gateway):
    platform = gateway.platform
    await gateway.sends(platform.says("what helps"))
    platform.answers = [httpx.Response(400, json={"ok": False})]
    assert await gateway.sends(platform.presses(platform.button("Milk")))


async def test_it_waits_as_long_as_telegram_says(gateway):
    wait = {"ok": False, "error_code": 429, "parameters": {"retry_after": 37}}
    gateway.platform.answers = [httpx.Response(429, json=wait)]
    began = gateway.clock.now()
    assert len(await gateway.sends(gateway.platform.says("what helps"))) == 2
    assert gateway.clock.now() - began >= 37
