"""The interview "Should I see a doctor?": which question is next, and what an answer says.

Pure: interview and findings go in, both come out. Knows interview.yml; no sentences, no clock, no
storage. What was said already is not asked again; no answer takes back what was said.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from red_flags.answers import Answered, given_to, moved, said, undone
from red_flags.check import concluded
from red_flags.people import NOBODY
from red_flags.progress import Interview, Mode, Step, having
from red_flags.questionnaire import Choice, Effect, Query, form, query
from red_flags.record import SELF, Findings, Sign, Tier
from red_flags.route import CRAMP, KNOWN, YOUNG, choice_known, settled, wanted, worthwhile


@dataclass(frozen=True)
class Prompt:
    """The open question, as it is put."""

    query: str
    mode: Mode
    item: int
    text: str
    speech: str
    choices: tuple[tuple[str, str], ...]
    """Pairs of (title, value); none where yes, no and not sure are the answers."""
    person: str
    first: bool
    """Nothing to go back to."""


def begin(
    findings: Findings, person: str | None = None, *, spoken: bool = False
) -> Interview | None:
    """A new interview with its first question open; None when nothing is left to ask."""
    person = findings.person if person is None else person
    person = SELF if person == NOBODY else person
    present = having(findings, person, "present")
    route = next(name for name, known, _ in form().routes if not known or known & present)
    started = _advanced(Interview(route, person), findings, spoken)
    return None if started.over else started


def prompt(interview: Interview, findings: Findings) -> Prompt | None:
    """The open question; None when the interview is over."""
    if interview.over or not interview.steps:
        return None
    asked, mode, item = _open(interview), interview.mode, interview.item
    choices: tuple[tuple[str, str], ...] = ()
    if mode == "whole":
        choices = tuple(
            (choice.title, choice.value)
            for choice in asked.choices
            if not choice_known(choice, findings, interview.person)
        )
        text = _written(asked, choices, findings, interview.person)
        numbers = _items(asked, findings, interview.person, -1)
        lines = (asked.items[number].put(interview.person) for number in numbers)
        speech = " ".join([asked.speech, *(line for line in lines if line != asked.speech)])
    elif mode == "which":
        covers = frozenset(asked.items[item].covers)
        choices = tuple(
            (choice.title, choice.value)
            for choice in asked.choices
            if covers & frozenset(choice.effect.findings)
        )
        text = speech = asked.items[item].which
    elif mode == "again" and asked.again:
        text, speech = asked.again_text, asked.again.speech
    else:
        text = speech = asked.items[item].put(interview.person)
        opens = [item] == _items(asked, findings, interview.person, -1)[:1]
        if mode == "confirm":
            text, speech = (form().confirm[key].format(question=text) for key in ("text", "speech"))
        elif opens and not interview.steps[-1].turns and asked.speech != speech:
            speech = f"{asked.speech} {speech}"
    return Prompt(
        asked.id,
        mode,
        item,
        text,
        speech,
        choices,
        interview.person,
        first=len(interview.steps) == 1,
    )


def _written(
    asked: Query, choices: tuple[tuple[str, str], ...], findings: Findings, person: str
) -> str:
    """The question as text: as it is, or only what is left of it when a part was said already."""
    left = {value for _, value in choices}
    said = {name for each in asked.choices if each.value not in left for name in each.effect.signs}
    if asked.multiple and said & having(findings, person, "present"):
        rest = [each for each in asked.choices if each.value in left - {"no", "unsure"}]
        return form().rest.format(choices="\n".join(f"- {_line(asked, each)}" for each in rest))
    return f"{asked.text} {form().pick_all}" if asked.multiple else asked.text


def _line(asked: Query, choice: Choice) -> str:
    """What a button is about: its yes-or-no question says more than its title."""
    about = frozenset(choice.effect.findings)
    items = (item for item in asked.items if about and about <= frozenset(item.findings))
    return next((item.speech for item in items if not item.covers), choice.title)


def answer(
    interview: Interview, findings: Findings, value: str, words: str = "", *, spoken: bool = False
) -> Answered:
    """What the answer `value` to the open question says, and the question after it.

    `value` is that of a button, or yes, no or unsure; one that does not fit leaves the question
    open. `words` are what was said or pressed. `findings` hold this turn already.
    """
    asked, mode = _open(interview), interview.mode
    shown = prompt(interview, findings)
    question = asked.text if mode == "whole" or shown is None else shown.text
    if mode == "whole":
        made = _whole(interview, findings, asked, value, words, spoken)
    elif mode == "which":
        choice = asked.choice(value)
        made = (
            said(interview, findings, asked, choice.effect, words or choice.title)
            if choice and value not in ("no", "unsure")
            else Answered(interview, findings)
        )
        made = replace(made, interview=_next_item(made.interview, made.findings, spoken))
    elif mode == "again":
        made = _reworded(interview, findings, asked, value, spoken)
    else:
        made = _one(interview, findings, asked, value, spoken)
    return replace(made, question=question)


def heard(interview: Interview, findings: Findings, *, spoken: bool = False) -> Answered:
    """The interview after the person said in words of their own what was asked about."""
    asked = _open(interview)
    made = Answered(interview, findings)
    if any(choice.effect.person for choice in asked.choices):
        made = moved(interview, findings, findings.person)
        return replace(made, interview=_advanced(made.interview, made.findings, spoken))
    items = _items(asked, findings, interview.person, -1)
    if interview.mode == "whole":
        return replace(made, interview=_advanced(interview, findings, spoken))
    if interview.mode == "item" and interview.item in items:
        return made
    return replace(made, interview=_next_item(interview, findings, spoken))


def assumed(findings: Findings, person: str) -> Findings:
    """`findings` with cramps: whoever asks an assistant for cramps about a doctor has some."""
    if any(sign.id == CRAMP and sign.person == person for sign in findings.signs):
        return findings
    cramps = Sign(CRAMP, "present", person, turn=findings.turn, net="answer")
    return replace(findings, signs=(*findings.signs, cramps))


def late(
    interview: Interview,
    findings: Findings,
    name: str,
    value: str,
    item: int = -1,
    *,
    spoken: bool = False,
) -> Answered:
    """A button of a question that is not open any more: the answer is put right, or added to it.

    `item` is the yes-or-no question that the button belonged to, -1 for the question as a whole.
    """
    asked = query(name)
    effect, words = _meaning(asked, value, item)
    if effect is None:
        return Answered(interview, findings)
    at = next((n for n, step in enumerate(interview.steps) if step.query == name), None)
    if at is None:
        at = 0
        interview = replace(interview, steps=(Step(name, interview.person), *interview.steps))
    elif not asked.multiple and item < 0:
        step = interview.steps[at]
        findings = undone(findings, step)
        steps = (*interview.steps[:at], Step(name, step.person), *interview.steps[at + 1 :])
        interview = replace(interview, steps=steps)
    made = said(interview, findings, asked, effect, words, at)
    after = replace(made.interview, pending=interview.pending)
    if concluded(made.findings).tier >= Tier.URGENT:
        after = rerouted(after, made.findings, spoken=spoken)
    return replace(made, interview=after, question=asked.text)


def _meaning(asked: Query, value: str, item: int) -> tuple[Effect | None, str]:
    """What a button of the question, or of one item, says, and its words."""
    choice = asked.choice(value)
    if item < 0:
        return (choice.effect, choice.title) if choice and value != "unsure" else (None, "")
    one = asked.items[item]
    if value == "no":
        return Effect(absent=one.findings), one.speech
    return (one.effect, one.speech) if value == "yes" and not one.covers else (None, "")


def skipped(interview: Interview, findings: Findings, *, spoken: bool = False) -> Interview:
    """The interview with the open question left unanswered."""
    return _advanced(interview, findings, spoken)


def rerouted(interview: Interview, findings: Findings, *, spoken: bool = False) -> Interview:
    """The interview after something urgent was said: only what changes the tier is still asked."""
    if interview.over or not interview.steps:
        return interview
    name = interview.steps[-1].query
    if name in wanted(replace(interview, steps=interview.steps[:-1]), findings):
        return interview
    return _advanced(replace(interview, steps=interview.steps[:-1]), findings, spoken)


def back(
    interview: Interview, findings: Findings, *, spoken: bool = False
) -> tuple[Interview, Findings, tuple[int, ...]] | None:
    """The question before the open one, open again, and its answer undone; None at the first.

    The third value are the turns whose answers are gone.
    """
    steps = interview.steps if interview.over else interview.steps[:-1]
    if not steps:
        return None
    last = steps[-1]
    findings = undone(findings, last)
    turns = {turn for step in steps[:-1] for turn in step.turns}
    if last.person != interview.person:
        findings = given_to(findings, turns, interview.person, last.person)
    again = replace(interview, steps=steps[:-1], person=last.person, pending=None, over=False)
    return _put(again, query(last.query), findings, spoken), findings, last.turns


def _open(interview: Interview) -> Query:
    return query(interview.steps[-1].query)


def _put(interview: Interview, asked: Query, findings: Findings, spoken: bool) -> Interview:
    """`interview` with `asked` open."""
    steps = (*interview.steps, Step(asked.id, interview.person))
    items = _items(asked, findings, interview.person, -1)
    whole = not items or not (spoken or len(items) == 1 < len(asked.items))
    return replace(
        interview,
        steps=steps,
        mode="whole" if whole else "item",
        item=-1 if whole else items[0],
        reworded=False,
        pending=None,
    )


def _items(asked: Query, findings: Findings, person: str, after: int) -> list[int]:
    """The yes-or-no questions after number `after` to which nothing is known yet."""
    known = having(findings, person, *KNOWN)
    young = YOUNG & having(findings, person, "present")
    found = []
    for number, item in enumerate(asked.items[after + 1 :], start=after + 1):
        if item.findings and frozenset(item.findings) <= known:
            continue
        if "older_age" in item.findings and young:
            continue
        found.append(number)
    return found


def _next_item(interview: Interview, findings: Findings, spoken: bool) -> Interview:
    asked = _open(interview)
    items = _items(asked, findings, interview.person, interview.item)
    tier = concluded(findings).tier
    if tier is Tier.EMERGENCY:
        return _advanced(interview, findings, spoken)
    if tier is Tier.URGENT:
        # Only what would be an emergency is still worth a question.
        items = [number for number in items if asked.items[number].effect.escalate]
    if interview.item < 0 or not items:
        return _advanced(interview, findings, spoken)
    return replace(interview, mode="item", item=items[0])


def _whole(
    interview: Interview,
    findings: Findings,
    asked: Query,
    value: str,
    words: str,
    spoken: bool,
) -> Answered:
    choice = asked.choice(value)
    if value == "unsure":
        return _unsure(interview, findings, asked, -1, spoken)
    if choice is None:
        items = _items(asked, findings, interview.person, -1)
        if value not in ("yes", "no") or not items or asked.drill_down:
            return Answered(interview, findings)
        one = replace(interview, mode="item", item=items[0])
        # "No" to "who is this about?" answers nothing; "yes" to a list asks which.
        return Answered(one, findings)
    made = said(interview, findings, asked, choice.effect, words or choice.title)
    return replace(made, interview=_advanced(made.interview, made.findings, spoken))


def _one(
    interview: Interview, findings: Findings, asked: Query, value: str, spoken: bool
) -> Answered:
    """A yes, no or not sure to one item, or to the question whether the yes was heard right."""
    number = interview.item
    item = asked.items[number]
    if value not in ("yes", "no", "unsure"):
        return _named(interview, findings, asked, value, spoken)
    if value == "unsure" and interview.mode == "item":
        return _unsure(interview, findings, asked, number, spoken)
    if value == "no":
        absent = Effect(absent=item.findings)
        made = said(interview, findings, asked, absent, item.put(interview.person))
        return replace(made, interview=_next_item(made.interview, made.findings, spoken))
    if item.covers:
        return Answered(replace(interview, mode="which"), findings)
    made = said(interview, findings, asked, item.effect, item.put(interview.person))
    urgent = concluded(made.findings).tier >= Tier.URGENT > concluded(findings).tier
    if spoken and asked.confirm and urgent and interview.mode == "item":
        return Answered(replace(interview, mode="confirm"), findings)
    after = made.interview
    if item.effect.person:
        made = replace(made, interview=_after_who(after, made.findings, item.effect, spoken))
    elif item.effect.ask and not item.effect.findings:
        made = replace(made, interview=_advanced(after, made.findings, spoken))
    else:
        made = replace(made, interview=_next_item(after, made.findings, spoken))
    return replace(made, yes=True)


def _named(
    interview: Interview, findings: Findings, asked: Query, value: str, spoken: bool
) -> Answered:
    """A button's value where a yes or no was asked."""
    choice = asked.choice(value)
    if choice is None:
        return Answered(interview, findings)
    made = said(interview, findings, asked, choice.effect, choice.title)
    return replace(made, interview=_next_item(made.interview, made.findings, spoken))


