"""What a person's conditions change in an answer. Knows modifiers.yml, not the answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
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
        "ask": (dict,),
        "sources": (list,),
        "basis": (str,),
    },
)
ASK = Shape(needs={"text": (str,), "speech": (str,), "lifted_by": (str,)}, may={"present": (list,)})
GENERAL = Shape(
    needs={"id": (str,), "about": (list,), "text": (str,), "speech": (str,)},
    may={"sources": (list,), "basis": (str,)},
)
EVERYTHING = "*"


@dataclass(frozen=True)
class Ask:
    """The question before a part."""

    text: str
    speech: str
    lifted_by: str
    """yes or no: the answer after which the part is given freely."""
    present: tuple[str, ...] = ()
    """What a yes says of the person."""


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
    ask: Ask | None = None

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
    ask = entry.get("ask")
    return Modifier(
        id=name,
        action=cast(Action, entry["action"]),
        about=frozenset(entry["about"]),
        text=entry.get("text") or "",
        speech=entry.get("speech") or entry.get("text") or "",
        general=entry.get("general"),
        when=tuple(entry["when"]),
        sources=tuple(entry.get("sources") or ()),
        ask=Ask(**{**ask, "present": tuple(ask.get("present") or ())}) if ask else None,
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
    found += [
        Problem(path.name, lines[("modifiers", str(name))], f"{name}: {text}")
        for name, entry in data["modifiers"].items()
        for text in _ask_problems(entry)
    ]
    return found + [
        Problem(path.name, lines[("general_cautions", str(number))], text)
        for number, entry in enumerate(data.get("general_cautions") or ())
        for _, text in GENERAL.problems(entry)
    ]


def _ask_problems(entry: Mapping[str, Any]) -> Iterator[str]:
    if (entry["action"] == "ask_first") is not ("ask" in entry):
        yield "'ask_first' and the key 'ask' go together"
    if "ask" in entry:
        yield from (text for _, text in ASK.problems(entry["ask"]))
        if entry["ask"].get("lifted_by") not in ("yes", "no"):
            yield '\'lifted_by\' must be "yes" or "no"'


def general_cautions() -> tuple[Modifier, ...]:
    """What everybody reads on a subject while their conditions are unknown."""
    return _entries()[1]


def all_modifiers() -> tuple[Modifier, ...]:
    """Every modifier and general caution, whoever it is for."""
    return tuple(modifier for entries in _entries() for modifier in entries)


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
    answered: Mapping[str, str] | None = None,
) -> tuple[Modifier, ...]:
    """The modifiers that apply to `person`, or to everyone spoken of where that is unclear.

    `tier` and `fired` (flag ids) are what stands now; `answered` are the answers to what
    `ask_first` asks, by :func:`ask_key`. In the order of modifiers.yml.
    """
    facts = {sign.id for sign in _signs(findings, person or _asked_about(findings))}
    facts |= {f"flag:{flag.partition('@')[0]}" for flag in fired} | {f"tier:{tier.label}"}
    found = []
    for modifier in _entries()[0]:
        if not any(_holds(name, facts) for name in modifier.when):
            continue
        answer = (answered or {}).get(ask_key(modifier.id, findings))
        if modifier.ask is None or answer is None:
            found.append(modifier)
        elif answer != modifier.ask.lifted_by:
            found.append(replace(modifier, action="withhold"))
    return tuple(found)


def ask_key(modifier: str, findings: Findings) -> str:
    """Under which name the answer to a modifier's question is kept: it is one person's answer."""
    return f"{modifier}@{_asked_about(findings) or EVERYTHING}"


def modifier(name: str) -> Modifier | None:
    """The modifier of this name."""
    return next((known for known in _entries()[0] if known.id == name), None)


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
