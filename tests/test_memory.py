"""Memory while the database fails and comes back: nothing lost, nothing doubled."""

import asyncio
import random
import sqlite3

import pytest

from gateway import memory as module
from gateway import store as store_module
from gateway.memory import Forgotten, Memory
from gateway.state import State
from gateway.store import Store, StoreFailed, Turn

FAR = 2e9


def turn(number):
    reply = {"messages": [{"text": f"answer {number}"}], "urgency": "none"}
    return Turn(number, f"m{number}", f"digest {number}", f"question {number}", reply)


class MoodyStore(Store):
    """A database that can go away, fail at random and be slow."""

    def __init__(self, path):
        super().__init__(path)
        self.away = False
        self.mood = None

    async def _meet(self):
        if self.mood:
            for _ in range(self.mood.randrange(4)):
                await asyncio.sleep(0)
        if self.away or (self.mood and self.mood.random() < 0.4):
            raise StoreFailed("away")

    async def begin(self, conversation, expires, state):
        await self._meet()
        await super().begin(conversation, expires, state)

    async def state(self, conversation):
        await self._meet()
        return await super().state(conversation)

    async def turn(self, conversation, message_id):
        await self._meet()
        return await super().turn(conversation, message_id)

    async def history(self, conversation):
        await self._meet()
        return await super().history(conversation)

    async def save(self, conversation, state, turn):
        await self._meet()
        await super().save(conversation, state, turn)
        if self.mood and self.mood.random() < 0.2:
            raise StoreFailed("written, and the answer was lost")

    async def erase(self, conversation):
        await self._meet()
        await super().erase(conversation)


@pytest.fixture
async def store(tmp_path, monkeypatch):
    monkeypatch.setattr(store_module, "BUSY_SECONDS", 0.05)
    monkeypatch.setattr(module, "RETRY_SECONDS", 0.005)
    store = MoodyStore(tmp_path / "conversations.sqlite")
    await store.open()
    yield store
    await store.close()


@pytest.fixture
async def memory(store):
    memory = Memory(store)
    await memory.begin("c", FAR, State())
    return memory


@pytest.fixture
async def retries(memory):
    task = asyncio.create_task(memory.retry_forever())
    yield task
    task.cancel()


async def settled(store, conversation, count):
    """The history once `count` turns are there, or after three seconds."""
    for _ in range(300):
        if len(await store.history(conversation)) >= count:
            break
        await asyncio.sleep(0.01)
    return await store.history(conversation)


async def test_a_turn_is_kept_and_known_again(memory):
    await memory.keep("c", State(topic="drink_water", turns=1), turn(1))
    assert await memory.history("c") == [turn(1)]
    assert await memory.taken("c", "m1") == turn(1)
    assert await memory.taken("c", "m2") is None
    assert (await memory.recall("c")).topic == "drink_water"


async def test_a_conversation_that_never_began_is_forgotten(memory):
    with pytest.raises(Forgotten):
        await memory.recall("nobody")
    with pytest.raises(Forgotten):
        await memory.history("nobody")


async def test_turns_taken_without_database_are_written_when_it_is_back(memory, store, retries):
    await memory.keep("c", State(turns=1), turn(1))
    store.away = True
    for number in range(2, 8):
        assert (await memory.recall("c")).turns == number - 1, "a fact was forgotten"
        await memory.keep("c", State(turns=number), turn(number))
    await asyncio.sleep(0.05)
    store.away = False
    assert await settled(store, "c", 7) == [turn(number) for number in range(1, 8)]
    assert (await memory.recall("c")).turns == 7
    assert not retries.done()


async def test_a_turn_taken_without_database_is_known_by_its_id(memory, store):
    store.away = True
    await memory.keep("c", State(turns=1), turn(1))
    assert await memory.taken("c", "m1") == turn(1)


async def test_a_turn_written_before_the_database_went_is_known_by_its_id(memory, store):
    await memory.keep("c", State(turns=1), turn(1))
    store.away = True
    assert await memory.taken("c", "m1") == turn(1)


async def test_the_next_turn_writes_what_waits_in_order(memory, store):
    store.away = True
    await memory.keep("c", State(turns=1), turn(1))
    store.away = False
    await memory.keep("c", State(turns=2), turn(2))
    assert await store.history("c") == [turn(1), turn(2)]


@pytest.mark.parametrize("seed", range(12))
async def test_with_a_moody_database_every_turn_is_there_once_and_in_order(
    memory, store, retries, seed, monkeypatch
):
    monkeypatch.setattr(module, "RETRY_SECONDS", 0.0)
    store.mood = random.Random(seed)
    for number in range(1, 21):
        await memory.keep("c", State(turns=number), turn(number))
        for _ in range(store.mood.randrange(6)):
            await asyncio.sleep(0)
    store.mood = None
    assert await settled(store, "c", 20) == [turn(number) for number in range(1, 21)]
    assert (await memory.recall("c")).turns == 20
    assert not retries.done(), "nobody writes any more what waits"


