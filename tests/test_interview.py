"""The interview "Should I see a doctor?" as a person has it: with buttons, in words, by voice.

All of it also when Rasa and the action server are down.
"""

import pytest
from serving import Conversation, Gateway
from talking import ANSWER, button, kinds, question, response, texts

from red_flags import Tier, assess, explain
from red_flags.questionnaire import form, query

BEGIN = "check my signs"
QUESTION = "what drink stops leg cramps"
URGENT = "my left calf is swollen and hot"
EMERGENCY = "I have chest pain"


@pytest.fixture(params=["well", "silent"])
def illness(request, bench):
    """Rasa and the action server well, and both down."""
    setattr(bench.rasa, request.param, True)
    return request.param


def titles(reply):
    return [b["title"] for m in reply["messages"] for b in m["buttons"]]


def last(reply):
    return texts(reply)[-1]


async def answer_all(talk, reply, most=20, **special):
    """Press each question's first button, or the one that `special` names for it; the last reply."""
    names = {question(name): name for name in form().queries}
    asked = []
    for _ in range(most):
        name = names.get(last(reply))
        if name is None:
            break
        asked.append(name)
        first = reply["messages"][-1]["buttons"][0]["title"]
        reply = await talk.press(button(reply, special.get(name, first)))
    return reply, asked


# From beginning to end


async def test_it_asks_danger_first_and_then_who(talk, illness):
    reply = await talk.say(BEGIN)
    assert texts(reply) == [response("utter_interview"), question("q1_emergency")]
    assert kinds(reply) == ["social", "question"]
    assert titles(reply) == [
        "No, none of these",
        "Yes, one of these",
        "Not sure",
        "Skip",
        "Why do you ask?",
        "Stop the questions",
    ]
    assert last(await talk.press(button(reply, "No, none of these"))) == question("q2_who")


async def test_with_no_sign_it_ends_after_eight_questions_without_a_promise(talk, illness):
    reply, asked = await answer_all(talk, await talk.say(BEGIN), q2_who="Me")
    assert len(asked) == 8
    assert texts(reply) == [response("utter_interview_none")]
    assert reply["urgency"] == "none"
    assert "Doctor summary" in titles(reply)


@pytest.mark.parametrize("how", ["Yes, one of these", "Not sure"])
async def test_yes_or_not_sure_to_an_emergency_sign_ends_it_at_once(talk, illness, how):
    reply = await talk.press(button(await talk.say(BEGIN), how))
    assert texts(reply)[0] == response("utter_call_now")
    assert how in texts(reply)[1]
    assert kinds(reply) == ["safety", "safety"]
    assert reply["urgency"] == "emergency"
    later = await talk.say("where were we")
    assert response("utter_reminder_emergency") == texts(later)[0]
    assert "question" not in kinds(later)


async def test_an_urgent_sign_is_told_at_once_and_only_what_changes_it_is_asked(talk, illness):
    start = await talk.say(BEGIN)
    reply = await talk.press(button(start, "No, none of these"))
    reply = await talk.press(button(reply, "Me"))
    reply = await talk.press(button(reply, "One swollen/red/hot"))
    assert texts(reply)[0] == response("utter_same_day")
    assert "One swollen/red/hot" in texts(reply)[1]
    assert last(reply) == question("q6_clot_pregnancy")
    assert reply["urgency"] == "urgent"
    end = await talk.press(button(reply, "None"))
    assert texts(end) == [response("utter_reminder_urgent"), response("utter_interview_done")]


async def test_what_is_not_urgent_is_told_once_at_the_end(talk, illness):
    reply = await talk.say(BEGIN)
    seen = []
    for press in ("No, none of these", "Me", "Both look the same", "No", "None", "None", "None"):
        reply = await talk.press(button(reply, press))
        seen += kinds(reply)
    assert "safety" not in seen
    reply = await talk.press(button(reply, "Getting worse"))
    assert kinds(reply)[0] == "safety"
    assert reply["urgency"] == "soon"
    assert (
        response("utter_weeks_1_2") == texts(reply)[0]
        or response("utter_days_1_2") == texts(reply)[0]
    )


async def test_a_visit_within_weeks_is_not_advised_beside_help_today(talk, illness):
    await talk.say("my husband's left calf is sore all the time")
    await talk.say("no")
    reply = await talk.say("no")
    while kinds(reply)[-1] == "question":
        reply = await talk.say("no")
    assert texts(reply) == [response("utter_reminder_urgent"), response("utter_interview_done")]


