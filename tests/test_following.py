"""What a message means after another, by rules alone: no Rasa, no model."""

from dataclasses import replace

import pytest

from gateway.follow_ups import rules
from gateway.following import Follow, Thread, follow
from gateway.texts import responses

NIGHT = Thread("night_prevention", just_said=True, last=({"intent": "faq/night_prevention"},))
DRINK = Thread("drinks_overview", just_said=True, last=({"intent": "faq/drinks_overview"},))
MILK = Thread("drink_milk", just_said=True, last=({"intent": "faq/drink_milk"},))
CAUSES = Thread("causes_overview", just_said=True)
RELIEF = Thread("relief", just_said=True)
WHICH = Thread("relief", offers=("drink_milk", "drink_water", "quinine"), asks="which")
NEAREST = Thread("relief", offers=("medicine", "quinine"), asks="nearest")


def topics(meant):
    return [choice["intent"].removeprefix("faq/") for choice in meant.choices]


@pytest.mark.parametrize(
    ("thread", "said", "topic"),
    [
        (CAUSES, "and at night?", "night_causes"),
        (RELIEF, "and at night?", "night_prevention"),
        (NIGHT, "why?", "night_causes"),
        (RELIEF, "But why do they happen though", "causes_overview"),
        (CAUSES, "what if I'm pregnant?", "cause_pregnancy"),
        (RELIEF, "and my thigh?", "calf_stretch"),
        (CAUSES, "in hands too?", "who_and_where"),
        (RELIEF, "how long should I hold it", "calf_stretch"),
        (CAUSES, "how long do they last", "definition"),
        (RELIEF, "how do I stop them coming back", "long_term_treatment"),
        (CAUSES, "hm, thanks. and what should I do about it?", "relief"),
        (MILK, "is it bad?", "drink_milk"),
        (MILK, "for my dad with high blood pressure?", "drink_milk"),
        (CAUSES, "and with diabetes?", "cause_conditions"),
        (NIGHT, "what if that doesn't help", "see_doctor"),
        (DRINK, "which one is best?", "drinks_overview"),
        (DRINK, "which one's best", "drinks_overview"),
        (Thread("cause_medications"), "who should I speak to then", "see_doctor"),
        (Thread("cause_medications"), "should I stop them?", "cause_medications"),
        (Thread("see_doctor"), "what are the signs", "see_doctor"),
        (RELIEF, "is it serious?", "dangerous"),
        (NIGHT, "and in the evening?", "night_prevention"),
    ],
)
def test_a_message_goes_on_with_the_topic(thread, said, topic):
    assert topics(follow(said, thread)) == [topic]


@pytest.mark.parametrize(
    ("said", "aside"),
    [
        ("for kids?", "utter_aside_children"),
        ("does that go for older people too?", "utter_aside_old_age"),
        ("how much?", "utter_aside_no_amount"),
        ("how long does it take?", "utter_aside_no_time"),
        ("and my foot?", "utter_aside_other_muscle"),
        ("what about my mum, she's 83", "utter_aside_no_difference"),
    ],
)
def test_what_the_article_does_not_tell_apart_gets_the_same_answer_and_says_so(said, aside):
    assert follow(said, MILK).choices == ({"intent": "faq/drink_milk", "aside": aside},)


@pytest.mark.parametrize(
    "said", ["more", "tell me more please", "what else can I do", "yes please"]
)
def test_more_is_the_rest_of_the_answer(said):
    assert follow(said, MILK).choices == ({"intent": "tell_me_more", "topic": "drink_milk"},)


@pytest.mark.parametrize(
    "said",
    ["say that again", "Sorry, what was that?", "repeat that", "again please, slower", "pardon?"],
)
def test_again_is_all_that_was_answered_and_whole(said):
    both = ({"intent": "faq/drink_milk"}, {"intent": "faq/quinine"})
    assert follow(said, Thread("quinine", last=both)) == Follow(both, afresh=True)


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("no, I meant my foot", "calf_stretch"),
        ("sorry I mean at night", "night_prevention"),
        ("not my calf, my thigh", "calf_stretch"),
        ("nope, for my son", "relief"),
    ],
)
def test_a_correction_is_answered_whole(said, topic):
    meant = follow(said, RELIEF)
    assert topics(meant) == [topic]
    assert meant.afresh


def test_a_correction_that_is_a_question_is_read_without_the_words_before_it():
    meant = follow("no sorry, I meant does coconut water help", MILK)
    assert meant.text == "does coconut water help"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("the second one", ["drink_water"]),
        ("2", ["drink_water"]),
        ("2nd pls", ["drink_water"]),
        ("number three", ["quinine"]),
        ("the last one please", ["quinine"]),
        ("option a", ["drink_milk"]),
        ("both", ["drink_milk", "drink_water", "quinine"]),
        ("4", []),
    ],
)
def test_a_place_picks_what_was_offered(said, found):
    assert topics(follow(said, WHICH)) == found


