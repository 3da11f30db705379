"""A reply as it is read out: in steps of one breath, safety first and whole, the question last.

Knows the API's reply. Pure: the same reply gives the same script, so that a place in it is a number.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from gateway.texts import responses, title
from gateway.voice.wording import Ask, even, wording
from red_flags import all_modifiers

BREATH = (45, 25, 12)
"""Words spoken in one go, by how often somebody asked for it slower."""

MOST_OPTIONS = 3
"""More than that nobody keeps in mind."""

HURRIES = ("urgent", "emergency")
CONTROLS = ("skip", "back", "why", "halt")

LONGEST = 900
"""Characters of a unit; what is longer was dictated, and is cut between words."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[.!?][\"”’])\s+")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_BOLD = re.compile(r"\*\*|__")
_MARKS = re.compile(r"\*\*|^\s*(?:[-#>•]+|\d+\.)\s+|https?://\S+|[<>*_`|]", re.MULTILINE)


@dataclass(frozen=True)
class Unit:
    """What is never cut: a sentence, a step of guided first aid, a safety message."""

    text: str
    safety: bool = False
    step: bool = False
    """Done before the next is spoken."""


@dataclass(frozen=True)
class Option:
    """A choice: its title and the value that stands for it."""

    title: str
    value: str


@dataclass(frozen=True)
class Step:
    """What is spoken in one go."""

    units: tuple[Unit, ...]
    after: int
    """Where the next step begins."""
    last: bool


@dataclass(frozen=True)
class Script:
    """All of a reply, in the order in which it is spoken."""

    units: tuple[Unit, ...]
    aside: tuple[Unit, ...] = ()
    """When to see a doctor: spoken with the first step, so that nobody misses it."""
    question: str = ""
    """The assistant's own question, spoken last."""
    options: tuple[Option, ...] = ()
    controls: tuple[Option, ...] = ()
    """Buttons of an interview's question that are no answers: never read out, always understood."""
    more: Option | None = None
    """The button for a longer answer."""
    urgency: str = "none"
    answered: bool = False
    """Whether it says something of the article."""

    def step(self, at: int, slower: int = 0) -> Step:
        """The step that begins with unit `at`."""
        aside = self.aside if at == 0 else ()
        at = max(0, min(at, len(self.units)))
        end, words = at, 0
        most = BREATH[min(slower, len(BREATH) - 1)]
        while end < len(self.units):
            unit = self.units[end]
            words += len(unit.text.split())
            # A reminder goes with the answer; a new warning stands alone.
            warned = end > 1 and self.units[end - 1].safety
            if not unit.safety and end > at and (words > most or warned):
                break
            end += 1
            if unit.step:
                break
        return Step(self.units[at:end] + aside, end, end >= len(self.units))

    def closing(self, step: Step) -> Ask:
        """What a step ends with."""
        if not step.last:
            return "step" if any(unit.step for unit in step.units) else "next"
        if self.question:
            return "choice" if self.listed else "question"
        if self.urgency in HURRIES and all(unit.safety for unit in step.units):
            return "now" if self.urgency == "emergency" else "today"
        if self.more:
            return "more"
        if step.units and step.units[-1].text.endswith("?"):
            return "reply"
        return "else" if self.answered else "what"

    @property
    def listed(self) -> tuple[Option, ...]:
        """The options that are read out: none where the question names them itself."""
        several = self.question and 1 < len(self.options) <= MOST_OPTIONS
        return self.options if several and not self.yes_or_no else ()

    @property
    def yes_or_no(self) -> bool:
        """Whether the question is answered with yes or no."""
        known = tuple(f"{word} " for word in wording()["yes_or_no"])
        titles = [f"{even(option.title)} " for option in self.options]
        return bool(self.question and titles) and all(t.startswith(known) for t in titles)

    @property
    def words(self) -> str:
        """Everything that is spoken from beginning to end."""
        texts = [unit.text for unit in (*self.units, *self.aside)]
        return " ".join([*texts, self.question] if self.question else texts)


def script_of(reply: dict[str, Any]) -> Script:
    """The script of the API's reply `{"messages", "urgency"}`."""
    messages = reply["messages"]
    asking = [message for message in messages if message["kind"] == "question"]
    question = asking[-1] if asking else None
    safety: list[Unit] = []
    aside: list[Unit] = []
    units: list[Unit] = []
    for message in messages:
        if message is question:
            continue
        if message["kind"] == "safety":
            hurries = message["urgency"] in HURRIES
            (safety if hurries else aside).append(Unit(spoken(message), safety=True))
        else:
            units += _units(message)
    buttons = [b for m in messages if m["kind"] != "question" for b in m["buttons"]]
    asked = _options(question["buttons"] if question else buttons)
    controls = {title(f"utter_{name}_button") for name in CONTROLS}
    return Script(
        units=(*safety, *units),
        aside=tuple(aside),
        question=spoken(question) if question else "",
        options=tuple(option for option in asked if option.title not in controls),
        controls=tuple(option for option in asked if option.title in controls),
        more=_more(buttons),
        urgency=reply["urgency"],
        answered=any(message["topic"] for message in messages),
    )


def spoken(message: dict[str, Any]) -> str:
    """The voice wording of a message, without what can't be said aloud."""
    text = _MARKS.sub("", _LINK.sub(r"\1", message["speech"] or message["text"]))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    # A line of a list ends like a sentence, or the voice would run on into the next.
    ended = [line if line[-1] in ".!?:,;" else f"{line}." for line in lines[:-1]]
    return " ".join([*ended, *lines[-1:]])


def unmarked(text: str) -> str:
    """Written text without Markdown."""
    return _BOLD.sub("", _LINK.sub(r"\1", text))


def sentences(text: str) -> Iterator[str]:
    """`text` cut at the ends of its sentences, and where one is far too long between words."""
    for sentence in _SENTENCE.split(text):
        if sentence.strip():
            yield from textwrap.wrap(sentence.strip(), LONGEST)


def _units(message: dict[str, Any]) -> Iterator[Unit]:
    """The parts and cautions of an answer whole, the rest by sentences."""
    text, topic = spoken(message), message["topic"]
    steps = _parts(topic, "parts") if topic in wording()["step_by_step"] else []
    while True:
        found = [
            (text.index(whole), -len(whole), whole) for whole in _wholes(topic) if whole in text
        ]
        if not found:
            break
        at, _, whole = min(found)
        yield from (Unit(sentence) for sentence in sentences(text[:at]))
        yield Unit(whole, step=whole in steps)
        text = text[at + len(whole) :]
    yield from (Unit(sentence) for sentence in sentences(text))


@lru_cache
def _wholes(topic: str | None) -> tuple[str, ...]:
    """What is never cut: a sentence on what is safe must not wait for a "yes" to go on."""
    cautions = [modifier.speech for modifier in all_modifiers()]
    texts = [*_parts(topic, "parts"), *_parts(topic, "more"), *cautions]
    return tuple(dict.fromkeys(text for text in texts if text))


def _parts(topic: str | None, kind: str) -> list[str]:
    response = responses().get(f"utter_faq/{topic}")
    return [part["speech"] or "" for part in response.metadata[kind]] if response else []


def _options(buttons: Iterable[dict[str, str]]) -> tuple[Option, ...]:
    return tuple(Option(button["title"], button["value"]) for button in buttons)


def _more(buttons: Iterable[dict[str, str]]) -> Option | None:
    more = title("utter_more_button")
    return next((o for o in _options(buttons) if o.title == more), None)
