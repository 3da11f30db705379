"""What a message means that leaves out what was talked about: "and at night?", "the second one", "why?".

Rules over the topics answered and offered last (`gateway/following.yml`). Knows no scores: where only likeness
can tell, it puts the subject back into the sentence, and Rasa finds the topic.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from red_flags.text import words_of

Choice = dict[str, Any]

MOST_WORDS = 14
"""A longer message says itself what it is about."""

SUBJECT_WORDS = 4
"""A longer rest is no mere subject."""

_BEFORE = (
    r"(?:(?:and|but|ok|okay|so|also|or|then|well|um|uh|er|oh|hm|hmm|right|yes|yeah|sorry|please|now|cool|fine|"
    r"great|thanks|thank you|hey|lol|right)\s+)*"
)
_FRAME = re.compile(
    rf"^{_BEFORE}(?:(?:what|how) about|what if (?:its|it is|im|i am|they are|theyre)?|is it the same|same|"
    r"does (?:that|it|this) (?:also |even )?(?:go|work|apply|help|hold|count)|"
    r"is (?:that|it|this|it also|that also) (?:ok|okay|alright|all right|fine|safe|the same|different|true|good)|"
    r"(?:and|or|but|also|maybe)\b)\s*(?:if (?:im|its|i am|it is)\s)?"
)
_SMALL = re.compile(
    r"^(?:(?:the|a|an|my|from|for|with|in|of|by|on|some|about|just|only|maybe|if|im|taking)\s)+"
)
_TAIL = re.compile(
    r"(?:\s(?:too|as well|then|though|instead|please|pls|maybe|lol|mate|thing|things|better|any better))+$"
)
_MEANT = re.compile(
    r"^(?:(?:no|nope|nah|sorry|wait|oh|hang on|hold on|not that|not that one|wrong)\b[\s,.!]*)+"
    r"(?:not\b[^,.;]*[,.;]\s*)?(?:(?:but|rather|actually|its|it's)\s+)?"
    r"(?:(?:i\s+)?(?:meant?|was asking about|asked about|am asking about|was talking about|want(?:ed)?)\b|just|only)?[\s,:]*"
)
_MEANT_LATER = re.compile(
    r"^(?:i\s+)?(?:meant|mean)\b[\s,:]*|^not\b[^,.;]*[,.;]\s*(?:(?:but|rather|my|the)\s+)?"
)
_MEANS = re.compile(r"\b(?:mea[nt]+|not|just|only|ask\w*|talking|want\w*)\b")
_PRONOUN = re.compile(r"\b(?:it|that|this|them|those|these)\b")
_THING_VERBS = re.compile(
    r"\b(?:drink|drinking|take|taking|use|using|eat|try|trying|have|buy|safe|good|bad|work|works|help|helps|use|do|doing|"
    r"stop|stopping|give|given|better|useful|true|ok|okay|alright|allowed|replace|warm|cold|contain|healthy)\b"
)
_QUESTION_WORDS = frozenset(
    "what why how when where who which can could should do does did is are am will would".split()
)
_YES = frozenset("yes yeah yep yup yea sure please definitely absolutely yess".split())
_YES_FILLER = frozenset(
    "please pls do go on that would be id like to i want ok okay me tell then course of lovely great 1".split()
)
_ACTUALLY = ("yes", "yeah", "yep")
_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1}
_PICKING = frozenset(
    "the 1 2 3 4 5 st nd rd th option number choice and what about tell me more on pick choose take id i ill want like "
    "would please pls ok okay um uh yes a b c it is thing was again no nr one that then".split()
)
_ALL = frozenset(
    "both all of them those these everything each the please 2 3 yes two three".split()
)


@dataclass(frozen=True)
class Follow:
    """What a message comes to; Rasa reads it as it is where nothing is set."""

    choices: tuple[Choice, ...] = ()
    """Answers meant, in order."""
    instead: dict[str, str] | None = None
    """`text`: the message with its subject put back; `subject`: the words that were said, if only these."""
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


@dataclass(frozen=True)
class _Rule:
    marks: tuple[str, ...]
    words: frozenset[str]
    to: dict[str, str] = field(default_factory=dict)
    aside: str | None = None
    needs: frozenset[str] = frozenset()

    def matches(self, words: tuple[str, ...]) -> bool:
        """Whether `words` are one of the marks and nothing that the rule does not know."""
        line = f" {' '.join(words)} "
        if not any(f" {mark} " in line for mark in self.marks):
            return False
        if self.needs and self.needs.isdisjoint(words):
            return False
        return self.words.issuperset(words)


@dataclass(frozen=True)
class _Rules:
    moves: dict[str, _Rule]
    follow_ups: tuple[_Rule, ...]
    group: dict[str, str]
    put_back: dict[str, str]
    things: dict[str, str]
    lists: dict[str, tuple[str, ...]]
    filler: frozenset[str]

    def among(self, to: dict[str, str], topic: str) -> str:
        """The entry of `to` for `topic`: its own, its group's or everybody's."""
        return to.get(topic) or to.get(self.group.get(topic, "*")) or to["*"]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    content = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    filler = frozenset(content["filler"].split())

    def rule(entry: dict[str, Any]) -> _Rule:
        marks = tuple(entry["marks"])
        known = filler.union(str(entry["words"]).split(), *(mark.split() for mark in marks))
        needs = frozenset(entry.get("needs", ()))
        return _Rule(marks, frozenset(known), entry.get("to", {}), entry.get("aside"), needs)

    return _Rules(
        moves={name: rule(entry) for name, entry in content["moves"].items()},
        follow_ups=tuple(map(rule, content["follow_ups"])),
        group={topic: name for name, topics in content["groups"].items() for topic in topics},
        put_back=content["put_back"],
        things=content["things"],
        lists={topic: tuple(listed) for topic, listed in content["lists"].items()},
        filler=filler,
    )


def listed(topic: str) -> tuple[str, ...]:
    """The topics that the answer on `topic` lists, in its order."""
    return _rules().lists.get(topic, ())


def follow(said: str, thread: Thread) -> Follow:
    """What `said` means after `thread`."""
    words = words_of(said).words
    if not 0 < len(words) <= MOST_WORDS:
        return Follow()
    chosen = _picked(words, thread) or _replied(words, thread)
    if chosen:
        return chosen
    if not thread.topic:
        return Follow()
    moved = _moved(words, thread, thread.topic)
    if moved:
        return moved
    return _corrected(said, thread.topic) or _continued(said, words, thread.topic) or Follow()


# What was offered


def _picked(words: tuple[str, ...], thread: Thread) -> Follow | None:
    """ "The second one", "2", "both": what was named last, by its place."""
    if not thread.offers or len(words) > MOST_WORDS // 2:
        return None
    place = None
    if _PICKING.union(_ORDINALS).issuperset(words):
        ordinals = [_ORDINALS[word] for word in words if word in _ORDINALS]
        numbers = [int(word) - 1 for word in words if word.isdigit()]
        letters = ["abc".index(word) for word in words if word in ("a", "b", "c")]
        counted = (
            bool({"number", "option", "nd", "rd", "st"}.intersection(words)) or len(words) == 1
        )
        if ordinals:
            place = ordinals[0]
        elif numbers and (counted or thread.asks == "which"):
            place = numbers[0]
        elif letters and (counted or len(words) == 1):
            place = letters[0]
    if place is not None:
        return _topics([thread.offers[place]]) if place < len(thread.offers) else None
    if (
        thread.asks == "which"
        and _ALL.issuperset(words)
        and {"both", "all", "each"}.intersection(words)
    ):
        return _topics(thread.offers[:3])
    return None


def _replied(words: tuple[str, ...], thread: Thread) -> Follow | None:
    """A yes or no to what was offered; a bare yes after an answer asks for the rest of it."""
    yes = words[0] in _YES and (_YES | _YES_FILLER).issuperset(words) and words != ("please",)
    no = words[0] in ("no", "nope", "nah", "none", "neither") and len(words) <= SUBJECT_WORDS
    if thread.asks == "nearest":
        if yes:
            return _topics(thread.offers[:1])
    elif thread.asks == "which":
        if yes:
            return Follow(says="utter_which")
        if no and {
            "no",
            "nope",
            "nah",
            "of",
            "these",
            "those",
            "them",
            "none",
            "neither",
            "thanks",
        }.issuperset(words):
            return Follow(says="utter_none_of_these")
    elif yes and thread.just_said and thread.topic:
        return Follow(({"intent": "tell_me_more", "topic": thread.topic},))
    return None


def _topics(topics: Iterable[str], aside: str | None = None) -> Follow:
    more = {"aside": aside} if aside else {}
    return Follow(tuple({"intent": f"faq/{topic}", **more} for topic in topics))


# What goes on with the topic


def _moved(words: tuple[str, ...], thread: Thread, topic: str) -> Follow | None:
    """ "Say that again", "more", "why?"."""
    moves = _rules().moves
    if moves["again"].matches(words):
        last = thread.last or ({"intent": f"faq/{topic}"},)
        return Follow(last, afresh=True)
    if moves["more"].matches(words):
        return Follow(({"intent": "tell_me_more", "topic": topic},))
    return None


def _corrected(said: str, topic: str) -> Follow | None:
    """ "No, I meant my foot": what is left without the words that take something back."""
    line = re.sub(r"['’]", "", said.lower()).strip()
    found = _MEANT.match(line) or _MEANT_LATER.match(line)
    rest = line[found.end() :].strip(" ?.!,") if found else ""
    words = words_of(rest).words if rest else ()
    if not found or not words or _rules().filler.issuperset(words):
        return None
    continued = _continued(rest, words, topic)
    if continued and continued.choices:
        return replace(continued, afresh=True)
    if not _MEANS.search(found.group()):
        return None
    return Follow(text=rest, instead=continued.instead if continued else None, afresh=True)


def _continued(said: str, words: tuple[str, ...], topic: str) -> Follow | None:
    rules = _rules()
    for rule in rules.follow_ups:
        if rule.matches(words):
            return _resolved(rules.among(rule.to, topic), topic, rule.aside)
    if rules.moves["why"].matches(words):
        return _resolved(_why(topic), topic, None)
    instead = _with_subject(words, said, topic) or _with_thing(said, topic)
    return Follow(instead=instead) if instead else None


def _why(topic: str) -> str:
    group = _rules().group.get(topic)
    if group == "night" and topic != "night_causes":
        return "night_causes"
    return "causes_overview" if topic in _CAUSELESS else "more"


_CAUSELESS = frozenset(
    {"who_and_where", "first_aid", "relief", "long_term_treatment", "seven_day_plan", "dangerous"}
)
"""Answers that hold nothing on why; the causes are then what is asked for."""


def _resolved(to: str, topic: str, aside: str | None) -> Follow:
    if to == "more":
        return Follow(({"intent": "tell_me_more", "topic": topic},))
    if to == "same":
        return _topics([topic], aside)
    return _topics([to])


def _with_subject(words: tuple[str, ...], said: str, topic: str) -> dict[str, str] | None:
    """A message that is only a subject, as a question on what was talked about."""
    line = " ".join(words)
    rest = _TAIL.sub("", _FRAME.sub("", line))
    framed = rest != line
    rest = _SMALL.sub("", f"{rest} ").strip()
    subject = rest.split()
    asked = framed or said.rstrip().endswith("?")
    if not subject or not _QUESTION_WORDS.isdisjoint(subject):
        return None
    if len(subject) > (SUBJECT_WORDS if asked else 2):
        return None
    rules = _rules()
    return {"text": rules.among(rules.put_back, topic).format(subject=rest), "subject": rest}


def _with_thing(said: str, topic: str) -> dict[str, str] | None:
    """A message with "it" in the place of what was talked about."""
    thing, line = _rules().things.get(topic), said.lower()
    if not thing or not _PRONOUN.search(line) or not _THING_VERBS.search(line):
        return None
    return {"text": _PRONOUN.sub(thing, line, count=1)}
