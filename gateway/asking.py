"""Conducts the interview: reads a reply to the open question, and puts the next one. Needs no Rasa."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from gateway import again, safety
from gateway.commands import Command, command
from gateway.message import Button, Message, from_response, topic_button
from gateway.state import State
from gateway.texts import responses, title
from red_flags import Assessment, Findings, Sign, Tier, concluded, modifier
from red_flags import interview as interviews
from red_flags.interview import Answered, Interview
from red_flags.knowledge import rules
from red_flags.lapse import Lapse, lapsed
from red_flags.memory import SILENCE
from red_flags.questionnaire import query
from red_flags.reading import IN_OWN_WORDS, meant
from red_flags.record import SELF
from red_flags.replies import misunderstood, reply, seen
from red_flags.summary import noted, renamed, without_turns
from red_flags.text import words_of

DOCTOR_TOPICS = frozenset({"see_doctor", "dangerous"})
"""After these answers the interview is offered."""

MOST_WORDS = 6
"""A longer message is not a mere yes or no."""

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


class Asking:
    """One turn's view of the open question."""

    def __init__(self, state: State, spoken: bool) -> None:
        self.state = state
        self._spoken = spoken
        self._asked = False
        self._before = state.open

    # What came in

    def wake(self, now: float) -> None:
        """After a day of silence acute signs are asked about again, and no old question is open."""
        last = self.state.findings.last_at
        if last and now - last > SILENCE:
            self.state.interview, self.state.open, self._before = None, None, None
            self.state.lapses, self.state.offered = lapsed(self.state.findings, now), False

    def typed(self, said: str, assessment: Assessment) -> Reading | None:
        """What `said` is to the open question; None when it is about something else.

        A red flag in it wins: then the safety text is due, and no answer is read from it.
        """
        words = words_of(said)
        if seen(words) or misunderstood(words):
            self.close()
        if _alarmed(assessment):
            return None
        wish = command(said)
        if wish == "begin":
            return self._begin(assessment)
        if wish == "see_doctor":
            return Reading(assessment, rasa=True, begins=True)
        if self._waiting and wish == "resume":
            return self._ask(assessment)
        if self._before in ("still_so", "ask_first"):
            return self._short(said, assessment)
        if self._before in ("offer", "resume"):
            return self._agreed(said, wish, assessment)
        if self._before != "interview" or self.state.interview is None:
            return None
        if wish:
            return self._command(wish, assessment)
        value = meant(said, self.state.interview, assessment.findings, assessment.heard)
        return self._answer(value, said, assessment) if value else None

    def _agreed(self, said: str, wish: Command | None, assessment: Assessment) -> Reading | None:
        """A yes or no to "shall I ask?" and "shall we go on?"."""
        yes = _yes_or_no(said)
        if self._before == "offer":
            if yes == "yes":
                return self._begin(assessment)
            return self._declined(assessment) if yes == "no" else None
        if yes == "yes" and self._waiting:
            return self._ask(assessment)
        return self._stopped(assessment, "stopped") if yes == "no" or wish == "stop" else None

    def _short(self, said: str, assessment: Assessment) -> Reading | None:
        """A yes, no or not sure to "is it still so?" and to what is asked before a part."""
        value = _yes_or_no(said)
        if value is None:
            return None
        if self._before == "ask_first":
            return self._before_part(value, self.state.before_part, said, assessment)
        return self._still_so(value, self.state.lapses[0], said, assessment)

    def _still_so(self, value: str, lapse: Lapse, said: str, assessment: Assessment) -> Reading:
        question = lapse.question()
        findings, signs = again.reply_to_lapse(self.state, assessment.findings, value, lapse)
        after = _anew(assessment, findings, signs if value == "yes" else ())
        self._keep(said, signs, after, question)
        thanks = [from_response("utter_interview_noted")] if not after.news else []
        more = [] if _alarmed(after) else again.still_so(self.state, ())
        return Reading(after, [*thanks, *more], kept=True)

    def _before_part(
        self, value: str, part: dict[str, str], said: str, assessment: Assessment
    ) -> Reading:
        known = modifier(part["modifier"])
        findings, signs, free, messages = again.reply_before_part(
            self.state, assessment.findings, value, part
        )
        after = _anew(assessment, findings, ())
        self._keep(said, signs, after, known.ask.text if known and known.ask else "")
        choice = {"intent": f"faq/{part['topic']}"} if free else None
        # Else the answer, given just before, would be said in short only.
        self.state.just_said = None if free else self.state.just_said
        return Reading(after, messages, rasa=free, choice=choice, kept=True)

    def close(self) -> None:
        """No questions any more: somebody has seen to it, it was a misunderstanding, or it is old."""
        self.state.interview, self.state.open, self.state.offered = None, None, True
        self._before = None

    def pressed(self, choice: dict[str, Any], assessment: Assessment) -> Reading:
        """What a button of the interview does, also when it is pressed late."""
        match choice["do"]:
            case "begin":
                return self._begin(assessment)
            case "decline":
                return self._declined(assessment)
            case "resume":
                return self._ask(assessment) if self._waiting else self._begin(assessment)
            case "still_so":
                return self._late_lapse(choice, assessment)
            case "ask_first":
                part = {key: choice[key] for key in ("modifier", "key", "topic")}
                pressed = title(f"utter_{choice['value']}_button")
                return self._before_part(choice["value"], part, pressed, assessment)
            case "control" if self._waiting:
                name: Command = "stop" if choice["what"] == "halt" else choice["what"]
                return self._command(name, assessment)
            case "control":
                return Reading(assessment, [from_response("utter_button_expired")])
        return self._button(choice, assessment)

    def _late_lapse(self, choice: dict[str, Any], assessment: Assessment) -> Reading:
        place = (choice["words"], choice["person"])
        lapse = next((x for x in self.state.lapses if (x.words, x.person) == place), None)
        if lapse is None:
            return Reading(assessment, [from_response("utter_button_expired")])
        pressed = title(f"utter_{choice['value']}_button")
        return self._still_so(choice["value"], lapse, pressed, assessment)

    @property
    def _waiting(self) -> bool:
        """Whether a question of the interview is open, if only in the background."""
        return self.state.interview is not None and not self.state.interview.over

    @property
    def _now(self) -> Interview:
        assert self.state.interview is not None, "asked for only where one is"
        return self.state.interview

    # Beginning and ending

    def _begin(self, assessment: Assessment, consent: bool = True) -> Reading:
        self.state.offered = True
        self.state.interview = interviews.begin(assessment.findings, spoken=self._spoken)
        if self.state.interview is None:
            self.state.open = None
            return Reading(assessment, self._outcome(assessment))
        return self._ask(assessment, *([from_response("utter_interview")] if consent else []))

    def _declined(self, assessment: Assessment) -> Reading:
        self.state.open = None
        return Reading(assessment, [from_response("utter_interview_declined")])

    def _stopped(self, assessment: Assessment, how: str) -> Reading:
        """The place is kept; what has come out so far is said by the safety messages."""
        self.state.open = None
        return Reading(assessment, [from_response(f"utter_interview_{how}", None, _go_on())])

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

    def _answer(self, value: str, said: str, assessment: Assessment) -> Reading:
        if value == IN_OWN_WORDS:
            return self._in_own_words(assessment)
        made = interviews.answer(
            self._now, assessment.findings, value, said.strip(), spoken=self._spoken
        )
        if made.interview == self._now:
            return self._ask(assessment, from_response("utter_interview_unclear"))
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

    def _button(self, choice: dict[str, Any], assessment: Assessment) -> Reading:
        now = self.state.interview
        shown = interviews.prompt(now, assessment.findings) if now else None
        if shown and (shown.query, shown.mode, shown.item) == tuple(
            choice[key] for key in ("query", "mode", "item")
        ):
            return self._answer(choice["value"], choice["title"], assessment)
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
        after = _anew(assessment, made.findings, made.signs if made.yes else ())
        reading = self._onward(after, assessment)
        words = said if not made.yes else title("utter_yes_button")
        self._keep(words, made.signs, reading.assessment, made.question)
        reading.kept = True
        return reading

    def _keep(
        self, said: str, signs: Iterable[Sign], assessment: Assessment, question: str
    ) -> None:
        self.state.diary = noted(self.state.diary, said, signs, assessment, question)

    def _onward(self, after: Assessment, before: Assessment) -> Reading:
        if self._now.over:
            self.state.open = None
            whole = interviews.assumed(after.findings, self._now.person)
            after = _anew(after, whole, after.heard)
            return Reading(after, self._outcome(after))
        return self._ask(_held_back(after, before))

    # Words about the interview

    def _command(self, wish: Command, assessment: Assessment) -> Reading:
        match wish:
            case "why":
                reason = query(self._now.steps[-1].query).why
                why = Message(kind="social", text=reason, speech=reason)
                return self._ask(assessment, why)
            case "skip":
                self.state.interview = interviews.skipped(
                    self._now, assessment.findings, spoken=self._spoken
                )
                return self._onward(assessment, assessment)
            case "back":
                return self._back(assessment)
            case "stop":
                return self._stopped(assessment, "stopped")
            case "pause":
                return self._stopped(assessment, "waiting")
            case _:
                return self._ask(assessment)

    def _back(self, assessment: Assessment) -> Reading:
        undone = interviews.back(self._now, assessment.findings, spoken=self._spoken)
        if undone is None:
            return self._ask(assessment, from_response("utter_interview_start"))
        self.state.interview, findings, turns = undone
        self.state.diary = without_turns(self.state.diary, turns)
        return self._onward(concluded(findings), assessment)

    # The question itself

    def _ask(self, assessment: Assessment, *first: Message) -> Reading:
        """The open question, after `first`; what is not urgent is said when all is asked."""
        held = _held_back(assessment, assessment)
        return Reading(held, [*first, *self._question(held)])

    def _question(self, assessment: Assessment) -> list[Message]:
        shown = interviews.prompt(self._now, assessment.findings)
        if shown is None:
            return []
        self.state.open, self._asked = "interview", True
        pairs = shown.choices or [(title(f"utter_{value}_button"), value) for value in again.YES_NO]
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

    # What follows a turn that was about something else

    def afterwards(
        self, assessment: Assessment, said: Iterable[Message], reading: Reading | None, begins: bool
    ) -> list[Message]:
        """The question that the reply ends with, if any, and what is open from now on."""
        said = list(said)
        if assessment.failed:
            return []
        if assessment.tier is Tier.EMERGENCY:
            self.state.open = None
            if self.state.interview:
                self.state.interview = replace(self.state.interview, over=True)
            return self._erasing(said)
        if self._asked or (reading and not (reading.rasa or reading.kept)):
            return []
        if self._must_ask(assessment):
            return self._after_flag(assessment)
        if reading and reading.kept and not reading.rasa:
            return []
        if begins or (reading and reading.begins):
            return self._begin(assessment, consent=not begins).messages
        self.state.open = None
        self._erasing(said)
        asked = again.still_so(self.state, assessment.heard) or again.before_parts(
            self.state, assessment, said
        )
        if asked or self.state.open:
            return asked
        if self._before == "interview" and self._waiting:
            self.state.open = "resume"
            return [from_response("utter_interview_paused", None, _go_on(stop=True))]
        return self._offer(assessment, said)

    def _erasing(self, said: list[Message]) -> list[Message]:
        if any(
            button.choice.get("do") == "erase" for message in said for button in message.buttons
        ):
            self.state.open = "erase"
        return []

    def _must_ask(self, assessment: Assessment) -> bool:
        """Whether a new flag is urgent, or its rule says what to ask first."""
        news = assessment.news[:1]
        return any(f.tier is Tier.URGENT or rules().flags[f.flag].ask_first for f in news)

    def _after_flag(self, assessment: Assessment) -> list[Message]:
        first = assessment.news[0]
        self.state.open = None
        if rules().flags[first.flag].pathway != MEDICAL:
            return []
        if self._waiting:
            self.state.interview = interviews.rerouted(
                self._now, assessment.findings, spoken=self._spoken
            )
        else:
            self.state.interview = interviews.begin(
                assessment.findings, first.person, spoken=self._spoken
            )
        self.state.offered = True
        return self._question(assessment) if self._waiting else []

    def _offer(self, assessment: Assessment, said: list[Message]) -> list[Message]:
        """Once, after an answer, where the interview could change the tier."""
        answers = {message.topic for message in said if message.kind in ("answer", "plan")}
        findings = assessment.findings
        asked = bool(answers & DOCTOR_TOPICS)
        more = interviews.worthwhile(findings, findings.person, assessment.tier)
        useful = bool(answers or assessment.news) and (asked or more)
        if self.state.offered or not useful or assessment.tier >= Tier.URGENT:
            return []
        self.state.offered, self.state.open = True, "offer"
        buttons = (
            Button(title("utter_begin_button"), {"do": "begin"}),
            Button(title("utter_decline_button"), {"do": "decline"}),
        )
        return [from_response("utter_interview_offer", None, buttons)]


