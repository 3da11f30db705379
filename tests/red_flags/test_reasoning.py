"""The rules by themselves: every way to fire, and every `none` in both orders."""

import pytest

from red_flags.knowledge import Flag, When, rules
from red_flags.reasoning import BOUND, members, reasons, standing
from red_flags.record import Sign, Tier

WAYS = [(flag, when) for flag in rules().flags.values() for when in flag.when]
NONES = [(flag, when, name) for flag, when in WAYS for name in when.none]


def one_of(name: str) -> str:
    return sorted(members(name))[0]


def signs_for(when: When) -> list[Sign]:
    """The fewest signs that make the clause true."""
    needed = [*when.all, *when.any[:1], *when.of[: when.n]]
    beside = frozenset(name for name in needed if name in BOUND)
    present = [
        Sign(one_of(name), "present", beside=beside, words=name, turn=1)
        for name in needed
        if name not in BOUND
    ]
    return present + [Sign(one_of(name), "recent", words=name, turn=1) for name in when.recent]


def named(flag: Flag) -> str:
    return flag.id


def fires(flag: Flag, signs: list[Sign]) -> bool:
    return flag.id in {found.id for found, _ in standing(signs)}


@pytest.mark.parametrize(("flag", "when"), WAYS, ids=lambda value: getattr(value, "id", ""))
def test_each_way_fires_its_flag_and_needs_every_part(flag, when):
    signs = signs_for(when)
    assert reasons(when, tuple(signs))
    for left_out in range(len(signs)):
        fewer = tuple(signs[:left_out] + signs[left_out + 1 :])
        if {sign.id for sign in fewer} != {sign.id for sign in signs}:
            assert not reasons(when, fewer) or when.any


@pytest.mark.parametrize(("flag", "when"), WAYS, ids=lambda value: getattr(value, "id", ""))
def test_signs_that_are_not_present_fire_nothing(flag, when):
    for status in ("absent", "past", "hypothetical"):
        signs = tuple(
            Sign(sign.id, status, beside=sign.beside)  # type: ignore[arg-type]
            for sign in signs_for(when)
        )
        assert not reasons(when, signs)


@pytest.mark.parametrize(("flag", "when", "name"), NONES)
def test_none_of_the_same_sign_blocks(flag, when, name):
    blocked = [
        Sign(sign.id, sign.status, beside=sign.beside | members(name)) for sign in signs_for(when)
    ]
    assert not reasons(when, tuple(blocked))


@pytest.mark.parametrize(("flag", "when", "name"), NONES)
def test_none_of_another_sign_blocks_in_neither_order(flag, when, name):
    signs = signs_for(when)
    other = [Sign("cramp", "present", beside=members(name)), Sign(one_of(name), "present")]
    for both in ([*signs, *other], [*other, *signs]):
        assert reasons(when, tuple(both))
        found = [fired.tier for fired, _ in standing(both)]
        assert max(found, default=Tier.NONE) >= flag.tier


def test_laterality_of_another_sign_fires_nothing():
    signs = [
        Sign("cramp", "present", beside=frozenset({"one_sided"})),
        Sign("weakness", "present", beside=frozenset({"sudden_onset"})),
    ]
    assert "stroke_suspected" not in {flag.id for flag, _ in standing(signs)}
    together = [Sign("weakness", "present", beside=frozenset({"sudden_onset", "one_sided"}))]
    assert "stroke_suspected" in {flag.id for flag, _ in standing(together)}


def test_every_name_in_the_rules_is_known():
    from red_flags.knowledge import rules_problems, unknown_names

    assert not rules_problems()
    names = {
        name
        for _, when in WAYS
        for part in (when.all, when.any, when.of, when.none, when.recent)
        for name in part
    }
    assert not unknown_names(names)
