"""Which news of an assessment are said in this turn, and which wait. Knows no sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from red_flags import Assessment, Findings, Fired, Sign, Tier, concluded


def alarmed(assessment: Assessment) -> bool:
    """Whether this very message brought what goes before any question."""
    urgent = bool(assessment.news) and assessment.news[0].tier >= Tier.URGENT
    return assessment.failed or urgent or assessment.tier is Tier.EMERGENCY


def anew(before: Assessment, findings: Findings, heard: tuple[Sign, ...]) -> Assessment:
    """What `findings` come to, where the news of `before` have not been said yet."""
    return concluded(_untold(findings, before.news), heard)


def held_back(after: Assessment, before: Assessment) -> Assessment:
    """`after` with what is not urgent left for the end of the interview."""
    if after.news and after.news[0].tier >= Tier.URGENT:
        return after
    findings = _untold(after.findings, (*after.news, *before.news))
    return told(replace(after, findings=findings))


def told(assessment: Assessment) -> Assessment:
    """`assessment` with its news left unsaid for good."""
    return replace(assessment, fired=tuple(replace(flag, new=False) for flag in assessment.fired))


def _untold(findings: Findings, flags: Iterable[Fired]) -> Findings:
    """`findings` in which none of `flags` has been told."""
    keys = {flag.key for flag in flags}
    told = {key: tier for key, tier in findings.told.items() if key not in keys}
    return replace(findings, told=told)
