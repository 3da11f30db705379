"""What only Slack has: its challenge, mentions, escapes, edits, errors said with status 200."""

import httpx
import pytest
from platforms import as_json
from slack_platform import SlackPlatform
from talking import response


@pytest.fixture
async def gateway(wire):
    platform = SlackPlatform()
    yield await wire(platform.channel, platform)
    assert not platform.problems, platform.problems


async def test_the_setup_gets_its_challenge_back(gateway):
    envelope = gateway.platform.signed(as_json({"type": "url_verification", "challenge": "3eZb"}))
    answer = await gateway.channel.handle(envelope, gateway.reception)
    assert (answer.status, answer.body) == (200, "3eZb")


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("<@U0BOT> what helps", "what helps"),
        ("pain &gt; 5 &amp; rising", "pain > 5 & rising"),
        ("see <https://a.test/x|a.test>", "see a.test"),
        ("see <https://a.test/x>", "see https://a.test/x"),
        ("&amp;lt; stays", "&lt; stays"),
    ],
)
async def test_what_was_typed_is_read(gateway, sent, meant):
    message = {**gateway.platform.message(""), "text": sent}
    assert await gateway.heard(gateway.platform.event(**message)) == meant


async def test_an_edited_message_is_answered_as_a_new_one(gateway):
    platform = gateway.platform
    before = platform.message("what about mlik")
    await gateway.sends(platform.event(**before))
    after = {**before, "text": "what about milk", "edited": {"ts": "9.9"}}
    change = {
        "type": "message",
        "subtype": "message_changed",
        "channel_type": "im",
        "channel": before["channel"],
        "message": after,
        "previous_message": before,
    }
    assert await gateway.heard(platform.event(**change)) == "what about milk"
    preview = {**change, "message": {**before, "attachments": [{}]}}
    assert await gateway.sends(platform.event(**preview)) == []


@pytest.mark.parametrize(
    "more",
    [
        {"bot_id": "B1"},
        {"subtype": "channel_join"},
        {"subtype": "message_deleted"},
        {"channel_type": "channel", "channel": "C1"},
        {"channel_type": "mpim", "channel": "G1"},
        {"type": "reaction_added"},
    ],
)
async def test_what_is_not_said_to_us_is_acknowledged(gateway, more):
    event = {**gateway.platform.message("hello"), **more}
    assert await gateway.sends(gateway.platform.event(**event)) == []


async def test_a_mention_in_a_channel_is_told_where_to_write_in_its_thread(gateway):
    event = {**gateway.platform.message("<@U0BOT> help"), "type": "app_mention", "channel": "C1"}
    assert await gateway.sends(gateway.platform.event(**event)) == [response("utter_only_private")]
    assert gateway.platform.shown[-1].to == "C1"


async def test_a_file_without_words_is_answered(gateway):
    message = gateway.platform.message("", files=[{"id": "F1"}], subtype="file_share")
    texts = await gateway.sends(gateway.platform.event(**message))
    assert texts == [response("utter_only_text")]


@pytest.mark.parametrize("error", ["ratelimited", "internal_error", "token_expired"])
async def test_errors_that_pass_are_tried_again(gateway, error):
    gateway.platform.answers = [httpx.Response(200, json={"ok": False, "error": error})] * 2
    assert len(await gateway.sends(gateway.platform.says("hi"))) == 2


async def test_errors_that_stay_are_noted(gateway, caplog):
    refusal = httpx.Response(200, json={"ok": False, "error": "channel_not_found"})
    gateway.platform.answers = [refusal] * 2
    assert await gateway.sends(gateway.platform.says("hi")) == []
    assert "undeliverable channel=slack reason=channel_not_found" in caplog.text
