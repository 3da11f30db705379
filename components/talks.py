"""Conversations that people wrote, and what is right after each turn. Knows their files, no model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

REFUSED = "refused"
SOCIAL = "social"
AGAIN = "again"
MORE = "more"
ACTS = (REFUSED, SOCIAL, AGAIN, MORE)
"""What a message after an answer may be, beside a question on a topic."""


@dataclass(frozen=True)
class Turn:
    """A message after an answer."""

    says: str
    topic: str
    """The topic answered last."""
    asked: str
    """The message that got this answer."""
    meant: tuple[str, ...]
    """Topics and :data:`ACTS` of which each is right, the best topic first."""


def turns(folder: Path) -> list[Turn]:
    """All follow-ups in the files of `folder`, in order. Raises :class:`ValueError` for an unknown form."""
    return [turn for talk in _talks(folder) for turn in _follow_ups(talk)]


def openings(folder: Path) -> list[tuple[str, str]]:
    """The first message of each conversation with its topic, where it asks for one."""
    found = []
    for talk in _talks(folder):
        first = talk["turns"][0]
        form = first["expect"].get("any", [first["expect"]])[0]
        if "topics" in form:
            found.append((first["says"], form["topics"][0]))
    return found


def _talks(folder: Path) -> Iterator[dict[str, Any]]:
    for file in sorted(folder.glob("*.yml")):
        yield from yaml.safe_load(file.read_text(encoding="utf-8"))["conversations"]


def _follow_ups(talk: dict[str, Any]) -> Iterator[Turn]:
    topic = asked = None
    for turn in talk["turns"]:
        says, expect = turn["says"], turn["expect"]
        forms = expect.get("any", [expect])
        meant = tuple(dict.fromkeys(each for form in forms for each in _meant(form)))
        if topic and asked and meant:
            yield Turn(says, topic, asked, meant)
        answered = [each for form in forms for each in _topics(form)]
        if answered:
            topic, asked = answered[0], says


def _meant(form: dict[str, Any]) -> tuple[str, ...]:
    ((kind, value),) = form.items()
    match kind:
        case "topics":
            return tuple(value)
        case "refused":
            return (REFUSED, SOCIAL)  # A word of small talk is no answer either.
        case "social":
            return (SOCIAL,)
        case "repeats":
            return (AGAIN,)
        case "more":
            return (MORE,)
        case "each" | "choices":
            return ()  # Several questions are found before; where any answer is right, none is learned.
    raise ValueError(f"unknown expectation: {kind}")


def _topics(form: dict[str, Any]) -> list[str]:
    """The topics after this turn, the one talked about first."""
    ((kind, value),) = form.items()
    if kind == "each":
        return [value[-1][0]]
    return list(value) if kind in ("topics", "more") else []
