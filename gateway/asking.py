"""The open question of a conversation: what a reply to it means, and what is asked next. Needs no Rasa."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from gateway import again, safety
from gateway.commands import Command, command
from gateway.interviewing import Interviewing, Reading, go_on
from gateway.message import Button, Message, from_response
from gateway.news import alarmed, anew
from gateway.state import State
from gateway.texts import title
from red_flags import Assessment, Tier, modifier
from red_flags.interview import worthwhile
from red_flags.knowledge import rules
from red_flags.lapse import Lapse, lapsed
from red_flags.memory import SILENCE
from red_flags.replies import misunderstood, reply, seen
from red_flags.text import words_of

DOCTOR_TOPICS = frozenset({"see_doctor", "dangerous"})
"""After these answers the interview is offered."""

MOST_WORDS = 6
"""A longer message is not a mere yes or no."""


class Asking:
    """One turn's view of the open question."""

    def __init__(self, state: State, spoken: bool) -> None:
        self.state = state
        self._interview = Interviewing(state, spoken)
        self._before = state.open

    def wake(self, now: float) -> None:
        """After a day of silence acute signs are asked about again, and no old question is open."""
        last = self.state.findings.last_at
        if last and now - last > SILENCE:
            self.state.interview, self.state.open, self._before = None, None, None
            self.state.lapses, self.state.offered = lapsed(self.state.findings, now), False

    def close(self) -> None:
        """No questions any more: somebody has seen to it, or it was a misunderstanding."""
        self.state.interview, self.state.open, self.state.offered = None, None, True
        self._before = None

    # What came in

    def typed(self, said: str, assessment: Assessment) -> Reading | None:
        """What `said` is to the open question; None when it is about something else.

        A red flag in it wins: then the safety text is due, and no answer is read from it.
        """
        words = words_of(said)
        if seen(words) or misunderstood(words):
            self.close()
        wish = command(said)
        if assessment.tier >= Tier.URGENT and not (assessment.news or assessment.failed):
            standing = self._standing(said, wish, assessment)
            if standing:
                return standing
        if alarmed(assessment):
            return None
        wish = None if wish == "what_now" else wish
        if wish == "begin":
            return self._interview.begin(assessment)
        if wish == "see_doctor":
            return Reading(assessment, rasa=True, begins=True)
        if self._interview.waiting:
            if wish == "resume":
                return self._interview.ask(assessment)
            if self._before == "interview":
                if wish:
                    return self._interview.command(wish, assessment)
                return self._interview.reply(said, assessment)
        return self._short(said, wish, assessment)

    def _standing(self, said: str, wish: Command | None, assessment: Assessment) -> Reading | None:
        """What is due to who asks what to do, or only says yes or no, while an alarm stands."""
        emergency = assessment.tier is Tier.EMERGENCY
        if wish == "what_now" or (emergency and wish == "why"):
            why = safety.standing(assessment, self.state.region)[1:]
            if self._before == "interview" and self._interview.waiting:
                return self._interview.ask(assessment, *why)
            return Reading(assessment, why)
        # Else small talk would ask what else they would like to know.
        nothing_open = self._before is None and _yes_or_no(said)
        return Reading(assessment, []) if emergency and nothing_open else None

    def _short(self, said: str, wish: Command | None, assessment: Assessment) -> Reading | None:
        """A yes, no or not sure to one of the short questions, or why it is asked."""
        value = _yes_or_no(said)
        if wish == "why" and (asked := again.why(self.state)):
            return Reading(assessment, asked)
        match self._before:
            case "offer" if value in ("yes", "no"):
                return self._offered(value == "yes", assessment)
            case "resume" if self._interview.waiting and value == "yes":
                return self._interview.ask(assessment)
            case "resume" if value == "no" or wish in ("stop", "pause"):
                how = "waiting" if wish == "pause" else "stopped"
                return self._interview.stopped(assessment, how)
            case "resume" if self._interview.waiting:
                return self._interview.volunteered(said, assessment)
            case "still_so" if value and self.state.lapses:
                return self._still_so(value, self.state.lapses[0], said, assessment)
            case "ask_first" if value:
                return self._before_part(value, self.state.before_part, said, assessment)
        return None

    def pressed(self, choice: dict[str, Any], assessment: Assessment) -> Reading:
        """What a button of a question does, also when it is pressed late."""
        interview = self._interview
        match choice["do"]:
            case "begin" | "decline":
                return self._offered(choice["do"] == "begin", assessment)
            case "resume":
                again_ = interview.ask if interview.waiting else interview.begin
                return again_(assessment)
            case "answer":
                return interview.button(choice, assessment)
            case "control" if interview.waiting:
                wish: Command = "stop" if choice["what"] == "halt" else choice["what"]
                return interview.command(wish, assessment)
            case "still_so":
                place = (choice["words"], choice["person"])
                lapses = (each for each in self.state.lapses if (each.words, each.person) == place)
                for lapse in lapses:
                    return self._still_so(choice["value"], lapse, _title(choice), assessment)
            case "ask_first":
                part = {key: choice[key] for key in ("modifier", "key", "topic")}
                return self._before_part(choice["value"], part, _title(choice), assessment)
        return Reading(assessment, [from_response("utter_button_expired")])

    def _offered(self, taken: bool, assessment: Assessment) -> Reading:
        if taken:
            return self._interview.begin(assessment)
        self.state.open = None
        return Reading(assessment, [from_response("utter_interview_declined")])

    def _still_so(self, value: str, lapse: Lapse, said: str, assessment: Assessment) -> Reading:
        question = lapse.question()
        findings, signs = again.reply_to_lapse(self.state, assessment.findings, value, lapse)
        after = anew(assessment, findings, signs if value == "yes" else ())
        self._interview.keep(said, signs, after, question)
        thanks = [from_response("utter_interview_noted")] if not after.news else []
        more = [] if _must_ask(after) or alarmed(after) else again.still_so(self.state, ())
        return Reading(after, [*thanks, *more], kept=True)

    def _before_part(
        self, value: str, part: dict[str, str], said: str, assessment: Assessment
    ) -> Reading:
        known = modifier(part["modifier"])
        findings, signs, free, messages = again.reply_before_part(
            self.state, assessment.findings, value, part
        )
        after = anew(assessment, findings, ())
        self._interview.keep(said, signs, after, known.ask.text if known and known.ask else "")
        choice = {"intent": f"faq/{part['topic']}"} if free else None
        # Else the answer, given just before, would be said in short only.
        self.state.just_said = None if free else self.state.just_said
        return Reading(after, messages, rasa=free, choice=choice, kept=True)

    # What the reply ends with

    def afterwards(
        self, assessment: Assessment, said: Iterable[Message], reading: Reading | None, begins: bool
    ) -> list[Message]:
        """The question that the reply ends with, if any, and what is open from now on.

        `reading` is what the gateway made of the message; `begins` says that Rasa took it for the
        wish to be asked.
        """
        said = list(said)
        if assessment.failed or self._interview.asked:
            return []
        if assessment.tier is Tier.EMERGENCY:
            self.state.open = "erase" if _erasing(said) else None
            if self.state.interview:
                self.state.interview = replace(self.state.interview, over=True)
            return []
        if reading and not (reading.rasa or reading.kept):
            return []
        if _must_ask(assessment):
            return self._interview.after_flag(assessment)
        if begins or (reading and reading.begins):
            return self._interview.begin(assessment, consent=not begins).messages
        if reading and not reading.rasa:
            return []
        return self._next(assessment, said)

    def _next(self, assessment: Assessment, said: list[Message]) -> list[Message]:
        """After a turn that was about something else."""
        self.state.open = "erase" if _erasing(said) else None
        if self.state.open:
            return []
        if self._before == "still_so" and self.state.lapses:
            again.passed_over(self.state)
        asked = again.still_so(self.state, assessment.heard)
        asked = asked or again.before_parts(self.state, assessment, said)
        if asked:
            return asked
        if self._before == "interview" and self._interview.waiting:
            self.state.open = "resume"
            return [from_response("utter_interview_paused", None, go_on(stop=True))]
        return self._offer(assessment, said)

    def _offer(self, assessment: Assessment, said: list[Message]) -> list[Message]:
        """Once, after an answer, where the interview could change the tier."""
        answers = {message.topic for message in said if message.kind in ("answer", "plan")}
        findings = assessment.findings
        asked = bool(answers & DOCTOR_TOPICS)
        more = worthwhile(findings, findings.person, assessment.tier)
        useful = bool(answers or assessment.news) and (asked or more)
        if self.state.offered or not useful or assessment.tier >= Tier.URGENT:
            return []
        self.state.offered, self.state.open = True, "offer"
        buttons = (
            Button(title("utter_begin_button"), {"do": "begin"}),
            Button(title("utter_decline_button"), {"do": "decline"}),
        )
        return [from_response("utter_interview_offer", None, buttons)]


def _erasing(said: Iterable[Message]) -> bool:
    """Whether the reply asks if all is to be erased."""
    return any(button.choice.get("do") == "erase" for each in said for button in each.buttons)


def _must_ask(assessment: Assessment) -> bool:
    """Whether a new flag is urgent, or its rule says what to ask first."""
    news = assessment.news[:1]
    return any(f.tier is Tier.URGENT or rules().flags[f.flag].ask_first for f in news)


def _title(choice: dict[str, Any]) -> str:
    return title(f"utter_{choice['value']}_button")


def _yes_or_no(said: str) -> str | None:
    words = words_of(said)
    short = len(words.words) <= MOST_WORDS and not said.rstrip().endswith("?")
    return reply(words) if short else None
