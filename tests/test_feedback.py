"""What people thought of an answer: kept with it, replaced by a second word, erased with all else."""

import sqlite3

import pytest
from serving import Conversation

GIVEN = {"message_id": "1.1", "helpful": True}


def give(conversation, **body):
    return conversation.client.post("/api/v1/feedback", json=body, headers=conversation.headers)


def kept(gateway):
    with sqlite3.connect(gateway.state / "conversations.sqlite") as database:
        return list(database.execute("SELECT message_id, helpful, reason FROM feedback"))


@pytest.fixture
def talked(conversation):
    conversation.say("hello")
    yield conversation
    conversation.erase()


def test_the_last_word_counts(talked, gateway):
    assert give(talked, **GIVEN).status_code == 204
    assert kept(gateway) == [("1.1", 1, None)]
    assert give(talked, message_id="1.1", helpful=False, reason="too_little").status_code == 204
    assert kept(gateway) == [("1.1", 0, "too_little")]


def test_erasing_the_conversation_erases_it(talked, gateway):
    give(talked, message_id="1.1", helpful=False, reason="kunigunde the canary")
    talked.erase()
    assert kept(gateway) == []
    files = [file for file in gateway.state.rglob("*") if file.is_file()]
    assert not [file.name for file in files if b"kunigunde" in file.read_bytes()]


def test_only_messages_of_ones_own_conversation_can_be_rated(talked, client, gateway):
    stranger = Conversation(client)
    for conversation, message_id in ((talked, "9.9"), (stranger, "1.1"), (talked, "m1")):
        answer = give(conversation, message_id=message_id, helpful=True)
        assert answer.status_code == 404
        assert answer.json()["title"] == "No such message"
    assert kept(gateway) == []


@pytest.mark.parametrize(
    "change",
    [
        {"helpful": "yes"},
        {"helpful": None},
        {"message_id": 1},
        {"message_id": ""},
        {"reason": ""},
        {"reason": "x" * 501},
        {"name": "Ada"},
    ],
)
def test_a_wrong_body_is_refused(talked, gateway, change):
    assert give(talked, **{**GIVEN, **change}).status_code == 400
    assert kept(gateway) == []


def test_without_a_token_nothing_is_taken(client):
    assert client.post("/api/v1/feedback", json=GIVEN).status_code == 401
