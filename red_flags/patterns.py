"""Finds the patterns of all findings in a row of words, each looked at once. Knows no status.

spaCy's PhraseMatcher says where each word or phrase of the word lists stands; the sequences with
gaps are joined here, because the gaps of spaCy's Matcher fork at every word (2⁷ states a gap).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from red_flags import language
from red_flags.knowledge import Finding, all_findings, word_lists
from red_flags.language import BadPattern, Either, Gap, Phrases, Sequence
from red_flags.text import words_of

STOP = "\x1e"
"""A word that no pattern has: the end of a stretch that patterns may not cross."""

UNKNOWN = "\x1f"
"""Stands for every word that no pattern has, so that spaCy's vocabulary never grows."""


@dataclass(frozen=True)
class Hit:
    """Where a pattern matched: word numbers that it needed, in order."""

    finding: str
    used: tuple[int, ...]
    never: bool = False
    about: int = -1
    """The word before that names the part of the body, where "it" stands for it."""

    @property
    def start(self) -> int:
        """The first word."""
        return self.used[0]

    @property
    def end(self) -> int:
        """One past the last word."""
        return self.used[-1] + 1


@dataclass(frozen=True)
class Compiled:
    """One pattern ready to run."""

    finding: str
    tree: Sequence
    needs: tuple[Phrases, ...]
    never: bool
    firsts: tuple[Phrases, ...] | None
    """What a match may begin with; None when that cannot be told."""


@dataclass
class Stretch:
    """A row of words and which known phrases begin at each."""

    words: list[str]
    at: list[list[tuple[tuple[str, ...], int]]]
    """For each word the phrases that begin there, with the number one past their last word."""
    bounds: frozenset[int] = frozenset()
    """Word numbers before which a clause ends."""


class Net:
    """All patterns, indexed by the rarest word they need."""

    def __init__(self, findings: Mapping[str, Finding]) -> None:
        self.problems: list[tuple[str, str, str]] = []
        """(finding, pattern, what is wrong) of the patterns that were left out."""
        self.patterns = list(self._compile(findings.values()))
        phrases = {
            phrase
            for pattern in self.patterns
            for leaf in _leaves(pattern.tree)
            for phrase in leaf.phrases
        }
        self.words = frozenset(word for phrase in phrases for word in phrase)
        self._vocab = spacy.blank("en").vocab
        self._matcher = PhraseMatcher(self._vocab)
        self._phrase: dict[int, tuple[str, ...]] = {}
        for phrase in sorted(phrases):
            name = "\x1d".join(phrase)
            self._matcher.add(name, [Doc(self._vocab, words=list(phrase))])
            self._phrase[self._vocab.strings[name]] = phrase
        self._prefixed: dict[str, list[int]] = defaultdict(list)
        self._anchored: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._always: list[int] = []
        self._index(findings)
        # A bit for each leaf that a pattern needs: whether a text has all of them is one sum then.
        bits = {leaf: 1 << n for n, leaf in enumerate({x for p in self.patterns for x in p.needs})}
        self._needs = [sum({bits[leaf] for leaf in p.needs}) for p in self.patterns]
        self._having: dict[tuple[str, ...] | str, int] = defaultdict(int)
        self._counting = 0
        for leaf, bit in bits.items():
            keys: tuple[tuple[str, ...] | str, ...] = (*leaf.phrases, *leaf.prefixes)
            for key in keys:
                self._having[key] |= bit
            self._counting |= bit if leaf.number else 0

    def _compile(self, findings: Iterable[Finding]) -> Iterator[Compiled]:
        lists, folds = word_lists()
        made: dict[str, Phrases] = {}
        for finding in findings:
            for never in (False, True):
                for pattern in finding.never if never else finding.patterns:
                    try:
                        tree = language.parse(pattern, lists, folds, made)
                    except BadPattern as bad:
                        self.problems.append((finding.id, pattern, str(bad)))
                        continue
                    yield Compiled(finding.id, tree, _needs(tree), never, _firsts(tree))

    def _index(self, findings: Mapping[str, Finding]) -> None:
        uses = Counter(
            word
            for finding in findings.values()
            for text in (*finding.said, *(trap for trap, _ in finding.traps))
            for word in words_of(text).words
        )
        for number, pattern in enumerate(self.patterns):
            leaves = [leaf for leaf in pattern.needs if not leaf.number]
            if not leaves:
                self._always.append(number)
                continue
            anchor = min(leaves, key=lambda leaf: _weight(leaf, uses))
            for phrase in anchor.phrases:
                self._anchored[phrase].append(number)
            for prefix in anchor.prefixes:
                self._prefixed[prefix].append(number)

    def stretch(self, words: list[str]) -> Stretch:
        """`words` with the known phrases that begin at each."""
        known = [word if word in self.words else UNKNOWN for word in words]
        at: list[list[tuple[tuple[str, ...], int]]] = [[] for _ in words]
        doc = Doc(self._vocab, words=known)
        for name, start, end in self._matcher(doc):
            at[start].append((self._phrase[name], end))
        return Stretch(words, at)

    def hits(
        self, stretch: Stretch, start: int, end: int, bounds: frozenset[int] = frozenset()
    ) -> list[Hit]:
        """All matches between two word numbers: for each pattern and first word the shortest.

        No gap reaches across one of the `bounds`.
        """
        stretch = Stretch(stretch.words, stretch.at, bounds)
        where: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for place in range(start, end):
            for phrase, _ in stretch.at[place]:
                where[phrase].append(place)
        words = stretch.words[start:end]
        candidates = set(self._always)
        has = self._counting if any(word[0].isdigit() for word in words) else 0
        for phrase in where:
            has |= self._having.get(phrase, 0)
            candidates.update(self._anchored.get(phrase, ()))
        for word in words:
            for length in range(1, len(word) + 1):
                has |= self._having.get(word[:length], 0)
                candidates.update(self._prefixed.get(word[:length], ()))
        found: list[Hit] = []
        for number in sorted(candidates):
            if self._needs[number] & has == self._needs[number]:
                pattern = self.patterns[number]
                places = _places(pattern, where, stretch.words, start, end)
                found += _matches(pattern, stretch, places, end)
        return found


