"""What Rasa says in each situation: every answer in every family, and each rule of the conversation."""

import asyncio

import pytest
from rasa.core.channels.channel import UserMessage

from components.channel import GatewayOutput
from red_flags import Assessment, assess


@pytest.fixture(scope="module")
def say(agent):
    """Rasa's messages for a text under a context, as the gateway would get them."""
    count = iter(range(10**6))

    def talk(text, family="web", **context):
        context.setdefault("assessment", assess(text).to_json())
        output = GatewayOutput(family)
        message = UserMessage(
            text, output, f"test-{next(count)}", input_channel="gateway", metadata=context
        )
        asyncio.run(agent.handle_message(message))
        return output.messages

    return talk


def topics(agent):
    names = (name for name in agent.domain.responses if name.startswith("utter_faq/"))
    return sorted(name.partition("/")[2] for name in names)


def test_every_topic_has_an_answer_for_every_family(agent, say):
    for topic in topics(agent):
        for family in ("web", "chat", "voice"):
            first = say("anything", family, choice={"intent": f"faq/{topic}"})[0]
            lead = agent.domain.responses[f"utter_faq/{topic}"][0]
            assert first["text"].startswith(lead["text"]), topic
            assert first["metadata"]["speech"].startswith(lead["metadata"]["speech"]), topic
            assert first["metadata"]["topic"] == topic
            assert first["metadata"]["sources"], topic
            assert 2 <= len(first["buttons"]) <= 4, topic
            more = say("more", family, choice={"intent": "tell_me_more", "topic": topic})[0]
            assert more["metadata"]["topic"] == topic
            assert more["text"] != first["text"]


def test_a_question_gets_the_curated_answer_and_a_caution_for_everybody(say):
    first = say("what drink stops leg cramps")[0]
    assert first["text"].startswith("No single drink stops every leg cramp.")
    assert "pharmacist" in first["text"]
    assert first["metadata"]["kind"] == "answer"


def test_massage_and_heat_carry_the_clot_line(say):
    for topic in ("first_aid", "relief", "heat_or_cold"):
        text = say("x", choice={"intent": f"faq/{topic}"})[0]["text"].lower()
        assert "swollen" in text and "today" in text, topic


def test_a_condition_said_once_withholds_what_is_unsafe_for_it(say):
    told = assess("i am on dialysis")
    later = assess("can i drink coconut water for cramps", told.findings)
    reply = say("can i drink coconut water for cramps", assessment=later.to_json())[0]["text"]
    assert "It may help reduce cramps" not in reply
    assert "kidney" in reply.lower()


def test_unreadable_findings_get_the_safest_version(say):
    safe = say("x", choice={"intent": "faq/drink_pickle_juice"}, assessment={"junk": 1})
    plain = say("x", choice={"intent": "faq/drink_pickle_juice"})
    assert safe[0]["text"] != plain[0]["text"]


def test_the_same_answer_twice_in_a_row_is_acknowledged_not_pasted(say):
    first = say("does milk help cramps")[0]
    again = say("does milk help cramps", just_said="drink_milk")[0]
    assert len(again["text"]) < len(first["text"])
    assert again["text"].startswith("That answer is just above.")


def test_more_and_sources_follow_the_topic_of_the_talk(say):
    more = say("tell me more", topic="drink_milk")[0]
    assert more["metadata"]["topic"] == "drink_milk"
    named = say("who says so", topic="drink_milk")[0]["text"]
    assert "- Health" in named
    assert say("tell me more")[0]["metadata"]["kind"] == "question"


def test_out_of_scope_says_what_it_can_help_with_and_offers_three_topics(say):
    reply = say("crampons for ice climbing")[0]
    assert reply["metadata"]["kind"] == "fallback"
    assert len(reply["buttons"]) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hello", "Ask me anything about muscle cramps"),
        ("are you a doctor", "No."),
        ("can i talk to a real person", "no person behind this chat"),
        ("me duele la pierna por la noche, qué hago", "only understand English"),
        ("thanks a lot", "You are welcome"),
    ],
)
def test_small_talk_has_its_sentence(say, text, expected):
    assert expected in say(text)[0]["text"]


def test_an_emergency_goes_before_any_topic_and_says_the_static_text(say, agent):
    first = say("I have chest pain, what should I drink for cramps")[0]
    static = agent.domain.responses["utter_call_now"][0]["text"]
    assert first["text"].split("{")[0].startswith(static.split("{")[0])


def test_rasa_shell_finds_red_flags_without_the_gateway(parse):
    parsed = parse("my left calf is swollen and hot")
    assert parsed["intent"]["name"] == "same_day"
    assert Assessment.from_json(parsed["assessment"]).tier.label == "urgent"
    names = {entity["entity"] for entity in parsed["entities"]}
    assert {"tier", "finding"} <= names
