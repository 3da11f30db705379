"""Slips of the finger in long words, and words run together. Knows the words of the patterns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from red_flags.knowledge import all_findings, word_lists
from red_flags.patterns import Net
from red_flags.text import Words, words_of

SHORTEST = 5
"""Letters; shorter words are too easily another word."""

LONGEST_RUN = 400
"""Letters of a run of words without spaces that is still taken apart."""

FUNCTION = frozenset(
    "a i im ive me my it its is are was were be am been the this that these those and or but so "
    "if of in on at to for from by with as up down out off over under again then than too very "
    "not no dont cant wont he she they we you his her hers him them their our your who what when "
    "where why how which can could should would will do does did done have has had get got go "
    "going all any some just only also still even now there here about after before since "
    "because while during until into feel feels felt like want need know think really much more "
    "most other same right left both 1 2 3".split()
)


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Words that are words, and those a slip may be set right to."""

    real: frozenset[str]
    targets: frozenset[str]
    slips: dict[str, str]
    """A target with one letter left out → the target; several: the first in order."""


@lru_cache(maxsize=1)
def lexicon(net: Net) -> Lexicon:
    """The lexicon of the patterns and their examples."""
    real = set(FUNCTION) | set(net.words) | set(word_lists()[1])
    for finding in all_findings().values():
        for text, _ in finding.traps:
            real.update(words_of(text).words)
    typed = {word for finding in all_findings().values() for word in finding.fuzzy}
    targets = {
        word for word in {*net.words, *typed} if len(word) >= SHORTEST and word.isalpha()
    }
    slips: dict[str, str] = {}
    for word in sorted(targets, key=lambda word: (word not in typed, word)):
        for i in range(len(word)):
            slips.setdefault(word[:i] + word[i + 1 :], word)
    known = Lexicon(frozenset(real), frozenset(targets), slips)
    # A misspelling in an example is no word; a word that misses no target is.
    said = {
        word
        for finding in all_findings().values()
        for text in finding.said
        for word in words_of(text).words
        if word not in real and not _set_right(word, known)
    }
    return Lexicon(frozenset(real | said), frozenset(targets), slips)


def mended(words: Words, net: Net) -> Words:
    """`words` with slips set right and runs taken apart; everything else stays."""
    known = lexicon(net)
    folds = word_lists()[1]
    row: list[str] = []
    places: list[tuple[int, int]] = []
    breaks: list[int] = []
    marks: list[str] = []
    for i, word in enumerate(words.words):
        pieces = [folds.get(word, word)] if word in known.real else _pieces(word, known)
        for number, piece in enumerate(pieces):
            row.append(piece)
            places.append(words.places[i])
            breaks.append(words.breaks[i] if number == 0 else 0)
            marks.append(words.marks[i] if number == 0 else "")
    return replace(
        words,
        words=tuple(row),
        places=tuple(places),
        breaks=tuple(breaks),
        marks=tuple(marks),
    )


@lru_cache(maxsize=20000)
def _pieces(word: str, known: Lexicon) -> list[str]:
    if not word.isalpha() or len(word) < SHORTEST - 1 or word in ENGLISH:
        return [word]
    fixed = _set_right(word, known)
    if fixed:
        return [fixed]
    return _apart(word, known) or [word]


def _set_right(word: str, known: Lexicon) -> str | None:
    """The target that `word` misses by one letter more, less, other or swapped."""
    if len(word) > 24 or len(word) < SHORTEST - 1:
        return None
    if word in known.slips:
        return known.slips[word]
    shorter = [word[:i] + word[i + 1 :] for i in range(len(word))]
    for i, less in enumerate(shorter):
        if less in known.targets:
            return less
        target = known.slips.get(less)
        if target and (target[:i] + target[i + 1 :] == less or _swapped(word, target)):
            return target
    return None


def _swapped(word: str, target: str) -> bool:
    different = [i for i in range(min(len(word), len(target))) if word[i] != target[i]]
    return (
        len(word) == len(target)
        and len(different) == 2
        and different[1] == different[0] + 1
        and word[different[0]] == target[different[1]]
        and word[different[1]] == target[different[0]]
    )


def _apart(word: str, known: Lexicon) -> list[str] | None:
    """`word` as known words run together, as few as possible; None when it is not."""
    if len(word) > LONGEST_RUN:
        return None
    best: list[tuple[float, int] | None] = [(0.0, 0)] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 16), end):
            before = best[start]
            piece = word[start:end]
            if before and piece in known.real and (len(piece) > 2 or piece in FUNCTION):
                price = before[0] + 1 + (3 - len(piece) if len(piece) < 3 else 0)
                if best[end] is None or price < best[end][0]:  # type: ignore[index]
                    best[end] = (price, start)
    if best[-1] is None:
        return None
    pieces: list[str] = []
    end = len(word)
    while end:
        start = best[end][1]  # type: ignore[index]
        pieces.append(word[start:end])
        end = start
    # Two or more letters a piece on the average would take "addison" for "add i son".
    return pieces[::-1] if 1 < len(pieces) <= max(2, len(word) / 3) else None


def real_words(candidates: Iterable[str], net: Net) -> set[str]:
    """Those of `candidates` that would be changed: to find words missing in `ENGLISH`."""
    known = lexicon(net)
    return {word for word in candidates if word not in known.real and _pieces(word, known) != [word]}


ENGLISH: frozenset[str] = frozenset()
"""Ordinary words that are one slip away from a word of the patterns."""
