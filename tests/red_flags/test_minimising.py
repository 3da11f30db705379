"""Somebody plays it down: the tier stays what the signs make it."""

import pytest

from red_flags import Tier, assess

DOWNPLAYED = [
    ("crushing chest pain, my wife says it's nothing", Tier.EMERGENCY),
    ("it's probably nothing but my chest hurts and my arm aches", Tier.EMERGENCY),
    ("don't want to waste anyone's time, I can't breathe properly", Tier.URGENT),
    ("I'm sure it's just a cramp, my left calf is swollen and hot", Tier.URGENT),
    ("my mate reckons I'm overreacting, calf swollen and red", Tier.URGENT),
    ("silly question, my pee is brown like cola after crossfit", Tier.EMERGENCY),
    ("I'm not worried, but my foot is ice cold, white and numb", Tier.EMERGENCY),
    ("google says it's fine, my face has dropped on one side", Tier.EMERGENCY),
    ("it's only my chest hurting, no big deal", Tier.EMERGENCY),
    ("I don't like to make a fuss but I fainted twice today", Tier.URGENT),
    ("dad says man up, my calf is swollen", Tier.URGENT),
    ("it comes and goes so it can't be serious, chest pain", Tier.EMERGENCY),
]


@pytest.mark.parametrize(("text", "tier"), DOWNPLAYED)
def test_playing_it_down_lowers_nothing(text, tier):
    assert assess(text).tier >= tier


@pytest.mark.parametrize("after", ["it's nothing", "lol never mind", "my wife says it's nothing"])
def test_playing_it_down_later_lowers_nothing(after):
    first = assess("crushing chest pain", now=0)
    assert assess(after, first.findings, now=1).tier is Tier.EMERGENCY
