"""Cutting a message into its questions, and what the classifier makes of them."""

import asyncio

import pytest

from components.questions import last_question, questions


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "why do I get them at night and what should I drink?",
            ["why do I get them at night", "what should I drink?"],
        ),
        (
            "Does pickle juice work? is tonic water safe? and what about milk?",
            ["Does pickle juice work?", "is tonic water safe?", "and what about milk?"],
        ),
        (
            "What is a cramp, why does it happen and how long does it last?",
            ["What is a cramp", "why does it happen", "how long does it last?"],
        ),
        (
            "can you tell me why i get cramps and if i should see a doctor",
            ["can you tell me why i get cramps", "if i should see a doctor"],
        ),
        (
            "why do my legs cramp what can i drink",
            ["why do my legs cramp", "what can i drink"],
        ),
        (
            "I am 30 weeks pregnant. Why do I cramp? And what helps?",
            ["I am 30 weeks pregnant. Why do I cramp?", "And what helps?"],
        ),
    ],
)
def test_each_question_stands_by_itself_with_what_was_told_before_it(text, found):
    assert questions(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "what is the difference between a cramp and a spasm",
        "I drink water and do stretches, why does it still hurt",
        "what should I do if my calf cramps and when it happens at night",
        "is quinine still used or did they ban it",
        "My foot cramps every night. What can I do about that?",
        "do you know what causes cramps",
        "",
        "?!",
    ],
)
def test_one_question_stays_whole(text):
    assert questions(text) == []


def test_the_one_question_of_a_story_can_be_told_apart():
    assert last_question("I sat all day. My boss was mean. Why do I cramp?") == "Why do I cramp?"
    assert last_question("Why do I cramp?") is None


def further(parsed):
    return [(each["text"], each["label"]) for each in parsed["more"]]


def test_further_questions_come_with_their_topics(parse):
    parsed = parse("what drink stops leg cramps and when should I see a doctor about cramps")
    assert parsed["response_selector"]["default"]["response"]["intent_response_key"] == (
        "faq/drinks_overview"
    )
    assert further(parsed) == [("when should I see a doctor about cramps", "faq/see_doctor")]


def test_words_before_a_further_question_do_not_make_it_less_sure(parse):
    parsed = parse("is pickle juice any good? also the drugs that give you cramps")
    label = "faq/cause_medications"
    assert further(parsed) == [("also the drugs that give you cramps", label)]


def test_the_first_question_counts_where_the_whole_message_has_a_topic(parse):
    parsed = parse("why do i cramp when the sun is out and what should i drink")
    assert further(parsed) == [("what should i drink", "faq/drinks_overview")]


def test_one_question_has_no_further_ones(parse):
    assert parse("what drink stops leg cramps")["more"] == []


def test_questions_about_a_dog_are_not_answered_one_by_one(parse):
    parsed = parse("my dog gets leg cramps. why do they happen and how do I stop them?")
    assert parsed["intent"]["name"] == "out_of_scope"


def understood(agent, text, **metadata):
    from rasa.core.channels.channel import UserMessage

    message = UserMessage(text, metadata=metadata)
    parsed = asyncio.run(agent.processor.parse_message(message))
    selected = parsed.get("response_selector", {}).get("default", {}).get("response", {})
    return selected.get("intent_response_key") or parsed["intent"]["name"]


def test_where_only_cramps_were_named_a_few_words_are_read_as_said_of_them(agent):
    assert understood(agent, "in bed", instead="cramps in bed").startswith("faq/night")
    assert understood(agent, "thank you", instead="cramps thank you") == "thanks"


@pytest.mark.parametrize(
    ("text", "topic", "asked", "label"),
    [
        # Says little, and goes on with the topic.
        ("which goes first", "heat_or_cold", "heat or ice for a cramp?", "faq/heat_or_cold"),
        ("and oat or soy instead?", "drink_milk", "does milk help", "faq/drink_milk"),
        ("can I have it every evening", "drink_milk", "does milk help", "faq/drink_milk"),
        # Says little, and asks for a neighbour.
        ("and ice?", "relief", "how do I ease a cramp", "faq/heat_or_cold"),
        ("and when one strikes?", "drink_milk", "does milk help", "faq/first_aid"),
        # What has a topic of its own leaves the old one.
        ("when should I see a doctor?", "drink_milk", "does milk help", "faq/see_doctor"),
        # What is outside stays there.
        ("what's the capital of France?", "drink_milk", "does milk help", "out_of_scope/far"),
        ("my budgie has cramp too", "relief", "how do I ease a cramp", "out_of_scope/animals"),
        # What asks nothing gets no answer.
        ("thank you", "drink_milk", "does milk help", "thanks"),
        ("well I did wonder", "drink_milk", "does milk help", "remark"),
        # The answer again, and its rest.
        ("my son shouted, one more time please", "see_doctor", "when do I need a doctor", "repeat"),
        ("is there more to know on that", "see_doctor", "when do I need a doctor", "tell_me_more"),
    ],
)
def test_a_message_after_an_answer(agent, text, topic, asked, label):
    assert understood(agent, text, topic=topic, after={"topic": topic, "asked": asked}) == label


def test_after_an_answer_that_is_no_more_there_a_message_means_what_it_means_alone(agent):
    after = {"topic": "leeches", "asked": "do leeches help"}
    assert understood(agent, "thank you", topic="leeches", after=after) == "thanks"
    assert understood(agent, "and at what time of day", topic="leeches", after=after) != "repeat"


def test_a_further_question_goes_on_with_the_first(parse):
    parsed = parse("what causes night cramps and how do you prevent them?")
    assert further(parsed) == [("how do you prevent them?", "faq/night_prevention")]


def test_what_holds_no_known_word_could_not_be_read(parse):
    parsed = parse("sdkfjh gfdkjg")
    assert parsed["response_selector"]["default"]["response"]["intent_response_key"] == (
        "out_of_scope/gibberish"
    )
