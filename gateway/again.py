"""Two short questions: is it still so, after a day of silence; and what `ask_first` asks. No Rasa."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gateway.message import Button, Message, from_response
from gateway.state import State
from gateway.texts import title
from red_flags import Assessment, Findings, Sign, Tier, ask_key, modifier
from red_flags.lapse import Lapse, answered
from red_flags.modifiers import Ask
from red_flags.record import SELF

YES_NO = ("yes", "no", "unsure")
ASKED = "asked"


def yes_or_no(do: str, **more: str) -> tuple[Button, ...]:
    """Yes, no and not sure as buttons that do `do`."""
    return tuple(
        Button(title(f"utter_{value}_button"), {"do": do, "value": value, **more})
        for value in YES_NO
    )


# Is it still so?


def still_so(state: State, heard: Iterable[Sign]) -> list[Message]:
    """The question about the first lapse that this message did not speak of; none when all are."""
    said = {(sign.id, sign.person) for sign in heard}
    state.lapses = tuple(
        lapse
        for lapse in state.lapses
        if said.isdisjoint((sign.id, sign.person) for sign in lapse.signs)
    )
    if not state.lapses:
        return []
    state.open = "still_so"
    first = state.lapses[0]
    return [
        Message(
            kind="question",
            text=first.question(),
            speech=first.question(speech=True),
            about_person=None if first.person == SELF else first.person,
            buttons=yes_or_no("still_so", words=first.words, person=first.person),
        )
    ]


def why(state: State) -> list[Message]:
    """Why the open question is asked, and the question once more; nothing when none is open."""
    if state.open == "still_so":
        return [from_response("utter_still_so_why"), *still_so(state, ())]
    known = modifier(state.before_part.get("modifier", ""))
    if state.open != "ask_first" or known is None or known.ask is None:
        return []
    return [Message("social", known.text, known.speech), _before_part(known.ask, state.before_part)]


def passed_over(state: State) -> None:
    """The open question got no answer: it is put once more, and then left."""
    first, *rest = state.lapses
    state.lapses = (*(() if first.repeated else (replace(first, repeated=True),)), *rest)


def reply_to_lapse(
    state: State, findings: Findings, value: str, lapse: Lapse
) -> tuple[Findings, tuple[Sign, ...]]:
    """The findings after the answer; a "not sure" counts as yes for an emergency, else is asked again."""
    rest = tuple(each for each in state.lapses if each != lapse)
    state.open = None
    if value == "unsure" and lapse.tier is not Tier.EMERGENCY:
        state.lapses = rest if lapse.repeated else (replace(lapse, repeated=True), *rest)
        return findings, ()
    state.lapses = rest
    return answered(findings, lapse, value != "no")


# What must be known before a part of an answer


def before_parts(state: State, assessment: Assessment, said: Iterable[Message]) -> list[Message]:
    """The question for which an answer has left out a part; each is asked once."""
    for message in said:
        for name in message.asks:
            key, known = ask_key(name, assessment.findings), modifier(name)
            if key in state.answered or known is None or known.ask is None or not message.topic:
                continue
            state.answered[key] = ASKED
            state.open = "ask_first"
            state.before_part = {"modifier": name, "key": key, "topic": message.topic}
            return [_before_part(known.ask, state.before_part)]
    return []


def _before_part(ask: Ask, part: dict[str, str]) -> Message:
    return Message("question", ask.text, ask.speech, buttons=yes_or_no("ask_first", **part))


def reply_before_part(
    state: State, findings: Findings, value: str, part: dict[str, str]
) -> tuple[Findings, tuple[Sign, ...], bool, list[Message]]:
    """The findings after the answer, what it says, whether it frees the part, and what is said."""
    known = modifier(part["modifier"])
    state.open = None
    if known is None or known.ask is None:
        return findings, (), False, [from_response("utter_button_expired")]
    state.answered[part["key"]] = value
    person = part["key"].partition("@")[2]
    signs = tuple(
        Sign(
            name,
            "present",
            person if person != "*" else findings.person,
            known.ask.text,
            findings.turn,
            said_at=findings.last_at,
            net="answer",
        )
        for name in known.ask.present
        if value == "yes"
    )
    findings = replace(findings, signs=findings.signs + signs)
    if value == known.ask.lifted_by:
        return findings, signs, True, []
    caution = Message("social", known.text, known.speech)
    return findings, signs, False, [from_response("utter_interview_noted"), caution]
