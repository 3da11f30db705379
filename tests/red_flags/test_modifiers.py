"""Conditions said once change later answers; regions give only verified numbers."""

import pytest

from red_flags import (
    NO_FINDINGS,
    Tier,
    assess,
    general_cautions,
    modifiers,
    region,
    safest,
)
from red_flags.knowledge import unknown_names
from red_flags.modifiers import _entries, modifiers_problems


def ids(*texts: str, **more) -> set[str]:
    known = NO_FINDINGS
    for text in texts:
        known = assess(text, known, now=0, meaning=False).findings
    return {modifier.id for modifier in modifiers(known, **more)}


def test_a_condition_said_once_counts_later():
    assert "fluid_heart_kidney" in ids("I'm on dialysis", "what should I drink")
    assert "fluid_heart_kidney" not in ids("what should I drink")


def test_somebody_elses_condition_is_theirs():
    known = assess("my mum is on dialysis", now=0, meaning=False).findings
    assert "fluid_heart_kidney" in {m.id for m in modifiers(known, "mum")}
    assert "fluid_heart_kidney" not in {m.id for m in modifiers(known, "self")}


def test_flags_and_tiers_count():
    assert "clot_flags_block_handling" in ids("hello", fired=["dvt_suspected"])
    assert "any_emergency_blocks_self_care" in ids("hello", tier=Tier.EMERGENCY)


def test_everything_is_covered_by_a_star():
    star = next(m for m in _entries()[0] if m.id == "any_emergency_blocks_self_care")
    assert star.covers(frozenset({"heat"}))


def test_the_file_has_its_shape_and_known_names():
    assert not modifiers_problems()
    names = {name for m in _entries()[0] for name in m.when if ":" not in name} - {"everyone"}
    assert not unknown_names(names)
    assert general_cautions()
    assert safest()


@pytest.mark.parametrize(
    ("name", "number"), [("uk", "999"), ("en-GB", "999"), ("United States", "911"), ("AU", "000")]
)
def test_a_known_region_gives_its_number(name, number):
    assert number in region(name).emergency


@pytest.mark.parametrize("name", [None, "", "Atlantis", "xx-XX"])
def test_an_unknown_region_is_neutral(name):
    found = region(name)
    assert found.code == "neutral"
    assert set(found.as_words()) == {"emergency", "urgent", "crisis", "poison", "country"}
    assert "111" not in found.urgent
