"""What the operator sets, from the environment. Read once at start; a bad value says how to mend it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?")


class BadSetting(Exception):
    """A setting that the gateway can't start with."""


@dataclass(frozen=True)
class Settings:
    """Everything that differs between two installations."""

    host: str
    port: int
    rasa_url: str
    secret: str
    """Signs session tokens and buttons, and opens Rasa's private channel."""
    state: Path
    """Folder of the database."""
    rate_limit: bool
    sites: frozenset[str]
    """Origins of the sites whose pages may hold the widget, beside the gateway's own."""
    proxies: int
    """So many proxies of the operator's own stand in front and name the client's address."""

    @property
    def database(self) -> Path:
        """SQLite file with conversations."""
        return self.state / "conversations.sqlite"


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings of this process. Raises :class:`BadSetting`."""
    secret = environment.get("GATEWAY_SECRET", "")
    if len(secret) < 32:
        raise BadSetting(
            "GATEWAY_SECRET must hold at least 32 characters; `make run` makes one in var/secret."
        )
    host = environment.get("HOST", "127.0.0.1")
    rate_limit = environment.get("RATE_LIMIT", "on") != "off"
    if not rate_limit and host != "127.0.0.1":
        raise BadSetting("RATE_LIMIT=off is for tests: it needs HOST=127.0.0.1.")
    return Settings(
        host=host,
        port=port(environment, "PORT", 8080),
        rasa_url=f"http://127.0.0.1:{port(environment, 'RASA_PORT', 5005)}",
        secret=secret,
        state=Path(environment.get("STATE_DIR", "var")),
        rate_limit=rate_limit,
        sites=_sites(environment.get("SITES", "")),
        proxies=_count(environment, "PROXIES"),
    )


def _sites(value: str) -> frozenset[str]:
    for site in value.split():
        if not _ORIGIN.fullmatch(site):
            raise BadSetting(
                f"SITES={site} is not a site: give https://, the name and nothing after it, "
                "for example https://clinic.example; more than one with spaces between."
            )
    return frozenset(value.split())


def _count(environment: Mapping[str, str], name: str) -> int:
    value = environment.get(name) or "0"
    if not (value.isascii() and value.isdecimal()):
        raise BadSetting(
            f"{name}={value} is not a number: give 0, or how many proxies are in front."
        )
    return int(value)


def port(environment: Mapping[str, str], name: str, default: int) -> int:
    """The port that the variable `name` holds. Raises :class:`BadSetting`."""
    value = environment.get(name) or str(default)
    if not (value.isascii() and value.isdecimal()) or not 0 < int(value) < 65536:
        raise BadSetting(f"{name}={value} is not a port: give a number from 1 to 65535.")
    return int(value)
