"""What is learned from the conversations under data/: the follow-ups and the openings."""

import pytest

from components.talks import AGAIN, MORE, REFUSED, SOCIAL, Turn, openings, turns

TALK = """
conversations:
  - name: "asks, adds, leaves and returns"
    turns:
      - says: "does milk help"
        expect: {topics: [drink_milk, drinks_overview]}
      - says: "and hot?"
        expect: {any: [{refused: true}, {topics: [drink_milk]}]}
      - says: "who won the cup"
        expect: {refused: true}
      - says: "why do I cramp and what helps"
        expect: {each: [[causes_overview], [relief]]}
      - says: "again"
        expect: {repeats: true}
      - says: "go on"
        expect: {more: [relief]}
      - says: "hm"
        expect: {choices: true}
      - says: "cheers"
        expect: {social: true}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "talk.yml").write_text(TALK, encoding="utf-8")
    return tmp_path


def test_each_turn_after_an_answer_comes_with_what_was_answered_and_asked(folder):
    milk = ("drink_milk", "does milk help")
    # An answer that may be refused is taken as given: the article's side of it is what a talk goes on with.
    hot = ("drink_milk", "and hot?")
    both = ("relief", "why do I cramp and what helps")
    assert turns(folder) == [
        Turn("and hot?", *milk, (REFUSED, SOCIAL, "drink_milk")),
        Turn("who won the cup", *hot, (REFUSED, SOCIAL)),
        Turn("again", *both, (AGAIN,)),
        Turn("go on", *both, (MORE,)),
        Turn("cheers", "relief", "go on", (SOCIAL,)),
    ]


def test_the_first_message_is_an_example_of_its_topic(folder):
    assert openings(folder) == [("does milk help", "drink_milk")]


def test_an_unknown_expectation_is_named(tmp_path):
    wrong = TALK.replace("social: true", "socail: true")
    (tmp_path / "talk.yml").write_text(wrong, encoding="utf-8")
    with pytest.raises(ValueError, match="socail"):
        turns(tmp_path)