def _yes_or_no(said: str) -> str | None:
    words = words_of(said)
    short = len(words.words) <= MOST_WORDS and not said.rstrip().endswith("?")
    return reply(words) if short else None


def _alarmed(assessment: Assessment) -> bool:
    """Whether this very message brought what goes before any question."""
    urgent = bool(assessment.news) and assessment.news[0].tier >= Tier.URGENT
    return assessment.failed or urgent or assessment.tier is Tier.EMERGENCY


def _anew(before: Assessment, findings: Findings, heard: tuple[Sign, ...]) -> Assessment:
    """What `findings` come to, where the news of `before` have not been said yet."""
    news = {f"{flag.flag}@{flag.person}" for flag in before.news}
    told = {key: tier for key, tier in findings.told.items() if key not in news}
    return concluded(replace(findings, told=told), heard)


def _held_back(after: Assessment, before: Assessment) -> Assessment:
    """`after` with what is not urgent left for the end of the interview."""
    if after.news and after.news[0].tier >= Tier.URGENT:
        return after
    news = {f"{flag.flag}@{flag.person}" for flag in (*after.news, *before.news)}
    told = {key: tier for key, tier in after.findings.told.items() if key not in news}
    return replace(
        after,
        findings=replace(after.findings, told=told),
        fired=tuple(replace(flag, new=False) for flag in after.fired),
    )


def _go_on(stop: bool = False) -> tuple[Button, ...]:
    buttons = [Button(title("utter_resume_button"), {"do": "resume"})]
    if stop:
        buttons.append(Button(title("utter_halt_button"), {"do": "control", "what": "halt"}))
    return tuple(buttons)
