"""Which modifier belongs to which sign, by the part of the body that both speak of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile

from red_flags.body import PART_OF, PLURAL
from red_flags.clauses import JOINS, TURNS, Layout
from red_flags.context import Match

Row = tuple[list[str], list[int]]
"""Words and, for each, its number in the text; below zero for a carried word (see `carried`)."""

SAME = frozenset(
    "it its they theyre that thats which this theres there also now feels looks looking feeling "
    "seems goes gets got still really very so too quite bit little slightly both all even then "
    "has is was with gone went turned became".split()
)
"""A clause that begins so speaks of what was named before."""

SIDES = {"left": "left", "right": "right", "both": "both", "1": "one", "each": "both"}
LATERAL = frozenset({"one_sided", "both_sides"})
ONSET = frozenset({"sudden_onset", "new_onset", "worsening"})
SINCE = frozenset("after since from following yesterday today because ago".split())


@dataclass(frozen=True)
class Bound:
    """A match with what belongs to it."""

    match: Match
    beside: frozenset[str]
    part: str
    side: str
    alone: bool
    """A modifier that found no sign in its message: it speaks of an earlier one."""


def carried(number: int) -> int:
    """How a carried word is numbered in a row; the same call gives the number back."""
    return -2 - number


def mentions(words: Sequence[str]) -> list[int]:
    """The numbers of the words that name a part of the body."""
    return [i for i, word in enumerate(words) if word in PART_OF]


def rows(plan: Layout, part: str) -> Iterator[Row]:
    """The rows in which patterns are looked for: sentences, and clauses about the same part.

    "My calf hurts. It's swollen." gives "calf its swollen calf" too. `part` is the part of the
    body that the talk was about before this text.
    """
    words = plan.words.words
    for start, end in plan.sentences:
        yield list(words[start:end]), list(range(start, end))
    last, place = part, -1
    for start, end in plan.clauses:
        named = [i for i in range(start, end) if words[i] in PART_OF]
        if not named and last and _same(words, start, end):
            yield [last, *words[start:end], last], [place, *range(start, end), place]
        if named:
            last, place = words[named[-1]], carried(named[-1])


def _same(words: Sequence[str], start: int, end: int) -> bool:
    row = list(dropwhile(lambda word: word in JOINS or word in TURNS, words[start:end]))
    return len(row) <= 3 or row[0] in SAME or not {"it", "its"}.isdisjoint(row[:4])


def last_part(plan: Layout) -> str:
    """The last part of the body that the text names, as said; empty when it names none."""
    named = mentions(plan.words.words)
    return plan.words.words[named[-1]] if named else ""


def bind(plan: Layout, matches: list[Match]) -> list[Bound]:
    """Each match with what binds to it, its part of the body and its side."""
    places = [_mention(plan, match) for match in matches]
    beside: list[set[str]] = [set() for _ in matches]
    alone = []
    signs = [i for i, match in enumerate(matches) if match.kind not in ("modifier", "context")]
    for i, match in enumerate(matches):
        if match.finding in LATERAL:
            owners = _lateral(plan, matches, places, i, signs)
        elif match.finding in ONSET:
            owners = _near(plan, matches, i, signs)
        else:
            owners = [k for k in signs if k != i and _linked(plan, match, matches[k])]
        alone.append(match.kind == "modifier" and not owners)
        for k in owners:
            beside[k].add(match.finding)
    return [
        Bound(
            match,
            frozenset(beside[i]),
            _part(plan, places[i]),
            _side(plan, places[i]),
            alone[i],
        )
        for i, match in enumerate(matches)
    ]


def _mention(plan: Layout, match: Match) -> int | None:
    """The word that names the part of the body that the match is about; None when none does."""
    words = plan.words.words
    own = [i for i in match.used if words[i] in PART_OF]
    if own:
        return own[-1]
    if match.about >= 0:
        return match.about
    # First in the same breath, then in the clause: "my foot is white, cramps in both legs".
    for start, end in (_piece(plan, match.used[0]), plan.clauses[plan.clause_of[match.used[0]]]):
        before = [i for i in range(start, match.used[0]) if words[i] in PART_OF]
        after = [i for i in range(match.used[0], end) if words[i] in PART_OF]
        if before or after:
            return before[-1] if before else after[0]
    return None


def _part(plan: Layout, place: int | None) -> str:
    return "" if place is None else PART_OF[plan.words.words[place]]


def _side(plan: Layout, place: int | None) -> str:
    if place is None:
        return ""
    words = plan.words.words
    start, end = plan.sentences[plan.sentence_of[place]]
    near = [*words[max(start, place - 3) : place], *words[place + 1 : min(place + 4, end)]]
    found = {SIDES[word] for word in near if word in SIDES}
    if "both" in found or (not found and words[place] in PLURAL):
        return "both"
    return next((side for side in ("left", "right", "one") if side in found), "")


def _lateral(
    plan: Layout, matches: list[Match], places: list[int | None], i: int, signs: list[int]
) -> list[int]:
    """The signs that a "left" or "both" belongs to: those about the same part of the body."""
    same = [k for k in signs if places[k] == places[i] is not None]
    overlapping = [k for k in signs if not set(matches[k].used).isdisjoint(matches[i].used)]
    if same or overlapping:
        return sorted({*same, *overlapping})
    clause = plan.clause_of[matches[i].used[0]]
    here = [k for k in signs if plan.clause_of[matches[k].used[0]] == clause]
    if here:
        # "swollen and red on one side": no part is named beside the side itself.
        return here if places[i] is None else [k for k in here if places[k] is None]
    return _near(plan, matches, i, signs)


def _near(plan: Layout, matches: list[Match], i: int, signs: list[int]) -> list[int]:
    """The signs of the same clause, or else of the nearest one before, or else after."""
    at = plan.clause_of[matches[i].used[0]]
    clauses = sorted({plan.clause_of[matches[k].used[0]] for k in signs})
    nearest = [c for c in clauses if c <= at][-1:] or clauses[:1]
    start, end = plan.sentences[plan.sentence_of[matches[i].used[0]]]
    if at not in clauses and matches[i].used[0] == start:
        # "My calf aches. Suddenly my arm went weak": what opens a sentence belongs to what follows.
        after = [c for c in clauses if c > at and plan.clauses[c][0] < end]
        nearest = after[:1] or nearest
    return [k for k in signs if plan.clause_of[matches[k].used[0]] in nearest]


def _linked(plan: Layout, one: Match, other: Match) -> bool:
    """Whether a context was said of the sign itself: in one breath, or "after …" beside it."""
    if plan.sentence_of[one.used[0]] != plan.sentence_of[other.used[0]]:
        return False
    if _piece(plan, one.used[0]) == _piece(plan, other.used[0]):
        return True
    a, b = plan.clause_of[one.used[0]], plan.clause_of[other.used[0]]
    start, end = plan.clauses[a]
    return abs(a - b) <= 1 and any(word in SINCE for word in plan.words.words[start:end])


def _piece(plan: Layout, i: int) -> tuple[int, int]:
    """The stretch around word `i` without comma, "and" or clause end."""
    start, end = plan.clauses[plan.clause_of[i]]
    first, last = i, i + 1
    while first > start and not _parts(plan, first):
        first -= 1
    while last < end and not _parts(plan, last):
        last += 1
    return first, last


def _parts(plan: Layout, i: int) -> bool:
    return bool(plan.words.breaks[i]) or plan.words.words[i] in JOINS
