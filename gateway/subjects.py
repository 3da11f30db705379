"""Puts back into a message what it leaves out: "milk?" after an answer on drinks. Knows words, no state."""

from __future__ import annotations

import re
from typing import Any

from gateway.follow_ups import rules
from gateway.texts import responses
from red_flags.text import words_of

SUBJECT_WORDS = 4
"""A longer rest is no mere subject."""

_LEAD = (
    r"(?:(?:and|but|ok|okay|so|also|or|then|well|um|uh|er|oh|hm|hmm|right|yes|yeah|sorry|please|now|cool|fine|great|"
    r"thanks|thank you|hey|lol)\s+)*"
)
_FRAME = re.compile(
    rf"^{_LEAD}(?:(?:what|how) about|what if (?:its|it is|im|i am|they are|theyre)?|is it the same|same|"
    r"does (?:that|it|this) (?:also |even )?(?:go|work|apply|help|hold|count)|"
    r"is (?:that|it|this|it also|that also) (?:ok|okay|alright|all right|fine|safe|the same|true|good)|"
    r"(?:and|or|but|also|maybe)\b)\s*(?:if (?:im|its|i am|it is)\s)?"
)
_SMALL = re.compile(
    r"^(?:(?:the|a|an|my|from|for|with|in|of|by|on|some|about|just|only|maybe|if|im|taking|during)\s)+"
)
_TAIL = re.compile(
    r"(?:\s(?:too|as well|then|though|instead|please|pls|maybe|lol|mate|things?|any better|better))+$"
)
_WORD = re.compile(r"\w+")
_QUESTION = frozenset(
    "what why how when where who which whose can could should do does did is are am will would".split()
)
_PRONOUN = re.compile(r"\b(?:it|that|this|them|those|these|they)\b")
_PEOPLE = re.compile(r"\bthey (?:use|give|say|prescribe|recommend|take)\b")
_OF_THINGS = re.compile(
    r"\b(?:drink\w*|tak(?:e|es|ing)|us(?:e|es|ing)|eat\w*|tr(?:y|ies|ying)|hav(?:e|ing)|buy|safe|good|bad|works?|helps?|"
    r"do|doing|stop|given?|better|useful|true|ok|okay|alright|allowed|warm|cold|healthy|contain\w*|suit\w*|"
    r"in (?:it|that|this|them|those|these))\b"
)
_ABOUT_CRAMPS = re.compile(r"cramp|spasm|charley|charlie|twitch|seiz")


def going_on(said: str, topic: str) -> dict[str, Any]:
    """What Rasa needs to read `said` as a message on `topic`: its name, and words that its answer says too."""
    response = responses()[f"utter_faq/{topic}"]
    about = response.metadata
    texts = [response.text, *(part["text"] for part in [*about["parts"], *about["more"]])]
    told = set(_WORD.findall(" ".join(texts).lower()))
    return {
        "topic": topic,
        "name": about["title"].strip("?").lower(),
        "told": sorted(told.intersection(_WORD.findall(said.lower()))),
    }


def unframed(words: tuple[str, ...]) -> tuple[str, ...]:
    """`words` without "and", "what about", "does that go for" before them."""
    return tuple(_FRAME.sub("", " ".join(words)).split())


def with_subject(words: tuple[str, ...], asked: bool, topic: str) -> dict[str, str] | None:
    """A message that is only a subject, as a question on what was talked about.

    `text` is the question, `said` what must be of its topic. `asked`: it ends with a question mark.
    """
    rest = _TAIL.sub("", " ".join(unframed(words)))
    framed = rest != " ".join(words)
    rest = _SMALL.sub("", f"{rest} ").strip()
    subject = rest.split()
    if (
        rules().filler.issuperset(subject)
        or not _QUESTION.isdisjoint(subject)
        or _ABOUT_CRAMPS.search(rest)
    ):
        return None
    if len(subject) > (SUBJECT_WORDS if asked or framed else 2):
        return None
    known = rules()
    frame = known.among(known.put_back, topic) or "{subject}"
    return {
        "text": frame.format(subject=rest),
        "said": rest,
        "kind": "subject",
    }


def with_thing(said: str, topic: str) -> dict[str, str] | None:
    """A message with "it" in the place of what is drunk, taken or done."""
    thing, line = rules().things.get(topic), said.lower()
    if not thing or _ABOUT_CRAMPS.search(line) or _PEOPLE.search(line):
        return None
    if not _PRONOUN.search(line) or not _OF_THINGS.search(line):
        return None
    return {"text": _PRONOUN.sub(thing, line, count=1), "kind": "thing"}


def with_cramps(said: str) -> dict[str, str] | None:
    """A question that does not say that cramps are meant, saying so."""
    line = said.lower().strip(" ?.!")
    words = words_of(line).words
    if _ABOUT_CRAMPS.search(line) or _QUESTION.isdisjoint(words):
        return None
    return {"text": f"{line} for muscle cramps", "said": " ".join(words), "kind": "question"}


def cramps_and(said: str) -> dict[str, str] | None:
    """A few words where only "cramps" was said before, as said of them: "at night"."""
    line = said.lower().strip(" ?.!")
    asks_itself = not _QUESTION.isdisjoint(words_of(line).words)
    if not line or asks_itself or _ABOUT_CRAMPS.search(line):
        return None
    return {"text": f"cramps {line}", "said": line, "kind": "question"}
