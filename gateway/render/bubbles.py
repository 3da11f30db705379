"""A reply as plain bubbles of text with buttons: what all messaging apps have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gateway.render.text import plain, split, units
from gateway.render.words import words


@dataclass(frozen=True)
class Choice:
    """A button."""

    title: str
    value: str


@dataclass(frozen=True)
class Bubble:
    """One message of a reply."""

    text: str
    choices: tuple[Choice, ...] = ()


def bubbles(reply: list[dict[str, Any]]) -> list[Bubble]:
    """The messages of `reply`; a button that stands on several of them only on the last one."""
    made: list[Bubble] = []
    seen: set[str] = set()
    for message in reversed(reply):
        choices = []
        for button in message["buttons"]:
            if button["value"] and button["value"] not in seen:
                seen.add(button["value"])
                choices.append(Choice(button["title"], button["value"]))
        made.append(Bubble(_text(message), tuple(choices)))
    return [bubble for bubble in reversed(made) if bubble.text]


def _text(message: dict[str, Any]) -> str:
    text = plain(message["text"])
    sources = provenance(message)
    return f"{text}\n\n{sources}" if text and sources else text


def parts(bubble: Bubble, most: int) -> list[Bubble]:
    """`bubble` in texts of at most `most` units; the buttons are under the last one."""
    *before, last = split(bubble.text, most)
    return [
        *(Bubble(text) for text in before),
        Bubble(last, bubble.choices),
    ]


def groups(choices: tuple[Choice, ...], most: int) -> list[tuple[Choice, ...]]:
    """`choices` in groups of at most `most`."""
    return [choices[start : start + most] for start in range(0, len(choices), most)]


def provenance(message: dict[str, Any]) -> str:
    """Where an answer comes from, and whether a clinician has read it."""
    if not message["sources"] or message["kind"] == "safety":
        return ""
    names = ", ".join(source["name"] for source in message["sources"])
    said = [words()["sources"].format(names=names)]
    if message["checked"]:
        said.append(words()["checked"].format(day=message["checked"]))
    reviewed = message["reviewed_by"]
    said.append(words()["reviewed"].format(name=reviewed) if reviewed else words()["unreviewed"])
    return " ".join(said)


def cut(title: str, most: int) -> str:
    """`title` in at most `most` units."""
    if units(title) <= most:
        return title
    kept = title
    while units(kept) > most - 1:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def labels(choices: tuple[Choice, ...], most: int, start: int = 1) -> tuple[list[str], bool]:
    """Titles of at most `most` units, no two alike, and whether they are whole.

    Where they are not, each begins with its number, under which the whole title can be written.
    """
    titles = [choice.title for choice in choices]
    if len(set(titles)) == len(titles) and all(units(title) <= most for title in titles):
        return titles, True
    form = words()["option"]
    return [
        cut(form.format(number=number, title=title), most)
        for number, title in enumerate(titles, start)
    ], False


def listed(choices: tuple[Choice, ...], start: int = 1) -> str:
    """The whole titles, numbered, one a line."""
    form = words()["option"]
    lines = [form.format(number=n, title=choice.title) for n, choice in enumerate(choices, start)]
    return "\n".join(lines)
