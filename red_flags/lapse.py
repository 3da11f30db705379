"""What is asked about again after a day of silence: acute signs that a flag stood on. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from red_flags.check import concluded
from red_flags.explanation import name_of, wording
from red_flags.knowledge import kind_of
from red_flags.memory import LASTING, SILENCE
from red_flags.record import SELF, Findings, Sign, Status, Tier

MOST = 3
"""So many questions at most; the most urgent first."""


@dataclass(frozen=True)
class Lapse:
    """Something that was said before a silence, and no longer stands by itself."""

    words: str
    person: str
    tier: Tier
    signs: tuple[Sign, ...]
    repeated: bool = False
    """It has been asked twice."""

    def to_json(self) -> dict[str, Any]:
        """Plain values that survive `json.dumps`."""
        return {
            **self.__dict__,
            "tier": self.tier.label,
            "signs": [sign.to_json() for sign in self.signs],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Lapse:
        """The lapse that `to_json` wrote."""
        signs = tuple(map(Sign.from_json, data["signs"]))
        return cls(**{**data, "tier": Tier.from_label(data["tier"]), "signs": signs})

    def question(self, *, speech: bool = False) -> str:
        """Whether it is still so, in their words."""
        form = wording()["still_so"]["speech" if speech else "text"]
        template: str = form["self" if self.person == SELF else "other"]
        return template.format(words=self.words, person=name_of(self.person))


def lapsed(known: Findings, now: float) -> tuple[Lapse, ...]:
    """The acute signs behind the flags that stood before a silence of a day; else none."""
    if not known.signs or now - known.last_at <= SILENCE:
        return ()
    found: dict[tuple[str, str], Lapse] = {}
    for flag in concluded(known).fired:
        signs = tuple(
            sign
            for sign in known.signs
            if sign.person == flag.person
            and (sign.id in flag.findings or sign.words in flag.words)
            and sign.status == "present"
            and kind_of(sign.id) not in LASTING
        )
        words = next((sign.words for sign in signs if sign.words), "")
        if flag.tier >= Tier.SOON and words:
            found.setdefault((words, flag.person), Lapse(words, flag.person, flag.tier, signs))
    return tuple(found.values())[:MOST]


def answered(findings: Findings, lapse: Lapse, still: bool) -> tuple[Findings, tuple[Sign, ...]]:
    """`findings` with the signs as they are now: there again, or gone of late."""
    status: Status = "present" if still else "recent"
    signs = tuple(
        replace(sign, status=status, turn=findings.turn, said_at=findings.last_at, net="answer")
        for sign in lapse.signs
    )
    return replace(findings, signs=findings.signs + signs), signs
