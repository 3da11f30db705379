"""Talks to the gateway's turns without HTTP, with a Rasa that does what a test says."""

import asyncio
import itertools

from gateway.memory import Memory
from gateway.rasa import RasaSilent
from gateway.state import State
from gateway.texts import fill, responses
from gateway.turn import Incoming, Turns
from red_flags import Assessment, Tier, explain
from red_flags.questionnaire import form, query

SECRET = "a secret of this installation " * 2

ANSWER = {
    "text": "Water is enough.",
    "metadata": {
        "kind": "answer",
        "topic": "drinks_overview",
        "speech": "Water.",
        "checked": "2026-11-22",
    },
    "buttons": [{"title": "Milk", "choice": {"intent": "faq/drink_milk"}}],
}


class FakeRasa:
    """Answers as Rasa and the action server do when they are well; a test makes them ill."""

    def __init__(self):
        self.asked = []
        self.replies = None
        self.well = True
        self.silent = self.actions_dead = False
        self.seconds = 0.0
        self.busy = self.most_busy = 0
        self.watch = lambda: None

    async def ask(self, conversation, text, family, context):
        self.asked.append({"text": text, "family": family, "context": context})
        self.watch()
        self.busy += 1
        self.most_busy = max(self.busy, self.most_busy)
        await asyncio.sleep(self.seconds)
        self.busy -= 1
        if self.silent:
            raise RasaSilent("late")
        return self._all_well(context) if self.replies is None else self.replies

    def _all_well(self, context):
        assessment = Assessment.from_json(context["assessment"])
        if not assessment.news:
            return [ANSWER]
        news = assessment.news[0]
        first = [] if news.tier >= Tier.URGENT else [ANSWER]
        static = {
            "text": fill(responses()[f"utter_{news.action}"].text, context["region"]),
            "metadata": {"kind": "safety", "checked": "2026-11-22", "urgency": news.tier.label},
        }
        why = {
            "text": explain(assessment),
            "metadata": {"kind": "safety", "speech": "why", "urgency": news.tier.label},
        }
        by_action = [why] if news.tier >= Tier.URGENT else [static, why]
        by_rasa = [static] if news.tier >= Tier.URGENT else []
        return [*first, *by_rasa, *([] if self.actions_dead else by_action)]


class Talk:
    """One conversation with a real store."""

    def __init__(self, turns, name):
        self.turns, self.name, self.emitted = turns, name, []
        self._ids = itertools.count(1)

    async def say(self, text=None, id=None, **more):
        incoming = Incoming(id or f"m{next(self._ids)}", text, **more)
        return await self.turns.take(self.name, incoming, self.emitted.append)

    async def press(self, value, **more):
        return await self.say(choice=value, **more)


class Bench:
    def __init__(self, store):
        self.store, self.memory, self.rasa = store, Memory(store), FakeRasa()
        self.turns = Turns(self.memory, self.rasa, SECRET)

    async def talk(self, name="c", region=None):
        await self.memory.begin(name, 2e9, State(region=region))
        return Talk(self.turns, name)


def texts(reply):
    return [message["text"] for message in reply["messages"]]


def kinds(reply):
    return [message["kind"] for message in reply["messages"]]


def response(name, region=None):
    return fill(responses()[name].text, region)


def button(reply, title):
    found = [b["value"] for m in reply["messages"] for b in m["buttons"] if b["title"] == title]
    assert found, f"no button {title!r} in {texts(reply)}"
    return found[0]


def question(name):
    """A question of the interview as it is put to who reads it."""
    asked = query(name)
    return f"{asked.text} {form().pick_all}" if asked.multiple else asked.text
