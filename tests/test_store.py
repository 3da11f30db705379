"""Conversations in SQLite: what is acknowledged is there, and what is erased is gone."""

import asyncio
import sqlite3

import pytest

from gateway import store as module
from gateway.store import Store, StoreFailed, Turn

CANARY = "my purple canary calf"


def turn(number, said="a question", message_id=None):
    reply = {"messages": [{"text": f"answer {number}"}], "urgency": "none"}
    return Turn(number, message_id or f"m{number}", f"digest {number}", said, reply)


@pytest.fixture
async def store(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "BUSY_SECONDS", 0.05)
    store = Store(tmp_path / "state" / "conversations.sqlite")
    await store.open()
    yield store
    await store.close()


@pytest.fixture
def files(tmp_path):
    """All bytes on disk."""
    return lambda: b"".join(file.read_bytes() for file in (tmp_path / "state").iterdir())


@pytest.fixture
def other(store, tmp_path):
    """Another process's connection to the same file."""
    connection = sqlite3.connect(tmp_path / "state" / "conversations.sqlite", isolation_level=None)
    yield connection
    connection.close()


async def test_a_conversation_that_never_began_has_no_state(store):
    assert await store.state("nobody") is None
    assert await store.history("nobody") == []
    assert await store.turn("nobody", "m1") is None


async def test_turns_come_back_in_order_and_as_they_were(store):
    await store.begin("c", 2e9, {"turns": 0})
    for number in range(1, 13):
        await store.save("c", {"turns": number}, turn(number))
    assert await store.history("c") == [turn(number) for number in range(1, 13)]
    assert await store.state("c") == {"turns": 12}
    assert await store.turn("c", "m7") == turn(7)


async def test_what_was_saved_survives_a_new_process(store, tmp_path):
    await store.begin("c", 2e9, {"turns": 0})
    await store.save("c", {"turns": 1}, turn(1))
    again = Store(tmp_path / "state" / "conversations.sqlite")
    await again.open()
    found = await again.history("c")
    await again.close()
    assert found == [turn(1)]


async def test_the_same_turn_saved_twice_is_one(store):
    await store.begin("c", 2e9, {})
    await store.save("c", {}, turn(1))
    await store.save("c", {}, turn(1))
    assert await store.history("c") == [turn(1)]


async def test_two_conversations_may_use_the_same_message_id(store):
    for conversation in ("a", "b"):
        await store.begin(conversation, 2e9, {})
        await store.save(conversation, {}, turn(1, said=f"said by {conversation}"))
    assert (await store.turn("a", "m1")).said == "said by a"
    assert (await store.turn("b", "m1")).said == "said by b"


async def test_a_turn_of_an_erased_conversation_is_not_kept(store):
    await store.begin("c", 2e9, {})
    await store.erase("c")
    await store.save("c", {"turns": 1}, turn(1))
    assert await store.state("c") is None
    assert await store.history("c") == []


async def test_erasing_leaves_no_trace_on_disk_and_touches_no_other(store, files):
    for conversation in ("mine", "yours"):
        await store.begin(conversation, 2e9, {})
    await store.save("yours", {}, turn(1))
    # So many that whole pages of the file become free.
    for number in range(1, 60):
        await store.save("mine", {"words": CANARY}, turn(number, said=f"{CANARY} " * 20))
    assert CANARY.encode() in files()
    await store.erase("mine")
    assert CANARY.encode() not in files()
    assert await store.history("yours") == [turn(1)]


async def test_erasing_twice_is_erasing(store):
    await store.begin("c", 2e9, {})
    await store.erase("c")
    await store.erase("c")
    assert await store.state("c") is None


async def test_conversations_past_their_time_are_erased(store, files):
    await store.begin("old", 1000.0, {})
    await store.save("old", {"words": CANARY}, turn(1, said=CANARY))
    await store.begin("new", 3000.0, {})
    await store.save("new", {}, turn(1))
    await store.erase_expired(2000.0)
    assert await store.state("old") is None
    assert await store.history("old") == []
    assert await store.history("new") == [turn(1)]
    assert CANARY.encode() not in files()


async def test_a_turn_and_the_state_after_it_are_saved_both_or_neither(store):
    await store.begin("c", 2e9, {"turns": 0})
    await store.begin("other", 2e9, {})
    with pytest.raises(StoreFailed):
        await store.save("c", {"turns": 1}, turn(1, said="\ud800"))
    await store.save("other", {}, turn(1))
    assert await store.state("c") == {"turns": 0}


