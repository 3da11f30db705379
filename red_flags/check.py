"""The red-flag check of one message. Knows the order of work; each step has its own module."""

from __future__ import annotations

import logging
import time
from dataclasses import replace

from red_flags import memory, replies
from red_flags.hearing import hear
from red_flags.knowledge import kind_of
from red_flags.people import NOBODY
from red_flags.reasoning import standing
from red_flags.record import (
    NO_FINDINGS,
    Assessment,
    Findings,
    Fired,
    Question,
    Sign,
    Tier,
    told_key,
)
from red_flags.text import Words

LOG = logging.getLogger(__name__)


def assess(
    text: str,
    known: Findings = NO_FINDINGS,
    asked: Question | None = None,
    now: float | None = None,
    *,
    meaning: bool = False,
) -> Assessment:
    """Findings in `text` joined with those already `known`, and the tier they add up to.

    `asked` is the question that is open, so that "yes" has a meaning; `now` is in Unix seconds;
    `meaning=True` adds the second net, on sentence vectors, for wordings that no pattern foresees;
    where it has not been made the patterns work alone. Never raises: when the check itself breaks,
    `failed` is set, and the neutral safety line is due.
    """
    try:
        return _assess(text, known, asked, time.time() if now is None else now, meaning)
    except Exception as error:
        # Whatever broke, the person must get the neutral line: nothing may pass this point. The
        # class only is logged: an exception's text may hold what was said.
        LOG.error("red_flag_check_failed error=%s", type(error).__name__)
        return failed_assessment(known)


def _assess(
    text: str, known: Findings, asked: Question | None, now: float, meaning: bool
) -> Assessment:
    known = memory.woken(known, now)
    heard = hear(text, known, now, meaning=meaning)
    words = heard.layout.words
    known = _taken_back(known, words)
    signs = heard.signs
    if asked:
        signs = (*signs, *replies.answer(words, asked, known, now))
    own = any(kind_of(sign.id) == "symptom" for sign in heard.signs)
    findings = memory.joined(
        known,
        signs,
        now,
        heard.alone,
        corrects=replies.corrects(words),
        over=replies.over(words) and not own,
        partial=heard.partial,
    )
    person = heard.cast.person if heard.cast.person != NOBODY else known.person
    people = tuple(heard.cast.people[-8:])
    findings = replace(findings, person=person, people=people, part=heard.part)
    return concluded(findings, signs)


def _taken_back(known: Findings, words: Words) -> Findings:
    """`known` when the text says "you misunderstood" or "I've been seen"."""
    if not known.told:
        return known
    if replies.misunderstood(words):
        return memory.forget(known, known.told, "misunderstood")
    if not replies.seen(words):
        return known
    # This very message may name the sign that has been seen.
    return memory.forget(known, known.told, "seen", at=known.turn + 1)


def failed_assessment(known: Findings = NO_FINDINGS) -> Assessment:
    """What to use when the check broke or could not be reached: the neutral line is due."""
    return Assessment(findings=known, tier=Tier.URGENT, failed=True)


def concluded(findings: Findings, heard: tuple[Sign, ...] = ()) -> Assessment:
    """What stands, given all that is known; news are marked as told."""
    fired = sorted(_fired(findings), key=lambda item: item[0])
    flags = tuple(flag for _, flag in fired)
    told = dict(findings.told)
    for flag in flags:
        told[flag.key] = max(told.get(flag.key, 0), int(flag.tier))
    statuses = {sign.status for sign in heard}
    return Assessment(
        findings=replace(findings, told=told),
        tier=max((flag.tier for flag in flags), default=Tier.NONE),
        fired=flags,
        heard=heard,
        hypothetical="hypothetical" in statuses and "present" not in statuses,
    )


def _fired(findings: Findings) -> list[tuple[tuple[int, bool, int], Fired]]:
    found = []
    for person in sorted({sign.person for sign in findings.signs}):
        signs = [sign for sign in findings.signs if sign.person == person]
        for number, (flag, because) in enumerate(standing(signs)):
            key = told_key(flag.id, person)
            emergency = flag.tier is Tier.EMERGENCY
            if memory.acknowledged(findings, key, because, emergency):
                continue
            words = tuple(dict.fromkeys(sign.words for sign in because if sign.words))[:2]
            fired = Fired(
                flag=flag.id,
                tier=flag.tier,
                action=flag.action,
                person=person,
                words=words,
                findings=tuple(dict.fromkeys(sign.id for sign in because)),
                new=findings.told.get(key, 0) < int(flag.tier),
            )
            found.append(((-int(flag.tier), flag.pathway != "crisis", number), fired))
    return found
