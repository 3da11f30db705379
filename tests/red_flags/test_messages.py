"""How often messages and phrases that no pattern was written from get what is due to them.

The limits are what is reached, and may only become stricter; docs/safety/figures.md has the
goals and the first runs.
"""

from pathlib import Path

import pytest
import yaml

from red_flags import Tier, assess, prepared

HERE = Path(__file__).parent
READ = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MESSAGES = yaml.load((HERE / "messages.yml").read_text(encoding="utf-8"), READ)
PHRASES = yaml.load((HERE / "held_out_ours.yml").read_text(encoding="utf-8"), READ)

LEAST_ESCALATED = {
    "development": 0.984,
    "final": 0.952,
    "second_development": 0.98,
    "second_final": 0.95,
    "third_final": 0.984,
    "third_development": 0.99,
    "fourth_final": 0.928,
}
MOST_TRAPS = {
    "development": 0.041,
    "final": 0.134,
    "second_development": 0.03,
    "second_final": 0.183,
    "third_final": 0.1,
    "third_development": 0.035,
    "fourth_final": 0.135,
}
MOST_ORDINARY = {
    "development": 0.001,
    "final": 0.03,
    "second_development": 0.001,
    "second_final": 0.023,
    "third_final": 0.011,
    "third_development": 0.013,
    "fourth_final": 0.01,
}
LEAST_FOUND = 0.788
MOST_ALARMED = 0.129


@pytest.fixture(scope="module", autouse=True)
def second_net():
    assert prepared(), "the second net needs the encoder: run `make setup`"


def checked(text):
    """As the gateway checks a message."""
    return assess(text, meaning=True)


def share(hits):
    return sum(hits) / len(hits)


@pytest.mark.parametrize("name", MESSAGES)
def test_positives_are_escalated(name):
    reached = share([checked(m["text"]).tier >= Tier.SOON for m in MESSAGES[name]["positives"]])
    print(f"\n{name}: {reached:.1%} escalated")
    assert reached >= LEAST_ESCALATED[name]


@pytest.mark.parametrize("name", MESSAGES)
def test_traps_do_not_alarm(name):
    traps = MESSAGES[name]["traps"]
    limits = [Tier.SOON if m["at_most"] == "soon" else Tier.NONE for m in traps]
    pairs = zip(traps, limits, strict=True)
    alarmed = share([checked(m["text"]).tier > most for m, most in pairs])
    print(f"\n{name}: {alarmed:.1%} of traps alarmed")
    assert alarmed <= MOST_TRAPS[name]


@pytest.mark.parametrize("name", MESSAGES)
def test_ordinary_questions_do_not_alarm(name):
    alarmed = share([checked(text).tier >= Tier.SOON for text in MESSAGES[name]["ordinary"]])
    print(f"\n{name}: {alarmed:.1%} of ordinary messages alarmed")
    assert alarmed <= MOST_ORDINARY[name]


def statuses(finding, text):
    return {sign.status for sign in checked(text).heard if sign.id == finding}


def test_phrases_give_their_finding():
    found = share(
        [
            not {"present", "recent"}.isdisjoint(statuses(name, text))
            for name, both in PHRASES.items()
            for text in both["said"]
        ]
    )
    print(f"\n{found:.1%} of phrases found")
    assert found >= LEAST_FOUND


def test_phrase_traps_do_not_give_it():
    alarmed = share(
        [
            "present" in statuses(name, trap["text"])
            for name, both in PHRASES.items()
            for trap in both["traps"]
        ]
    )
    print(f"\n{alarmed:.1%} of traps alarmed")
    assert alarmed <= MOST_ALARMED
