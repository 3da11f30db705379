"""Conducts the interview: begins it, reads an answer, puts the next question. Needs no Rasa."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from gateway import safety
from gateway.again import YES_NO
from gateway.commands import Command
from gateway.message import Button, Message, from_response, topic_button
from gateway.news import anew, held_back, told
from gateway.state import State
from gateway.texts import responses, title
from red_flags import Assessment, Sign, Tier, concluded
from red_flags import interview as interviews
from red_flags.interview import Answered, Interview
from red_flags.knowledge import rules
from red_flags.questionnaire import query
from red_flags.reading import IN_OWN_WORDS, meant
from red_flags.record import SELF
from red_flags.replies import reply
from red_flags.summary import noted, renamed, without_turns
from red_flags.text import words_of

CONTROLS = ("skip", "back", "why", "halt")
MEDICAL = "medical"


@dataclass
class Reading:
    """What a message was to the open question."""

    assessment: Assessment
    messages: list[Message] = field(default_factory=list)
    """What is said after the safety texts."""
    rasa: bool = False
    """Rasa is asked too."""
    begins: bool = False
    """The interview begins after the answer."""
    choice: dict[str, Any] | None = None
    """What Rasa is asked, in the place of what was said."""
    kept: bool = False
    """The diary has it already."""


class Interviewing:
    """One turn of the interview that the state keeps."""

    def __init__(self, state: State, spoken: bool) -> None:
        self.state = state
        self._spoken = spoken
        self.asked = False
        """Whether this turn has put a question."""

    @property
    def waiting(self) -> bool:
        """Whether a question of the interview is open, if only in the background."""
        return self.state.interview is not None and not self.state.interview.over

    @property
    def _now(self) -> Interview:
        assert self.state.interview is not None, "asked for only where one is"
        return self.state.interview

    # Beginning and ending

    def begin(self, assessment: Assessment, consent: bool = True) -> Reading:
        """Consent and the first question; the outcome where nothing is left to ask."""
        self.state.offered = True
        self.state.interview = interviews.begin(assessment.findings, spoken=self._spoken)
        if self.state.interview is None:
            self.state.open = None
            return Reading(assessment, self._outcome(assessment))
        return self.ask(assessment, *([from_response("utter_interview")] if consent else []))

    def stopped(self, assessment: Assessment, how: str) -> Reading:
        """No question now, `stopped` or `waiting`; the place is kept.

        What has come out so far is said by the safety messages.
        """
        self.state.open = None
        return Reading(assessment, [from_response(f"utter_interview_{how}", None, go_on())])

    def _outcome(self, assessment: Assessment) -> list[Message]:
        """What the interview has come to, where the safety messages of the turn do not say it."""
        summary = Button(title("utter_summary_button"), {"do": "summary"})
        news = assessment.news
        if assessment.tier is Tier.NONE:
            name = "utter_interview_none"
            topics = responses()[name].metadata["topics"]
            return [from_response(name, None, (*map(topic_button, topics), summary))]
        if news or assessment.tier is Tier.EMERGENCY:
            return []
        if assessment.tier is Tier.URGENT:
            return [from_response("utter_interview_done", None, (summary,))]
        action, why = safety.standing(assessment, self.state.region)
        return [action, replace(why, buttons=(*why.buttons, summary))]

    # Answers

    def reply(self, said: str, assessment: Assessment) -> Reading | None:
        """What a text is to the open question; None when it is no answer."""
        value = meant(said, self._now, assessment.findings, assessment.heard)
        return self.answer(value, said, assessment) if value else None

    def volunteered(self, said: str, assessment: Assessment) -> Reading | None:
        """The same while the question waits, when a yes or no answers "shall we go on?"."""
        value = meant(said, self._now, assessment.findings, assessment.heard)
        if not value or value in YES_NO:
            return None
        return self.answer(value, said, assessment)

    def answer(self, value: str, said: str, assessment: Assessment) -> Reading:
        """The answer `value` to the open question, and what follows."""
        if value == IN_OWN_WORDS:
            return self._in_own_words(assessment)
        # A mere yes is quoted as what it said yes to.
        words = "" if reply(words_of(said)) in YES_NO else said.strip()
        made = interviews.answer(self._now, assessment.findings, value, words, spoken=self._spoken)
        if made.interview == self._now:
            return self.ask(assessment, from_response("utter_interview_unclear"))
        return self._made(made, said, assessment)

    def _in_own_words(self, assessment: Assessment) -> Reading:
        """The check has put it into the findings already."""
        made = interviews.heard(self._now, assessment.findings, spoken=self._spoken)
        self._take(made)
        return self._onward(replace(assessment, findings=made.findings), assessment)

    def _take(self, made: Answered) -> None:
        if made.renamed:
            turns = {turn for step in made.interview.steps for turn in step.turns}
            self.state.diary = renamed(self.state.diary, turns, made.renamed[1])
        self.state.interview = made.interview

    def button(self, choice: dict[str, Any], assessment: Assessment) -> Reading:
        """A button of a question, of the open one or an earlier one."""
        now = self.state.interview
        shown = interviews.prompt(now, assessment.findings) if now else None
        if shown and (shown.query, shown.mode, shown.item) == tuple(
            choice[key] for key in ("query", "mode", "item")
        ):
            return self.answer(choice["value"], choice["title"], assessment)
        now = now or Interview("", assessment.findings.person, over=True)
        item = -1 if choice["mode"] in ("whole", "which") else choice["item"]
        made = interviews.late(
            now,
            assessment.findings,
            choice["query"],
            choice["value"],
            item,
            spoken=self._spoken,
        )
        reading = self._made(made, choice["title"], assessment)
        thanks = [from_response("utter_interview_noted")] if made.signs else []
        if self._now.over:
            reading.messages = reading.messages if reading.assessment.news else thanks
        else:
            reading.messages = [*thanks, *reading.messages]
        return reading

    def _made(self, made: Answered, said: str, assessment: Assessment) -> Reading:
        """What follows from an answer: the tier as soon as it is settled, else the next question."""
        self._take(made)
        after = anew(assessment, made.findings, made.signs if made.yes else ())
        reading = self._onward(after, assessment)
        words = said if not made.yes else title("utter_yes_button")
        self.keep(words, made.signs, reading.assessment, made.question)
        reading.kept = True
        return reading

    def keep(self, said: str, signs: Iterable[Sign], assessment: Assessment, question: str) -> None:
        """Put an answer into the diary."""
        self.state.diary = noted(self.state.diary, said, signs, assessment, question)

    def _onward(self, after: Assessment, before: Assessment) -> Reading:
        if self._now.over:
            self.state.open = None
            if after.tier < Tier.URGENT:
                whole = interviews.assumed(after.findings, self._now.person)
                after = anew(after, whole, after.heard)
            elif after.news and after.news[0].tier < Tier.URGENT:
                # "Within 2 weeks" would contradict "today".
                after = told(after)
            return Reading(after, self._outcome(after))
        return self.ask(held_back(after, before))

    # Words about the interview

    def command(self, wish: Command, assessment: Assessment) -> Reading:
        """Words about the interview itself: why, skip, back, stop, pause; else the question again."""
        match wish:
            case "why":
                reason = query(self._now.steps[-1].query).why
                why = Message(kind="social", text=reason, speech=reason)
                return self.ask(assessment, why)
            case "skip":
                self.state.interview = interviews.skipped(
                    self._now, assessment.findings, spoken=self._spoken
                )
                return self._onward(assessment, assessment)
            case "back":
                return self._back(assessment)
            case "stop":
                return self.stopped(assessment, "stopped")
            case "pause":
                return self.stopped(assessment, "waiting")
            case _:
                return self.ask(assessment)

    def _back(self, assessment: Assessment) -> Reading:
        undone = interviews.back(self._now, assessment.findings, spoken=self._spoken)
        if undone is None:
            return self.ask(assessment, from_response("utter_interview_start"))
        self.state.interview, findings, turns = undone
        self.state.diary = without_turns(self.state.diary, turns)
        return self._onward(concluded(findings), assessment)

    # The question itself

    def ask(self, assessment: Assessment, *first: Message) -> Reading:
        """The open question, after `first`; what is not urgent is said when all is asked."""
        held = held_back(assessment, assessment)
        return Reading(held, [*first, *self.question(held)])

    def question(self, assessment: Assessment) -> list[Message]:
        """The open question with its buttons; none when the interview is over."""
        shown = interviews.prompt(self._now, assessment.findings)
        if shown is None:
            return []
        self.state.open, self.asked = "interview", True
        pairs = shown.choices or [(title(f"utter_{value}_button"), value) for value in YES_NO]
        place = {"query": shown.query, "mode": shown.mode, "item": shown.item}
        answers = [
            Button(name, {"do": "answer", **place, "value": value, "title": name})
            for name, value in pairs
        ]
        controls = [
            Button(title(f"utter_{what}_button"), {"do": "control", "what": what})
            for what in CONTROLS
            if not (what == "back" and shown.first)
        ]
        about = shown.person if shown.person != SELF else None
        return [
            Message(
                kind="question",
                text=shown.text,
                speech=shown.speech,
                about_person=about,
                buttons=(*answers, *controls),
            )
        ]

    def after_flag(self, assessment: Assessment) -> list[Message]:
        """The question that changes the tier of the most urgent new flag, if there is one."""
        first = assessment.news[0]
        self.state.open = None
        if rules().flags[first.flag].pathway != MEDICAL:
            return []
        if self.waiting and self._now.person == first.person:
            self.state.interview = interviews.rerouted(
                self._now, assessment.findings, spoken=self._spoken
            )
        else:
            self.state.interview = interviews.begin(
                assessment.findings, first.person, spoken=self._spoken
            )
        self.state.offered = True
        return self.question(assessment) if self.waiting else []


def go_on(stop: bool = False) -> tuple[Button, ...]:
    """The buttons of "shall we go on?"."""
    buttons = [Button(title("utter_resume_button"), {"do": "resume"})]
    if stop:
        buttons.append(Button(title("utter_halt_button"), {"do": "control", "what": "halt"}))
    return tuple(buttons)
