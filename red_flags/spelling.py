"""Slips of the finger in long words, and words run together. Knows the words of the patterns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import exp, log

from red_flags.body import PART_OF, PLURAL
from red_flags.english import ORDINARY
from red_flags.knowledge import all_findings, spoken_examples, word_lists
from red_flags.patterns import Net
from red_flags.people import ANIMALS, GENERAL, PERSONS
from red_flags.text import JOINED, NUMBERS, Words, words_of

SHORTEST = 5
"""Letters; shorter words are too easily another word."""

LONGEST_WORD = 24
"""Letters; what is longer is no word with one slip."""

LONGEST_RUN = 400
"""Letters of a run of words without spaces that is still taken apart."""

STRANGE_FROM = 16
"""Letters; in a run of so many there may be words that nobody here knows."""

LONGEST_STRANGE = 12
"""Letters of such a word."""

A_SPACE, A_SLIP, ANOTHER_KEY = 3.0, 6.0, 3.0
"""How unlikely a missing space and a slip are, and what another key than one beside it adds.

In natural logarithms, as are the prices of words.
"""

BESIDE = {
    key: left + right
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for left, key, right in zip(" " + row, row, row[1:] + " ", strict=False)
}
"""For each letter those beside it on the keyboard."""

EXPECTED = 5
"""A word of the patterns counts as said so often more than it was in the examples."""

LONGEST_PIECE = 16
"""Letters of a word within a run."""

TEXTED = frozenset("n p r u".split())
"""Single letters that stand for words in long runs."""

UNSPACED = frozenset({"upto"})
"""Words only where nobody types spaces carefully."""

KNOWN = 0.6
"""The share of a run's letters that must be in words that are known."""

FUNCTION = frozenset(
    "a i im ive me my it its is are was were be am been the this that these those and or but so "
    "if of in on at to for from by with as up down out off over under again then than too very "
    "not no dont cant wont he she they we you his her hers him them their our your who what when "
    "where why how which can could should would will do does did done have has had get got go "
    "going all any some just only also still even now there here about after before since "
    "because while during until into feel feels felt like want need know think really much more "
    "most other same right left both im ive id ill us em 1 2 3".split()
)


SHORT = (
    "legs calf foot feet toes arms hand neck back knee numb weak cold pain pale blue lift open hold "
    "feel walk food temp hurt ache fits skin gone burn fell eyes head face lips".split()
)
"""Words of four letters for which a slip is set right too, where it makes no other word."""

SWAPPED = (
    "most time times cant body guts grip wake week what know down this when with have like them "
    "doesnt into three seven".split()
)
"""Words for which two swapped letters are set right where they make no other word."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Words that are words, and those a slip may be set right to."""

    real: frozenset[str]
    targets: frozenset[str]
    slips: dict[str, tuple[str, ...]]
    """A target with one letter left out → the targets, the commonest first."""
    often: Mapping[str, int]
    """How often each word stands in what people say; every word is here."""
    pairs: Mapping[tuple[str, str], int]
    """How often two words of `often` follow each other."""
    total: int
    """How many words were counted."""
    short: dict[str, str]
    """What is no word, but a slip of a word of `SHORT` or `SWAPPED` → that word."""

    def possible(self, piece: str, *, strange: bool) -> bool:
        """Whether a run of words may have this piece."""
        if piece in UNSPACED:
            return False
        if piece in self.often:
            return len(piece) > 2 or piece in FUNCTION or (strange and piece in TEXTED)
        return strange and 3 <= len(piece) <= LONGEST_STRANGE

    def price(self, piece: str, before: str) -> float:
        """How unlikely the piece is after the one before it."""
        count = self.often.get(piece)
        if count is None:
            return log(self.total) + 2.5 * len(piece)
        alone = log(self.total / (count + 0.3))
        pair = self.pairs.get((before, piece), 0)
        return min(alone, 2 + log((self.often[before] + 1) / pair)) if pair else alone


@lru_cache(maxsize=1)
def lexicon(net: Net) -> Lexicon:
    """The lexicon of the patterns and their examples."""
    real = set(FUNCTION) | set(NUMBERS) | set(net.words) | set(word_lists()[1])
    real |= GENERAL | ANIMALS
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
    known = Lexicon(frozenset(real), frozenset(targets), slips, {}, {}, 0, {})
    # A misspelling in an example is no word; a word that misses no target is.
    said = {
        word
        for finding in all_findings().values()
        for text in finding.said
        for word in words_of(text).words
        if word not in real and not _set_right(word, known)
    }
    pairs: Counter[tuple[str, str]] = Counter()
    for text in spoken_examples():
        row = words_of(text).words
        often.update(row)
        pairs.update(pairwise(row))
    often.update({word: EXPECTED for word in net.words if word in real})
    for old, new in {**word_lists()[1], "em": "them"}.items():
        often[old] += often[new]
    spoken = {word for word in often if not _set_right(word, known)}
    known_words = {word for word in real | said | ORDINARY | spoken if word.isalnum()}
    counts = {word: often[word] for word in known_words}
    follow = {pair: often for pair, often in pairs.items() if counts.keys() >= set(pair)}
    short = {
        missed: word
        for word in sorted(SHORT, key=lambda word: -counts[word])
        for missed in _missed(word)
        if missed not in counts
    }
    swapped = {
        missed: NUMBERS.get(word, word)
        for word in SWAPPED
        for missed in _swaps(word)
        if missed not in counts
    }
    short = {**swapped, **short}
    total = sum(counts.values())
    return Lexicon(frozenset(real | said), frozenset(targets), slips, counts, follow, total, short)


def _missed(word: str) -> Iterator[str]:
    """Everything that one slip makes of a word."""
    for i in range(len(word) + 1):
        head, tail = word[:i], word[i:]
        yield from (head + letter + tail for letter in LETTERS)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in LETTERS)
    yield from _swaps(word)


