"""The pattern language of the findings files: text → tree. Knows word lists, not sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from red_flags.text import JOINED, even_phrase

GAPS = {"*": 3, "**": 7}
"""How many words a gap may take."""

_PIECE = re.compile(r"\{\w+\}|\*\*|\*|[()\[\]|]|#(?:\d+-\d+)?|[^\s()\[\]|{}*]+")
_JOIN = re.compile(r"\b(" + "|".join(JOINED) + r")\b")


class BadPattern(Exception):
    """A pattern that the language does not allow."""


@dataclass(frozen=True)
class Phrases:
    """Any one of these word sequences, prefixes or numbers."""

    phrases: frozenset[tuple[str, ...]] = frozenset()
    prefixes: tuple[str, ...] = ()
    number: tuple[float, float] | None = None


@dataclass(frozen=True)
class Gap:
    """Up to `most` words of any kind."""

    most: int


@dataclass(frozen=True)
class Either:
    """Any one of these sequences; an empty one makes the whole optional."""

    ways: tuple[Sequence, ...]


@dataclass(frozen=True)
class Sequence:
    """Parts that follow each other."""

    parts: tuple[Phrases | Gap | Either, ...]


@dataclass
class _Reader:
    pieces: list[str]
    lists: Mapping[str, tuple[str, ...]]
    folds: Mapping[str, str]
    at: int = 0
    made: dict[str, Phrases] = field(default_factory=dict)
    """Word lists already read, by name."""

    def sequence(self) -> Sequence:
        parts: list[Phrases | Gap | Either] = []
        while self.at < len(self.pieces) and self.pieces[self.at] not in ("|", ")", "]"):
            parts += self.part()
        return Sequence(tuple(parts))

    def ways(self, closing: str) -> tuple[Sequence, ...]:
        self.at += 1
        found = [self.sequence()]
        while self.at < len(self.pieces) and self.pieces[self.at] == "|":
            self.at += 1
            found.append(self.sequence())
        if self.at >= len(self.pieces) or self.pieces[self.at] != closing:
            raise BadPattern(f"missing {closing!r}")
        self.at += 1
        return tuple(found)

    def part(self) -> list[Phrases | Gap | Either]:
        piece = self.pieces[self.at]
        if piece == "(":
            return [_either(self.ways(")"))]
        if piece == "[":
            return [Either((*_either_ways(self.ways("]")), Sequence(())))]
        self.at += 1
        if piece in GAPS:
            return [Gap(GAPS[piece])]
        if piece[0] == "#":
            low, _, high = piece[1:].partition("-")
            return [Phrases(number=(float(low or 0), float(high or "inf")))]
        if piece[0] == "{":
            return [self.listed(piece[1:-1])]
        return [self.word(piece)]

    def listed(self, name: str) -> Phrases:
        if name not in self.lists:
            raise BadPattern(f"no word list {{{name}}}")
        if name not in self.made:
            self.made[name] = self._listed(name)
        return self.made[name]

    def _listed(self, name: str) -> Phrases:
        prefixes = [entry[:-1] for entry in self.lists[name] if entry.endswith("~")]
        phrases = [self.even(entry) for entry in self.lists[name] if not entry.endswith("~")]
        return Phrases(frozenset(filter(None, phrases)), tuple(prefixes))

    def word(self, piece: str) -> Phrases:
        if piece.endswith("~"):
            if len(piece) < 4:
                raise BadPattern(f"{piece!r}: at least three letters before ~")
            return Phrases(prefixes=(piece[:-1].lower().replace("'", ""),))
        phrase = self.even(piece)
        if not phrase:
            raise BadPattern(f"{piece!r} is no word")
        return Phrases(frozenset({phrase}))

    def even(self, text: str) -> tuple[str, ...]:
        return tuple(self.folds.get(word, word) for word in even_phrase(text))


def _either_ways(ways: tuple[Sequence, ...]) -> tuple[Sequence, ...]:
    """Alternatives with all plain ones drawn together into one."""
    plain: set[tuple[str, ...]] = set()
    prefixes: list[str] = []
    rest: list[Sequence] = []
    for way in ways:
        parts = way.parts
        simple = all(isinstance(part, Phrases) for part in parts)
        single = len(parts) == 1 and isinstance(parts[0], Phrases) and not parts[0].number
        if single and isinstance(parts[0], Phrases):
            plain |= parts[0].phrases
            prefixes += parts[0].prefixes
        elif (
            simple
            and parts
            and all(
                isinstance(part, Phrases) and len(part.phrases) == 1 and not part.prefixes
                for part in parts
            )
        ):
            words = [
                word
                for part in parts
                if isinstance(part, Phrases)
                for phrase in part.phrases
                for word in phrase
            ]
            plain.add(tuple(words))
        else:
            rest.append(way)
    drawn = Phrases(frozenset(plain), tuple(prefixes))
    return (*([Sequence((drawn,))] if plain or prefixes else ()), *rest)


def _either(ways: tuple[Sequence, ...]) -> Phrases | Either:
    drawn = _either_ways(ways)
    if len(drawn) == 1 and len(drawn[0].parts) == 1 and isinstance(drawn[0].parts[0], Phrases):
        return drawn[0].parts[0]
    return Either(drawn)


def parse(
    pattern: str,
    lists: Mapping[str, tuple[str, ...]],
    folds: Mapping[str, str],
    made: dict[str, Phrases] | None = None,
) -> Sequence:
    """The tree of one pattern. Raises `BadPattern` with what is wrong.

    `made` keeps the word lists that were read, so that many patterns share them.
    """
    text = _JOIN.sub(lambda found: JOINED[found.group()], pattern.lower())
    reader = _Reader(_PIECE.findall(text), lists, folds, made=made if made is not None else {})
    tree = reader.sequence()
    if reader.at < len(reader.pieces):
        raise BadPattern(f"unexpected {reader.pieces[reader.at]!r}")
    if not any(isinstance(part, Phrases) for part in _trimmed(tree).parts) and not any(
        isinstance(part, Either) and all(way.parts for way in part.ways) for part in tree.parts
    ):
        raise BadPattern("needs at least one word that is not optional")
    return _trimmed(tree)


def _trimmed(tree: Sequence) -> Sequence:
    """Without gaps at the ends, where they would take words for nothing."""
    parts = list(tree.parts)
    while parts and isinstance(parts[0], Gap):
        parts.pop(0)
    while parts and isinstance(parts[-1], Gap):
        parts.pop()
    return Sequence(tuple(parts))