async def test_numbness_of_one_limb_is_asked_how_it_came(talk, illness):
    reply = await talk.say(BEGIN)
    for press in ("No, none of these", "Me", "Cold, pale or numb", "Only numb"):
        reply = await talk.press(button(reply, press))
    assert last(reply) == question("q4_onset")
    assert (await talk.press(button(reply, "All at once")))["urgency"] == "urgent"


async def test_a_child_has_a_shorter_interview(talk):
    _, asked = await answer_all(talk, await talk.say(BEGIN), q2_who="Child 2 to 15")
    assert asked == ["q1_emergency", "q2_who", "q3_limb_signs", "q4_nerves"]


async def test_questions_about_somebody_else_say_whom(talk):
    reply = await talk.say("should my mum see a doctor?")
    reply = await talk.press(button(reply, "No, none of these"))
    assert reply["messages"][-1]["about_person"] == "mum"
    assert last(reply) != question("q2_who")


# How it begins


@pytest.mark.parametrize(
    "text",
    ["should I see a doctor?", "Should i see a doctor about this", "do I need to see a GP?"],
)
async def test_asking_for_a_doctor_gets_the_answer_and_the_questions(bench, talk, text):
    if "need" in text:
        text = "do I need a doctor?"
    reply = await talk.say(text)
    assert texts(reply) == [ANSWER["text"], response("utter_interview"), question("q1_emergency")]


async def test_asking_for_a_doctor_needs_no_rasa(bench, talk):
    bench.rasa.silent = True
    reply = await talk.say("should I see a doctor?")
    assert texts(reply) == [response("utter_interview"), question("q1_emergency")]


async def test_what_rasa_takes_for_the_wish_begins_it_too(bench, talk):
    consent = {"text": response("utter_interview"), "metadata": {"kind": "social"}}
    consent["metadata"]["begins"] = "interview"
    bench.rasa.replies = [consent]
    reply = await talk.say("take me through it")
    assert texts(reply) == [response("utter_interview"), question("q1_emergency")]


async def test_after_the_answer_on_doctors_it_is_offered_once(bench, talk):
    see_doctor = {**ANSWER, "metadata": {**ANSWER["metadata"], "topic": "see_doctor"}}
    bench.rasa.replies = [see_doctor]
    reply = await talk.say("when do cramps need a doctor")
    assert texts(reply) == [ANSWER["text"], response("utter_interview_offer")]
    assert last(await talk.say("no thanks")) == response("utter_interview_declined")
    assert texts(await talk.say("when do cramps need a doctor")) == [ANSWER["text"]]


@pytest.mark.parametrize("how", ["yes please", None])
async def test_an_offer_is_taken_by_word_or_button(bench, talk, how):
    reply = await talk.say("I had an operation last week, what drink stops leg cramps")
    assert last(reply) == response("utter_interview_offer")
    bench.rasa.silent = True
    reply = await (talk.say(how) if how else talk.press(button(reply, "Yes, ask me")))
    assert last(reply) == question("q1_emergency")


async def test_it_is_not_offered_where_it_could_change_nothing(talk):
    for text in (QUESTION, "hello", "my calf cramps"):
        assert response("utter_interview_offer") not in texts(await talk.say(text))


async def test_it_is_not_offered_to_who_has_been_seen(talk):
    reply = await talk.say(URGENT)
    await talk.press(button(reply, response("utter_seen_button")))
    assert "question" not in kinds(await talk.say(QUESTION))


# Answers in words


@pytest.mark.parametrize(
    "text", ["no", "No.", "none of these", "none of that", "nothing like that"]
)
async def test_no_in_words_is_an_answer(talk, illness, text):
    await talk.say(BEGIN)
    assert last(await talk.say(text)) == question("q2_who")


async def test_yes_in_words_to_a_list_asks_which(talk, illness):
    await talk.say(BEGIN)
    await talk.say("no")
    await talk.say("me")
    reply = await talk.say("yes")
    first = query("q3_limb_signs").items[0].speech
    assert last(reply) == first
    assert titles(reply)[:3] == ["Yes", "No", "Not sure"]
    reply = await talk.say("yes")
    assert texts(reply)[0] == response("utter_same_day")
    assert f"You answered yes: “{first}”" in texts(reply)[1]


