"""Which channels are on: those whose settings are there, in the environment or in one file."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gateway.channels.alexa import Alexa
from gateway.channels.contract import Channel
from gateway.channels.messenger import Messenger
from gateway.channels.phone import Phone
from gateway.channels.slack import Slack
from gateway.channels.telegram import Telegram
from gateway.channels.twilio import Twilio
from gateway.channels.whatsapp import WhatsApp
from gateway.channels.wyoming import Wyoming
from gateway.settings import BadSetting

KNOWN: tuple[type[Channel], ...] = (
    Telegram,
    WhatsApp,
    Twilio,
    Messenger,
    Slack,
    Alexa,
    Phone,
    Wyoming,
)
"""In the order in which `make channels` lists them."""

PUBLIC_URL = "PUBLIC_URL"
NO_ADDRESS = "https://YOUR-ADDRESS"


@dataclass(frozen=True)
class Status:
    """One channel's settings."""

    channel: type[Channel]
    given: tuple[str, ...]
    missing: tuple[str, ...]
    address: str

    @property
    def on(self) -> bool:
        """Whether all that it needs is there."""
        return not self.missing

    @property
    def half(self) -> bool:
        """Whether somebody began to switch it on."""
        return bool(self.given) and bool(self.missing)


def values(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """All settings of channels. Raises :class:`BadSetting` for a file that can't be read."""
    file = Path(
        environment.get("CHANNELS_FILE")
        or Path(environment.get("STATE_DIR") or "var") / "channels.env"
    )
    found: dict[str, str] = {}
    try:
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"{file} can't be read ({type(error).__name__}).") from None
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals or name.strip() not in names():
            raise BadSetting(
                f"{file}, line {number}: {name.strip()[:40]!r} is not a setting of a channel; "
                "`make channels` lists them."
            )
        found[name.strip()] = value.strip().strip("\"'")
    found |= {name: environment[name] for name in names() if environment.get(name)}
    return found


def names() -> set[str]:
    """Names of all settings of channels."""
    return {PUBLIC_URL} | {setting.name for each in KNOWN for setting in each.settings}


def statuses(given: Mapping[str, str]) -> list[Status]:
    """Of each known channel, whether it is on and what is missing."""
    return [_status(channel, given) for channel in KNOWN]


def _status(channel: type[Channel], given: Mapping[str, str]) -> Status:
    own = [setting.name for setting in channel.settings]
    there = tuple(name for name in own if given.get(name))
    needed = [setting.name for setting in channel.settings if not setting.optional]
    if channel.needs_address:
        needed.append(PUBLIC_URL)
    missing = tuple(name for name in needed if not given.get(name))
    base = (given.get(PUBLIC_URL) or NO_ADDRESS).rstrip("/")
    return Status(channel, there, missing, f"{base}/channels/{channel.name}")


def switched_on(given: Mapping[str, str]) -> list[Channel]:
    """The channels to serve. Raises :class:`BadSetting` for one that is half there."""
    address = given.get(PUBLIC_URL, "")
    if address and not address.startswith("https://"):
        raise BadSetting(
            f"{PUBLIC_URL}={address} must begin with https://: platforms call no other."
        )
    found = statuses(given)
    for status in found:
        if status.half:
            raise BadSetting(
                f"The channel {status.channel.name} is half configured: "
                f"set {', '.join(status.missing)} too, or none of its settings. "
                f"See docs/channels/{status.channel.name}.md."
            )
        for setting in status.channel.settings:
            value = given.get(setting.name, "")
            if value and not re.fullmatch(setting.form, value):
                raise BadSetting(
                    f"{setting.name} is not of the form {setting.form}: {setting.what}."
                )
    return [each.channel(given, each.address) for each in found if each.on]


def main() -> None:
    """`make channels`: each channel, what is missing, and its address for the platform."""
    try:
        given = values()
    except BadSetting as error:
        sys.exit(str(error))
    for status in statuses(given):
        name = status.channel.name
        state = "on" if status.on else "half configured" if status.half else "off"
        print(f"{name}: {state}")
        for setting in status.channel.settings:
            mark = "set" if setting.name in status.given else "-" if setting.optional else "MISSING"
            print(f"    {setting.name:28} {mark:8} {setting.what}")
        if status.channel.needs_address:
            mark = "set" if given.get(PUBLIC_URL) else "MISSING"
            print(f"    {PUBLIC_URL:28} {mark:8} https address under which this gateway is reached")
        webhook = f"webhook: {status.address}    " if status.channel.webhook else ""
        print(f"    {webhook}guide: docs/channels/{name}.md")


if __name__ == "__main__":
    main()
