"""Rate limits: a person never meets them, a flood always does, and memory stays small."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway import limits
from gateway.limits import PER_CONVERSATION, Limit, Limiter

PROPERTY = settings(deadline=None, derandomize=True, max_examples=200)


def test_a_burst_passes_and_the_next_one_waits():
    limiter = Limiter(Limit(per_second=2.0, burst=3))
    assert [limiter.wait("a", now=10.0) for _ in range(3)] == [0.0, 0.0, 0.0]
    assert limiter.wait("a", now=10.0) == pytest.approx(0.5)


def test_who_waits_as_long_as_told_may_go_on():
    limiter = Limiter(Limit(per_second=2.0, burst=1))
    limiter.wait("a", now=0.0)
    seconds = limiter.wait("a", now=0.1)
    assert limiter.wait("a", now=0.1 + seconds + 1e-6) == 0.0


def test_knocking_while_told_to_wait_costs_nothing():
    limiter = Limiter(Limit(per_second=1.0, burst=1))
    limiter.wait("a", now=0.0)
    for tenth in range(1, 10):
        assert limiter.wait("a", now=tenth / 10) > 0
    assert limiter.wait("a", now=1.01) == 0.0


def test_one_flood_slows_nobody_else():
    limiter = Limiter(Limit(per_second=1.0, burst=2))
    for _ in range(100):
        limiter.wait("flood", now=0.0)
    assert limiter.wait("person", now=0.0) == 0.0


def test_ten_messages_in_one_breath_are_a_persons():
    limiter = Limiter(PER_CONVERSATION)
    assert not any(limiter.wait("a", now=number / 10) for number in range(10))


def test_many_addresses_do_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr(limits, "MOST_KEYS", 100)
    limiter = Limiter(Limit(per_second=0.001, burst=1))
    limiter.wait("first", now=0.0)
    for number in range(1000):
        limiter.wait(str(number), now=0.0)
        limiter.wait("busy", now=0.0)
    assert len(limiter._buckets) <= 100
    assert limiter.wait("busy", now=0.0) > 0, "a busy key was forgotten"


@PROPERTY
@given(st.lists(st.floats(0, 5), max_size=100))
def test_never_more_than_the_burst_and_the_rate_get_through(pauses):
    limit = Limit(per_second=1.0, burst=5)
    limiter, now, passed = Limiter(limit), 0.0, 0
    for pause in pauses:
        now += pause
        passed += limiter.wait("a", now=now) == 0.0
    assert passed <= limit.burst + now * limit.per_second + 1e-6
