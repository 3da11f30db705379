"""The voice channels of a gateway process, over HTTP and TCP."""

import httpx
import pytest
from serving import Gateway
from speaking import CHAIN, NUMBER, SKILL, TOKEN, AlexaCloud, Call, checked_twiml, heard
from test_phone import WELCOME
from test_wyoming import free_port
from wyoming.asr import Transcript
from wyoming.client import AsyncTcpClient
from wyoming.handle import Handled

from gateway import registry
from gateway.settings import BadSetting

PORT = free_port()
SETTINGS = {
    "PUBLIC_URL": "https://cramps.example",
    "ALEXA_SKILL_ID": SKILL,
    "PHONE_NUMBER": NUMBER,
    "PHONE_AUTH_TOKEN": TOKEN,
    "WYOMING_URI": f"tcp://127.0.0.1:{PORT}",
}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with Gateway(tmp_path_factory.mktemp("voice") / "state", **SETTINGS) as process:
        yield process


def post(served, path, envelope):
    address = f"{served.url}{path}{'?' if envelope.query else ''}{envelope.query}"
    headers = {**envelope.headers, "Content-Type": "application/x-www-form-urlencoded"}
    return httpx.post(address, content=envelope.body, headers=headers, timeout=60, trust_env=False)


def test_a_call_is_answered_and_a_forged_one_refused(served):
    call = Call()
    answer = post(served, "/channels/phone", call.envelope(call.form()))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/xml; charset=utf-8"
    assert heard(checked_twiml(answer.text)) == WELCOME
    call.take(answer.text)
    answer = post(served, "/channels/phone", call.envelope(call.form(SpeechResult="chest pain")))
    assert heard(checked_twiml(answer.text)).startswith("Call your local emergency number now.")
    forged = call.envelope(call.form(), token="x")
    assert post(served, "/channels/phone", forged).status_code == 403


def test_alexa_is_refused_with_the_status_that_certification_wants(served):
    alexa = AlexaCloud()
    # Nothing is fetched: an address that is not Alexa's own is refused before.
    forged = alexa.envelope(alexa.body({"type": "LaunchRequest"}), signaturecertchainurl="http://x")
    assert post(served, "/channels/alexa", forged).status_code == 400
    assert CHAIN.startswith("https://s3.amazonaws.com/")


async def test_home_assistant_is_answered(served):
    async with AsyncTcpClient("127.0.0.1", PORT) as assistant:
        await assistant.write_event(Transcript("I have chest pain").event())
        said = Handled.from_event(await assistant.read_event()).text
    assert said.startswith("Call your local emergency number now.")


@pytest.mark.parametrize("name", sorted(set(SETTINGS) - {"PUBLIC_URL", "WYOMING_URI"}))
def test_a_setting_in_another_form_is_named(name):
    with pytest.raises(BadSetting, match=name):
        registry.switched_on({**SETTINGS, name: "nonsense"})


def test_half_a_phone_is_refused():
    with pytest.raises(BadSetting, match="PHONE_AUTH_TOKEN"):
        registry.switched_on({"PHONE_NUMBER": NUMBER, "PUBLIC_URL": "https://cramps.example"})
