"""Gets from Rasa what answers a message: to what it follows on, and to each of its questions."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Protocol

from gateway.following import Choice, Follow, Thread, follow, listed
from gateway.message import Button, Message, from_rasa, topic_button
from gateway.rasa import TURN_SECONDS, RasaSilent
from gateway.state import State
from gateway.text import for_rasa
from red_flags import Assessment
from red_flags.knowledge import kind_of

log = logging.getLogger(__name__)

MOST = 3
"""So many questions of one message are answered."""

MOST_FOLLOWING = 30
"""Words; a longer message says itself what it is about."""

MOST_ASKED = 300
"""So many characters of a question are kept for the next one."""

ANSWERS = ("answer", "plan")


class Asked(Protocol):
    """What is asked: Rasa, or one that a test makes."""

    async def ask(
        self, conversation: str, text: str, family: str, context: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Rasa's messages for `text`. Raises :class:`RasaSilent`."""


async def answers(
    rasa: Asked, said: str, meant: Follow, family: str, state: State, assessment: Assessment
) -> list[Message]:
    """Rasa's messages: the answers in the order of their questions, then what is about safety.

    Empty when Rasa is silent. All together takes no longer than one turn may.
    """
    until = time.monotonic() + TURN_SECONDS
    context = {
        "assessment": assessment.to_json(),
        "topic": state.topic,
        "just_said": None if meant.afresh or _learned(assessment) else state.just_said,
        "last": state.last,
        "region": state.region,
        "answered": state.answered,
        "spoken": family == "voice",
    }
    choice, *others = meant.choices or ({},)
    text = for_rasa(meant.text or said)
    if state.topic and not choice and len(text.split()) <= MOST_FOLLOWING:
        context["after"] = {"topic": state.topic, "asked": state.asked}
    first = await _ask(rasa, text, family, {**context, "choice": choice, "instead": meant.instead})
    further = [*others, *_further(first)][: MOST - 1]
    if not further:
        return first
    # The doctor line of this turn has come with the first answer.
    context["assessment"] = _without_news(assessment).to_json()
    asked = [_ask(rasa, text, family, {**context, "choice": each}) for each in further]
    rest: list[Message] = []
    try:
        async with asyncio.timeout(until - time.monotonic()):
            for replies in await asyncio.gather(*asked):
                rest += replies
    except TimeoutError:
        log.error("rasa_silent reason=late further=%d", len(further))
    return sorted([*first, *rest], key=lambda message: message.kind == "safety")


async def _ask(rasa: Asked, text: str, family: str, context: dict[str, Any]) -> list[Message]:
    # Rasa keeps no memory of the gateway's turns, so each has an id of its own there.
    once = secrets.token_urlsafe(16)
    try:
        return [from_rasa(message) for message in await rasa.ask(once, text, family, context)]
    except RasaSilent as error:
        log.error("rasa_silent reason=%s", error)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        log.error("rasa_unreadable error=%s", type(error).__name__)
    return []


def _further(first: Iterable[Message]) -> list[Choice]:
    """What else was asked, each question read as if it came after the first one's answer."""
    found: list[Choice] = []
    said: set[str] = set()
    for message in first:
        topic = message.topic
        said |= {f"faq/{topic}"} if topic else set()
        for question in message.questions:
            choices = follow(question["text"], Thread(topic)).choices
            label = question["label"]
            choice = choices[0] if choices else {"intent": label}
            if "/" in choice["intent"] and choice["intent"] not in said:
                said.add(choice["intent"])
                found.append({"intent": choice["intent"]})
    return found


def _learned(assessment: Assessment) -> bool:
    """Whether an illness, a medicine or the like was told, which may change the answer just given."""
    present = [sign for sign in assessment.heard if sign.status in ("present", "recent")]
    return any(kind_of(sign.id) == "context" for sign in present)


def _without_news(assessment: Assessment) -> Assessment:
    return replace(assessment, fired=tuple(replace(flag, new=False) for flag in assessment.fired))


def thread(state: State) -> Thread:
    """What the state holds of what was talked about last."""
    return Thread(
        state.topic, bool(state.just_said), tuple(state.last), tuple(state.offers), state.asks
    )


def offered(state: State) -> tuple[Button, ...]:
    """The topics offered last, as buttons again, where the last reply asked which was meant."""
    return tuple(map(topic_button, state.offers)) if state.asks == "which" else ()


def remember(state: State, asked: str, said: Iterable[Message]) -> None:
    """Keep of the turn what a next message may refer to: the person's words `asked`, and what was `said`."""
    said = list(said)
    given = [message for message in said if message.kind in ANSWERS and message.topic]
    state.just_said = given[-1].topic if given else None
    if given:
        state.topic, state.asked = given[-1].topic, for_rasa(asked)[:MOST_ASKED]
        state.last = [_choice(message) for message in given]
    state.asks = next((message.offers for message in reversed(said) if message.offers), None)
    for message in said:
        named = [button.choice.get("intent", "") for button in message.buttons]
        topics = [name.partition("/")[2] for name in named if name.startswith("faq/")]
        of_answer = listed(message.topic) if message.topic and not message.rest else ()
        state.offers = list(of_answer) or topics or state.offers
    if len(given) > 1:
        state.offers = [str(message.topic) for message in given]


def _choice(message: Message) -> Choice:
    if message.rest:
        return {"intent": "tell_me_more", "topic": message.topic}
    return {"intent": f"faq/{message.topic}"}
