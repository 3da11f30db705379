"""The short questions: is it still so, after a day of silence; what a rule or an answer asks first."""

import pytest
from talking import ANSWER, button, kinds, question, response, texts

from gateway import turn as module
from red_flags import modifier, modifiers, wording
from red_flags.memory import SILENCE

QUESTION = "what drink stops leg cramps"
URGENT = "my left calf is swollen and hot"
STROKE = "my face is drooping on one side"


@pytest.fixture
def later(monkeypatch):
    """Lets so many seconds go by."""
    now = [1_795_000_000.0]
    monkeypatch.setattr(module.time, "time", lambda: now[0])

    def wait(seconds=SILENCE + 60):
        now[0] += seconds

    return wait


def still_so(words):
    return wording()["still_so"]["text"]["self"].format(words=words)


def last(reply):
    return texts(reply)[-1]


async def signs(bench, status="present"):
    state = await bench.memory.recall("c")
    return {sign.id for sign in state.findings.signs if sign.status == status}


# After a day of silence


@pytest.mark.parametrize("illness", ["well", "silent"])
async def test_what_was_urgent_is_asked_about_again(bench, talk, later, illness):
    setattr(bench.rasa, illness, True)
    await talk.say(URGENT)
    later()
    reply = await talk.say("hello")
    assert last(reply) == still_so(URGENT)
    assert kinds(reply)[-1] == "question"
    assert reply["urgency"] == "none"
    reply = await talk.say("yes")
    assert texts(reply)[0] == response("utter_same_day")
    assert URGENT in texts(reply)[1]
    assert reply["urgency"] == "urgent"


async def test_why_it_is_asked_again_is_said(talk, later):
    await talk.say(URGENT)
    later()
    await talk.say("hello")
    reply = await talk.say("why?")
    assert texts(reply) == [response("utter_still_so_why"), still_so(URGENT)]
    assert (await talk.say("yes"))["urgency"] == "urgent"


async def test_no_leaves_it_as_something_that_was_there(bench, talk, later):
    await talk.say(URGENT)
    later()
    reply = await talk.press(button(await talk.say("hello"), "No"))
    assert texts(reply) == [response("utter_interview_noted")]
    assert reply["urgency"] == "none"
    assert "swelling" in await signs(bench, "recent")
    assert "question" not in kinds(await talk.say(QUESTION))


async def test_not_sure_counts_as_yes_for_an_emergency(talk, later):
    await talk.say("I have chest pain")
    later()
    await talk.say("hello")
    reply = await talk.say("not sure")
    assert texts(reply)[0] == response("utter_call_now")
    assert reply["urgency"] == "emergency"


async def test_not_sure_is_else_asked_once_more(talk, later):
    await talk.say(URGENT)
    later()
    await talk.say("hello")
    assert last(await talk.say("not sure")) == still_so(URGENT)
    assert "question" not in kinds(await talk.say("not sure"))


async def test_stroke_signs_that_have_gone_are_still_an_emergency(talk, later):
    await talk.say(STROKE)
    later()
    await talk.say("hello")
    assert (await talk.say("no"))["urgency"] == "emergency"


async def test_what_is_said_anew_is_not_asked(talk, later):
    await talk.say(URGENT)
    later()
    reply = await talk.say("my left calf is still swollen and hot")
    assert texts(reply)[0] == response("utter_same_day")
    assert still_so(URGENT) not in texts(reply)


async def test_a_condition_stays_and_is_not_asked_about(bench, talk, later):
    await talk.say("I'm on dialysis")
    later()
    reply = await talk.say("hello")
    assert "dialysis" in await signs(bench)
    assert not [text for text in texts(reply) if "Last time you said" in text]


async def test_a_red_flag_after_a_silence_wins(talk, later):
    await talk.say(URGENT)
    later()
    reply = await talk.say("I have chest pain")
    assert texts(reply)[0] == response("utter_call_now")
    assert "question" not in kinds(reply)


async def test_before_a_day_has_gone_by_nothing_is_asked_again(talk, later):
    await talk.say(URGENT)
    later(SILENCE - 60)
    reply = await talk.say("hello")
    assert texts(reply)[0] == response("utter_reminder_urgent")
    assert still_so(URGENT) not in texts(reply)