def test_a_bare_number_picks_nothing_where_no_choice_was_put():
    assert not topics(follow("2", Thread("relief", offers=("drink_milk", "drink_water"))))


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("yes", "utter_which"),
        ("none of these", "utter_none_of_these"),
        ("no", "utter_none_of_these"),
    ],
)
def test_yes_and_no_to_a_choice_have_a_word_of_their_own(said, name):
    assert follow(said, WHICH).says == name
    assert name in responses()


def test_yes_takes_the_nearest_topic():
    assert topics(follow("yes please", NEAREST)) == ["medicine"]
    assert not topics(follow("no thanks", NEAREST))


@pytest.mark.parametrize(
    "said",
    ["ok", "thanks", "thanks man", "cheers mate", "much better", "hello", "no thanks", "bye", "no"],
)
def test_small_talk_is_left_to_rasa(said):
    meant = follow(said, MILK)
    assert not (meant.choices or meant.says or meant.text)


@pytest.mark.parametrize("said", ["why?", "and at night?", "more", "say that again", "for kids?"])
def test_before_any_answer_nothing_is_followed(said):
    assert follow(said, Thread()) == Follow()


def test_after_only_cramps_were_named_a_few_words_are_said_of_them():
    asked_back = Thread(offers=("relief", "causes_overview"), asks="which")
    assert follow("at night", asked_back).instead == "cramps at night"


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("the second one, is it salty", "drink_water"),
        ("the first, how much?", "drink_milk"),
        ("the third one, and in pregnancy?", "cause_pregnancy"),
    ],
)
def test_a_place_may_come_with_a_question_on_it(said, topic):
    assert topics(follow(said, replace(WHICH, asks=None)))[:1] == [topic]


@pytest.mark.parametrize("said", ["the ninth one, is it salty", "first, I drink water", "well, ok"])
def test_no_place_is_read_where_none_was_named(said):
    assert not topics(follow(said, Thread("relief", offers=("drink_milk",))))


def test_a_place_means_nothing_where_nothing_was_offered():
    assert not topics(follow("the last one, is it safe?", Thread("relief")))


@pytest.mark.parametrize(
    ("thread", "said", "topic"),
    [
        (RELIEF, "do children even get them", "who_and_where"),
        (RELIEF, "do older people get it more often?", "who_and_where"),
        (RELIEF, "no not right now, i mean for good", "long_term_treatment"),
        (RELIEF, "fair enough. and something without pills?", "long_term_treatment"),
        (NIGHT, "anything without tablets?", "night_prevention"),
        (RELIEF, "what if it gets no better", "see_doctor"),
        (RELIEF, "are you sure?", "relief"),
    ],
)
def test_what_people_ask_of_an_answer(thread, said, topic):
    assert topics(follow(said, thread)) == [topic]


@pytest.mark.parametrize("said", ["cramps", "my legs", "a cramp in my left calf"])
def test_only_a_part_of_the_body_is_asked_back(said):
    assert follow(said, Thread()).says == "utter_what_about"


@pytest.mark.parametrize(
    "said",
    [
        "why do I get leg cramps at night when I have sat all day at work and not had a drink",
        "what is a muscle cramp",
        "does magnesium help with cramps",
    ],
)
def test_a_whole_question_is_left_as_it_is(said):
    assert follow(said, MILK) == Follow()


def test_the_rules_lead_to_topics_that_are_there():
    known = {name.partition("/")[2] for name in responses() if name.startswith("utter_faq/")}
    for rule in rules().follow_ups:
        assert set(rule.to.values()) <= known | {"same", "more", "whole"}, rule.marks
        assert rule.aside is None or rule.aside in responses(), rule.aside
    assert set(rules().group) == known, "every topic stands in one group"
    assert rules().causeless <= known
    for topic, listed in rules().lists.items():
        assert {topic, *listed} <= known


@pytest.mark.parametrize("topic", ["drinks_overview"])
def test_a_list_has_the_order_of_its_answer(topic):
    parts = responses()[f"utter_faq/{topic}"].metadata["parts"]
    text = " ".join(part["text"].lower() for part in parts)
    titles = [responses()[f"utter_faq/{each}"].metadata["title"] for each in rules().lists[topic]]
    places = [text.index(f"**{title.lower()}") for title in titles]
    assert places == sorted(places)
