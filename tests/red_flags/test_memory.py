"""Tiers over time: what raises, what lowers, and what does neither."""

import json

import pytest

from red_flags import NO_FINDINGS, Assessment, Question, Tier, assess, forget

HOUR = 3600.0


def talk(*texts: str, start: float = 1_000_000.0) -> Assessment:
    known, result = NO_FINDINGS, Assessment()
    for number, text in enumerate(texts):
        result = assess(text, known, now=start + number * 60, meaning=False)
        assert not result.failed, text
        known = result.findings
    return result


COLD_FOOT = "my foot is ice cold, white and numb"
THROBBING = "constant throbbing in my right calf"
BLOCKERS = [
    (COLD_FOOT, "cramps in both legs", Tier.EMERGENCY),
    (COLD_FOOT, "both my legs cramp at night", Tier.EMERGENCY),
    (THROBBING, "I run a lot", Tier.URGENT),
    (THROBBING, "I train hard at the gym every day", Tier.URGENT),
    (THROBBING, "I get cramps in both calves", Tier.URGENT),
    ("my leg is swollen", "cramps in both feet", Tier.URGENT),
    ("my calf is swollen and red", "both my hands cramp too", Tier.URGENT),
]


@pytest.mark.parametrize(("sign", "other", "tier"), BLOCKERS)
def test_what_blocks_a_rule_elsewhere_does_not_lower_the_sign(sign, other, tier):
    assert talk(sign, other).tier == tier
    assert talk(other, sign).tier == tier
    for joint in (". ", ", ", " and ", ". Also "):
        assert talk(sign + joint + other).tier == tier, joint
        assert talk(other + joint + sign).tier == tier, joint


def test_both_sides_of_the_sign_itself_lowers():
    assert talk("both hands go cold and white in the cold").tier == Tier.SOON
    assert talk("both my calves are swollen").tier == Tier.SOON


def test_new_findings_only_raise():
    first = talk("my leg is swollen")
    assert first.tier == Tier.URGENT
    later = talk(
        "my leg is swollen", "I get cramps in both legs at night", "my wife says it's nothing"
    )
    assert later.tier == Tier.URGENT


@pytest.mark.parametrize(
    "text",
    [
        "what drink helps",
        "thanks",
        "my wife says it's nothing",
        "no",
        "I'm fine",
        "haha just joking",
    ],
)
def test_small_talk_and_other_questions_lower_nothing(text):
    assert talk("I have chest pain", text).tier == Tier.EMERGENCY


def test_a_retraction_that_names_the_sign_lowers():
    assert talk("my calf is swollen", "sorry, no, my calf is not swollen").tier == Tier.NONE


def test_the_other_leg_is_no_retraction():
    assert talk("my left calf is swollen", "my right calf is not swollen").tier == Tier.URGENT


def test_denying_it_at_rest_is_no_retraction():
    assert talk("chest pain when I walk", "no chest pain at rest").tier == Tier.EMERGENCY
    assert talk("chest pain when I walk, no chest pain at rest").tier == Tier.EMERGENCY


def test_a_correction_replaces_the_side():
    assert talk("my leg is swollen", "no wait, both legs").tier == Tier.SOON


def test_gone_makes_recent_not_absent():
    after = talk("I had chest pain an hour ago", "it's gone now")
    assert after.tier == Tier.URGENT
    assert "recent_resolved_emergency_sign" in {flag.flag for flag in after.fired}
    assert talk("my speech was slurred yesterday, fine now").tier == Tier.EMERGENCY


@pytest.mark.parametrize("joke", ["just joking", "I don't want to die, only joking", "lol jk"])
def test_joking_never_lowers_the_crisis_pathway(joke):
    before = talk("I want to kill myself")
    assert before.tier >= Tier.URGENT
    assert talk("I want to kill myself", joke).tier == before.tier


