"""Which channels are on: all settings there, none, or a message that says what is missing."""

import re

import pytest
from meta_platforms import MessengerPlatform, WhatsAppPlatform
from serving import ROOT
from slack_platform import SlackPlatform
from telegram_platform import TelegramPlatform
from twilio_platform import TwilioPlatform

from gateway import registry
from gateway.settings import BadSetting

ADDRESS = {"PUBLIC_URL": "https://cramps.test"}
PLATFORMS = [TelegramPlatform, WhatsAppPlatform, TwilioPlatform, MessengerPlatform, SlackPlatform]
by_name = pytest.mark.parametrize("platform", PLATFORMS, ids=lambda kind: kind.__name__)


def names(channels):
    return [channel.name for channel in channels]


def test_without_settings_all_are_off():
    assert registry.switched_on({}) == []


@by_name
def test_a_channel_with_its_settings_is_on(platform):
    [channel] = registry.switched_on({**platform.SETTINGS, **ADDRESS})
    assert channel.name == platform().name
    assert channel.address == f"https://cramps.test/channels/{channel.name}"


@by_name
def test_half_a_channel_is_refused_with_what_is_missing(platform):
    for missing in platform.SETTINGS:
        given = {**platform.SETTINGS, **ADDRESS}
        del given[missing]
        with pytest.raises(BadSetting, match=f"half configured: set {missing} too"):
            registry.switched_on(given)


def test_twilio_needs_the_address_that_it_signs():
    with pytest.raises(BadSetting, match="set PUBLIC_URL too"):
        registry.switched_on(TwilioPlatform.SETTINGS)


def test_an_address_without_tls_is_refused():
    with pytest.raises(BadSetting, match="must begin with https"):
        registry.switched_on({"PUBLIC_URL": "http://cramps.test"})


def test_a_value_of_the_wrong_form_is_refused_without_showing_it():
    wrong = {**TelegramPlatform.SETTINGS, "TELEGRAM_TOKEN": "canary"}
    with pytest.raises(BadSetting, match="TELEGRAM_TOKEN is not of the form") as refused:
        registry.switched_on(wrong)
    assert "canary" not in str(refused.value)


def test_settings_come_from_a_file_and_the_environment_wins(tmp_path):
    lines = [f"{name} = '{value}'" for name, value in SlackPlatform.SETTINGS.items()]
    (tmp_path / "channels.env").write_text("\n".join(["# Slack", "", *lines]))
    environment = {"STATE_DIR": str(tmp_path), "SLACK_TOKEN": "xoxb-other"}
    given = registry.values(environment)
    assert given == {**SlackPlatform.SETTINGS, "SLACK_TOKEN": "xoxb-other"}


@pytest.mark.parametrize("line", ["SLACK_TOKE=x", "no equals sign", "export SLACK_TOKEN=x"])
def test_a_line_that_is_no_setting_is_named(tmp_path, line):
    (tmp_path / "channels.env").write_text(f"# first\n{line}\n")
    with pytest.raises(BadSetting, match=r"channels\.env, line 2"):
        registry.values({"STATE_DIR": str(tmp_path)})


def test_the_list_shows_what_is_missing_and_the_address(capsys, monkeypatch):
    given = {**TelegramPlatform.SETTINGS, **ADDRESS, "SLACK_TOKEN": "xoxb-canary"}
    monkeypatch.setattr(registry, "values", lambda: given)
    registry.main()
    shown = capsys.readouterr().out
    assert "telegram: on" in shown and "slack: half configured" in shown and "twilio: off" in shown
    assert re.search(r"SLACK_SIGNING_SECRET +MISSING", shown)
    assert "https://cramps.test/channels/slack" in shown
    assert "canary" not in shown


def test_every_channel_has_a_guide_that_names_its_settings():
    index = (ROOT / "docs" / "channels" / "README.md").read_text()
    for channel in registry.KNOWN:
        guide = (ROOT / "docs" / "channels" / f"{channel.name}.md").read_text()
        assert f"({channel.name}.md)" in index
        for setting in channel.settings:
            assert setting.name in guide, (channel.name, setting.name)
        assert not channel.webhook or f"/channels/{channel.name}" in guide
