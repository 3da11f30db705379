"""Channels over HTTP, in a gateway process as an operator starts it."""

import os
import subprocess
import sys

import httpx
import pytest
from meta_platforms import WhatsAppPlatform
from serving import ROOT, Gateway
from slack_platform import SlackPlatform
from telegram_platform import TelegramPlatform
from twilio_platform import TwilioPlatform

ADDRESS = "https://cramps.test"
# Nothing listens there: what a channel would send must not leave the machine.
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    settings = {"PUBLIC_URL": ADDRESS, "RATE_LIMIT": "off", "HTTPS_PROXY": NOWHERE}
    for platform in (TelegramPlatform, WhatsAppPlatform, TwilioPlatform):
        settings |= platform.SETTINGS
    with (
        Gateway(tmp_path_factory.mktemp("channels") / "state", **settings) as process,
        httpx.Client(base_url=process.url, timeout=60, trust_env=False) as client,
    ):
        yield process, client


def post(client, platform, envelope):
    address = f"/channels/{platform.name}" + (f"?{envelope.query}" if envelope.query else "")
    return client.request(envelope.method, address, content=envelope.body, headers=envelope.headers)


@pytest.mark.parametrize(
    "kind", [TelegramPlatform, WhatsAppPlatform, TwilioPlatform], ids=lambda kind: kind.__name__
)
def test_a_signed_delivery_is_acknowledged_and_another_refused(served, kind):
    process, client = served
    platform = kind()
    envelope = platform.says("I have chest pain, says the canary")
    answer = post(client, platform, envelope)
    assert answer.status_code == 200
    unsigned = client.post(f"/channels/{platform.name}", content=envelope.body)
    assert unsigned.status_code == 403
    assert unsigned.headers["content-type"] == "application/problem+json"
    log = (process.state / "log" / "gateway.log").read_text()
    assert "canary" not in log and platform.address_of("ann") not in log
    for value in platform.SETTINGS.values():
        assert value not in log


def test_the_content_type_of_the_acknowledgement_is_the_platform_s(served):
    answer = post(served[1], TwilioPlatform(), TwilioPlatform().says("hi"))
    assert answer.headers["content-type"].startswith("text/xml")


def test_a_channel_that_is_off_has_no_address(served):
    assert post(served[1], SlackPlatform(), SlackPlatform().says("hi")).status_code == 404
    assert served[1].get("/channels/").status_code == 404


def test_the_gateway_does_not_start_with_half_a_channel(tmp_path):
    environment = {
        **os.environ,
        "GATEWAY_SECRET": "s" * 32,
        "STATE_DIR": str(tmp_path),
        "TELEGRAM_TOKEN": TelegramPlatform.SETTINGS["TELEGRAM_TOKEN"],
    }
    ended = subprocess.run(
        [sys.executable, "-m", "gateway.app"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ended.returncode == 1
    assert "The channel telegram is half configured: set TELEGRAM_SECRET too" in ended.stderr
