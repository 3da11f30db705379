"""What is known of a conversation: signs, what they add up to, and their JSON. Knows no rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import IntEnum
from typing import Any, Literal

Status = Literal["present", "absent", "recent", "past", "hypothetical"]
Net = Literal["pattern", "meaning", "answer"]
How = Literal["misunderstood", "seen"]

SELF = "self"
"""The person key of whoever is talking to the assistant."""


class Tier(IntEnum):
    """How soon help is needed; `label` is the public name."""

    NONE = 0
    SOON = 1
    URGENT = 2
    EMERGENCY = 3

    @property
    def label(self) -> str:
        """The name used in the web API: none, soon, urgent, emergency."""
        return self.name.lower()

    @classmethod
    def from_label(cls, label: str) -> Tier:
        """The tier of a public name. Raises KeyError on any other text."""
        return cls[label.upper()]


@dataclass(frozen=True)
class Sign:
    """One finding as said once."""

    id: str
    status: Status
    person: str = SELF
    """`self`, or a stable key such as `mum`, `son`, `patient`, `other`."""
    words: str = ""
    """Their own words, cleaned; at most about ten."""
    turn: int = 0
    clause: int = 0
    said_at: float = 0.0
    """Unix seconds."""
    beside: frozenset[str] = frozenset()
    """Modifiers and contexts that bind to this sign: in its clause or its episode."""
    net: Net = "pattern"
    part: str = ""
    """The part of the body it is about, as a group: leg, foot, arm, hand, or nothing."""
    side: str = ""
    """left, right, one, both, or nothing."""

    def to_json(self) -> dict[str, Any]:
        """Plain values; `from_json` reads them back."""
        # Every other field is plain; `asdict` copies each deeply, for every sign of every turn.
        return {**self.__dict__, "beside": sorted(self.beside)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Sign:
        """The sign that `to_json` wrote. Raises KeyError or TypeError on other data."""
        return cls(**{**data, "beside": frozenset(data["beside"])})


@dataclass(frozen=True)
class Findings:
    """All that is known of one conversation."""

    signs: tuple[Sign, ...] = ()
    told: Mapping[str, int] = field(default_factory=dict)
    """`flag@person` → the highest tier already told in full."""
    seen: Mapping[str, int] = field(default_factory=dict)
    """`flag@person` → the turn at which the person said a professional has seen it."""
    turn: int = 0
    last_at: float = 0.0
    person: str = SELF
    """Whom the talk is about now."""
    people: tuple[str, ...] = ()
    """Other persons spoken of, the latest last, so that "he" and "she" have a meaning."""
    part: str = ""
    """The part of the body spoken of last, as said, so that "it" has a meaning."""

    def to_json(self) -> dict[str, Any]:
        """Plain values that survive `json.dumps`."""
        return {
            **{name: getattr(self, name) for name in ("turn", "last_at", "person", "part")},
            "signs": [sign.to_json() for sign in self.signs],
            "told": dict(self.told),
            "seen": dict(self.seen),
            "people": list(self.people),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Findings:
        """The findings that `to_json` wrote. Raises KeyError or TypeError on other data."""
        signs = tuple(Sign.from_json(sign) for sign in data["signs"])
        people = tuple(data.get("people", ()))
        return cls(**{**data, "signs": signs, "people": people})


NO_FINDINGS = Findings()


def told_key(flag: str, person: str) -> str:
    """Under which name `Findings.told` keeps a person's flag."""
    return f"{flag}@{person}"


@dataclass(frozen=True)
class Fired:
    """One red flag that stands for one person."""

    flag: str
    tier: Tier
    action: str
    person: str = SELF
    words: tuple[str, ...] = ()
    """What they said that fired it, at most two quotations."""
    findings: tuple[str, ...] = ()
    new: bool = True
    """Not told yet, or told at a lower tier."""

    @property
    def key(self) -> str:
        """Under which name `Findings.told` keeps it."""
        return told_key(self.flag, self.person)

    def to_json(self) -> dict[str, Any]:
        """Plain values; the tier by its label."""
        return {
            **asdict(self),
            "tier": self.tier.label,
            "words": list(self.words),
            "findings": list(self.findings),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Fired:
        """The flag that `to_json` wrote."""
        tier = Tier.from_label(str(data["tier"]))
        lists = {name: tuple(data[name]) for name in ("words", "findings")}
        return cls(**{**data, **lists, "tier": tier})


@dataclass(frozen=True)
class Assessment:
    """What one message adds, and what now stands."""

    findings: Findings = NO_FINDINGS
    tier: Tier = Tier.NONE
    fired: tuple[Fired, ...] = ()
    """All standing flags, the most urgent first, the crisis pathway first in its tier."""
    heard: tuple[Sign, ...] = ()
    """The signs of this message."""
    hypothetical: bool = False
    """Asks about a red-flag topic without having it."""
    failed: bool = False
    """The check itself broke: say the neutral safety line."""

    @property
    def news(self) -> tuple[Fired, ...]:
        """The flags whose full safety text is due now."""
        return tuple(flag for flag in self.fired if flag.new)

    @property
    def action(self) -> str | None:
        """The action of the most urgent new flag."""
        return self.news[0].action if self.news else None

    def to_json(self) -> dict[str, Any]:
        """Plain values that survive `json.dumps`."""
        return {
            "findings": self.findings.to_json(),
            "tier": self.tier.label,
            "fired": [flag.to_json() for flag in self.fired],
            "heard": [sign.to_json() for sign in self.heard],
            "hypothetical": self.hypothetical,
            "failed": self.failed,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Assessment:
        """The assessment that `to_json` wrote."""
        return cls(
            findings=Findings.from_json(data["findings"]),
            tier=Tier.from_label(str(data["tier"])),
            fired=tuple(Fired.from_json(flag) for flag in data["fired"]),
            heard=tuple(Sign.from_json(sign) for sign in data["heard"]),
            hypothetical=bool(data["hypothetical"]),
            failed=bool(data["failed"]),
        )


@dataclass(frozen=True)
class Question:
    """The question that is open, so that "yes", "no" and "not sure" have a meaning."""

    id: str
    person: str = SELF
    findings: tuple[str, ...] = ()
    """What a yes says; with several, a yes means at least the first."""
    all_of: bool = False
    """A yes means every one of `findings`."""
    unsure_is_yes: bool = False
    """Emergency items: "not sure" counts as yes."""
    words: str = ""
    """The question in the words to quote when the answer is yes."""

    def to_json(self) -> dict[str, Any]:
        """Plain values that survive `json.dumps`."""
        return {**asdict(self), "findings": list(self.findings)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Question:
        """The question that `to_json` wrote."""
        values = {**data, "findings": tuple(data["findings"])}
        return cls(**values)
