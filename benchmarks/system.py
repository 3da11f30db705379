"""What both systems look like to the measurements."""

from __future__ import annotations

from typing import Protocol

from benchmarks.link import Link


class Conversation(Protocol):
    """One person's conversation with a system."""

    def say(self, text: str) -> bool:
        """Take one turn. True when the article answered, with a custom action in the turn."""


class System(Protocol):
    """Running processes that hold conversations."""

    name: str
    port: int

    def begin(self, link: Link) -> Conversation:
        """Begin a new conversation over `link`."""

    def roots(self) -> list[int]:
        """Process ids; with their children they are all of the system."""
