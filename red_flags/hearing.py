"""From text to signs. Knows nothing of earlier turns but whom and what the talk was about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from red_flags import binding, denial, hearsay, spelling, supposition, times
from red_flags.clauses import JOINS, TURNS, Layout, layout
from red_flags.context import Match, Scene
from red_flags.elsewhere import elsewhere
from red_flags.knowledge import kind_of
from red_flags.meaning import meaning as shared_meaning
from red_flags.patterns import STOP, Hit, Net
from red_flags.patterns import net as shared_net
from red_flags.people import NOBODY, Cast, cast_of
from red_flags.presumption import CRAMP, presumed
from red_flags.record import NO_FINDINGS, Findings, Sign
from red_flags.text import Words, words_of

LEADS = JOINS | TURNS | {"because", "um", "uh", "well", "hi", "hello"}
"""Words with which no quotation begins."""

MOST_QUOTED = 12
"""Words of a quotation."""

LONGEST_READ = 14
"""Words that the second net reads at once."""

WORDS_A_READING = 20
"""It reads once for so many words of the message, and at least once."""

SHORT = 5
"""Words; a shorter clause is read together with its neighbour by the second net."""


SIGNS = ("symptom", "event")
"""Kinds of findings that are signs by themselves."""

CALM = frozenset("fine normal normally perfect ok okay great".split())
"""With these a clause tells that something is well: "breathing's fine". Only patterns read it."""


@dataclass(frozen=True)
class Heard:
    """What one message says."""

    signs: tuple[Sign, ...]
    alone: tuple[Sign, ...]
    """Modifiers without a sign in this message: they speak of an earlier one."""
    partial: tuple[Sign, ...]
    """Denials of a part only ("no pain at rest")."""
    layout: Layout
    cast: Cast
    part: str


@dataclass(frozen=True)
class _Read:
    """A text with its layout and matches, before anything is decided."""

    words: Words
    plan: Layout
    cast: Cast
    matches: list[Match]
    never: Mapping[str, frozenset[int]]
    """Of each finding, the words that mean something else."""
    scene: Scene


def _read(text: str, known: Findings, net: Net) -> _Read:
    words = spelling.mended(words_of(text), net)
    plan = layout(words)
    cast = cast_of(plan, known.person, known.people)
    matches, never = matches_of(net, plan, known.part)
    matches = [match for match in matches if not elsewhere(plan, match)]
    matches += presumed(Scene(plan, cast, matches), never.get(CRAMP, frozenset()))
    return _Read(words, plan, cast, matches, never, Scene(plan, cast, matches))


def hear(
    text: str, known: Findings, now: float, net: Net | None = None, *, meaning: bool = False
) -> Heard:
    """The signs of `text`, each with status, person and what binds to it.

    `meaning` asks the second net too, about the clauses in which no pattern found a sign.
    """
    read = _read(text, known, net or shared_net())
    plan, scene = read.plan, read.scene
    meant = _meant(read) if meaning else []
    nets = {id(match): "meaning" for match in meant}
    signs, alone, partial = [], [], []
    bounds = binding.bind(plan, [*read.matches, *meant])
    for bound in sorted(bounds, key=lambda bound: bound.match.used):
        match = bound.match
        person = scene.person(match)
        if person == NOBODY:
            continue
        sign = Sign(
            id=match.finding,
            status="present" if id(match) in nets else scene.status(match),
            person=person,
            words=quote(read.words, plan, match),
            turn=known.turn + 1,
            clause=plan.clause_of[match.used[0]],
            said_at=now,
            beside=bound.beside,
            net="meaning" if id(match) in nets else "pattern",
            part=bound.part,
            side=bound.side,
        )
        signs.append(sign)
        if bound.alone:
            alone.append(sign)
        if sign.status == "absent" and denial.partial(scene, match):
            partial.append(sign)
    last = binding.last_part(plan) or known.part
    return Heard(tuple(signs), tuple(alone), tuple(partial), plan, read.cast, last)


def _segments(read: _Read) -> list[tuple[int, int]]:
    """Stretches that the second net reads: clauses without a sign, short ones drawn together."""
    signs = {i for match in read.matches if match.kind in SIGNS for i in match.used}
    found: list[tuple[int, int]] = []
    for start, end in read.plan.clauses:
        whole = found and found[-1][1] == start and start not in _starts(read.plan)
        if whole and (found[-1][1] - found[-1][0] < SHORT or end - start < SHORT):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return [
        (start, end)
        for start, end in found
        if end - start >= 2 and signs.isdisjoint(range(start, end))
    ]


def _starts(plan: Layout) -> frozenset[int]:
    return frozenset(start for start, _ in plan.sentences)


def _open(read: _Read, start: int, end: int) -> bool:
    """Whether nothing in the stretch denies, supposes or puts it in the past."""
    match = Match("", "symptom", tuple(range(start, end)), frozenset())
    if read.scene.person(match) == NOBODY:
        return False
    scene = read.scene
    if not CALM.isdisjoint(read.words.words[start:end]):
        return False
    for i in range(start, end):
        if i not in scene.taken and denial.denies(scene, i, end, named=False):
            return False
    return not supposition.supposed(scene, match) and times.when(scene, match) == "present"


def _meant(read: _Read) -> list[Match]:
    second = shared_meaning()
    if second is None:
        return []
    heard = {match.finding for match in read.matches}
    beside = any(
        match.kind in SIGNS and match.finding != CRAMP and read.scene.status(match) == "present"
        for match in read.matches
    )
    segments = [pair for pair in _segments(read) if _open(read, *pair)]
    segments = _within_budget(read, segments)
    places = read.words.places
    texts = [read.words.text[places[start][0] : places[end - 1][1]] for start, end in segments]
    found: list[Match] = []
    for (start, end), findings in zip(segments, second.found(texts, beside=beside), strict=True):
        used = tuple(range(start, end))
        found += [
            Match(name, kind_of(name), used, frozenset(used))
            for name in findings
            if name not in heard and not _excluded(read, name, used)
        ]
    return [match for match in found if not _likened(read, match)]


def _likened(read: _Read, match: Match) -> bool:
    """As in "a cramp felt like a bite from a snake"."""
    named = match.finding in hearsay.LIKENED
    return named and hearsay.likened(read.scene, match)


def _excluded(read: _Read, finding: str, used: tuple[int, ...]) -> bool:
    """Whether half of the stretch or more is a "never" pattern of the finding."""
    return 2 * len(read.never.get(finding, frozenset()).intersection(used)) >= len(used)


def _within_budget(read: _Read, segments: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The segments with the most to say, so that a message of 30 words stays within 5 ms.

    The encoder takes about 2 ms a segment; a longer message may take longer in proportion.
    """
    words = read.words.words
    windows = [
        (first, min(first + LONGEST_READ, end))
        for start, end in segments
        for first in range(start, end, LONGEST_READ)
    ]
    windows.sort(
        key=lambda pair: -sum(word not in spelling.FUNCTION for word in words[pair[0] : pair[1]])
    )
    return sorted(windows[: max(1, len(words) // WORDS_A_READING)])


def settled(text: str) -> tuple[bool, frozenset[str]]:
    """Whether the second net would read all of `text`, and what the patterns find present in it."""
    read = _read(text, NO_FINDINGS, shared_net())
    present = frozenset(
        match.finding for match in read.matches if read.scene.status(match) == "present"
    )
    return bool(read.words.words) and _open(read, 0, len(read.words.words)), present


def matches_of(
    net: Net, plan: Layout, part: str = ""
) -> tuple[list[Match], dict[str, frozenset[int]]]:
    """All findings in the text, also where "it" stands for a part of the body named before.

    With them, for each finding, the words that its "never" patterns have taken.
    """
    rows = list(binding.rows(plan, part))
    line: list[str] = []
    for words, _ in rows:
        line += [*words, STOP]
    stretch = net.stretch(line)
    hits: list[Hit] = []
    at = 0
    for words, numbers in rows:
        bounds = frozenset(
            at + k
            for k in range(1, len(words))
            if numbers[k] in plan.bounds and numbers[k - 1] == numbers[k] - 1
        )
        for hit in net.hits(stretch, at, at + len(words), bounds):
            numbered = {numbers[i - at] for i in hit.used}
            used = tuple(sorted(i for i in numbered if i >= 0))
            about = [binding.carried(i) for i in numbered if i < -1]
            if used:
                hits.append(Hit(hit.finding, used, hit.never, about[0] if about else -1))
        at += len(words) + 1
    never: dict[str, frozenset[int]] = defaultdict(frozenset)
    for hit in hits:
        if hit.never:
            never[hit.finding] |= frozenset(range(hit.start, hit.end))
    return list(_joined(hits, never, plan.words.breaks)), never


def _joined(
    hits: Iterable[Hit], never: dict[str, frozenset[int]], breaks: tuple[int, ...]
) -> Iterable[Match]:
    by_finding: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        if not hit.never:
            by_finding[hit.finding].append(hit)
    for finding, found in by_finding.items():
        good = [hit for hit in found if never[finding].isdisjoint(hit.used)]
        # Of two that span the same words, the one that knows its part of the body comes first.
        order = sorted(set(good), key=lambda hit: (hit.start, hit.end, -hit.about, hit.used))
        for group in _overlapping(order):
            used = tuple(sorted({i for hit in group for i in hit.used}))
            # The reading that crosses the fewest commas: "cramps in both legs, my foot is numb".
            best = min(
                group,
                key=lambda hit: (
                    sum(map(bool, breaks[hit.start + 1 : hit.end])),
                    hit.end - hit.start,
                    hit.start,
                ),
            )
            yield Match(finding, kind_of(finding), best.used, frozenset(used), best.about)


def _overlapping(hits: list[Hit]) -> Iterable[list[Hit]]:
    group: list[Hit] = []
    end = -1
    for hit in hits:
        if group and hit.start >= end:
            yield group
            group = []
        group.append(hit)
        end = max(end, hit.end)
    if group:
        yield group


def quote(words: Words, plan: Layout, match: Match) -> str:
    """Their own words around the match, from the cleaned text."""
    first, last = match.used[0], match.used[-1]
    start, end = plan.clauses[plan.clause_of[first]]
    if end - start <= MOST_QUOTED and last < end:
        first, last = start, end - 1
    while first < last and words.words[first] in LEADS:
        first += 1
    last = min(last, first + MOST_QUOTED - 1)
    piece = words.text[words.places[first][0] : words.places[last][1]]
    return " ".join(piece.split())