@pytest.mark.parametrize(
    ("text", "finding"),
    [("Kidney problem", "kidney_disease"), ("statins", "statin"), ("I'm on dialysis", "dialysis")],
)
async def test_a_button_can_be_typed(bench, talk, text, finding):
    await talk.say("I take a statin" if finding != "statin" else "I take a new medicine")
    reply = await talk.say(BEGIN)
    assert last(reply).startswith(form().rest.partition("{")[0])
    assert "- Heart problem" in last(reply).splitlines()
    await talk.say(text)
    state = await bench.memory.recall("c")
    assert finding in {sign.id for sign in state.findings.signs if sign.status == "present"}


async def test_a_person_named_in_words_is_whom_it_is_about(bench, talk):
    await talk.say(BEGIN)
    await talk.say("no")
    reply = await talk.say("it's about my mum")
    assert last(reply) == question("q3_limb_signs")
    assert reply["messages"][-1]["about_person"] == "mum"


@pytest.mark.parametrize("text", ["not sure", "I don't know"])
async def test_not_sure_is_put_in_other_words_once(talk, text):
    await talk.say(BEGIN)
    await talk.say("no")
    await talk.say("me")
    assert last(await talk.say(text)) == query("q3_limb_signs").again_text
    assert last(await talk.say(text)) == question("q4_nerves")


async def test_not_sure_about_nerves_means_a_visit_soon(talk, illness):
    reply, _ = await answer_all(talk, await talk.say(BEGIN), q2_who="Me", q4_nerves="Not sure")
    assert reply["urgency"] == "soon"
    assert response("utter_days_1_2") in texts(reply)


# What was said is not asked again


async def test_what_was_said_already_is_not_asked_again(talk):
    await talk.say("my legs cramp at night, no chest pain, no breathing trouble")
    _, asked = await answer_all(talk, await talk.say(BEGIN))
    assert "q2_who" not in asked


async def test_a_list_of_which_a_part_was_said_asks_for_the_rest(talk):
    await talk.say("I take a statin")
    reply = await talk.say(BEGIN)
    assert "Statin" not in titles(reply)
    assert "Diabetes" in titles(reply)
    lines = last(reply).splitlines()
    assert lines[0] == form().rest.partition("\n")[0]
    assert "- Diabetes" in lines
    assert not {"- Statin", "- Not sure", "- None"} & set(lines)


async def test_an_urgent_sign_just_said_is_not_asked_about(talk):
    reply = await talk.say(BEGIN)
    reply = await talk.press(button(reply, "No, none of these"))
    reply = await talk.press(button(reply, "Me"))
    assert last(reply) == question("q3_limb_signs")
    reply = await talk.say("my calf is swollen and red and I just flew 10 hours")
    assert texts(reply)[0] == response("utter_same_day")
    assert "swollen" not in last(reply)
    assert "Long trip" not in titles(reply)
    assert "Past clot" in titles(reply)


async def test_the_side_of_a_swelling_is_asked_and_both_lowers_the_reason(talk):
    reply = await talk.say("my calf is swollen")
    assert reply["urgency"] == "urgent"
    reply = await talk.press(button(reply, "No, none of these"))
    assert last(reply) == question("q3_limb_signs")
    reply = await talk.press(button(reply, "One always sore"))
    assert reply["urgency"] == "urgent"


# A red flag in the middle


async def test_a_red_flag_in_the_middle_wins_at_once(talk, illness):
    reply = await talk.say(BEGIN)
    await talk.press(button(reply, "No, none of these"))
    reply = await talk.say("actually I have chest pain")
    assert texts(reply) == [
        response("utter_call_now"),
        explain(assess("actually I have chest pain")),
    ]
    assert reply["urgency"] == "emergency"
    assert "question" not in kinds(await talk.say("go on"))


async def test_an_urgent_sign_in_the_middle_leaves_what_could_make_it_an_emergency(talk, illness):
    reply = await talk.say(BEGIN)
    reply = await talk.press(button(reply, "No, none of these"))
    reply = await talk.say(URGENT)
    assert texts(reply)[0] == response("utter_same_day")
    assert last(reply) == question("q6_clot_pregnancy")


async def test_a_red_flag_of_somebody_else_turns_the_questions_to_them(talk, illness):
    await talk.say(BEGIN)
    await talk.say("no")
    reply = await talk.say("my husband's left calf is swollen and hot")
    assert texts(reply)[0] == response("utter_same_day")
    assert last(reply) == question("q1_emergency")
    assert reply["messages"][-1]["about_person"] == "husband"


# What is said while an alarm stands