async def test_a_turn_of_a_conversation_this_process_has_not_met_is_not_lost(store, tmp_path):
    """The gateway was restarted, and the database is away at the first message."""
    before = Memory(store)
    await before.begin("c", FAR, State(region="GB"))
    await before.keep("c", State(topic="drink_water", region="GB", turns=1), turn(1))
    memory = Memory(store)
    store.away = True
    blank = await memory.recall("c")
    said = Turn(blank.turns + 1, "m2", "digest 2", "question 2", turn(2).reply)
    blank.turns += 1
    await memory.keep("c", blank, said)
    store.away = False
    await memory.keep("c", State(turns=blank.turns + 1), Turn(blank.turns + 1, "m3", "", "3", {}))
    kept = [each.message_id for each in await store.history("c")]
    assert kept == ["m1", "m2", "m3"], "an acknowledged turn is missing"


async def test_what_was_known_before_a_restart_is_known_after_an_outage(store):
    before = Memory(store)
    await before.begin("c", FAR, State(region="GB"))
    await before.keep("c", State(topic="drink_water", region="GB", turns=1), turn(1))
    memory = Memory(store)
    store.away = True
    state = await memory.recall("c")
    state.turns += 1
    await memory.keep("c", state, Turn(state.turns, "m2", "", "question 2", turn(2).reply))
    store.away = False
    await memory.keep("c", await memory.recall("c"), Turn(state.turns + 1, "m3", "", "3", {}))
    recalled = await memory.recall("c")
    assert (recalled.topic, recalled.region) == ("drink_water", "GB")


async def test_a_session_cannot_begin_without_database_and_can_when_it_is_back(memory, store):
    store.away = True
    with pytest.raises(StoreFailed):
        await memory.begin("new", FAR, State())
    store.away = False
    await memory.begin("new", FAR, State())
    assert (await memory.recall("new")).turns == 0


async def test_a_database_that_was_away_at_the_start_is_used_when_it_comes(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "RETRY_SECONDS", 0.005)
    (tmp_path / "state").write_text("a file where the folder should be")
    store = Store(tmp_path / "state" / "conversations.sqlite")
    with pytest.raises(StoreFailed):
        await store.open()
    memory = Memory(store)
    retries = asyncio.create_task(memory.retry_forever())
    (tmp_path / "state").unlink()
    try:
        for _ in range(200):
            await asyncio.sleep(0.01)
            try:
                await memory.begin("c", FAR, State())
            except StoreFailed:
                continue
            break
        assert await store.state("c") is not None
    finally:
        retries.cancel()
        await store.close()


async def test_a_lock_of_another_process_delays_the_writing_only(memory, store, retries, tmp_path):
    other = sqlite3.connect(tmp_path / "conversations.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    for number in (1, 2):
        await memory.keep("c", State(turns=number), turn(number))
    assert (await memory.recall("c")).turns == 2
    other.execute("COMMIT")
    other.close()
    assert await settled(store, "c", 2) == [turn(1), turn(2)]


async def test_an_erased_conversation_is_forgotten_at_once(memory, store):
    await memory.keep("c", State(turns=1), turn(1))
    await memory.erase("c")
    with pytest.raises(Forgotten):
        await memory.recall("c")
    with pytest.raises(Forgotten):
        await memory.history("c")
    assert await memory.taken("c", "m1") is None


async def test_erasing_fails_aloud_while_the_database_is_away(memory, store):
    await memory.keep("c", State(turns=1), turn(1))
    store.away = True
    with pytest.raises(StoreFailed):
        await memory.erase("c")
    store.away = False
    await memory.erase("c")
    assert await store.history("c") == []


async def test_what_waits_to_be_written_does_not_come_back_after_erasing(memory, store, retries):
    store.away = True
    await memory.keep("c", State(turns=1), turn(1))
    store.away = False
    await memory.erase("c")
    await asyncio.sleep(0.05)
    assert await store.history("c") == []
    with pytest.raises(Forgotten):
        await memory.recall("c")


async def test_quiet_conversations_leave_memory_and_unwritten_ones_stay(store, monkeypatch):
    monkeypatch.setattr(module, "MOST", 10)
    memory = Memory(store)
    for number in range(30):
        await memory.begin(f"c{number}", FAR, State())
    store.away = True
    await memory.keep("c0", State(turns=1), turn(1))
    store.away = False
    for number in range(1, 30):
        await memory.keep(f"c{number}", State(turns=1), turn(1))
    assert len(memory._recent) <= 10
    assert (await memory.recall("c0")).turns == 1
    assert await memory.taken("c0", "m1") == turn(1)
