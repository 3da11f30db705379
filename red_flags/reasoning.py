"""Which red flags stand, from the signs of each person. Knows the rules, not the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from red_flags.knowledge import Flag, When, rules
from red_flags.record import Sign

BOUND = frozenset({"one_sided", "both_sides", "sudden_onset"})
"""Laterality and onset: they count only beside the sign that a rule is about."""


def members(name: str) -> frozenset[str]:
    """The findings of a group, or the finding itself."""
    return rules().groups.get(name, frozenset({name}))


def standing(signs: Iterable[Sign]) -> Iterator[tuple[Flag, tuple[Sign, ...]]]:
    """The flags that the signs of one person fire, with the signs that fire them."""
    here = tuple(sign for sign in signs if sign.status in ("present", "recent"))
    ids = {sign.id for sign in here}
    for flag in rules().flags.values():
        if _about(flag.id).isdisjoint(ids):
            continue
        for when in flag.when:
            because = reasons(when, here)
            if because:
                yield flag, because
                break


@cache
def _about(flag: str) -> frozenset[str]:
    """Every finding that a flag can fire by."""
    names = {
        name
        for when in rules().flags[flag].when
        for part in (when.all, when.any, when.of, when.recent)
        for name in part
    }
    return frozenset(finding for name in names for finding in members(name))


def reasons(when: When, signs: tuple[Sign, ...]) -> tuple[Sign, ...]:
    """The signs, the latest first choice, that make one clause of a rule true; else empty."""
    free = tuple(sign for sign in signs if not blocked(when, sign)) if when.none else signs
    present = tuple(sign for sign in free if sign.status == "present")
    found: list[Sign] = []
    for name in when.all:
        some = _bound(when, name, present) if name in BOUND else _matching(name, present)
        if not some:
            return ()
        found.append(some[-1])
    if when.any:
        either = [sign for name in when.any for sign in _any(when, name, present)]
        if not either:
            return ()
        found.append(either[-1])
    if when.n:
        different = {sign.id: sign for name in when.of for sign in _matching(name, present)}
        if len(different) < when.n:
            return ()
        found += different.values()
    for name in when.recent:
        gone = [sign for sign in _matching(name, free) if sign.status == "recent"]
        if not gone:
            return ()
        found.append(gone[-1])
    return tuple(dict.fromkeys(found))


def _any(when: When, name: str, signs: tuple[Sign, ...]) -> tuple[Sign, ...]:
    return _bound(when, name, signs) if name in BOUND else _matching(name, signs)


def _bound(when: When, name: str, signs: tuple[Sign, ...]) -> tuple[Sign, ...]:
    """The signs that the clause is about and that `name` was said of."""
    about = {other for part in (when.all, when.any, when.of) for other in part} - BOUND
    ids = {finding for other in about for finding in members(other)}
    return tuple(sign for sign in signs if sign.id in ids and name in sign.beside)


def blocked(when: When, sign: Sign) -> bool:
    """Whether a `none` of the clause was said of this very sign."""
    names = {finding for name in when.none for finding in members(name)}
    return bool(names & sign.beside)


def _matching(name: str, signs: Iterable[Sign]) -> tuple[Sign, ...]:
    ids = members(name)
    return tuple(sign for sign in signs if sign.id in ids)
