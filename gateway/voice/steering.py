"""What to do with what was heard: steer the reading, choose, or ask the assistant. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from gateway.voice import reading
from gateway.voice.markup import RATES
from gateway.voice.place import Heard, Place, Spoken
from gateway.voice.script import HURRIES, Option, Script
from gateway.voice.wording import Ask, Wish, names, number, prompt, reprompt, said, wish, wording

SILENCES = {"step": 6}
"""So many silences end the talk where something is being done meanwhile; else three do."""

ENDED = ("else", "what")
"""Asked when there is nothing more to read out: "no" is the end."""

ANSWERED = ("next", "more", "question", "choice")
"""Asked so that yes and no are answers."""

ALARMED = ("now", "today")
"""Asked after a warning: what to do next is for the assistant to say."""

STEERS: tuple[Wish, ...] = ("repeat", "slower", "next")


@dataclass(frozen=True)
class Asked:
    """What the assistant is to hear."""

    text: str | None = None
    choice: str | None = None
    ends: bool = False
    """The talk ends after the reply."""


@dataclass(frozen=True)
class Steering:
    """The conversation as it stands: what was read out last, and where."""

    place: Place
    where: str | None
    script: Script | None
    repeats_number: bool = False

    def answer(self, heard: Heard) -> Spoken | Asked:
        """What is said at once, or what the assistant is to hear first."""
        if heard.digit is not None:
            heard = self._keyed(heard, heard.digit)
        if heard.unclear:
            return self._say(said("not_heard", self.where), ask=self._asked)
        if heard.silent:
            return self._silence()
        option = self._option(heard)
        if option:
            return Asked(choice=option.value)
        wanted = heard.wish or wish(heard.text or "")
        steered = self._steer(wanted) if wanted else None
        if steered:
            return steered
        text = heard.text or wording()["as_text"][wanted]
        return Asked(text=text, ends=wanted == "stop")

    @property
    def _asked(self) -> Ask:
        """What the last turn ended with."""
        return cast(Ask, self.place.asked or "reply")

    def _keyed(self, heard: Heard, digit: int) -> Heard:
        """A key chooses what was listed; else it means yes, no or not sure."""
        listed, known = self._listed(), wording()["yes_or_no"]
        if listed and digit <= len(listed):
            return heard
        if listed or self.place.asked not in ANSWERED or not 0 < digit <= len(known):
            return Heard(heard.id, unclear=True)
        return Heard(heard.id, text=known[digit - 1])

    def _listed(self) -> tuple[Option, ...]:
        """The options that were read out last."""
        return self.script.listed if self.script and self._read_out(self.script) else ()

    def _read_out(self, script: Script) -> bool:
        """Whether the last step was read, with the question at its end."""
        return script.step(self.place.at, self.place.slower).last

    def _option(self, heard: Heard) -> Option | None:
        """The choice of the last reply that was named by number or by its title."""
        listed = self._listed()
        chosen = heard.digit or number(heard.text or "")
        if chosen and chosen <= len(listed):
            return listed[chosen - 1]
        script = self.script
        if script is None:
            return None
        # "No" to "Shall I go on?" is no answer to a question that was not read out yet.
        asked = not script.question or self._read_out(script)
        options = (*script.options, *script.controls) if asked else script.controls
        return next((o for o in options if names(heard.text or "", o.title)), None)

    def _steer(self, wanted: Wish) -> Spoken | Asked | None:
        """The answer to a steering word; None for what the assistant should hear."""
        script = self.script
        hurries = script is not None and script.urgency in HURRIES
        if wanted == "stop":
            # What an interview has found so far is said when it is stopped.
            interview = script is not None and script.controls
            return None if interview else reading.goodbye(script, self.place, self.where)
        if wanted == "help":
            # While an alarm stands, the assistant says again what to do.
            return None if hurries else self._say(said("help", self.where), ask="reply")
        if script is None:
            nothing = (said("nothing_yet"), prompt("else"))
            return self._say(*nothing, ask="else") if wanted in STEERS else None
        if wanted == "repeat":
            return self._read(script, self.place)
        if wanted == "slower":
            return self._slower(script)
        step = script.step(self.place.at, self.place.slower)
        skipped = self.place.asked in ENDED and wanted != "next"
        if step.last or skipped:
            return self._after_the_last(script, wanted)
        if wanted == "no":
            return self._skip(script)
        return self._read(script, replace(self.place, at=step.after))

    def _after_the_last(self, script: Script, wanted: Wish) -> Spoken | Asked | None:
        offered = self.place.asked
        if script.question:
            alone = wanted == "yes" and len(script.options) == 1
            return Asked(choice=script.options[0].value) if alone else None
        if script.more and (wanted == "more" or (offered == "more" and wanted != "no")):
            return Asked(choice=script.more.value)
        if wanted == "next" and offered not in ALARMED:
            return self._say(said("all_said"), prompt("else"), ask="else")
        if wanted == "no" and offered == "more":
            return self._say(said("all_right"), prompt("else"), ask="else")
        if wanted == "no" and offered in ENDED:
            return reading.goodbye(script, self.place, self.where)
        if wanted == "yes" and offered in ENDED:
            return self._say(reprompt("reply", self.where), ask="reply")
        return None

    def _skip(self, script: Script) -> Spoken:
        """Leave out the rest, but not a question that waits at its end."""
        if script.question:
            return self._read(script, replace(self.place, at=len(script.units) + 1))
        return self._say(said("all_right"), prompt("else"), ask="else")

    def _slower(self, script: Script) -> Spoken:
        slower = self.place.slower + 1
        if slower < len(RATES):
            return self._read(script, replace(self.place, slower=slower))
        spoken = self._read(script, self.place)
        opening = self._say(said("slowest"), ask="reply").lines
        return replace(spoken, lines=(*opening, *spoken.lines))

    def _silence(self) -> Spoken:
        misses, asked = self.place.misses + 1, self._asked
        if misses >= SILENCES.get(asked, 3):
            return reading.goodbye(self.script, self.place, self.where)
        again = reprompt(asked, self.where)
        if asked == "step":
            spoken = self._say(again, ask=asked)
        elif misses == 1:
            spoken = self._say(said("silence", self.where), again, ask=asked)
        else:
            spoken = self._say(said("help", self.where), ask=asked)
        return replace(spoken, place=replace(spoken.place, misses=misses))

    def _read(self, script: Script, place: Place) -> Spoken:
        return reading.read(script, place, self.where, self.repeats_number)

    def _say(self, *texts: str, ask: Ask) -> Spoken:
        return reading.say(texts, ask, self.place, self.where)