def _weight(leaf: Phrases, uses: Mapping[str, int]) -> float:
    """How often a text would have the leaf; the rarest is looked up."""
    often = sum(min(uses.get(word, 0) for word in phrase) + 0.1 for phrase in leaf.phrases)
    return often + 50 * len(leaf.prefixes)


def _places(
    pattern: Compiled,
    where: Mapping[tuple[str, ...], list[int]],
    words: list[str],
    start: int,
    end: int,
) -> Iterable[int]:
    """The words at which the pattern may begin."""
    if pattern.firsts is None:
        return range(start, end)
    found: set[int] = set()
    for leaf in pattern.firsts:
        for phrase in leaf.phrases & where.keys():
            found.update(where[phrase])
        if leaf.prefixes:
            found.update(i for i in range(start, end) if words[i].startswith(leaf.prefixes))
        if leaf.number:
            found.update(i for i in range(start, end) if words[i][0].isdigit())
    return sorted(found)


def _leaves(tree: Sequence) -> Iterator[Phrases]:
    for part in tree.parts:
        if isinstance(part, Phrases):
            yield part
        elif isinstance(part, Either):
            for way in part.ways:
                yield from _leaves(way)


def _firsts(tree: Sequence) -> tuple[Phrases, ...] | None:
    """The leaves that a match may begin with; None when a gap may come first."""
    found: list[Phrases] = []
    for part in tree.parts:
        if isinstance(part, Gap):
            return None
        if isinstance(part, Phrases):
            return (*found, part)
        inner = [_firsts(way) for way in part.ways if way.parts]
        for leaves in inner:
            if leaves is None:
                return None
            found += leaves
        if all(way.parts for way in part.ways):
            return tuple(found)
    return None


def _needs(tree: Sequence) -> tuple[Phrases, ...]:
    """The leaves without which the pattern cannot match."""
    found = []
    for part in tree.parts:
        if isinstance(part, Phrases):
            found.append(part)
        elif isinstance(part, Either):
            inner = [_needs(way) for way in part.ways]
            if all(inner):
                firsts = [leaves[0] for leaves in inner]
                if not any(leaf.number for leaf in firsts):
                    found.append(
                        Phrases(
                            frozenset().union(*(leaf.phrases for leaf in firsts)),
                            tuple(prefix for leaf in firsts for prefix in leaf.prefixes),
                        )
                    )
    return tuple(found)


State = dict[int, tuple[int, ...]]
"""Where a match may go on → the words it has used."""


def _matches(pattern: Compiled, stretch: Stretch, places: Iterable[int], end: int) -> Iterator[Hit]:
    for first in places:
        ends = _follow(pattern.tree.parts, {first: ()}, stretch, end)
        used = [words for words in ends.values() if words]
        if used:
            best = min(used, key=lambda words: (words[-1], len(words)))
            if best[0] == first:
                yield Hit(pattern.finding, best, pattern.never)


def _follow(
    parts: tuple[Phrases | Gap | Either, ...], states: State, stretch: Stretch, end: int
) -> State:
    for part in parts:
        if not states:
            return states
        states = _step(part, states, stretch, end)
    return states


def _step(part: Phrases | Gap | Either, states: State, stretch: Stretch, end: int) -> State:
    reached: State = {}
    if isinstance(part, Gap):
        for place, used in states.items():
            for there in range(place, min(place + part.most, end) + 1):
                if there > place and not stretch.bounds.isdisjoint((there, place)):
                    break
                reached.setdefault(there, used)
    elif isinstance(part, Phrases):
        for place, used in states.items():
            if place < end:
                for there in _ends(part, stretch, place):
                    if there <= end:
                        reached.setdefault(there, (*used, *range(place, there)))
    else:
        for way in part.ways:
            for place, used in _follow(way.parts, states, stretch, end).items():
                reached.setdefault(place, used)
    return reached


def _ends(leaf: Phrases, stretch: Stretch, place: int) -> Iterator[int]:
    for phrase, there in stretch.at[place]:
        if phrase in leaf.phrases:
            yield there
    word = stretch.words[place]
    if leaf.prefixes and word.startswith(leaf.prefixes):
        yield place + 1
    if leaf.number and word[0].isdigit():
        low, high = leaf.number
        if low <= _value(word) <= high:
            yield place + 1


def _value(word: str) -> float:
    try:
        return float(word)
    except ValueError:
        return -1.0


@lru_cache(maxsize=1)
def net() -> Net:
    """The one net of this process."""
    return Net(all_findings())
