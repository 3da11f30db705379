"""Several answers in one turn, and what is remembered of them; Rasa does what a test says."""

import asyncio
import time

from talking import ANSWER, button, kinds, response, texts

from gateway import answering
from gateway.texts import responses

SOON = "my cramps wake me every night"
URGENT = "my left calf is swollen and hot"
BOTH = "what drink stops leg cramps and is quinine used"
QUININE = {"text": "is quinine used", "label": "faq/quinine"}


def answer(topic, questions=(), **more):
    lead = responses()[f"utter_faq/{topic}"].text
    about = {"kind": "answer", "topic": topic, "speech": lead, "questions": list(questions)}
    return {**ANSWER, "text": lead, "metadata": {**about, **more}}


def by_choice(bench, first):
    """A Rasa that answers a choice with its topic, and anything else with `first`."""

    async def ask(conversation, text, family, context):
        bench.rasa.asked.append({"text": text, "context": context})
        intent = context["choice"].get("intent", "")
        if intent == "tell_me_more":
            return [answer(context["choice"]["topic"], rest=True)]
        return [answer(intent.partition("/")[2])] if intent.startswith("faq/") else [first]

    bench.rasa.ask = ask


async def test_two_questions_get_two_answers_in_their_order(bench, talk):
    by_choice(bench, answer("drinks_overview", [QUININE]))
    reply = await talk.say(BOTH)
    assert [message["topic"] for message in reply["messages"]] == ["drinks_overview", "quinine"]
    assert kinds(reply) == ["answer", "answer"]


async def test_at_most_three_questions_are_answered(bench, talk):
    topics = ["drink_milk", "quinine", "relief", "dangerous"]
    asked = [{"text": f"and what about {topic}", "label": f"faq/{topic}"} for topic in topics]
    by_choice(bench, answer("drinks_overview", asked))
    assert len((await talk.say("many questions"))["messages"]) == 3


async def test_the_same_answer_is_not_given_twice(bench, talk):
    asked = [QUININE, {"text": "does quinine help", "label": "faq/quinine"}]
    by_choice(bench, answer("quinine", asked))
    assert len((await talk.say("is quinine used? does quinine help?"))["messages"]) == 1


async def test_a_question_that_leaves_its_subject_out_is_read_after_the_first_answer(bench, talk):
    asked = [{"text": "how do I stop it", "label": "nlu_fallback"}]
    by_choice(bench, answer("night_causes", asked))
    reply = await talk.say("why do I cramp at night and how do I stop it")
    assert [message["topic"] for message in reply["messages"]] == [
        "night_causes",
        "night_prevention",
    ]


async def test_the_doctor_line_comes_once_and_after_both_answers(bench, talk):
    bench.rasa.replies = None
    well = bench.rasa._all_well
    bench.rasa._all_well = lambda context: [
        answer(
            "relief" if context["choice"] else "drinks_overview",
            [] if context["choice"] else [QUININE],
        ),
        *[each for each in well(context) if each["metadata"]["kind"] == "safety"],
    ]
    reply = await talk.say(SOON)
    assert kinds(reply)[:4] == ["answer", "answer", "safety", "safety"]
    assert kinds(reply).count("safety") == 2


async def test_an_urgent_sign_is_answered_first_and_instead(bench, talk):
    reply = await talk.say(f"{URGENT}. what should I drink and why does it cramp?")
    assert texts(reply)[0] == response("utter_same_day")
    assert "answer" not in kinds(reply)


async def test_a_follow_up_with_an_urgent_sign_gets_the_safety_text_first(bench, talk):
    await talk.say("what drink stops leg cramps")
    reply = await talk.say(f"no, I meant {URGENT}")
    assert texts(reply)[0] == response("utter_same_day")


async def test_further_answers_that_come_too_late_cost_neither_the_first_nor_the_time(
    bench, talk, monkeypatch
):
    monkeypatch.setattr(answering, "TURN_SECONDS", 0.3)

    async def ask(conversation, text, family, context):
        if context["choice"]:
            await asyncio.sleep(30)
        return [answer("drinks_overview", [QUININE])]

    bench.rasa.ask = ask
    began = time.monotonic()
    reply = await talk.say(BOTH)
    assert time.monotonic() - began < 5
    assert [message["topic"] for message in reply["messages"]] == ["drinks_overview"]


async def test_again_gives_both_answers_again(bench, talk):
    by_choice(bench, answer("drinks_overview", [QUININE]))
    first = await talk.say(BOTH)
    await talk.say("say that again")
    again = bench.rasa.asked[-2:]
    assert [each["context"]["choice"]["intent"] for each in again] == [
        "faq/drinks_overview",
        "faq/quinine",
    ]
    assert all(each["context"]["just_said"] is None for each in again)
    assert len(first["messages"]) == 2


async def test_the_rest_of_an_answer_is_repeated_as_the_rest(bench, talk):
    by_choice(bench, answer("drink_milk"))
    await talk.say("is milk good for cramps")
    await talk.say("more")
    await talk.say("say that again")
    assert bench.rasa.asked[-1]["context"]["choice"] == {
        "intent": "tell_me_more",
        "topic": "drink_milk",
    }


async def test_a_place_picks_from_what_was_offered(bench, talk):
    await talk.say("cramps")
    await talk.say("the second one")
    assert bench.rasa.asked[-1]["context"]["choice"] == {"intent": "faq/causes_overview"}


async def test_yes_to_a_choice_asks_which_with_the_same_buttons(bench, talk):
    offered = await talk.say("cramps")
    reply = await talk.say("yes")
    assert texts(reply) == [response("utter_which")]
    assert reply["messages"][0]["buttons"] == offered["messages"][0]["buttons"]
    assert button(reply, responses()["utter_faq/relief"].metadata["title"])


async def test_what_was_offered_outlives_a_word_of_thanks(bench, talk):
    await talk.say("cramps")
    bench.rasa.replies = [{"text": "You are welcome.", "metadata": {"kind": "social"}}]
    await talk.say("thanks")
    await talk.say("the first one")
    assert bench.rasa.asked[-1]["context"]["choice"] == {"intent": "faq/relief"}


async def test_a_topic_is_remembered_over_small_talk(bench, talk):
    by_choice(bench, answer("night_prevention"))
    await talk.say("how do I stop cramps at night")
    bench.rasa.ask, ask = bench.rasa.__class__.ask.__get__(bench.rasa), bench.rasa.ask
    bench.rasa.replies = [{"text": "You are welcome.", "metadata": {"kind": "social"}}]
    await talk.say("thanks a lot")
    bench.rasa.ask = ask
    reply = await talk.say("why?")
    assert reply["messages"][0]["topic"] == "night_causes"


async def test_gateway_words_need_no_rasa(bench, talk):
    bench.rasa.silent = True
    assert texts(await talk.say("cramps")) == [response("utter_what_about")]


async def test_the_message_before_goes_to_rasa_with_its_topic(bench, talk):
    await talk.say("what drink stops leg cramps")
    await talk.say("is that so for runners of my sort")
    assert "after" not in bench.rasa.asked[0]["context"]
    after = bench.rasa.asked[-1]["context"]["after"]
    assert after == {"topic": "drinks_overview", "asked": "what drink stops leg cramps"}


async def test_an_illness_told_after_an_answer_gets_the_answer_whole(bench, talk):
    await talk.say("what drink stops leg cramps")
    await talk.say("well I never knew that at all")
    assert bench.rasa.asked[-1]["context"]["just_said"] == "drinks_overview"
    await talk.say("I have high blood pressure you know")
    assert bench.rasa.asked[-1]["context"]["just_said"] is None
