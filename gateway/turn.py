"""One turn: read, check, answer, remember. The order of design is kept here and nowhere else."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from gateway import safety
from gateway.answering import answers, offered, remember, thread
from gateway.asking import Asking
from gateway.commands import command
from gateway.following import Follow, follow
from gateway.interviewing import Reading
from gateway.memory import Memory
from gateway.message import Message, from_response
from gateway.rasa import Rasa
from gateway.state import State
from gateway.store import StoreFailed, Turn
from gateway.text import MOST, UnusableText, clean
from red_flags import (
    Assessment,
    Tier,
    assess,
    forget,
    noted,
    said_region,
    spoken_summary,
    summary,
    taken_back,
)
from red_flags.memory import woken
from red_flags.replies import reply
from red_flags.text import words_of

Emit = Callable[[dict[str, Any]], None]

ACTS = frozenset({"erase", "misunderstood", "seen"})
"""Buttons that change what is known."""

SHORT = 40
"""Characters; a longer message is no answer to "do you want that?"."""

KEPT_CHOICES = 200
"""So many of a conversation's latest buttons still work."""


class AnotherMessage(Exception):
    """The id was used before, for a message with other content."""


@dataclass(frozen=True)
class Incoming:
    """What a channel made of an envelope: a text or a pressed button."""

    id: str
    text: str | None = None
    choice: str | None = None
    family: str = "web"

    @property
    def fingerprint(self) -> str:
        """Digest of the content."""
        content = json.dumps([self.text, self.choice]).encode("utf-8", "surrogatepass")
        return hashlib.sha256(content).hexdigest()


@dataclass
class _Work:
    """A turn in the making."""

    conversation: str
    incoming: Incoming
    state: State
    emit: Emit
    said: list[Message]
    sent: list[dict[str, Any]]


