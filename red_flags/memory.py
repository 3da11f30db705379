"""What is kept from turn to turn, and the few things that lower it. Knows no sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from red_flags.knowledge import kind_of, rules
from red_flags.record import Findings, How, Sign, told_key

SILENCE = 24 * 3600.0
"""Seconds after which acute findings are asked about again."""

LASTING = frozenset({"context"})
"""Kinds that stay until erased."""

CRISIS = frozenset({"self_harm_thoughts", "self_harm_imminent"})
"""Joking or denying later never lowers these."""

OPPOSITE = {"one_sided": "both_sides", "both_sides": "one_sided"}


def woken(known: Findings, now: float) -> Findings:
    """`known` after a silence: acute signs no longer stand, conditions do."""
    if not known.signs or now - known.last_at <= SILENCE:
        return known
    lasting = tuple(sign for sign in known.signs if kind_of(sign.id) in LASTING)
    return replace(known, signs=lasting, told={}, seen={}, part="")


def joined(
    known: Findings,
    heard: Iterable[Sign],
    now: float,
    alone: Iterable[Sign] = (),
    *,
    corrects: bool,
    over: bool,
    partial: Iterable[Sign] = (),
) -> Findings:
    """`known` with the signs of this message.

    A denial that names a sign takes it back, unless it stands in `partial` ("no pain at rest");
    within one message only a correction does. `alone` are modifiers that speak of earlier signs;
    `over` says that what was spoken of is gone.
    """
    signs = list(known.signs)
    turn = known.turn + 1
    kept = frozenset(map(id, partial))
    for sign in heard:
        if sign.status == "absent" and id(sign) not in kept:
            signs = [
                old
                for old in signs
                if (old.turn == turn and not corrects) or not retracts(sign, old)
            ]
        elif sign.status == "recent":
            signs = [eased(old) if retracts(sign, old) else old for old in signs]
        signs.append(sign)
    for modifier in alone:
        if modifier.status == "present":
            signs = _modified(signs, modifier, corrects)
    if over:
        signs = _over(signs, turn)
    return replace(known, signs=tuple(dict.fromkeys(signs)), turn=turn, last_at=now)


def retracts(denial: Sign, old: Sign) -> bool:
    """Whether `denial` speaks of the very sign `old`."""
    if old.id in CRISIS or old.status not in ("present", "recent"):
        return False
    if denial.id != old.id or denial.person != old.person:
        return False
    sides = {denial.side, old.side}
    parts = {denial.part, old.part}
    return sides != {"left", "right"} and ("" in parts or len(parts) == 1)


def eased(sign: Sign) -> Sign:
    """`sign` as something that was there and is gone."""
    return replace(sign, status="recent") if sign.status == "present" else sign


def _last_turn(signs: Iterable[Sign], person: str | None, before: int) -> int:
    """The latest turn before `before` in which somebody had a sign; 0 when there is none."""
    return max(
        (
            sign.turn
            for sign in signs
            if sign.turn < before
            and sign.status == "present"
            and (person is None or sign.person == person)
            and kind_of(sign.id) in ("symptom", "pattern")
        ),
        default=0,
    )


def _modified(signs: list[Sign], modifier: Sign, corrects: bool) -> list[Sign]:
    """The last spoken signs with the modifier; a correction replaces them, else both stand."""
    turn = _last_turn(signs, modifier.person, modifier.turn)
    found: list[Sign] = []
    for sign in signs:
        bound = (
            sign.turn == turn
            and sign.person == modifier.person
            and sign.status == "present"
            and kind_of(sign.id) in ("symptom", "pattern")
        )
        if not bound:
            found.append(sign)
            continue
        beside = (sign.beside - {OPPOSITE.get(modifier.id, "")}) | {modifier.id}
        if not corrects:
            found.append(sign)
        found.append(replace(sign, beside=beside, turn=sign.turn if corrects else modifier.turn))
    return found


def _over(signs: list[Sign], now: int) -> list[Sign]:
    turn = _last_turn(signs, None, now)
    return [
        eased(sign)
        if sign.turn == turn and sign.id not in CRISIS and kind_of(sign.id) == "symptom"
        else sign
        for sign in signs
    ]


def acknowledged(findings: Findings, key: str, because: Iterable[Sign], emergency: bool) -> bool:
    """Whether a professional has seen it and nothing new was said since.

    A sign of an emergency that is said again counts as new: it may have come back.
    """
    turn = findings.seen.get(key)
    if turn is None:
        return False
    if emergency:
        return all(sign.turn <= turn for sign in because)
    before = {(sign.id, sign.person) for sign in findings.signs if sign.turn <= turn}
    return all((sign.id, sign.person) in before for sign in because)


def forget(known: Findings, flags: Iterable[str], how: How, at: int | None = None) -> Findings:
    """What the buttons "I was misunderstood" and "I've been seen" do for the named flags.

    A flag is `id` or `id@person`; without a person it means everyone. "seen" keeps the signs and
    lets the flags rest until a new sign; "misunderstood" takes back the signs that fired them.
    Conditions stay: a wrong alarm does not end a pregnancy. `at` is the turn that says so, by
    default the last one.
    """
    keys = {_key(flag) for flag in flags}
    people = {sign.person for sign in known.signs}
    pairs = {(flag, who) for flag, person in keys for who in ([person] if person else people)}
    told = {key: tier for key, tier in known.told.items() if _key(key) not in pairs}
    if how == "seen":
        marks = {told_key(flag, who): known.turn if at is None else at for flag, who in pairs}
        return replace(known, seen={**known.seen, **marks}, told=told)
    named = {(finding, who) for flag, who in pairs for finding in _findings_of(flag)}
    signs = tuple(
        sign
        for sign in known.signs
        if (sign.id, sign.person) not in named or kind_of(sign.id) in LASTING
    )
    return replace(known, signs=signs, told=told)


def _key(flag: str) -> tuple[str, str]:
    name, _, person = flag.partition("@")
    return name, person


def _findings_of(flag: str) -> frozenset[str]:
    known = rules().flags.get(flag)
    groups = rules().groups
    names = {
        name
        for when in (known.when if known else ())
        for part in (when.all, when.any, when.of, when.recent)
        for name in part
    }
    return frozenset(finding for name in names for finding in groups.get(name, {name}))
