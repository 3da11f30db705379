"""One turn, with a Rasa that does what a test says: the order of things, whatever fails."""

import asyncio
import sqlite3

import aiosqlite
import pytest
from talking import ANSWER, Talk, button, kinds, question, response, texts

from gateway import turn as module
from gateway.memory import Forgotten
from gateway.store import StoreFailed
from gateway.text import MOST, UnusableText
from gateway.turn import KEPT_CHOICES, AnotherMessage
from red_flags import Tier, assess, explain, failed_assessment

EMERGENCY = "I have chest pain"
URGENT = "my left calf is swollen and hot"
SOON = "my cramps wake me every night"
QUESTION = "what drink stops leg cramps"


@pytest.fixture
def unreadable(caplog):
    """Whether the gateway could not read what the fake Rasa said; the safe reply would hide it."""
    return lambda: [record for record in caplog.records if "rasa_unreadable" in record.message]


# What is sent twice


async def test_the_same_message_again_gets_the_same_reply(bench, talk):
    first = await talk.say(QUESTION, id="a")
    emitted = list(talk.emitted)
    again = await talk.say(QUESTION, id="a")
    assert again == first
    assert talk.emitted == emitted * 2
    assert len(bench.rasa.asked) == 1
    assert len(await bench.memory.history("c")) == 1


async def test_a_red_flag_sent_again_gets_the_full_safety_text_again(talk):
    first = await talk.say(EMERGENCY, id="a")
    await talk.say(QUESTION)
    assert await talk.say(EMERGENCY, id="a") == first


@pytest.mark.parametrize("other", [{"text": "other words"}, {"choice": QUESTION}])
async def test_another_message_under_the_same_id_is_refused(bench, talk, other):
    await talk.say(QUESTION, id="a")
    with pytest.raises(AnotherMessage):
        await talk.say(**other, id="a")
    assert len(await bench.memory.history("c")) == 1


async def test_the_same_message_twice_at_once_is_one_turn(bench, talk):
    bench.rasa.seconds = 0.05
    one, two = await asyncio.gather(talk.say(QUESTION, id="a"), talk.say(QUESTION, id="a"))
    assert one == two
    assert len(bench.rasa.asked) == 1


async def test_messages_of_one_conversation_run_one_after_another(bench, talk):
    bench.rasa.seconds = 0.02
    await asyncio.gather(*(talk.say(f"question {number}", id=f"q{number}") for number in range(5)))
    assert bench.rasa.most_busy == 1
    history = await bench.memory.history("c")
    assert [turn.said for turn in history] == [f"question {number}" for number in range(5)]
    assert [turn.number for turn in history] == [1, 2, 3, 4, 5]


async def test_conversations_do_not_wait_for_each_other(bench):
    bench.rasa.seconds = 0.1
    talks = [await bench.talk(f"c{number}") for number in range(5)]
    await asyncio.gather(*(talk.say(QUESTION) for talk in talks))
    assert bench.rasa.most_busy == 5


async def test_two_facts_sent_at_once_are_both_remembered(bench, talk):
    bench.rasa.seconds = 0.05
    _, second = await asyncio.gather(talk.say(EMERGENCY), talk.say(QUESTION))
    assert second["urgency"] == "emergency"


# Red flags


@pytest.mark.parametrize("illness", ["well", "actions_dead", "silent"])
@pytest.mark.parametrize(
    ("text", "name", "tier"),
    [(EMERGENCY, "utter_call_now", "emergency"), (URGENT, "utter_same_day", "urgent")],
)
async def test_the_safety_text_comes_first_and_then_why(
    bench, unreadable, illness, text, name, tier
):
    setattr(bench.rasa, illness, True)
    talk = await bench.talk(region="GB")
    reply = await talk.say(text)
    safety = reply["messages"][:2]
    assert texts({"messages": safety}) == [response(name, "GB"), explain(assess(text))]
    assert kinds({"messages": safety}) == ["safety", "safety"]
    assert [message["urgency"] for message in safety] == [tier, tier]
    asked = [question("q1_emergency")] if tier == "urgent" else []
    assert texts(reply)[2:] == asked, "only what could make it an emergency is asked"
    assert reply["urgency"] == tier
    assert not unreadable()
    assert [b["title"] for b in reply["messages"][1]["buttons"]] == [
        response("utter_misunderstood_button"),
        response("utter_seen_button"),
    ]