class Turns:
    """Takes turns, those of one conversation one after another."""

    def __init__(self, memory: Memory, rasa: Rasa, secret: str) -> None:
        self._memory = memory
        self._rasa = rasa
        self._secret = secret.encode()
        self._locks: weakref.WeakValueDictionary[str, asyncio.Lock] = weakref.WeakValueDictionary()

    async def take(self, conversation: str, incoming: Incoming, emit: Emit) -> dict[str, Any]:
        """The reply, `{"messages", "urgency"}`; each message goes to `emit` as soon as it is there.

        Raises :class:`Forgotten`, :class:`AnotherMessage` and :class:`UnusableText`.
        """
        lock = self._locks.setdefault(conversation, asyncio.Lock())
        async with lock:
            earlier = await self._memory.taken(conversation, incoming.id)
            if earlier:
                if earlier.fingerprint != incoming.fingerprint:
                    raise AnotherMessage
                for message in earlier.reply["messages"]:
                    emit(message)
                return earlier.reply
            state = await self._memory.recall(conversation)
            work = _Work(conversation, incoming, state, emit, [], [])
            return await self._reply(work)

    async def _reply(self, work: _Work) -> dict[str, Any]:
        state = work.state
        pressed = state.choices.get(work.incoming.choice or "")
        if pressed and pressed["choice"].get("do") in ACTS:
            return await self._act(work, pressed)
        known = state.findings
        asking = Asking(state, work.incoming.family == "voice")
        asking.wake(time.time())
        if pressed:
            said, choice = pressed["title"], pressed["choice"]
            assessment = assess("", known, now=time.time())
        else:
            said, choice = clean(work.incoming.text or work.incoming.choice or ""), None
            if state.open == "erase" and reply(words_of(said)) == "yes" and len(said) < SHORT:
                return await self._act(work, {"title": said, "choice": {"do": "erase"}})
            assessment = assess(said, known, now=time.time(), meaning=True)
        state.diary = taken_back(state.diary, woken(known, assessment.findings.last_at), assessment)
        place = None if choice else said_region(said)
        state.region = place[0] if place else state.region
        expired = bool(work.incoming.choice and not pressed)
        reading = None if expired else self._read(asking, said, choice, place, assessment)
        assessment = reading.assessment if reading else assessment
        if not (reading and reading.kept):
            state.diary = noted(state.diary, said, assessment.heard, assessment)
        for message in safety.first(assessment, state.region):
            self._say(work, message)
        begins = False
        if expired:
            self._say(work, from_response("utter_button_expired", state.region))
        elif reading is None or reading.rasa:
            choice = reading.choice if reading and reading.choice else choice
            meant = Follow((choice,)) if choice else follow(said, thread(state))
            quiet = bool(reading and reading.begins)
            begins = await self._ask(work, said, meant, assessment, quiet)
        for message in safety.missing(assessment, state.region, work.said):
            self._say(work, message)
        if len(said) > MOST:
            self._say(work, from_response("utter_long_message", state.region))
        for message in reading.messages if reading else []:
            self._say(work, message)
        for message in asking.afterwards(assessment, work.said, reading, begins):
            self._say(work, message)
        state.findings = assessment.findings
        return await self._finish(work, said, assessment.tier)

    def _read(
        self,
        asking: Asking,
        said: str,
        choice: dict[str, Any] | None,
        place: tuple[str, bool] | None,
        assessment: Assessment,
    ) -> Reading | None:
        """What the gateway makes of the message itself; None when it is for Rasa."""
        state = asking.state
        if choice:
            if choice.get("do") == "summary":
                return Reading(assessment, [_summary_of(state)])
            return asking.pressed(choice, assessment) if "do" in choice else None
        if command(said) == "summary":
            return Reading(assessment, [_summary_of(state)])
        if place and place[1] and not assessment.news:
            return Reading(assessment, [from_response("utter_region", state.region)])
        return asking.typed(said, assessment)

    async def _act(self, work: _Work, pressed: dict[str, Any]) -> dict[str, Any]:
        """A button that changes what is known."""
        choice = pressed["choice"]
        if choice["do"] == "erase":
            try:
                await self._memory.erase(work.conversation)
            except StoreFailed:
                self._say(work, from_response("utter_unavailable", work.state.region))
                return {"messages": work.sent, "urgency": Tier.NONE.label}
            self._say(work, from_response("utter_erased", work.state.region))
            return {"messages": work.sent, "urgency": Tier.NONE.label}
        findings = forget(work.state.findings, choice["flags"], choice["do"])
        assessment = assess("", findings, now=time.time())
        if assessment.failed:
            self._say(work, from_response("utter_check_failed", work.state.region))
        self._say(work, from_response(f"utter_{choice['do']}", work.state.region))
        if choice["do"] == "misunderstood":
            before = work.state.findings
            work.state.diary = taken_back(work.state.diary, before, assessment)
        Asking(work.state, spoken=False).close()
        work.state.findings = assessment.findings
        return await self._finish(work, pressed["title"], assessment.tier)

    async def _ask(
        self,
        work: _Work,
        said: str,
        meant: Follow,
        assessment: Assessment,
        quiet: bool,
    ) -> bool:
        """Say what Rasa has to say; whether it says that the interview begins.

        `quiet`: something else is said in this turn, so that Rasa's silence needs no word.
        """
        state = work.state
        if meant.says and assessment.tier < Tier.EMERGENCY:
            self._say(work, from_response(meant.says, state.region, offered(state)))
            return False
        family = work.incoming.family
        replies = await answers(self._rasa, said, meant, family, state, assessment)
        useful = [each for each in replies if each.text and _wanted(each, assessment)]
        if assessment.tier is Tier.EMERGENCY:
            useful = [_without_topics(each) for each in useful]
        for each in useful:
            explained = safety.is_explanation(each)
            self._say(work, safety.with_ways_back(each, assessment) if explained else each)
        urgent = bool(assessment.news) and assessment.news[0].tier >= Tier.URGENT
        if not (useful or urgent or quiet) and assessment.tier < Tier.EMERGENCY:
            self._say(work, from_response("utter_unavailable", state.region))
        return any(each.begins == "interview" for each in useful)

    def _say(self, work: _Work, message: Message) -> None:
        values = [self._offer(work, button.title, button.choice) for button in message.buttons]
        identifier = f"{work.state.turns + 1}.{len(work.sent) + 1}"
        rendered = message.to_json(identifier, values)
        work.said.append(message)
        work.sent.append(rendered)
        work.emit(rendered)

    def _offer(self, work: _Work, title: str, choice: dict[str, Any]) -> str:
        """The button's opaque value; the same choice has the same value all conversation long."""
        content = json.dumps([work.conversation, choice], sort_keys=True).encode()
        digest = hmac.new(self._secret, content, hashlib.sha256).digest()
        value = base64.urlsafe_b64encode(digest[:15]).decode()
        choices = work.state.choices
        choices.pop(value, None)
        choices[value] = {"title": title, "choice": choice}
        while len(choices) > KEPT_CHOICES:
            del choices[next(iter(choices))]
        return value

    async def _finish(self, work: _Work, said: str, tier: Tier) -> dict[str, Any]:
        state = work.state
        remember(state, said, work.said)
        state.turns += 1
        reply = {"messages": work.sent, "urgency": tier.label}
        turn = Turn(state.turns, work.incoming.id, work.incoming.fingerprint, said, reply)
        await self._memory.keep(work.conversation, state, turn)
        return reply


def _summary_of(state: State) -> Message:
    text, speech = summary(state.diary, time.time()), spoken_summary(state.diary)
    return Message(kind="social", text=text, speech=speech)


def _without_topics(reply: Message) -> Message:
    """The message without buttons for answers that are not given now."""
    return replace(reply, buttons=tuple(each for each in reply.buttons if "do" in each.choice))


def _wanted(reply: Message, assessment: Assessment) -> bool:
    """Whether a message of Rasa's may be said under what stands."""
    if reply.kind == "safety":
        # The gateway has said an urgent static text already; what Rasa adds is the explanation.
        news = assessment.news
        return bool(news) and (safety.is_explanation(reply) or news[0].tier < Tier.URGENT)
    if assessment.tier >= Tier.EMERGENCY:
        # Who wants to be forgotten may say so at any time.
        erases = any(button.choice.get("do") == "erase" for button in reply.buttons)
        return reply.kind == "social" or erases
    return True


__all__ = ["AnotherMessage", "Incoming", "Turns", "UnusableText"]
