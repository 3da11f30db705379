"""Whose sign it is: nobody is merged with anybody."""

import pytest

from red_flags import Tier, assess


def people_of(text: str, finding: str) -> set[str]:
    signs = assess(text, now=0, meaning=False).heard
    return {sign.person for sign in signs if sign.id == finding and sign.status == "present"}


@pytest.mark.parametrize(
    ("text", "finding", "person"),
    [
        ("my mum's leg is swollen and red", "swelling", "mum"),
        ("my mums leg is swollen", "swelling", "mum"),
        ("asking for my husband, his foot has gone white and cold", "cold_limb", "husband"),
        ("my son has a swollen calf", "swelling", "son"),
        ("swelling in my dad's calf", "swelling", "dad"),
        ("the patient has a swollen left calf", "swelling", "patient"),
        ("my wife says my calf is swollen", "swelling", "self"),
        ("my doctor says my calf is swollen", "swelling", "self"),
        ("she has a swollen calf", "swelling", "other"),
        ("my calf is swollen", "swelling", "self"),
        ("I have a pain dad calls heartburn in the chest", "chest_pain", "self"),
    ],
)
def test_the_sign_is_theirs(text, finding, person):
    assert people_of(text, finding) == {person}


@pytest.mark.parametrize(
    "text",
    [
        "pregnant women get swollen legs",
        "most people with a clot have a swollen leg",
        "some people get chest pain",
        "diabetics get numb feet",
    ],
)
def test_people_in_general_are_nobody(text):
    assert assess(text, now=0, meaning=False).tier == Tier.NONE


def test_two_people_are_never_merged():
    result = assess("my calf is swollen. my mum can't breathe", now=0, meaning=False)
    assert "pe_suspected" not in {flag.flag for flag in result.fired}
    known = assess("my calf is swollen", now=0, meaning=False).findings
    later = assess("my mum can't catch her breath", known, now=1, meaning=False)
    assert "pe_suspected" not in {flag.flag for flag in later.fired}
    assert {flag.person for flag in later.fired} == {"self", "mum"}


def test_she_is_the_woman_spoken_of():
    known = assess("my mum has a swollen calf", now=0, meaning=False).findings
    later = assess("now she can't breathe", known, now=1, meaning=False)
    fired = {flag.flag: flag.person for flag in later.fired}
    assert fired["pe_suspected"] == "mum"


def test_i_is_me_again():
    known = assess("my mum has a swollen calf", now=0, meaning=False).findings
    later = assess("I can't breathe", known, now=1, meaning=False)
    assert "pe_suspected" not in {flag.flag for flag in later.fired}
