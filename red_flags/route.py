"""Which questions of the interview are still worth asking. Knows interview.yml and the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from red_flags.check import concluded
from red_flags.knowledge import rules
from red_flags.progress import Interview, Step, having
from red_flags.questionnaire import Choice, Query, form, query
from red_flags.reasoning import members
from red_flags.record import SELF, Findings, Tier

KNOWN = frozenset({"present", "absent", "recent"})
"""Statuses that answer a question; what is past or only asked about does not."""

SIDES = frozenset({"one_sided", "both_sides"})
YOUNG = frozenset({"child", "infant"})
AGES = YOUNG | {"older_age"}
NO_LIMB = frozenset({"hand", "face", "neck", "chest", "belly", "back", "head"})
"""Parts of the body that have no leg or arm to compare."""

CRAMP = "cramp"


def wanted(interview: Interview, findings: Findings) -> Iterator[str]:
    """The questions still worth asking, in order."""
    asked = {step.query for step in interview.steps}
    drilled = any(query(name).drill_down for name in asked)
    for name in dict.fromkeys(_order(interview, findings)):
        if name in asked or (drilled and name == form().dropped):
            continue
        if not settled(query(name), findings, interview.person):
            yield name


def _order(interview: Interview, findings: Findings) -> Iterator[str]:
    assessment = concluded(findings)
    present = having(findings, interview.person, "present")
    if assessment.tier >= Tier.URGENT:
        names = {name for name, known in form().after_urgent if not known or known & present}
        # What a lesser flag asks first is settled by the most urgent one.
        first = next((flag for flag in assessment.fired if flag.person == interview.person), None)
        if first:
            names.add(rules().flags[first.flag].ask_first or "")
        yield from (name for name in form().queries if name in names)
        return
    for step in interview.steps:
        follows = query(step.query).next
        # "On yes": a question whose answer found something leads to another one.
        if follows and _found(findings, step):
            yield follows
    yield from next(ask for name, _, ask in form().routes if name == interview.route)


def _found(findings: Findings, step: Step) -> bool:
    return any(
        sign.status == "present" and sign.net == "answer" and sign.turn in step.turns
        for sign in findings.signs
    )


def settled(asked: Query, findings: Findings, person: str) -> bool:
    """Whether nothing new can come of the question."""
    known = having(findings, person, *KNOWN)
    present = having(findings, person, "present", "recent")
    young = bool(YOUNG & present)
    conditions: Mapping[str, bool] = {
        "age_or_person_known": person != SELF or bool(AGES & known) or _spoke_of(findings, person),
        "cramps_only_in_hands_face_or_trunk": _no_limb(findings, person),
        "child_without_limb_signs": young and not set(query("q3_limb_signs").findings) & present,
        "dark_urine_known": "dark_urine" in known,
    }
    if any(conditions.get(name, False) for name in asked.skip_if):
        return True
    open_ = [choice for choice in asked.choices if choice.value not in ("no", "unsure")]
    return all(choice_known(choice, findings, person) for choice in open_)


def choice_known(choice: Choice, findings: Findings, person: str) -> bool:
    """Whether what the button says was said before, or denied."""
    effect = choice.effect
    beside = frozenset(effect.modifiers)
    if effect.ask and not effect.findings:
        return frozenset(query(effect.ask).findings) <= having(findings, person, *KNOWN)
    if effect.person or not effect.findings:
        return False
    present = {
        sign.id
        for sign in findings.signs
        if sign.person == person and sign.status == "present" and beside <= sign.beside
    }
    denied = having(findings, person, "absent")
    every = all(name in present | denied for name in effect.signs)
    some = frozenset(effect.present_any)
    return every and (not some or bool(some & present) or some <= denied)


def _spoke_of(findings: Findings, person: str) -> bool:
    """Whether the person was named in words of their own: "my calf"."""
    return any(
        sign.person == person and sign.net != "answer" and sign.status in KNOWN
        for sign in findings.signs
    )


def _no_limb(findings: Findings, person: str) -> bool:
    parts = {
        sign.part
        for sign in findings.signs
        if sign.person == person and sign.id == CRAMP and sign.status == "present"
    }
    return bool(parts) and parts <= NO_LIMB


def worthwhile(findings: Findings, person: str, tier: Tier) -> bool:
    """Whether an interview could raise the tier because of what was said already.

    So it is where a rule of a higher tier has a part that is there, beside plain cramps, and
    questions ask about all that it lacks.
    """
    present = having(findings, person, "present") - {CRAMP}
    denied = having(findings, person, "absent")
    askable = frozenset(name for asked in form().queries.values() for name in asked.findings)
    open_ = askable - denied - present
    for flag in rules().flags.values():
        if flag.tier <= tier or flag.pathway != "medical":
            continue
        for when in flag.when:
            needs = [members(name) for name in when.all if name not in SIDES]
            needs += [frozenset().union(*map(members, when.any))] if when.any else []
            lacking = [need for need in needs if not need & (present | {CRAMP})]
            there = any(need & present for need in needs)
            if there and lacking and all(need & open_ for need in lacking) and not when.recent:
                return True
    return False
