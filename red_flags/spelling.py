"""Slips of the finger in long words, and words run together. Knows the words of the patterns."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from math import log

from red_flags.english import ORDINARY
from red_flags.knowledge import all_findings, word_lists
from red_flags.patterns import Net
from red_flags.text import NUMBERS, Words, words_of

SHORTEST = 5
"""Letters; shorter words are too easily another word."""

LONGEST_WORD = 24
"""Letters; what is longer is no word with one slip."""

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
    slips: dict[str, tuple[str, ...]]
    """A target with one letter left out → the targets, the commonest first."""
    prices: dict[str, float]
    """How rare each word is in what people say; words run together are parted the cheapest way."""


@lru_cache(maxsize=1)
def lexicon(net: Net) -> Lexicon:
    """The lexicon of the patterns and their examples."""
    real = set(FUNCTION) | set(NUMBERS) | set(net.words) | set(word_lists()[1])
    for finding in all_findings().values():
        for text, _ in finding.traps:
            real.update(words_of(text).words)
    typed = {word for finding in all_findings().values() for word in finding.fuzzy}
    targets = {word for word in {*net.words, *typed} if len(word) >= SHORTEST and word.isalpha()}
    slips: dict[str, tuple[str, ...]] = {}
    often = Counter(
        word
        for finding in all_findings().values()
        for text in finding.said
        for word in words_of(text).words
    )
    for word in sorted(targets, key=lambda word: (word not in typed, -often[word], word)):
        for less in dict.fromkeys(word[:i] + word[i + 1 :] for i in range(len(word))):
            slips[less] = (*slips.get(less, ()), word)
    known = Lexicon(frozenset(real), frozenset(targets), slips, {})
    # A misspelling in an example is no word; a word that misses no target is.
    said = {
        word
        for finding in all_findings().values()
        for text in finding.said
        for word in words_of(text).words
        if word not in real and not _set_right(word, known)
    }
    total = sum(often.values())
    prices = {word: log(total / (often[word] + 0.3)) for word in real | said}
    return Lexicon(frozenset(real | said), frozenset(targets), slips, prices)


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


_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=20000)
def _pieces(word: str, known: Lexicon) -> list[str]:
    if not word.isalpha() or len(word) < 3 or word in ORDINARY:
        return [word]
    single = _DOUBLED.sub(r"\1", word)
    parted = _apart(word, known) or []
    if len(parted) == 2 and FUNCTION.issuperset(parted):
        return parted
    doubled = single != word and single in known.real
    fixed = NUMBERS.get(single, single) if doubled else _set_right(word, known)
    fixed = fixed or _set_right(single, known)
    if fixed:
        return [fixed]
    return parted or [word]


def _set_right(word: str, known: Lexicon) -> str | None:
    """The target that `word` misses by one letter more, less, other or swapped."""
    if len(word) > LONGEST_WORD or len(word) < SHORTEST - 1:
        return None
    if word in known.slips:
        return known.slips[word][0]
    shorter = [word[:i] + word[i + 1 :] for i in range(len(word))]
    for less in shorter:
        if less in known.targets:
            return less
    for i, less in enumerate(shorter):
        for target in known.slips.get(less, ()):
            if target[:i] + target[i + 1 :] == less or _swapped(word, target):
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
                price = before[0] + known.prices[piece]
                if best[end] is None or price < best[end][0]:  # type: ignore[index]
                    best[end] = (price, start)
    if best[-1] is None:
        return None
    pieces: list[str] = []
    end = len(word)
    while end:
        start = best[end][1]  # type: ignore[index]
        pieces.append(NUMBERS.get(word[start:end], word[start:end]))
        end = start
    # Fewer letters a piece on the average would take "addison" for "add i son".
    return pieces[::-1] if 1 < len(pieces) <= max(2, len(word) / 2.7) else None
