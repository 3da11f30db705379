"""What only Twilio has: forms, opt-out words, digits for buttons."""

import pytest
from conversing import ANSWER, QUESTION
from talking import response
from twilio.request_validator import RequestValidator
from twilio_platform import TOKEN, TwilioPlatform, TwilioWhatsAppPlatform

from gateway.render.numbers import pressed


@pytest.fixture(params=[TwilioPlatform, TwilioWhatsAppPlatform], ids=lambda kind: kind.__name__)
async def gateway(wire, request):
    platform = request.param()
    yield await wire(platform.channel, platform)
    assert not platform.problems, platform.problems


async def test_the_acknowledgement_is_empty_twiml(gateway):
    envelope = gateway.platform.says("hi")
    answer = await gateway.channel.handle(envelope, gateway.reception)
    assert answer.body == "<Response/>" and answer.content_type.startswith("text/xml")


@pytest.mark.parametrize("typed", ["2", " 2 ", "2.", "(2)", "No. 2", "option 2", "#2"])
async def test_a_digit_presses_a_button(gateway, typed):
    gateway.rasa.replies = [QUESTION]
    [question, *_] = await gateway.sends(gateway.platform.says("my calf hurts"))
    assert question == ("Is the leg swollen?\n\nReply 1, 2 or 3:\n1. Yes\n2. No\n3. Not sure")
    await gateway.sends(gateway.platform.says(typed))
    assert gateway.rasa.asked[-1]["context"]["choice"]["reply"] == "no"


@pytest.mark.parametrize("typed", ["4", "0", "2 days", "2 or 3", "about 2", "22"])
async def test_other_numbers_are_words(gateway, typed):
    gateway.rasa.replies = [QUESTION]
    await gateway.sends(gateway.platform.says("my calf hurts"))
    await gateway.sends(gateway.platform.says(typed))
    assert gateway.rasa.asked[-1]["context"]["choice"] == {}
    assert gateway.rasa.asked[-1]["text"] == typed


async def test_buttons_of_two_messages_are_numbered_through(gateway):
    gateway.rasa.replies = [ANSWER, QUESTION]
    first, second, *_ = await gateway.sends(gateway.platform.says("what helps"))
    assert first.endswith("Reply 1 or 2:\n1. Tell me more\n2. Milk")
    assert second.endswith("Reply 3, 4 or 5:\n3. Yes\n4. No\n5. Not sure")
    await gateway.sends(gateway.platform.says("4"))
    assert gateway.rasa.asked[-1]["context"]["choice"]["reply"] == "no"


async def test_a_digit_that_comes_twice_is_one_choice(gateway):
    gateway.rasa.replies = [QUESTION]
    await gateway.sends(gateway.platform.says("my calf hurts"))
    envelope = gateway.platform.says("1")
    gateway.rasa.replies = [ANSWER]
    assert await gateway.sends(envelope) and not await gateway.sends(envelope)


def test_a_number_without_buttons_presses_nothing():
    assert pressed("1", []) is None


@pytest.mark.parametrize("typed", ["STOP", "cancel", " End ", "QUIT"])
async def test_opt_out_words_are_twilio_s_on_sms(wire, typed):
    platform = TwilioPlatform()
    gateway = await wire(platform.channel, platform)
    assert await gateway.sends(platform.says(typed)) == []
    assert await gateway.heard(platform.says("pause")) == "pause"


async def test_what_twilio_took_as_opt_out_is_not_answered(gateway):
    form = gateway.platform.form(Body="Arret", OptOutType="STOP")
    assert await gateway.sends(gateway.platform.signed(form)) == []


@pytest.mark.parametrize("more", [{"NumMedia": "1", "MediaUrl0": "https://x"}, {"Latitude": "1.5"}])
async def test_what_cannot_be_read_is_said_so(gateway, more):
    envelope = gateway.platform.signed(gateway.platform.form(**more))
    assert await gateway.sends(envelope) == [response("utter_only_text")]


async def test_an_empty_message_is_answered(gateway):
    envelope = gateway.platform.signed(gateway.platform.form())
    assert await gateway.sends(envelope) == [response("utter_no_words")]


async def test_a_query_in_the_address_is_signed_too(gateway):
    form = gateway.platform.form(Body="hi & bye + 1=1 é 😀")
    envelope = gateway.platform.signed(form, "a=b%20c")
    assert RequestValidator(TOKEN).validate(
        gateway.channel.address + "?a=b%20c", form, envelope.headers["x-twilio-signature"]
    )
    assert await gateway.heard(envelope) == "hi & bye + 1=1 é 😀"
    other = type(envelope)("POST", envelope.headers, "a=b%20d", envelope.body)
    assert await gateway.deliver(other) == 403


async def test_what_twilio_could_not_deliver_is_noted(gateway, caplog):
    form = {"MessageSid": "SM1", "MessageStatus": "undelivered", "ErrorCode": "30003", "To": "x"}
    assert await gateway.sends(gateway.platform.signed(form)) == []
    assert "undeliverable channel=twilio reason=twilio_30003" in caplog.text