def _after_who(interview: Interview, findings: Findings, effect: Effect, spoken: bool) -> Interview:
    """Once it is known whom it is about, only the age of a grown-up is left to ask."""
    asked = _open(interview)
    ages = [
        number
        for number in _items(asked, findings, interview.person, interview.item)
        if not asked.items[number].effect.person
    ]
    if not ages or YOUNG & frozenset(effect.present):
        return _advanced(interview, findings, spoken)
    return replace(interview, mode="item", item=ages[0])


def _unsure(
    interview: Interview, findings: Findings, asked: Query, number: int, spoken: bool
) -> Answered:
    def onward(after: Interview, known: Findings) -> Interview:
        if number < 0:
            return _advanced(after, known, spoken)
        return _next_item(after, known, spoken)

    kind = asked.unsure
    if kind == "again" and asked.again and not interview.reworded:
        again = replace(interview, mode="again", item=number, reworded=True)
        return Answered(again, findings)
    if kind not in ("yes", "soon"):
        return Answered(onward(interview, findings), findings)
    name = form().escalated if kind == "yes" else form().unsure
    unsure = next((c.title for c in asked.choices if c.value == "unsure"), "")
    made = said(interview, findings, asked, Effect(present=(name,)), unsure)
    return replace(made, interview=onward(made.interview, made.findings))


