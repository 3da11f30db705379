"""Sentences and clauses of a row of words, also where nobody typed a comma. Knows no findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from red_flags.text import HARD, SOFT, Words

TURNS = frozenset(
    "but however although though whereas except yet nevertheless otherwise besides".split()
)
"""Words that end a clause and whatever was denied in it."""

REASONS = frozenset("because cause coz cos cuz bcos since due after when while until apart".split())
"""Words that end a denial, but not what a pattern may span."""

JOINS = frozenset("and so then plus also or nor &".split())

PRONOUNS = frozenset("i he she they we you it".split())
CONTRACTED = frozenset(
    "im ive id ill hes shes its theyre theyve weve youre theres thats iv".split()
)
OWNERS = frozenset("my his her our their your the this me".split())
FINITE = frozenset(
    "is are was were has have had isnt arent wasnt werent hasnt havent feels feel felt looks look "
    "looked seems seem keeps keep kept hurts hurt gets get got goes went turned became becomes "
    "stays started starts does doesnt did didnt cant wont can will aches swelled says said thinks "
    "had told".split()
)
OPENERS = frozenset(
    "that if whether when while why how what where who which because as since until till than "
    "like think thinks thought thinking believe believes feel feels felt say says said know knows "
    "noticed notice notices normal cause cos cuz coz after before once means mean sure worried "
    "told hope hoping unless everytime though although but and so or time case way "
    "guess reckon swear with in on of to for from at by about behind inside under round around "
    "lost get hold open got lose move bend lift drag keep put use hurt "
    "down up is are does do did can could should will would was were has have am".split()
)
"""After these a subject does not begin a clause of its own."""

TRANSITIVE = frozenset(
    "got lost on hold keep makes make made press touch squeeze move rub stretch bend lift stand "
    "feel felt take took put hit hurt hurts leave left get ignore over".split()
)
"""After these "it" is what is acted on, and begins nothing."""

NEVER_FIRST = frozenset("is are was were has have of in on and to with been".split())
"""A sentence hardly begins with these, so a full stop before them is a slip."""

MAX_ROW = 80
"""Words; a longer sentence is cut at its clauses, so that the work stays linear."""


@dataclass(frozen=True)
class Layout:
    """Where the sentences and clauses of a text begin."""

    words: Words
    sentences: tuple[tuple[int, int], ...]
    clauses: tuple[tuple[int, int], ...]

    @cached_property
    def bounds(self) -> frozenset[int]:
        """Word numbers at which a clause begins."""
        return frozenset(start for start, _ in self.clauses)

    @cached_property
    def clause_of(self) -> tuple[int, ...]:
        """For each word the number of its clause."""
        return tuple(
            number for number, (start, end) in enumerate(self.clauses) for _ in range(start, end)
        )

    @cached_property
    def sentence_of(self) -> tuple[int, ...]:
        """For each word the number of its sentence."""
        return tuple(
            number for number, (start, end) in enumerate(self.sentences) for _ in range(start, end)
        )

    def asks(self, sentence: int) -> bool:
        """Whether the sentence ends in a question mark."""
        end = self.sentences[sentence][1]
        words = self.words
        return "?" in (words.ending if end == len(words.words) else words.marks[end])


def layout(words: Words) -> Layout:
    """The sentences and clauses of `words`."""
    ends = [0, *(i for i in range(1, len(words.words)) if _ends_sentence(words, i))]
    pairs = list(zip(ends, [*ends[1:], len(words.words)], strict=True)) if words.words else []
    clauses: list[tuple[int, int]] = []
    for start, end in pairs:
        cuts = [start, *_cuts(words, start, end)]
        clauses += zip(cuts, [*cuts[1:], end], strict=True)
    return Layout(words, tuple(_short(pairs, clauses)), tuple(clauses))


def _short(
    sentences: list[tuple[int, int]], clauses: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    starts = sorted(start for start, _ in clauses)
    for start, end in sentences:
        first = start
        while end - first > MAX_ROW:
            inside = [cut for cut in starts if first + MAX_ROW // 2 < cut <= first + MAX_ROW]
            cut = inside[-1] if inside else first + MAX_ROW
            yield first, cut
            first = cut
        yield first, end


def _ends_sentence(words: Words, i: int) -> bool:
    if words.breaks[i] != HARD:
        return False
    questioned = "?" in words.marks[i]
    return questioned or words.words[i] not in NEVER_FIRST


def _cuts(words: Words, start: int, end: int) -> Iterator[int]:
    last = start
    for i in range(start + 1, end):
        long = i - last >= MAX_ROW
        if long or words.words[i] in TURNS or _new_subject(words, last, i, end):
            last = i
            yield i


def _new_subject(words: Words, start: int, i: int, end: int) -> bool:
    row = words.words
    joined = row[i] in JOINS
    first = i + 1 if joined else i
    if first >= end or not _subject(row, words.breaks, first, end):
        return False
    if joined and _coordinated(row, start, i):
        return False
    if joined or words.breaks[i] >= SOFT:
        return True
    return row[i - 1] not in OPENERS | OWNERS and not row[i - 1].endswith("ing")


def _coordinated(row: tuple[str, ...], start: int, i: int) -> bool:
    """As in "My bum and the back of my thighs are numb": one clause with two subjects."""
    return i - start <= 4 and row[start] in OWNERS and FINITE.isdisjoint(row[start:i])


def _subject(row: tuple[str, ...], breaks: tuple[int, ...], i: int, end: int) -> bool:
    if row[i] in ("it", "its") and i and (row[i - 1] in TRANSITIVE or row[i - 1].endswith("ing")):
        return False
    if row[i] in CONTRACTED:
        return True
    if row[i] in PRONOUNS:
        return i + 1 < end
    if row[i] not in OWNERS:
        return False
    for k in range(i + 2, min(i + 5, end)):
        if breaks[k] or row[k] in JOINS:
            return False
        if row[k] in FINITE:
            return True
    return False
