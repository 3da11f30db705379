"""Tiers over time: what raises, what lowers, and what does neither."""

import json

import pytest

from red_flags import NO_FINDINGS, Assessment, Question, Tier, assess, forget
from red_flags.memory import joined
from red_flags.record import Sign

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


def statuses(result: Assessment) -> set[tuple[str, str]]:
    return {(sign.id, sign.status) for sign in result.findings.signs}


def test_a_denial_of_a_sign_lowers_it_without_any_sorry():
    for denial in ("my calf is not swollen", "it is not swollen", "there is no swelling"):
        assert talk("my calf is swollen", denial).tier == Tier.NONE, denial


def test_a_denial_lowers_only_the_sign_that_it_names():
    after = talk("my calf is swollen and my chest hurts", "my calf is not swollen")
    assert after.tier == Tier.EMERGENCY
    assert statuses(after) == {("chest_pain", "present"), ("swelling", "absent")}


def test_within_one_message_only_a_correction_takes_back():
    both = "my calf is swollen at night. my calf is not swollen in the morning"
    assert talk(both).tier == Tier.URGENT
    corrected = "my calf is swollen, sorry I mean my calf is not swollen"
    assert talk(corrected).tier == Tier.NONE


@pytest.mark.parametrize("later", ["I don't want to kill myself", "it's gone now", "I was joking"])
def test_a_crisis_is_never_denied_or_gone(later):
    after = talk("I want to kill myself", later)
    assert after.tier >= Tier.URGENT
    assert ("self_harm_thoughts", "present") in statuses(after)


def test_gone_speaks_of_what_was_said_last():
    after = talk("my chest hurts", "my calf is swollen", "it's gone now")
    assert after.tier == Tier.EMERGENCY
    assert statuses(after) == {("chest_pain", "present"), ("swelling", "recent")}


def test_gone_ends_no_condition():
    after = talk("I am on dialysis and my calf is swollen", "it's gone now")
    assert statuses(after) == {("dialysis", "present"), ("swelling", "recent")}


def test_a_sign_that_has_gone_leaves_the_others():
    after = talk("my chest hurts and my calf is swollen", "my chest pain has gone now")
    assert {("swelling", "present"), ("chest_pain", "recent")} <= statuses(after)
    assert ("chest_pain", "present") not in statuses(after)


@pytest.mark.parametrize(
    ("first", "second", "later", "finding", "modifier"),
    [
        ("my chest hurts", "my calf is swollen", "it came on suddenly", "swelling", "sudden_onset"),
        ("my chest hurts", "my calf is swollen", "it is on both sides", "swelling", "both_sides"),
        (
            "my calf is swollen",
            "my husband has chest pain",
            "he says it came on suddenly",
            "chest_pain",
            "sudden_onset",
        ),
    ],
)
def test_what_is_added_belongs_to_what_was_said_last(first, second, later, finding, modifier):
    after = talk(first, second, later)
    assert {sign.id for sign in after.findings.signs if modifier in sign.beside} == {finding}


def test_what_is_added_counts_as_said_now_and_what_is_corrected_does_not():
    for texts, turns in (
        (("my calf is swollen", "it came on suddenly"), {(1, False), (2, True)}),
        (("my leg is swollen", "no wait, both legs"), {(1, True)}),
    ):
        signs = talk(*texts).findings.signs
        assert {(s.turn, bool(s.beside)) for s in signs if s.id == "swelling"} == turns


def test_gone_leaves_what_is_said_in_the_same_breath():
    first = joined(NO_FINDINGS, [Sign("swelling", "present", turn=1)], 0, corrects=False, over=True)
    assert {sign.status for sign in first.signs} == {"present"}
    later = joined(first, [Sign("chest_pain", "present", turn=2)], 0, corrects=False, over=True)
    assert {(s.id, s.status) for s in later.signs} == {
        ("swelling", "recent"),
        ("chest_pain", "present"),
    }


def test_a_circumstance_told_later_is_no_part_of_the_sign():
    after = talk("my calf is swollen", "I had surgery last week")
    assert {"swelling", "recent_surgery_or_hospital"} == {s.id for s in after.findings.signs}
    assert not any(sign.beside for sign in after.findings.signs)


def test_an_emergency_that_was_seen_rests_until_it_is_told_of_again():
    first = assess("I have chest pain", now=0, meaning=False)
    rested = forget(first.findings, [flag.flag for flag in first.fired], "seen")
    assert assess("thanks", rested, now=1, meaning=False).tier == Tier.NONE
    again = assess("I have chest pain", rested, now=1, meaning=False)
    assert again.tier == Tier.EMERGENCY
    assert again.news


def test_an_emergency_that_was_seen_is_told_again_when_more_is_said_of_it():
    first = assess(COLD_FOOT, now=0, meaning=False)
    rested = forget(first.findings, [flag.flag for flag in first.fired], "seen")
    assert assess("thanks", rested, now=1, meaning=False).tier == Tier.NONE
    assert assess("it came on suddenly", rested, now=1, meaning=False).news


def test_what_is_not_urgent_and_was_seen_rests_when_it_is_said_again():
    first = assess("my calf is swollen", now=0, meaning=False)
    rested = forget(first.findings, [flag.flag for flag in first.fired], "seen")
    assert assess("my calf is swollen", rested, now=1, meaning=False).tier == Tier.NONE


def test_what_was_misunderstood_is_told_anew_and_nothing_else_is():
    first = talk("my calf is swollen", "I have chest pain").findings
    after = forget(first, ["limb_sign_side_unclear"], "misunderstood")
    quiet = assess("thanks", after, now=1_000_200.0, meaning=False)
    assert quiet.tier == Tier.EMERGENCY
    assert not quiet.news
    again = assess("my calf is swollen", after, now=1_000_200.0, meaning=False)
    assert [flag.flag for flag in again.news] == ["limb_sign_side_unclear"]


def test_a_day_to_the_second_is_no_silence_yet():
    first = assess("my chest hurts", now=0, meaning=False)
    assert assess("hello", first.findings, now=24 * HOUR, meaning=False).tier == Tier.EMERGENCY
    assert assess("hello", first.findings, now=24 * HOUR + 1, meaning=False).tier == Tier.NONE


def test_a_conversation_counts_its_messages():
    assert talk("hello").findings.turn == 1
    assert talk("hello", "thanks", "bye").findings.turn == 3


def test_a_no_to_the_question_whether_it_is_a_crisis_does_not_end_one():
    first = assess("I want to kill myself", now=0, meaning=False)
    asked = Question(id="q", findings=("self_harm_thoughts",))
    after = assess("no", first.findings, asked, now=1, meaning=False)
    assert ("self_harm_thoughts", "present") in statuses(after)
    assert after.tier == first.tier
