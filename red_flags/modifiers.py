"""What a person's conditions change in an answer. Knows modifiers.yml, not the answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, cast

from red_flags.knowledge import FOLDER
from red_flags.people import NOBODY
from red_flags.reasoning import members
from red_flags.record import SELF, Findings, Sign, Tier
from red_flags.schema import Problem, Shape, lines_of, read

Action = Literal["withhold", "caution", "ask_first", "always"]

MODIFIER = Shape(
    needs={"when": (list,), "about": (list,), "action": (str,)},
    may={
        "text": (str, type(None)),
        "speech": (str, type(None)),
        "general": (str, type(None)),
        "ask": (str, dict, type(None)),
        "sources": (list,),
        "basis": (str,),
    },
)
GENERAL = Shape(
    needs={"id": (str,), "about": (list,), "text": (str,), "speech": (str,)},
    may={"sources": (list,), "basis": (str,)},
)
EVERYTHING = "*"


@dataclass(frozen=True)
class Modifier:
    """One thing to leave out, say or ask when an answer is about certain subjects."""

    id: str
    action: Action
    about: frozenset[str]
    text: str = ""
    speech: str = ""
    general: str | None = None
    """The general caution that says the same while conditions are unknown."""
    when: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def covers(self, about: frozenset[str]) -> bool:
        """Whether a part about these subjects is meant."""
        return EVERYTHING in self.about or not self.about.isdisjoint(about)


@lru_cache(maxsize=1)
def _entries() -> tuple[tuple[Modifier, ...], tuple[Modifier, ...]]:
    data = read(FOLDER / "modifiers.yml")
    mine = tuple(_modifier(str(name), entry) for name, entry in data["modifiers"].items())
    general = tuple(
        _modifier(entry["id"], {**entry, "action": "always", "when": ["everyone"]})
        for entry in data.get("general_cautions") or ()
    )
    return mine, general


def _modifier(name: str, entry: Mapping[str, Any]) -> Modifier:
    return Modifier(
        id=name,
        action=cast(Action, entry["action"]),
        about=frozenset(entry["about"]),
        text=entry.get("text") or "",
        speech=entry.get("speech") or entry.get("text") or "",
        general=entry.get("general"),
        when=tuple(entry["when"]),
        sources=tuple(entry.get("sources") or ()),
    )


def modifiers_problems() -> list[Problem]:
    """What is wrong in the shape of modifiers.yml."""
    path = FOLDER / "modifiers.yml"
    data, lines = read(path), lines_of(path)
    found = [
        Problem(path.name, lines.get(("modifiers", str(name), key), 1), f"{name}: {text}")
        for name, entry in data["modifiers"].items()
        for key, text in MODIFIER.problems(entry)
    ]
    return found + [
        Problem(path.name, lines[("general_cautions", str(number))], text)
        for number, entry in enumerate(data.get("general_cautions") or ())
        for _, text in GENERAL.problems(entry)
    ]


def general_cautions() -> tuple[Modifier, ...]:
    """What everybody reads on a subject while their conditions are unknown."""
    return _entries()[1]


def safest() -> tuple[Modifier, ...]:
    """What applies when findings can't be read: as if the person had every condition."""
    return tuple(
        modifier
        for modifier in _entries()[0]
        if modifier.action == "withhold" and any(":" not in name for name in modifier.when)
    )


def modifiers(
    findings: Findings,
    person: str | None = None,
    tier: Tier = Tier.NONE,
    fired: Iterable[str] = (),
) -> tuple[Modifier, ...]:
    """The modifiers that apply to `person`, or to everyone spoken of where that is unclear.

    `tier` and `fired` (flag ids) are what stands now. In the order of modifiers.yml.
    """
    facts = {sign.id for sign in _signs(findings, person or _asked_about(findings))}
    facts |= {f"flag:{flag.partition('@')[0]}" for flag in fired} | {f"tier:{tier.label}"}
    return tuple(
        modifier for modifier in _entries()[0] if any(_holds(name, facts) for name in modifier.when)
    )


def _holds(name: str, facts: set[str]) -> bool:
    return name == "everyone" or not facts.isdisjoint(members(name))


def _asked_about(findings: Findings) -> str | None:
    """The one person with findings; None (the union) when there are several."""
    people = {sign.person for sign in findings.signs} - {NOBODY}
    if findings.person != SELF and findings.person in people | {findings.person}:
        return None if SELF in people else findings.person
    return SELF if people <= {SELF} else None


def _signs(findings: Findings, person: str | None) -> Iterator[Sign]:
    for sign in findings.signs:
        if sign.status in ("present", "recent") and person in (None, sign.person):
            yield sign