async def test_a_red_flag_reply_is_the_same_whether_rasa_is_well_or_not(bench):
    replies = []
    for illness in ("well", "actions_dead", "silent"):
        talk = await bench.talk(illness)
        bench.rasa.actions_dead = illness == "actions_dead"
        bench.rasa.silent = illness == "silent"
        reply = await talk.say(EMERGENCY)
        replies.append([(m["kind"], m["text"], m["urgency"]) for m in reply["messages"]])
    assert replies[0] == replies[1] == replies[2]


async def test_the_safety_text_is_out_before_rasa_is_asked(bench, talk):
    out = []
    bench.rasa.watch = lambda: out.extend(talk.emitted)
    await talk.say(EMERGENCY)
    assert [message["text"] for message in out] == [response("utter_call_now")]


@pytest.mark.parametrize(
    "replies",
    [
        [],
        [{}],
        [{"text": None}],
        [{"text": ""}],
        [None],
        ["text"],
        [{"text": "Water.", "buttons": [{"choice": {"intent": "x"}}]}],
        [{"text": "Water.", "metadata": "none"}],
        [{"text": 5}],
    ],
    ids=repr,
)
@pytest.mark.parametrize("text", [EMERGENCY, QUESTION])
async def test_nonsense_from_rasa_silences_nothing(bench, talk, replies, text):
    bench.rasa.replies = replies
    reply = await talk.say(text)
    assert reply["messages"]
    assert all(isinstance(said, str) and said for said in texts(reply))
    if text == EMERGENCY:
        assert texts(reply)[:1] == [response("utter_call_now")]
        assert explain(assess(EMERGENCY)) in texts(reply)


async def test_no_article_answer_while_an_emergency_stands(talk):
    await talk.say(EMERGENCY)
    reply = await talk.say(QUESTION)
    assert texts(reply) == [response("utter_reminder_emergency")]
    assert reply["urgency"] == "emergency"
    button(reply, response("utter_misunderstood_button"))
    button(reply, response("utter_seen_button"))


async def test_later_under_urgent_a_reminder_comes_and_then_the_answer(talk):
    await talk.say(URGENT)
    reply = await talk.say(QUESTION)
    assert texts(reply) == [
        response("utter_reminder_urgent"),
        ANSWER["text"],
        response("utter_interview_paused"),
    ]
    assert reply["urgency"] == "urgent"


async def test_the_safety_text_comes_again_in_full_when_the_tier_rises(talk):
    await talk.say(URGENT)
    reply = await talk.say(EMERGENCY)
    assert texts(reply)[0] == response("utter_call_now")
    assert reply["urgency"] == "emergency"


@pytest.mark.parametrize("illness", ["well", "actions_dead"])
async def test_soon_comes_once_and_after_the_answer(bench, talk, illness):
    setattr(bench.rasa, illness, True)
    action = assess(SOON).action
    reply = await talk.say(SOON)
    assert texts(reply) == [ANSWER["text"], response(f"utter_{action}"), explain(assess(SOON))]
    assert kinds(reply) == ["answer", "safety", "safety"]
    assert reply["urgency"] == "soon"
    later = await talk.say(QUESTION)
    assert texts(later) == [ANSWER["text"]]
    assert later["urgency"] == "soon"


async def test_soon_is_said_also_when_rasa_is_silent(bench, talk):
    bench.rasa.silent = True
    reply = await talk.say(SOON)
    assert texts(reply) == [
        response("utter_unavailable"),
        response(f"utter_{assess(SOON).action}"),
        explain(assess(SOON)),
    ]


async def test_a_silent_rasa_gets_an_honest_reply(bench, talk):
    bench.rasa.silent = True
    reply = await talk.say(QUESTION)
    assert texts(reply) == [response("utter_unavailable")]
    assert kinds(reply) == ["fallback"]
    assert reply["urgency"] == "none"


@pytest.mark.parametrize("text", [QUESTION, EMERGENCY])
@pytest.mark.parametrize("illness", ["well", "silent"])
async def test_a_broken_check_says_the_neutral_line_first(bench, talk, monkeypatch, text, illness):
    setattr(bench.rasa, illness, True)
    monkeypatch.setattr(module, "assess", lambda text, known, *_, **__: failed_assessment(known))
    reply = await talk.say(text)
    assert texts(reply)[0] == response("utter_check_failed")
    assert kinds(reply)[0] == "safety"
    assert len(reply["messages"]) > 1
    assert Tier.from_label(reply["urgency"]) >= Tier.URGENT