@pytest.mark.parametrize("text", ["yes", "no", "ok", "not sure"])
async def test_a_mere_yes_or_no_under_an_emergency_gets_no_small_talk(bench, talk, text):
    await talk.say(EMERGENCY)
    bench.rasa.asked.clear()
    reply = await talk.say(text)
    assert kinds(reply) == ["safety"]
    assert reply["urgency"] == "emergency"
    assert not bench.rasa.asked


@pytest.mark.parametrize("said", [EMERGENCY, URGENT])
@pytest.mark.parametrize("text", ["what should I do?", "what now", "help me", "is it serious?"])
async def test_who_asks_what_to_do_hears_it_again(talk, illness, said, text):
    first = await talk.say(said)
    reply = await talk.say(text)
    assert texts(reply)[1] == texts(first)[1]
    assert kinds(reply)[2:] == ([] if said == EMERGENCY else ["question"])


async def test_small_talk_under_an_emergency_leads_to_no_answer(bench, talk):
    await talk.say(EMERGENCY)
    bench.rasa.replies = [{**ANSWER, "metadata": {"kind": "social", "speech": "Hello."}}]
    reply = await talk.say("hello")
    assert kinds(reply) == ["safety", "social"]
    assert "Milk" not in titles(reply)
    assert response("utter_seen_button") in titles(reply)


# Words about the interview


async def test_why_do_you_ask_says_why_and_asks_again(talk, illness):
    await talk.say(BEGIN)
    for reply in (
        await talk.say("why do you ask?"),
        await talk.press(button(await talk.say("repeat"), "Why do you ask?")),
    ):
        assert texts(reply) == [query("q1_emergency").why, question("q1_emergency")]


async def test_skip_leaves_the_question_out(bench, talk, illness):
    await talk.say(BEGIN)
    assert last(await talk.say("skip")) == question("q2_who")
    assert (await bench.memory.recall("c")).findings.signs == ()


async def test_back_undoes_the_answer_and_asks_it_again(bench, talk, illness):
    await talk.say(BEGIN)
    await talk.say("no")
    reply = await talk.say("back")
    assert last(reply) == question("q1_emergency")
    assert (await bench.memory.recall("c")).findings.signs == ()
    assert texts(await talk.say("go back"))[0] == response("utter_interview_start")


async def test_back_over_an_urgent_answer_lowers_the_tier_again(talk, illness):
    await talk.say(BEGIN)
    await talk.say("no")
    reply = await talk.say("me")
    reply = await talk.press(button(reply, "One swollen/red/hot"))
    assert reply["urgency"] == "urgent"
    reply = await talk.press(button(reply, "Back"))
    assert reply["urgency"] == "none"
    assert last(reply) == question("q3_limb_signs")
    reply = await talk.press(button(reply, "One swollen/red/hot"))
    assert texts(reply)[0] == response("utter_same_day"), "said in full again"


@pytest.mark.parametrize("text", ["stop", "stop the questions", "enough"])
async def test_stop_ends_it_and_go_on_takes_it_up(bench, talk, illness, text):
    await talk.say(BEGIN)
    asked = len(bench.rasa.asked)
    assert texts(await talk.say(text)) == [response("utter_interview_stopped")]
    assert len(bench.rasa.asked) == asked
    assert texts(await talk.say("go on")) == [question("q1_emergency")]


async def test_stop_tells_what_has_come_out_so_far(talk):
    reply = await talk.say("my cramps wake me every night")
    await talk.say(BEGIN)
    for text in ("no", "skip"):
        await talk.say(text)
    await talk.say("weakness")
    reply = await talk.say("stop")
    assert response("utter_interview_stopped") in texts(reply)
    assert Tier.from_label(reply["urgency"]) >= Tier.SOON


@pytest.mark.parametrize("text", ["pause", "hold on", "not now"])
async def test_pause_waits(talk, text):
    await talk.say(BEGIN)
    assert texts(await talk.say(text)) == [response("utter_interview_waiting")]
    assert texts(await talk.say("where were we?")) == [question("q1_emergency")]


async def test_a_change_of_subject_is_answered_and_the_place_is_kept(bench, talk):
    await talk.say(BEGIN)
    await talk.say("no")
    reply = await talk.say(QUESTION)
    assert texts(reply) == [ANSWER["text"], response("utter_interview_paused")]
    assert last(await talk.say("yes")) == question("q2_who")
    reply = await talk.say(QUESTION)
    assert texts(await talk.say(QUESTION)) == [ANSWER["text"]], "asked about once"
    assert last(await talk.say("where were we?")) == question("q2_who")