async def test_an_interview_of_the_day_before_is_not_gone_on_with(talk, later):
    await talk.say("check my signs")
    later()
    assert question("q1_emergency") not in texts(await talk.say("no"))


# What a rule asks first


@pytest.mark.parametrize("illness", ["well", "silent"])
@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("my calf is swollen", "q1_emergency"),
        ("my arm and jaw ache", "q1_emergency"),
        ("my calf hurts all the time", "q1_emergency"),
    ],
)
async def test_a_rule_that_asks_first_asks(bench, talk, illness, text, asked):
    setattr(bench.rasa, illness, True)
    reply = await talk.say(text)
    assert "safety" in kinds(reply)
    assert last(reply) == question(asked)


async def test_pain_that_stays_leads_to_a_look_at_both_legs(talk):
    await talk.say("my calf hurts all the time")
    reply = await talk.say("no")
    assert last(reply) == question("q3_limb_signs")
    reply = await talk.press(button(reply, "One always sore"))
    assert reply["urgency"] == "urgent"


# What an answer asks first


def asking(*names):
    return {**ANSWER, "metadata": {**ANSWER["metadata"], "asks": list(names)}}


FLUID = "fluid_heart_kidney"


@pytest.fixture
async def asked(bench, talk):
    """The reply of an answer that has left out the part on extra water."""
    await talk.say("I'm on dialysis")
    bench.rasa.replies = [asking(FLUID)]
    return await talk.say(QUESTION)


async def test_the_question_comes_with_buttons_after_the_answer(asked):
    assert texts(asked) == [ANSWER["text"], modifier(FLUID).ask.text]
    assert kinds(asked) == ["answer", "question"]
    assert [b["title"] for b in asked["messages"][1]["buttons"]] == ["Yes", "No", "Not sure"]


async def test_no_limit_gets_the_answer_again_with_the_part(bench, talk, asked):
    bench.rasa.replies = [ANSWER]
    reply = await talk.say("no")
    assert texts(reply) == [ANSWER["text"]]
    context = bench.rasa.asked[-1]["context"]
    assert context["choice"] == {"intent": "faq/drinks_overview"}
    assert context["just_said"] is None
    assert context["answered"] == {f"{FLUID}@self": "no"}


@pytest.mark.parametrize("value", ["Yes", "Not sure"])
async def test_a_limit_leaves_the_part_out_and_says_why(bench, talk, asked, value):
    count = len(bench.rasa.asked)
    reply = await talk.press(button(asked, value))
    assert texts(reply) == [response("utter_interview_noted"), modifier(FLUID).text]
    assert len(bench.rasa.asked) == count
    assert ("low_salt_or_fluid_limit" in await signs(bench)) is (value == "Yes")


async def test_why_says_why_and_asks_again(bench, talk, asked):
    reply = await talk.say("why do you ask?")
    assert texts(reply) == [modifier(FLUID).text, modifier(FLUID).ask.text]
    bench.rasa.replies = [ANSWER]
    assert texts(await talk.say("no")) == [ANSWER["text"]]


async def test_it_is_asked_once(bench, talk, asked):
    await talk.say("what about milk")
    assert modifier(FLUID).ask.text not in texts(await talk.say(QUESTION))


async def test_another_message_is_no_answer(bench, talk, asked):
    bench.rasa.replies = None
    await talk.say("how long do cramps last?")
    assert (await bench.memory.recall("c")).answered == {f"{FLUID}@self": "asked"}


async def test_the_answer_changes_what_is_left_out(bench, talk, asked):
    findings = (await bench.memory.recall("c")).findings

    def action(answered):
        found = modifiers(findings, answered=answered)
        return next((each.action for each in found if each.id == FLUID), None)

    key = f"{FLUID}@self"
    assert action({}) == "ask_first"
    assert action({key: "asked"}) == action({key: "yes"}) == action({key: "unsure"}) == "withhold"
    assert action({key: "no"}) is None


async def test_the_answer_is_in_the_summary_with_its_question(talk, asked):
    await talk.say("yes")
    text = last(await talk.say("make me a summary for my doctor"))
    assert f"asked “{modifier(FLUID).ask.text}”, you said “yes”" in text
