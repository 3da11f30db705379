"""Session tokens: only what this installation signed, and only in its time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.tokens import LIFE_SECONDS, BadToken, Tokens

TOKENS = Tokens("a secret of this installation " * 2)
PROPERTY = settings(deadline=None, derandomize=True, max_examples=300)


def test_a_token_names_the_conversation_it_was_issued_for():
    token, session = TOKENS.issue()
    assert TOKENS.read(token) == session


def test_every_session_has_a_conversation_of_its_own():
    sessions = [TOKENS.issue()[1].conversation for _ in range(1000)]
    assert len(set(sessions)) == 1000
    assert min(map(len, sessions)) >= 22, "fewer than 128 random bits"


def test_a_token_is_good_for_thirty_days_and_no_longer(monkeypatch):
    token, session = TOKENS.issue()
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + LIFE_SECONDS - 60)
    assert TOKENS.read(token) == session
    monkeypatch.setattr(time, "time", lambda: now + LIFE_SECONDS + 60)
    with pytest.raises(BadToken):
        TOKENS.read(token)


def test_a_token_of_another_installation_is_refused():
    token, _ = Tokens("a secret of somebody else " * 2).issue()
    with pytest.raises(BadToken):
        TOKENS.read(token)


@PROPERTY
@given(st.text(st.characters()))
def test_no_made_up_token_is_accepted(token):
    with pytest.raises(BadToken):
        TOKENS.read(token)


@PROPERTY
@given(st.data())
def test_a_token_with_one_other_character_is_refused(data):
    token, _ = TOKENS.issue()
    # The last character of the signature has bits that mean nothing.
    place = data.draw(st.integers(0, len(token) - 2))
    other = data.draw(st.characters().filter(lambda character: character != token[place]))
    with pytest.raises(BadToken):
        TOKENS.read(token[:place] + other + token[place + 1 :])
