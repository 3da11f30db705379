"""Whole conversations with the stack: one file for each thing that people do.

A turn says something and expects one of: `topics` (one answer, of one of these), `each` (one answer
to each question, in order), `more` (the rest of the answer on one of these), `repeats` (the last
answers again), `response` (the first message is this response), `choices` (topics to choose from),
`refused`, `social` or `nothing` (no answer). `also` and `says_first` name a response beside that.
"""

import pytest
import yaml
from serving import ROOT, Conversation

from gateway.texts import fill, responses

FILES = sorted((ROOT / "tests" / "conversations").glob("*.yml"))


def conversations():
    for path in FILES:
        for conversation in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield pytest.param(conversation["turns"], id=f"{path.stem}: {conversation['name']}")


def answers(messages):
    return [message for message in messages if message["kind"] in ("answer", "plan")]


def topics(messages):
    return [message["topic"] for message in answers(messages)]


def begins(messages, name):
    """Whether the first message is the response `name`, as far as nothing is put into it."""
    text = fill(responses()[name].text, None).partition("[")[0]
    return bool(messages) and messages[0]["text"].startswith(text)


def lead(topic):
    return responses()[f"utter_faq/{topic}"].text


def rest(topic, text):
    """Whether `text` holds something of what is said after "tell me more", and not the lead."""
    more = responses()[f"utter_faq/{topic}"].metadata["more"]
    return not text.startswith(lead(topic)) and any(part["text"] in text for part in more)


def one_of(said, accepted):
    return len(said) == 1 and said[0] in accepted


def choices(messages):
    return any(m["kind"] == "question" and len(m["buttons"]) > 1 for m in messages)


def fulfils(turn, messages, before):
    """Whether a reply is what the turn expects; `before` are the answers of the reply before."""
    said, kinds = topics(messages), [message["kind"] for message in messages]
    held = {
        "topics": lambda accepted: one_of(said, accepted),
        "each": lambda accepted: (
            len(said) == len(accepted)
            and all(one_of([t], a) for t, a in zip(said, accepted, strict=True))
        ),
        "more": lambda accepted: (
            one_of(said, accepted) and rest(said[0], answers(messages)[0]["text"])
        ),
        "repeats": lambda _: bool(said) and [m["text"] for m in answers(messages)] == before,
        "response": lambda name: begins(messages, name),
        "also": lambda name: any(begins([message], name) for message in messages),
        "says_first": lambda name: begins(messages, name),
        "choices": lambda _: choices(messages),
        "refused": lambda _: not said and "fallback" in kinds,
        "social": lambda _: not said and "social" in kinds,
        "nothing": lambda _: not said,
    }
    return all(held[key](value) for key, value in turn.items() if key != "says")


@pytest.mark.parametrize("turns", list(conversations()))
def test_every_turn_of_the_conversation_is_right(stack_client, turns):
    conversation, before = Conversation(stack_client), []
    for turn in turns:
        messages = conversation.say(turn["says"])["messages"]
        shown = [(m["kind"], m["topic"], m["text"][:70]) for m in messages]
        assert fulfils(turn, messages, before), f"{turn}: {shown}"
        before = [message["text"] for message in answers(messages)] or before