def test_news_are_told_once_and_again_when_the_tier_rises():
    first = assess("my calf is swollen", now=0, meaning=False)
    assert first.news
    second = assess("what should I drink", first.findings, now=1, meaning=False)
    assert second.tier == Tier.URGENT
    assert not second.news
    third = assess("now I can't breathe", second.findings, now=2, meaning=False)
    assert third.tier == Tier.EMERGENCY
    assert third.news[0].tier == Tier.EMERGENCY


def test_seen_rests_a_flag_until_a_new_sign():
    first = assess("my left calf is swollen", now=0, meaning=False)
    flags = [flag.flag for flag in first.fired]
    rested = forget(first.findings, flags, "seen")
    assert assess("ok thanks", rested, now=1, meaning=False).tier == Tier.NONE
    assert assess("my left calf is red as well", rested, now=1, meaning=False).tier == Tier.URGENT


def test_misunderstood_takes_back_the_signs_and_keeps_conditions():
    first = assess("I'm pregnant and my calf is swollen", now=0, meaning=False)
    flags = [flag.flag for flag in first.fired]
    after = forget(first.findings, flags, "misunderstood")
    assert assess("ok", after, now=1, meaning=False).tier == Tier.NONE
    assert {sign.id for sign in after.signs} >= {"pregnancy"}


@pytest.mark.parametrize("text", ["you misunderstood me", "that's not what I meant"])
def test_misunderstood_typed_does_what_the_button_does(text):
    assert talk("my calf is swollen", text).tier == Tier.NONE


@pytest.mark.parametrize("text", ["I've been seen by a doctor about it", "the doctor checked it"])
def test_seen_typed_does_what_the_button_does(text):
    assert talk("my calf is swollen", text).tier == Tier.NONE
    assert talk("my calf is swollen", f"{text} but now I can't breathe").tier == Tier.EMERGENCY


def test_not_seen_yet_lowers_nothing():
    assert talk("my calf is swollen", "I haven't been seen by a doctor").tier == Tier.URGENT


def test_after_a_day_of_silence_conditions_stay_and_signs_do_not():
    first = assess("I'm on dialysis and my chest hurts", now=0, meaning=False)
    later = assess("hello again", first.findings, now=25 * HOUR, meaning=False)
    assert later.tier == Tier.NONE
    assert {sign.id for sign in later.findings.signs} == {"dialysis"}
    soon = assess("hello again", first.findings, now=23 * HOUR, meaning=False)
    assert soon.tier == Tier.EMERGENCY


def test_a_bare_no_answers_only_the_open_question():
    first = assess("I have chest pain", now=0, meaning=False)
    asked = Question(id="q", findings=("swelling",))
    after = assess("no", first.findings, asked, now=1, meaning=False)
    assert after.tier == Tier.EMERGENCY
    assert assess("no", first.findings, now=1, meaning=False).tier == Tier.EMERGENCY


@pytest.mark.parametrize(
    "text", ["yes", "Yes!", "yeah", "yep", "y", "I think so", "a bit", "maybe"]
)
def test_yes_answers_the_open_question(text):
    asked = Question(id="q1", findings=("chest_pain",), unsure_is_yes=True)
    after = assess(text, NO_FINDINGS, asked, now=1, meaning=False)
    assert after.tier == Tier.EMERGENCY
    assert after.heard[0].net == "answer"


def test_not_sure_counts_as_yes_where_minutes_count():
    asked = Question(id="q1", findings=("chest_pain",), unsure_is_yes=True)
    assert assess("not sure", NO_FINDINGS, asked, now=1, meaning=False).tier == Tier.EMERGENCY
    asked = Question(id="q3", findings=("swelling",))
    assert assess("not sure", NO_FINDINGS, asked, now=1, meaning=False).tier == Tier.NONE


def test_everything_survives_json():
    result = talk(
        "my mum is on dialysis", "her left foot is ice cold and white", "my calf is swollen"
    )
    data = json.loads(json.dumps(result.to_json()))
    assert Assessment.from_json(data) == result