def _swaps(word: str) -> Iterator[str]:
    """Everything that two swapped letters make of a word."""
    for i in range(len(word) - 1):
        yield word[:i] + word[i + 1] + word[i] + word[i + 2 :]


def mended(words: Words, net: Net) -> Words:
    """`words` with slips set right and runs taken apart; everything else stays."""
    known = lexicon(net)
    folds = word_lists()[1]
    row: list[str] = []
    places: list[tuple[int, int]] = []
    breaks: list[int] = []
    marks: list[str] = []
    for i, typed in enumerate(words.words):
        alone = i + 1 == len(words.words) or words.breaks[i + 1]
        word = _possessive(typed, "" if alone else words.words[i + 1])
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


def _possessive(word: str, after: str) -> str:
    """As in "my newborns arm", "my lads 11": one person, whose apostrophe is missing."""
    single = word.removesuffix("s")
    if word == single or single not in PERSONS:
        return word
    return single if after.isdigit() or (after in PART_OF and after not in PLURAL) else word


_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=20000)
def _pieces(word: str, known: Lexicon) -> list[str]:
    if not word.isalpha() or len(word) < 3 or word in ORDINARY:
        return [word]
    single = _DOUBLED.sub(r"\1", word)
    parted = _apart(word, known) or []
    doubled = single != word and single in known.real
    fixed = NUMBERS.get(single, single) if doubled else _set_right(word, known)
    slips = 1 if fixed else 2
    fixed = fixed or _set_right(single, known)
    if fixed and not (parted and _space_missing(parted, word, fixed, slips, known)):
        return [fixed]
    return parted or [word]


def _space_missing(parted: list[str], word: str, fixed: str, slips: int, known: Lexicon) -> bool:
    """Whether "achein" is rather "ache in" than a slip; "throbbin" is "throbbing"."""
    if len(parted) != 2 or fixed == f"{word}g":
        return False
    if not all(len(piece) >= 3 or piece in FUNCTION for piece in parted):
        return False
    first, second = parted
    spaced = known.price(first, "") + known.price(second, first) + A_SPACE
    far = _another_key(word, fixed)
    return spaced < known.price(fixed, "") + slips * A_SLIP + far * ANOTHER_KEY


def _another_key(word: str, fixed: str) -> bool:
    """Whether the slip from `fixed` to `word` is a letter whose key is not beside the right one."""
    wrong = [i for i, letter in enumerate(fixed) if len(fixed) == len(word) and letter != word[i]]
    return len(wrong) == 1 and word[wrong[0]] not in BESIDE.get(fixed[wrong[0]], "")


def _set_right(word: str, known: Lexicon) -> str | None:
    """The likeliest target that `word` misses by one letter more, less, other or swapped."""
    if len(word) > LONGEST_WORD:
        return None
    found: dict[str, None] = dict.fromkeys([known.short[word]] if word in known.short else [])
    if len(word) < SHORTEST - 1:
        return next(iter(found), None)
    found.update(dict.fromkeys(known.slips.get(word, ())))
    shorter = [word[:i] + word[i + 1 :] for i in range(len(word))]
    found.update((less, None) for less in shorter if less in known.targets)
    for i, less in enumerate(shorter):
        for target in known.slips.get(less, ()):
            if target[:i] + target[i + 1 :] == less or _swapped(word, target):
                found[target] = None

    def likely(target: str) -> float:
        often = known.often.get(target, 0)
        return often / exp(ANOTHER_KEY) if _another_key(word, target) else often

    return max(found, key=likely, default=None)


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
    """`word` as words run together, in the most likely way; None when it is not."""
    if len(word) > LONGEST_RUN:
        return None
    strange = len(word) >= STRANGE_FROM
    # For each place the pieces that may end there: piece → (price of the way to it, piece before).
    ways: list[dict[str, tuple[float, str]]] = [{"": (0.0, "")}]
    for end in range(1, len(word) + 1):
        here: dict[str, tuple[float, str]] = {}
        for start in range(max(0, end - LONGEST_PIECE), end):
            piece = word[start:end]
            # An example may have the run itself as a word: "waterpills".
            if piece != word and ways[start] and known.possible(piece, strange=strange):
                here[piece] = min(
                    (price + known.price(piece, before), before)
                    for before, (price, _) in ways[start].items()
                )
        ways.append(here)
    if not ways[-1]:
        return None
    pieces = [min(ways[-1], key=lambda piece: ways[-1][piece])]
    end = len(word)
    while end > len(pieces[-1]):
        before = ways[end][pieces[-1]][1]
        end -= len(pieces[-1])
        pieces.append(before)
    # Fewer letters a piece on the average would take "addison" for "add i son".
    if not 1 < len(pieces) <= max(2, len(word) / 2.4):
        return None
    # Nor is "electromyography" a run of words because of its "my".
    if sum(len(piece) for piece in pieces if piece in known.often) < len(word) * KNOWN:
        return None
    return _evened(pieces[::-1], known)


def _evened(pieces: list[str], known: Lexicon) -> list[str]:
    """The pieces as `words_of` and `mended` would have left them."""
    row: list[str] = []
    folds = word_lists()[1]
    for number, piece in enumerate(pieces):
        word = _possessive(piece, pieces[number + 1] if number + 1 < len(pieces) else "")
        word = JOINED.get(word, NUMBERS.get(word, folds.get(word, word)))
        joined = JOINED.get(f"{row[-1]} {word}") if row else None
        if joined:
            row[-1] = joined
            continue
        ordinary = word in known.real or word in ORDINARY
        row.append(word if ordinary else _set_right(word, known) or word)
    return row