@pytest.mark.parametrize("illness", ["well", "silent"])
async def test_a_broken_explanation_does_not_cost_the_safety_text(
    bench, talk, monkeypatch, illness
):
    def broken(*_, **__):
        raise KeyError("wording")

    bench.rasa.replies, bench.rasa.silent = [], illness == "silent"
    monkeypatch.setattr("gateway.safety.explain", broken)
    reply = await talk.say(EMERGENCY)
    assert texts(reply)[0] == response("utter_call_now")
    assert reply["urgency"] == "emergency"


async def test_a_check_that_was_broken_once_forgets_nothing(talk, monkeypatch):
    await talk.say(EMERGENCY)
    with monkeypatch.context() as broken:
        broken.setattr(module, "assess", lambda text, known, *_, **__: failed_assessment(known))
        await talk.say(QUESTION)
    assert (await talk.say(QUESTION))["urgency"] == "emergency"


@pytest.mark.parametrize("place", [0, 9_000, 19_000])
async def test_a_red_flag_is_found_anywhere_in_a_long_message(bench, talk, place):
    filler = ("We went for a walk in the park. " * 700)[:19_500]
    reply = await talk.say(f"{filler[:place]} {EMERGENCY}. {filler[place:]}")
    assert texts(reply)[0] == response("utter_call_now")
    assert response("utter_long_message") in texts(reply)
    assert len(bench.rasa.asked[0]["text"]) <= MOST


# What people type


@pytest.mark.parametrize(
    "text",
    [
        '/greet{"x":"y"}',
        ' /greet{"x":"y"}',
        '\u200b/greet{"x":"y"}',
        '／greet{"x":"y"}',
        '//greet{"x":"y"}',
        '/\u00a0/greet{"x":"y"}',
        '/\u3000/greet{"x":"y"}',
        "/restart",
    ],
    ids=ascii,
)
async def test_a_typed_slash_is_text_and_never_an_intent(bench, talk, text):
    reply = await talk.say(f"{text} {EMERGENCY}")
    assert texts(reply)[0] == response("utter_call_now")
    assert not bench.rasa.asked[0]["text"].strip().startswith("/")


async def test_a_long_message_is_told_that_only_its_beginning_was_read(bench, talk):
    reply = await talk.say("please tell me what to drink " * 50)
    assert texts(reply) == [ANSWER["text"], response("utter_long_message")]
    assert texts(await talk.say("x" * MOST)) == [ANSWER["text"]]


@pytest.mark.parametrize("text", ["", "  ", "\0", "\u200b"], ids=ascii)
async def test_text_with_nothing_to_read_is_no_turn(bench, talk, text):
    with pytest.raises(UnusableText):
        await talk.say(text)
    assert await bench.memory.history("c") == []


async def test_rasa_hears_the_family_the_region_and_what_was_said_last(bench):
    talk = await bench.talk(region="GB")
    await talk.say(QUESTION, family="voice")
    await talk.say("tell me more")
    first, second = bench.rasa.asked
    assert (first["family"], second["family"]) == ("voice", "web")
    assert first["context"]["topic"] is first["context"]["just_said"] is None
    assert second["context"]["topic"] == second["context"]["just_said"] == "drinks_overview"
    assert second["context"]["region"] == "GB"
    assert first["context"]["choice"] == {}


async def test_every_message_of_a_conversation_has_an_id_of_its_own(talk):
    for text in (SOON, QUESTION, URGENT, QUESTION, EMERGENCY, QUESTION):
        await talk.say(text)
    ids = [message["id"] for message in talk.emitted]
    assert len(ids) == len(set(ids))


# Buttons


async def test_a_pressed_button_means_its_choice_and_is_remembered_by_its_title(bench, talk):
    value = button(await talk.say(QUESTION), "Milk")
    reply = await talk.press(value)
    assert bench.rasa.asked[1]["context"]["choice"] == {"intent": "faq/drink_milk"}
    assert texts(reply) == [ANSWER["text"]]
    assert (await bench.memory.history("c"))[1].said == "Milk"


async def test_a_button_pressed_late_still_means_its_choice(bench, talk):
    value = button(await talk.say(QUESTION), "Milk")
    bench.rasa.replies = [{"text": "Hello."}]
    for number in range(10):
        await talk.say(f"something else {number}")
    await talk.press(value)
    assert bench.rasa.asked[-1]["context"]["choice"] == {"intent": "faq/drink_milk"}


async def test_a_button_value_says_nothing_and_belongs_to_its_conversation(bench, talk):
    mine = button(await talk.say(QUESTION), "Milk")
    assert mine == button(await talk.say(QUESTION), "Milk")
    assert "milk" not in mine.lower()
    stranger = await bench.talk("stranger")
    theirs = button(await stranger.say(QUESTION), "Milk")
    assert theirs != mine
    assert texts(await stranger.press(mine)) == [response("utter_button_expired")]