async def test_one_conversations_failure_undoes_no_other_ones_turn(store):
    """SQLite has one transaction a connection: a rollback must not reach a neighbour's half."""
    names = [f"c{number}" for number in range(20)]
    for name in names:
        await store.begin(name, 2e9, {"turns": 0})
    failing = [store.save(name, {"turns": 1}, turn(1, said="\ud800")) for name in names[::2]]
    working = [store.save(name, {"turns": 1}, turn(1)) for name in names[1::2]]
    mixed = [each for pair in zip(failing, working, strict=True) for each in pair]
    outcomes = await asyncio.gather(*mixed, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes[::2]] == [StoreFailed] * 10
    assert outcomes[1::2] == [None] * 10
    for name in names[1::2]:
        assert await store.history(name) == [turn(1)], "an acknowledged turn is missing"
        assert await store.state(name) == {"turns": 1}
    for name in names[::2]:
        assert await store.state(name) == {"turns": 0}


async def test_many_conversations_write_and_erase_at_once(store):
    names = [f"c{number}" for number in range(40)]
    await asyncio.gather(*(store.begin(name, 2e9, {}) for name in names))
    work = [store.erase(name) for name in names[::4]]
    work += [store.save(name, {"turns": 1}, turn(1)) for name in names if name not in names[::4]]
    await asyncio.gather(*work)
    for name in names:
        assert len(await store.history(name)) == (name not in names[::4])


@pytest.mark.parametrize("call", ["begin", "save", "erase", "erase_expired"])
async def test_a_write_lock_of_another_process_fails_the_write_and_nothing_after_it(
    store, other, call
):
    await store.begin("c", 2e9, {})
    calls = {
        "begin": lambda: store.begin("new", 2e9, {}),
        "save": lambda: store.save("c", {}, turn(1)),
        "erase": lambda: store.erase("c"),
        "erase_expired": lambda: store.erase_expired(3e9),
    }
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreFailed):
        await calls[call]()
    assert await store.state("c") == {}, "reading must go on"
    other.execute("INSERT INTO conversation VALUES ('theirs', 2e9, '{}')")
    other.execute("COMMIT")
    assert await store.state("theirs") == {}, "what others wrote is not seen"
    await calls[call]()


async def test_a_store_opened_under_a_lock_still_erases_everything(store, other, tmp_path, files):
    await store.begin("c", 2e9, {})
    await store.save("c", {}, turn(1, said=CANARY))
    await store.close()
    other.execute("PRAGMA journal_mode=DELETE")
    other.execute("BEGIN EXCLUSIVE")
    late = Store(tmp_path / "state" / "conversations.sqlite")
    try:
        with pytest.raises(StoreFailed):
            await late.open()
        other.execute("COMMIT")
        other.close()
        # Either it refuses until it is opened properly, or it works properly.
        try:
            await late.erase("c")
        except StoreFailed:
            await late.open()
            await late.erase("c")
        assert await late.history("c") == []
        assert CANARY.encode() not in files()
    finally:
        # Its thread would keep the test run from ending.
        await late.close()


@pytest.mark.parametrize("content", [b"no database" * 100, b"SQLite format 3\0" + b"x" * 4096])
async def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path, content):
    path = tmp_path / "conversations.sqlite"
    path.write_bytes(content)
    store = Store(path)
    with pytest.raises(StoreFailed):
        await store.open()
    await store.close()
    assert path.read_bytes() == content


async def test_a_folder_that_cannot_be_made_is_a_failure_of_the_store(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreFailed):
        await Store(tmp_path / "file" / "conversations.sqlite").open()


async def test_the_first_call_opens_the_database(tmp_path):
    store = Store(tmp_path / "conversations.sqlite")
    assert await store.state("c") is None
    assert (tmp_path / "conversations.sqlite").exists()
    await store.close()


async def test_a_failure_quotes_nothing_that_was_said(store):
    await store.begin("c", 2e9, {})
    with pytest.raises(StoreFailed) as error:
        await store.save("c", {}, turn(1, said=CANARY + "\ud800"))
    assert CANARY not in str(error.value)
    assert error.value.__suppress_context__, "a log of the error would show its cause"
