"""What a match means where it stands: whose, present, denied, gone, past or only asked about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from red_flags import denial, supposition, times
from red_flags.clauses import Layout
from red_flags.people import NOBODY, Cast
from red_flags.record import SELF, Status


@dataclass(frozen=True)
class Match:
    """A finding at its words, with the words of the text that it needed."""

    finding: str
    kind: str
    used: tuple[int, ...]
    consumed: frozenset[int]
    """Words that this or an overlapping match of the same finding needed; they never deny."""
    about: int = -1
    """The word before that names the part of the body, where "it" stands for it."""


class Scene:
    """One message with its layout, cast and matches."""

    def __init__(self, layout: Layout, cast: Cast, matches: Iterable[Match]) -> None:
        self.layout = layout
        self.cast = cast
        self.words = layout.words.words
        self.breaks = layout.words.breaks
        self.matches = tuple(matches)

    @cached_property
    def taken(self) -> frozenset[int]:
        """Words that any match needed."""
        return frozenset(i for match in self.matches for i in match.used)

    @cached_property
    def signs(self) -> frozenset[int]:
        """Words that a match other than a modifier or context needed."""
        return frozenset(
            i
            for match in self.matches
            if match.kind not in ("modifier", "context")
            for i in match.used
        )

    @cached_property
    def _takers(self) -> dict[int, list[Match]]:
        found: dict[int, list[Match]] = {}
        for match in self.matches:
            for i in match.used:
                found.setdefault(i, []).append(match)
        return found

    def elsewhere(self, i: int, match: Match) -> bool:
        """Whether word `i` belongs to a sign that shares no word with `match`."""
        takers = self._takers.get(i, ())
        return any(set(taker.used).isdisjoint(match.used) for taker in takers)

    def status(self, match: Match) -> Status:
        """The status of the finding here."""
        if denial.denied(self, match):
            return "absent"
        if supposition.supposed(self, match):
            return "hypothetical"
        return times.when(self, match)

    def person(self, match: Match) -> str:
        """Whose it is; `NOBODY` for people in general."""
        cues = [i for i in match.used if self.cast.cue[i]]
        first = self.cast.owner[match.used[0]]
        if match.kind == "event" and first == NOBODY:
            return self._meant_by(cues, match)
        if match.kind in ("event", "context") or not cues:
            return first
        last = self.cast.owner[cues[-1]]
        # "Can't look after the kids": they are only the object.
        return first if last == NOBODY else last

    def _meant_by(self, cues: list[int], match: Match) -> str:
        """As in "goodbye everyone", "everyone would be better off": the one who talks."""
        row = [self.words[i] for i in match.used]
        own = not {"everyone", "everybody", "all", "me", "i", "my"}.isdisjoint(row)
        return SELF if own and cues else NOBODY

    def sentence(self, match: Match) -> tuple[int, int]:
        """The sentence in which the match begins."""
        return self.layout.sentences[self.layout.sentence_of[match.used[0]]]

    def clause(self, i: int) -> tuple[int, int]:
        """The clause of a word."""
        return self.layout.clauses[self.layout.clause_of[i]]

    def has(self, phrases: Iterable[str], start: int, end: int) -> bool:
        """Whether one of the phrases stands between two words."""
        text = f" {' '.join(self.words[start:end])} "
        return any(f" {phrase} " in text for phrase in phrases)