@pytest.mark.parametrize("value", ["made up", '/greet{"x":"y"}', "faq/drink_milk"])
async def test_an_unknown_button_has_expired(bench, talk, value):
    reply = await talk.press(value)
    assert texts(reply) == [response("utter_button_expired")]
    assert bench.rasa.asked == []


async def test_an_unknown_button_is_still_checked_for_red_flags(talk):
    reply = await talk.press(EMERGENCY)
    assert texts(reply) == [
        response("utter_call_now"),
        response("utter_button_expired"),
        explain(assess(EMERGENCY)),
    ]
    assert reply["urgency"] == "emergency"


async def test_a_button_pressed_under_an_emergency_gets_the_reminder_only(talk):
    value = button(await talk.say(QUESTION), "Milk")
    await talk.say(EMERGENCY)
    assert texts(await talk.press(value)) == [response("utter_reminder_emergency")]


@pytest.mark.parametrize("how", ["misunderstood", "seen"])
async def test_a_way_back_lowers_what_stands_and_new_signs_arm_it_again(bench, talk, how):
    value = button(await talk.say(EMERGENCY), response(f"utter_{how}_button"))
    reply = await talk.press(value)
    assert texts(reply) == [response(f"utter_{how}")]
    assert reply["urgency"] == "none"
    assert texts(await talk.say(QUESTION)) == [ANSWER["text"]]
    # What has been seen rests until another sign comes.
    again = await talk.say(EMERGENCY if how == "misunderstood" else URGENT)
    assert kinds(again)[0] == "safety"
    assert again["urgency"] == "emergency"
    assert (await bench.memory.history("c"))[1].said == response(f"utter_{how}_button")


async def test_a_way_back_takes_back_only_what_it_stood_beside(talk):
    value = button(await talk.say(URGENT), response("utter_misunderstood_button"))
    await talk.say(EMERGENCY)
    assert (await talk.press(value))["urgency"] == "emergency"


async def test_a_way_back_under_a_broken_check_still_says_the_neutral_line(talk, monkeypatch):
    value = button(await talk.say(EMERGENCY), response("utter_misunderstood_button"))
    monkeypatch.setattr(module, "assess", lambda text, known, *_, **__: failed_assessment(known))
    assert response("utter_check_failed") in texts(await talk.press(value))


async def test_the_erase_button_forgets_the_conversation(bench, talk):
    bench.rasa.replies = [
        {"text": "Erase?", "buttons": [{"title": "Yes, erase it", "choice": {"do": "erase"}}]}
    ]
    value = button(await talk.say("forget me"), "Yes, erase it")
    assert texts(await talk.press(value)) == [response("utter_erased")]
    assert await bench.store.history("c") == []
    assert await bench.store.state("c") is None
    with pytest.raises(Forgotten):
        await talk.say(QUESTION)


async def test_only_the_latest_buttons_are_kept(bench, talk):
    for start in range(0, KEPT_CHOICES * 2, 50):
        bench.rasa.replies = [
            {
                "text": "Choose.",
                "buttons": [
                    {"title": f"b{number}", "choice": {"intent": f"faq/{number}"}}
                    for number in range(start, start + 50)
                ],
            }
        ]
        reply = await talk.say(f"from {start}")
    assert len((await bench.memory.recall("c")).choices) == KEPT_CHOICES
    await talk.press(button(reply, "b350"))
    assert bench.rasa.asked[-1]["context"]["choice"] == {"intent": "faq/350"}


async def test_a_conversation_that_never_began_gets_no_turn(bench):
    with pytest.raises(Forgotten):
        await Talk(bench.turns, "nobody").say(EMERGENCY)


async def test_a_red_flag_is_answered_while_the_database_is_away(bench, talk, monkeypatch):
    await bench.store.close()
    with monkeypatch.context() as broken:
        broken.setattr(aiosqlite, "connect", no_database)
        reply = await talk.say(EMERGENCY)
        assert texts(reply) == [response("utter_call_now"), explain(assess(EMERGENCY))]
        later = await talk.say(QUESTION)
        assert later["urgency"] == "emergency", "a fact was forgotten"
        with pytest.raises(StoreFailed):
            await bench.memory.history("c")
    await talk.say(QUESTION)
    history = await bench.memory.history("c")
    assert [turn.said for turn in history] == [EMERGENCY, QUESTION, QUESTION]


async def no_database(*_, **__):
    raise sqlite3.OperationalError("unable to open database file")
