"""The summary for a doctor as a person gets it, and the region they say they are in."""

import pytest
from serving import Conversation
from talking import button, kinds, response, texts

from red_flags import name_of
from red_flags.regions import said_region

ASK = "make me a summary for my doctor"
URGENT = "my left calf is swollen and hot"


@pytest.mark.parametrize("illness", ["well", "silent"])
async def test_a_summary_is_made_without_rasa(bench, talk, illness):
    setattr(bench.rasa, illness, True)
    await talk.say("I take a statin")
    await talk.say("my legs cramp every night")
    asked = len(bench.rasa.asked)
    reply = await talk.say(ASK)
    assert kinds(reply) == ["social"]
    for said in ("I take a statin", "my legs cramp every night", "Questions to ask"):
        assert said in texts(reply)[0]
    assert len(bench.rasa.asked) == asked


async def test_a_summary_with_a_red_flag_in_it_says_the_safety_text_first(talk):
    reply = await talk.say(URGENT)
    later = await talk.say("a summary please")
    assert texts(later)[0] == response("utter_reminder_urgent")
    assert URGENT in texts(later)[1]
    assert reply["urgency"] == later["urgency"] == "urgent"


async def test_what_was_misunderstood_is_not_in_the_summary(talk):
    reply = await talk.say(URGENT)
    await talk.press(button(reply, response("utter_misunderstood_button")))
    assert URGENT not in texts(await talk.say(ASK))[-1]


async def test_what_has_been_seen_stays_in_the_summary(talk):
    reply = await talk.say(URGENT)
    await talk.press(button(reply, response("utter_seen_button")))
    assert URGENT in texts(await talk.say(ASK))[-1]


@pytest.mark.parametrize(
    "text",
    [
        "summary",
        "Can you write a summary for the GP?",
        "summarise this please",
        "give me something to show my doctor",
        "I need notes for my doctor's appointment",
        "sum this up for my doctor",
    ],
)
async def test_a_summary_is_asked_for_in_many_ways(bench, talk, text):
    await talk.say("I take a statin")
    assert "I take a statin" in texts(await talk.say(text))[0]
    assert len(bench.rasa.asked) == 1


@pytest.mark.parametrize(
    "text",
    ["what is the summary of causes", "what should I tell the doctor", "in summary what helps"],
)
async def test_a_question_with_those_words_is_a_question(bench, talk, text):
    await talk.say(text)
    assert [asked["text"] for asked in bench.rasa.asked] == [text]


# Over the web


def summary(conversation):
    answer = conversation.client.get("/api/v1/summary", headers=conversation.headers)
    assert answer.status_code == 200, answer.text
    assert set(answer.json()) == {"text"}
    return answer.json()["text"]


def test_the_summary_is_text_by_the_api(conversation):
    assert "nothing to sum up" in summary(conversation)
    conversation.say("my mum is on dialysis and her left calf is swollen")
    text = summary(conversation)
    assert "my mum is on dialysis" in text
    assert name_of("mum") in text


def test_forgetting_empties_the_summary(client, conversation):
    conversation.say(URGENT)
    assert URGENT in summary(conversation)
    assert conversation.erase().status_code == 204
    assert client.get("/api/v1/summary", headers=conversation.headers).status_code == 401
    assert client.get("/api/v1/summary").status_code == 401
    assert URGENT not in summary(Conversation(client))


# The region


async def test_a_region_that_is_said_is_remembered_and_used(talk):
    reply = await talk.say("I'm in the UK")
    assert texts(reply) == [response("utter_region", "gb")]
    assert "999" in texts(reply)[0] and "the United Kingdom" in texts(reply)[0]
    assert texts(await talk.say("I have chest pain"))[0] == response("utter_call_now", "gb")


async def test_a_region_in_a_red_flag_message_is_used_at_once(talk):
    reply = await talk.say("I'm in New Zealand and I have chest pain")
    assert texts(reply)[0] == response("utter_call_now", "nz")


async def test_what_the_person_says_goes_before_what_the_site_has_set(bench):
    talk = await bench.talk(region="US")
    await talk.say("I live in Australia, what helps?")
    assert texts(await talk.say("I have chest pain"))[0] == response("utter_call_now", "au")


async def test_without_a_region_the_wording_is_neutral(talk):
    await talk.say("do they get cramps in Japan?")
    first = texts(await talk.say("I have chest pain"))[0]
    assert first == response("utter_call_now")
    assert "111" not in first.replace("112", "")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("UK", "gb"),
        ("i'm in the U.S. and my calf hurts", "us"),
        ("We're in France", "eu"),
        ("I live in South Africa", "za"),
        ("im in Northern Ireland", "gb"),
        ("in Ireland", None),
        ("tell us", None),
        ("us", None),
        ("I'm from India", None),
        ("when I was in Spain I had cramps", None),
        ("we were in France", None),
        ("I'm not in the UK", None),
        ("no", None),
    ],
)
def test_only_where_the_person_is_counts(text, code):
    found = said_region(text)
    assert (found and found[0]) == code