async def test_no_to_going_on_is_no_answer_to_the_question(bench, talk):
    await talk.say(BEGIN)
    await talk.say(QUESTION)
    assert texts(await talk.say("no")) == [response("utter_interview_stopped")]
    signs = (await bench.memory.recall("c")).findings.signs
    assert "absent" not in {sign.status for sign in signs}


async def test_an_answer_while_it_waits_goes_on(talk):
    await talk.say(BEGIN)
    await talk.say("no")
    assert last(await talk.say(QUESTION)) == response("utter_interview_paused")
    reply = await talk.say("my husband")
    assert last(reply) == question("q3_limb_signs")
    assert reply["messages"][-1]["about_person"] == "husband"


async def test_a_question_that_names_a_sign_is_answered_first(bench, talk):
    await talk.say("I take a statin")
    await talk.say(BEGIN)
    reply = await talk.say("is milk good with diabetes?")
    assert ANSWER["text"] in texts(reply)
    assert last(reply) == response("utter_interview_paused")


async def test_a_yes_with_a_question_is_a_question(bench, talk):
    await talk.say(BEGIN)
    assert ANSWER["text"] in texts(await talk.say("yes but what about milk?"))


async def test_words_about_the_interview_mean_nothing_where_there_is_none(bench, talk):
    for text in ("stop", "skip", "back", "go on", "why", "pause"):
        await talk.say(text)
    assert len(bench.rasa.asked) == 6


# Buttons pressed late


async def test_a_button_of_an_earlier_question_puts_the_answer_right(talk, illness):
    first = await talk.say(BEGIN)
    reply = await talk.press(button(first, "No, none of these"))
    reply = await talk.press(button(reply, "Me"))
    limb = reply
    reply = await talk.press(button(limb, "Both look the same"))
    reply = await talk.press(button(limb, "One swollen/red/hot"))
    assert texts(reply)[0] == response("utter_same_day")
    assert reply["urgency"] == "urgent"
    reply = await talk.press(button(first, "Yes, one of these"))
    assert texts(reply)[0] == response("utter_call_now")


async def test_more_than_one_of_a_list_can_be_pressed(bench, talk, illness):
    await talk.say("I take a new medicine")
    asked = await talk.say(BEGIN)
    await talk.press(button(asked, "Diabetes"))
    await talk.press(button(asked, "Kidney problem"))
    found = {sign.id for sign in (await bench.memory.recall("c")).findings.signs}
    assert {"diabetes", "kidney_disease"} <= found


async def test_a_late_button_works_when_the_interview_is_over(talk, illness):
    first = await talk.say(BEGIN)
    await answer_all(talk, first, q2_who="Me")
    reply = await talk.press(button(first, "Yes, one of these"))
    assert reply["urgency"] == "emergency"
    assert texts(reply)[0] == response("utter_call_now")


# By voice


async def spoken(talk, *texts):
    for text in texts:
        reply = await talk.say(text, family="voice")
    return reply


async def test_by_voice_it_is_one_yes_or_no_at_a_time(talk, illness):
    reply = await spoken(talk, BEGIN)
    items = query("q1_emergency").items
    assert reply["messages"][-1]["speech"].endswith(items[0].speech)
    reply = await spoken(talk, "no")
    assert last(reply) == items[1].speech
    reply = await spoken(talk, "nope", "no")
    assert last(reply) == query("q2_who").items[0].speech
    assert len(reply["messages"][-1]["speech"].split()) < 20


async def test_by_voice_a_lead_is_said_once(talk):
    lead = query("q1_emergency").speech
    assert (await spoken(talk, BEGIN))["messages"][-1]["speech"].startswith(lead)
    assert (await spoken(talk, "no"))["messages"][-1]["speech"] == query("q1_emergency").items[
        1
    ].speech


async def test_by_voice_the_age_is_asked_of_who_it_is_about(talk):
    assert last(await spoken(talk, BEGIN, "no", "no", "no", "yes")) == "Are you 65 or over?"


async def test_by_voice_all_emergency_signs_are_asked_under_an_urgent_one(talk, illness):
    asked = [last(await spoken(talk, URGENT)), last(await spoken(talk, "no"))]
    asked.append(last(await spoken(talk, "no")))
    assert asked == [item.speech for item in query("q1_emergency").items]


