"""Where an interview stands, and its JSON. Knows no questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from red_flags.record import SELF, Findings, Sign

Mode = Literal["whole", "item", "which", "again", "confirm"]
"""How the open question is put: with its buttons; one yes or no; "which one?"; in other words
after "not sure"; asked back after a spoken yes."""


@dataclass(frozen=True)
class Step:
    """One question that was asked."""

    query: str
    person: str
    """Whom the talk was about when it was asked."""
    turns: tuple[int, ...] = ()
    """The turns that answered it."""
    replaced: tuple[Sign, ...] = ()
    """Signs as they were before an answer said which side they are on, or how they came."""


@dataclass(frozen=True)
class Interview:
    """Where the interview stands."""

    route: str
    person: str = SELF
    steps: tuple[Step, ...] = ()
    """The questions so far; the open one is the last."""
    mode: Mode = "whole"
    item: int = 0
    """Which yes or no is open, in every mode but `whole`; -1 for the question as a whole."""
    reworded: bool = False
    """Whether the open question has been put in other words."""
    pending: str | None = None
    """The drill-down to ask when the open question is done."""
    over: bool = False

    def to_json(self) -> dict[str, Any]:
        """Plain values that survive `json.dumps`."""
        steps = [
            {**step.__dict__, "replaced": [sign.to_json() for sign in step.replaced]}
            for step in self.steps
        ]
        return {**self.__dict__, "steps": steps}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Interview:
        """The interview that `to_json` wrote. Raises KeyError or TypeError on other data."""
        steps = tuple(
            Step(
                step["query"],
                step["person"],
                tuple(step["turns"]),
                tuple(map(Sign.from_json, step["replaced"])),
            )
            for step in data["steps"]
        )
        return cls(**{**data, "steps": steps})


def having(findings: Findings, person: str, *statuses: str) -> frozenset[str]:
    """The findings that the person has with one of these statuses."""
    return frozenset(
        sign.id for sign in findings.signs if sign.person == person and sign.status in statuses
    )
