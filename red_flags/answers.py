"""What an answer of the interview says, as signs, and how it is undone. Knows no order of questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from red_flags.check import concluded
from red_flags.people import NOBODY
from red_flags.progress import Interview, Step
from red_flags.questionnaire import Effect, Query, form
from red_flags.record import SELF, Findings, Sign
from red_flags.route import SIDES, YOUNG

WEAK = frozenset({"weakness", "numbness"})
"""What "did it come all at once?" is about."""


@dataclass(frozen=True)
class Answered:
    """What an answer made of interview and findings."""

    interview: Interview
    findings: Findings
    question: str = ""
    """What was asked."""
    signs: tuple[Sign, ...] = ()
    """What the answer says, also what is not there."""
    yes: bool = False
    """It was a yes, so that its words are those of the question."""
    renamed: tuple[str, str] | None = None
    """The answers so far were about the first person, and are about the second from now on."""


def said(
    interview: Interview,
    findings: Findings,
    asked: Query,
    effect: Effect,
    words: str,
    place: int = -1,
) -> Answered:
    """The findings with what `effect` says, and the step that keeps how to undo it."""
    now = moved(
        interview,
        findings,
        _person(effect.person, findings, interview.person) if effect.person else interview.person,
    )
    interview, target, person = now.interview, now.findings, now.interview.person
    signs, replaced = _signs(target, asked, effect, person, words)
    old = frozenset(map(id, replaced))
    kept = tuple(sign for sign in target.signs if id(sign) not in old)
    step = interview.steps[place]
    step = replace(
        step,
        turns=tuple(dict.fromkeys((*step.turns, findings.turn))),
        replaced=step.replaced + replaced,
    )
    steps = list(interview.steps)
    steps[place] = step
    after = replace(
        interview,
        steps=tuple(steps),
        route=_route(interview.route, effect),
        pending=effect.ask or interview.pending,
    )
    return Answered(
        after,
        replace(target, signs=kept + signs),
        signs=signs,
        renamed=now.renamed,
    )


def moved(interview: Interview, findings: Findings, person: str) -> Answered:
    """The interview about `person` from now on, with the answers so far."""
    if person == interview.person:
        return Answered(interview, replace(findings, person=person))
    turns = {turn for step in interview.steps for turn in step.turns}
    findings = given_to(findings, turns, interview.person, person)
    named = (interview.person, person)
    return Answered(replace(interview, person=person), findings, renamed=named)


def _person(named: str, findings: Findings, now: str) -> str:
    """The key of the person an answer names; somebody who was spoken of is not somebody new."""
    if named == SELF:
        return SELF
    known = [who for who in (now, findings.person) if who not in (SELF, NOBODY)]
    return known[0] if known and named == "other" else named


def _route(route: str, effect: Effect) -> str:
    """A child has a shorter interview."""
    return "child" if YOUNG & frozenset(effect.present) and route != "leg_signs" else route


def _signs(
    findings: Findings, asked: Query, effect: Effect, person: str, words: str
) -> tuple[tuple[Sign, ...], tuple[Sign, ...]]:
    """What an answer adds, and which signs it replaces by ones that say more."""
    there = {
        sign.id for sign in findings.signs if sign.person == person and sign.status == "present"
    }
    beside = frozenset(effect.modifiers)
    side = next((name.partition("_")[0] for name in effect.modifiers if name in SIDES), "")

    def sign(name: str, status: Literal["present", "absent"], **more: Any) -> Sign:
        return Sign(
            name,
            status,
            person,
            words,
            findings.turn,
            said_at=findings.last_at,
            net="answer",
            **more,
        )

    names = list(effect.signs)
    if effect.present_any:
        named = [name for name in effect.present_any if name in there]
        vague = effect.escalate and len(effect.present_any) > 1
        names += named or ([form().escalated] if vague else [effect.present_any[0]])
    about = WEAK if asked.beside else frozenset(names)
    replaced = tuple(
        old
        for old in findings.signs
        if beside
        and old.person == person
        and old.status == "present"
        and old.id in about
        and not (beside <= old.beside or (SIDES & beside and SIDES & old.beside))
    )
    fuller = [
        replace(
            old, beside=old.beside | beside, side=side or old.side, turn=findings.turn, net="answer"
        )
        for old in replaced
    ]
    bound = {old.id for old in findings.signs if old.person == person and beside <= old.beside}
    done = {old.id for old in replaced} | (bound & there)
    fresh = [sign(name, "present", beside=beside, side=side) for name in names if name not in done]
    fresh += [sign(name, "present") for name in effect.modifiers]
    absent = [sign(name, "absent") for name in dict.fromkeys(effect.absent) if name not in there]
    return (*fuller, *fresh, *absent), replaced


def undone(findings: Findings, step: Step) -> Findings:
    """`findings` without what the answers of `step` said."""
    signs = tuple(
        sign for sign in findings.signs if not (sign.net == "answer" and sign.turn in step.turns)
    )
    findings = replace(findings, signs=signs + step.replaced)
    stand = {flag.key for flag in concluded(findings).fired}
    told = {key: tier for key, tier in findings.told.items() if key in stand}
    return replace(findings, told=told)


def given_to(findings: Findings, turns: Iterable[int], old: str, new: str) -> Findings:
    """`findings` with the answers of `turns` given to the person they were about."""
    turns = frozenset(turns)
    signs = tuple(
        replace(sign, person=new)
        if sign.net == "answer" and sign.turn in turns and sign.person == old
        else sign
        for sign in findings.signs
    )
    return replace(findings, signs=signs, person=new)
