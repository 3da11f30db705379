"""Reads a script out step by step, and says the voice's own sentences. Pure."""

from __future__ import annotations

from dataclasses import replace

from gateway.message import from_response
from gateway.voice.markup import Line
from gateway.voice.place import Place, Spoken
from gateway.voice.script import HURRIES, Script, Step, sentences
from gateway.voice.wording import Ask, prompt, reprompt, said, wording
from red_flags import region

CALLED = ("emergency", "urgent", "crisis", "poison")
"""The numbers of a region that a safety text can name."""


def read(
    script: Script, place: Place, where: str | None = None, repeats_number: bool = False
) -> Spoken:
    """The step at `place`; `repeats_number`: a red flag's number is said once more, slowly."""
    step = script.step(place.at, place.slower)
    ask = script.closing(step)
    asked = [script.question, *_listed(script)] if step.last and script.question else []
    lines = _told(script, step, place, where, repeats_number)
    lines += [Line(text, place.slower) for text in (*asked, prompt(ask)) if text]
    place = replace(place, misses=0, asked=ask)
    return Spoken(tuple(lines), reprompt(ask, where), place)


def last_words(
    script: Script, place: Place, where: str | None = None, repeats_number: bool = False
) -> Spoken:
    """The beginning of a reply, and the end of the talk."""
    end = goodbye(None, place, where)
    step = script.step(place.at, place.slower)
    return replace(end, lines=(*_told(script, step, place, where, repeats_number), *end.lines))


def _told(
    script: Script, step: Step, place: Place, where: str | None, repeats_number: bool
) -> list[Line]:
    """What a step tells, without what is asked at its end."""
    hurry = [unit for unit in step.units if unit.safety and script.urgency in HURRIES]
    lines = [Line(unit.text, place.slower, firm=unit in hurry) for unit in step.units]
    if hurry and repeats_number:
        lines[len(hurry) : len(hurry)] = _once_more(hurry[0].text, where)
    return lines


def say(texts: tuple[str, ...], ask: Ask, place: Place, where: str | None = None) -> Spoken:
    """Sentences of the voice's own; the place in the reply stays."""
    lines = tuple(Line(text, place.slower) for text in texts if text)
    return Spoken(lines, reprompt(ask, where), replace(place, asked=ask, misses=0))


def goodbye(script: Script | None, place: Place, where: str | None = None) -> Spoken:
    """The end; while a red flag stands, what to do is said again first."""
    lines = [Line(said("goodbye", where), place.slower)]
    if script and script.urgency in HURRIES:
        reminder = from_response(f"utter_reminder_{script.urgency}", where).speech
        lines.insert(0, Line(reminder, place.slower, firm=True))
    return Spoken(tuple(lines), "", replace(place, turn="", at=0, asked=""), ends=True)


def _listed(script: Script) -> list[str]:
    form = wording()["said"]["option"]
    return [
        form.format(number=number, title=option.title)
        for number, option in enumerate(script.listed, start=1)
    ]


def _once_more(text: str, where: str | None) -> list[Line]:
    """The sentences that name a number to call, slowly, the number word by word."""
    words = region(where).as_words(speech=True)
    numbers = sorted((words[kind] for kind in CALLED), key=len)
    lines = []
    for sentence in sentences(text):
        called = [number for number in numbers if number in sentence]
        if called:
            lines.append(Line(sentence, 2, firm=True, number=called[-1]))
    return [Line(said("once_more"), firm=True), *lines] if lines else []
