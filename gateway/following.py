"""What a message means that leaves out what was talked about: "and at night?", "the second one", "why?".

Rules over the topics answered and offered last. Knows no scores: where only likeness can tell, Rasa finds
what is meant (`components/follow_ups.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from gateway import picking
from gateway.follow_ups import rules
from gateway.subjects import SUBJECT_WORDS, cramps_and, unframed
from red_flags.text import words_of

Choice = dict[str, Any]
Words = tuple[str, ...]

MOST_WORDS = 14
"""A longer message says itself what it is about."""

MOST_OFFERS = 3
"""So many topics are answered at once."""

_MEANT = re.compile(
    r"^(?:(?:no|nope|nah|sorry|wait|oh|hang on|hold on|not that|not that one|wrong)\b[\s,.!]*)+"
    r"(?:not\b[^,.;]*[,.;]\s*)?(?:(?:but|rather|actually|its)\s+)?"
    r"(?:(?:i\s+)?(?:meant?|was asking about|asked about|was talking about|want(?:ed)?)\b|just|only)?[\s,:]*"
    r"|^(?:i\s+)?meant?\b[\s,:]*"
    r"|^not\b[^,.;]*[,.;]\s*(?:(?:but|rather|my|the)\s+)?"
)
_TAKES_BACK = re.compile(r"\b(?:meant?|not|just|only|asking|asked|talking|want(?:ed)?)\b")


@dataclass(frozen=True)
class Follow:
    """What a message comes to; Rasa reads it as it is, after what was talked about, where nothing is set."""

    choices: tuple[Choice, ...] = ()
    """Answers meant, in order."""
    instead: str | None = None
    """The message, saying that cramps are meant, where only these were talked about."""
    text: str | None = None
    """The message without the words that take back another."""
    says: str | None = None
    """A response that the gateway says itself."""
    afresh: bool = False
    """The answer is given whole, also where it was just given."""


@dataclass(frozen=True)
class Thread:
    """What was talked about last."""

    topic: str | None = None
    just_said: bool = False
    """The last reply was an answer."""
    last: tuple[Choice, ...] = ()
    """What the last answers were answers to."""
    offers: tuple[str, ...] = ()
    """Topics named last, in the order they were named."""
    asks: str | None = None
    """`which` of the offers was meant; whether to go on with the `nearest`, the first of them."""

    @property
    def about(self) -> str | None:
        """The topic a message goes on with: after a refusal, the nearest one."""
        return self.offers[0] if self.asks == "nearest" and self.offers else self.topic


def listed(topic: str) -> Words:
    """The topics that the answer on `topic` lists, in its order."""
    return rules().lists.get(topic, ())


def follow(said: str, thread: Thread) -> Follow:
    """What `said` means after `thread`."""
    words = words_of(said).words
    if not words:
        return Follow()
    return _replied(words, thread) or _placed(said, thread) or _whole(said, words, thread)


def _whole(said: str, words: Words, thread: Thread) -> Follow:
    if not 0 < len(words) <= MOST_WORDS:
        return Follow()
    if not thread.about and rules().moves["bare"].matches(words):
        return Follow(says="utter_what_about")
    moved = _moved(words, thread)
    if moved:
        return moved
    found = _corrected(said, thread.about) or _continued(words, thread.about)
    asked_back = thread.asks == "which" and not thread.about
    if found or not asked_back or len(words) > SUBJECT_WORDS:
        return found or Follow()
    return Follow(instead=cramps_and(said))


# What was offered


def _replied(words: Words, thread: Thread) -> Follow | None:
    """A place in what was named, or a yes or no."""
    if len(words) > MOST_WORDS // 2:
        return None
    place = picking.place(words, len(thread.offers), thread.asks == "which")
    if place is not None:
        return _topics([thread.offers[place]])
    return _chosen(words, thread) if thread.asks == "which" else _agreed(words, thread)


def _placed(said: str, thread: Thread) -> Follow | None:
    """A place and a question on it: "the second one, is it safe?"."""
    named, comma, question = said.partition(",")
    words = words_of(named).words
    named_one = comma and not {"the", "1"}.isdisjoint(words)  # "first, I drink water" is a story.
    place = picking.place(words, len(thread.offers), False) if named_one else None
    if place is None or not re.search(r"\w", question):
        return None
    topic = thread.offers[place]
    return _continued(words_of(question).words, topic) or _topics([topic])


def _chosen(words: Words, thread: Thread) -> Follow | None:
    """A reply to "did you mean one of these?"."""
    if picking.everything(words):
        return _topics(thread.offers[:MOST_OFFERS])
    if picking.declines(words):
        return Follow(says="utter_none_of_these")
    return Follow(says="utter_which") if picking.agrees(words) else None


def _agreed(words: Words, thread: Thread) -> Follow | None:
    """A yes to the nearest topic; a bare one after an answer asks for the rest of it."""
    if not picking.agrees(words):
        return None
    if thread.asks == "nearest":
        return _topics(thread.offers[:1])
    return _rest(thread.topic) if thread.just_said and thread.topic else None


def _topics(topics: Iterable[str], aside: str | None = None) -> Follow:
    more = {"aside": aside} if aside else {}
    return Follow(tuple({"intent": f"faq/{topic}", **more} for topic in topics))


def _rest(topic: str) -> Follow:
    return Follow(({"intent": "tell_me_more", "topic": topic},))


# What goes on with the topic


def _moved(words: Words, thread: Thread) -> Follow | None:
    """Go on: "say that again" and "more" are about the answer, whatever was refused since."""
    moves, topic = rules().moves, thread.topic
    if topic and moves["again"].matches(words):
        return Follow(thread.last or ({"intent": f"faq/{topic}"},), afresh=True)
    return _rest(topic) if topic and moves["more"].matches(words) else None


def _corrected(said: str, topic: str | None) -> Follow | None:
    """A correction, "no, I meant my foot": what is left without the words that take something back."""
    line = re.sub(r"['’]", "", said.lower()).strip()
    found = _MEANT.match(line)
    rest = line[found.end() :].strip(" ?.!,") if found else ""
    words = words_of(rest).words
    if not found or not words:
        return None
    continued = _continued(words, topic)
    if continued:
        return replace(continued, afresh=True)
    if rules().filler.issuperset(words) or not _TAKES_BACK.search(found.group()):
        return None
    return Follow(text=rest, afresh=True)


def _continued(words: Words, topic: str | None) -> Follow | None:
    """What a rule says of the message."""
    known = rules()
    if not topic:
        return None
    for rule in known.follow_ups:
        to = known.among(rule.to, topic)
        if to and (rule.matches(words) or rule.matches(unframed(words))):
            return _resolved(to, topic, rule.aside)
    if known.moves["why"].matches(words):
        night = known.group.get(topic) == "night" and topic != "night_causes"
        cause = "causes_overview" if topic in known.causeless else "more"
        return _resolved("night_causes" if night else cause, topic, None)
    return None


def _resolved(to: str, topic: str, aside: str | None) -> Follow:
    if to == "more":
        return _rest(topic)
    if to == "whole":
        return replace(_topics([topic]), afresh=True)
    return _topics([topic], aside) if to == "same" else _topics([to])