def _reworded(
    interview: Interview, findings: Findings, asked: Query, value: str, spoken: bool
) -> Answered:
    """A reply to the question in other words: only a yes says something."""
    made = Answered(interview, findings)
    if value not in ("yes", "no", "unsure") and asked.choice(value):
        return _whole(replace(interview, mode="whole"), findings, asked, value, "", spoken)
    if value == "yes" and asked.again:
        made = said(interview, findings, asked, asked.again.effect, asked.again.speech)
        made = replace(made, yes=True)
    return replace(made, interview=_next_item(made.interview, made.findings, spoken))


def _advanced(interview: Interview, findings: Findings, spoken: bool) -> Interview:
    """`interview` with the next question open, or over."""
    if concluded(findings).tier is Tier.EMERGENCY or len(interview.steps) >= form().most:
        return replace(interview, over=True, pending=None)
    asked = {step.query for step in interview.steps}
    pending = interview.pending
    names = [pending] if pending and pending not in asked else []
    names = [name for name in names if not settled(query(name), findings, interview.person)]
    following = next(iter([*names, *wanted(interview, findings)]), None)
    if following is None:
        return replace(interview, over=True, pending=None)
    return _put(interview, query(following), findings, spoken)


__all__ = [
    "Answered",
    "Interview",
    "Prompt",
    "answer",
    "assumed",
    "back",
    "begin",
    "heard",
    "late",
    "prompt",
    "rerouted",
    "skipped",
    "worthwhile",
]