async def test_by_voice_the_reason_says_the_whole_question(talk):
    reply = await spoken(talk, BEGIN, "no", "no", "no", "yes", "no", "yes", "yes")
    asked = query("q3_limb_signs").items[0].speech
    why = reply["messages"][1]["speech"]
    assert f"You said yes to: {asked.rstrip('?')}." in why
    assert (await spoken(talk, "what should I do"))["messages"][1]["speech"] == why


async def test_by_voice_a_yes_to_an_emergency_item_is_acted_on_unconfirmed(talk, illness):
    reply = await spoken(talk, BEGIN, "yes")
    assert texts(reply)[0] == response("utter_call_now")
    assert query("q1_emergency").items[0].speech in texts(reply)[1]


async def test_by_voice_an_urgent_yes_is_asked_back_once(talk, illness):
    reply = await spoken(talk, BEGIN, "no", "no", "no", "yes", "no")
    assert last(reply) == query("q3_limb_signs").items[0].speech
    reply = await spoken(talk, "yes")
    assert "Is that right?" in last(reply)
    assert reply["urgency"] == "none"
    reply = await spoken(talk, "yes")
    assert texts(reply)[0] == response("utter_same_day")


async def test_by_voice_repeat_and_stop_work(talk):
    first = await spoken(talk, BEGIN)
    assert last(await spoken(talk, "say that again")) == last(first)
    assert last(await spoken(talk, "stop")) == response("utter_interview_stopped")


# Forgetting, and the yes to it


async def test_yes_to_forgetting_erases(bench, talk):
    bench.rasa.replies = [
        {"text": "Erase?", "buttons": [{"title": "Yes, erase it", "choice": {"do": "erase"}}]}
    ]
    await talk.say("forget me")
    assert texts(await talk.say("yes")) == [response("utter_erased")]
    assert await bench.store.state("c") is None


async def test_another_message_than_yes_erases_nothing(bench, talk):
    bench.rasa.replies = [
        {"text": "Erase?", "buttons": [{"title": "Yes, erase it", "choice": {"do": "erase"}}]}
    ]
    await talk.say("forget me")
    bench.rasa.replies = None
    await talk.say(QUESTION)
    await talk.say("yes")
    assert await bench.store.state("c") is not None


# The summary of it


async def test_answers_are_in_the_summary_with_their_question(talk):
    await talk.say(BEGIN)
    await talk.say("no")
    reply = await talk.say("me")
    await talk.press(button(reply, "One swollen/red/hot"))
    text = last(await talk.say("make me a summary for my doctor"))
    assert "you said “One swollen/red/hot”" in text
    assert query("q1_emergency").text in text
    assert "medical help the same day" in text


async def test_what_was_undone_is_not_in_the_summary(talk):
    await talk.say(BEGIN)
    await talk.say("no")
    reply = await talk.say("me")
    reply = await talk.press(button(reply, "One swollen/red/hot"))
    await talk.say("back")
    await talk.say("no")
    assert "swollen/red/hot" not in last(await talk.say("make me a summary for my doctor"))


# Over the web, with a gateway that starts again


def test_it_goes_on_after_a_restart_of_the_gateway(tmp_path):
    import httpx

    state = tmp_path / "state"
    patient = {"timeout": 60, "trust_env": False}
    with (
        Gateway(state, RATE_LIMIT="off") as first,
        httpx.Client(base_url=first.url, **patient) as client,
    ):
        talk = Conversation(client)
        talk.say(BEGIN)
        assert talk.say("no")["messages"][-1]["text"] == question("q2_who")
        secret, headers = first.secret, talk.headers
    (state / "log" / "gateway.log").unlink()
    (state / "log").rmdir()
    with (
        Gateway(state, RATE_LIMIT="off", GATEWAY_SECRET=secret) as second,
        httpx.Client(base_url=second.url, **patient) as client,
    ):
        body = {"id": "after", "text": "me"}
        reply = client.post("/api/v1/messages", json=body, headers=headers).json()
        assert reply["messages"][-1]["text"] == question("q3_limb_signs")
        body = {"id": "back", "text": "back"}
        reply = client.post("/api/v1/messages", json=body, headers=headers).json()
        assert reply["messages"][-1]["text"] == question("q2_who")


def test_it_works_over_the_web_without_rasa(conversation):
    reply = conversation.say("should I see a doctor?")
    assert [message["kind"] for message in reply["messages"]] == ["social", "question"]
    value = button(reply, "Yes, one of these")
    reply = conversation.press(value)
    assert reply["urgency"] == "emergency"
