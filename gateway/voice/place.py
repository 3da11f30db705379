"""What goes into a spoken turn and what comes out, and where the conversation stands between two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from gateway.channels.contract import Reply
from gateway.voice.markup import Line
from gateway.voice.wording import Wish, wording

MOST = 200
"""Characters of a message's id."""


@dataclass(frozen=True)
class Place:
    """A place in the reply to one message. Small enough to travel with a platform's requests."""

    turn: str = ""
    """Id of the message whose reply is being read out."""
    at: int = 0
    """The unit of its script that the last step began with."""
    slower: int = 0
    """How often the person asked for it slower."""
    misses: int = 0
    """How often in a row nothing was heard."""
    asked: str = ""
    """What the last turn ended with; see `ask` in wording.yml."""
    welcomed: int = 0
    """1 once the disclaimer was spoken in this call."""
    number: int = 0
    """Counts the requests of a call, where the platform gives them no id."""

    def to_json(self) -> dict[str, Any]:
        """Plain values without those that say nothing; :meth:`read` takes them back."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Place:
        """The place in `values`; what is not of its form there counts as not said."""
        found: dict[str, Any] = {}
        for each in fields(cls):
            value = values.get(each.name)
            if each.type == "int":
                written = str(value) if isinstance(value, int | str) else ""
                if written.isascii() and written.isdecimal() and len(written) < 6:
                    found[each.name] = int(written)
            elif isinstance(value, str) and len(value) <= MOST:
                found[each.name] = value
        if found.get("asked") not in wording()["ask"]:
            found.pop("asked", None)
        return cls(**found)


@dataclass(frozen=True)
class Heard:
    """What a platform heard: words, a wish that it understood itself, a key, or nothing."""

    id: str
    """The same again when the same request comes again."""
    text: str | None = None
    wish: Wish | None = None
    digit: int | None = None
    unclear: bool = False
    """There were words, but the platform could not tell which."""

    @property
    def silent(self) -> bool:
        """Whether nothing was heard at all."""
        return not self.text and self.wish is None and self.digit is None


@dataclass(frozen=True)
class Spoken:
    """What is to be said, and what comes after it."""

    lines: tuple[Line, ...]
    reprompt: str
    """Said when nobody answers; in other words than the question."""
    place: Place
    ends: bool = False
    messages: Reply = field(default_factory=list)
    """The reply that this is the beginning of, for a screen."""

    @property
    def waits(self) -> bool:
        """Whether the person is doing something before they answer."""
        return self.place.asked == "step"
