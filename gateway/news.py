"""Which news of an assessment are said in this turn, and which wait. Knows no sentences."""

from __future__ import annotations

from dataclasses import replace

from red_flags import Assessment, Findings, Sign, Tier, concluded


def alarmed(assessment: Assessment) -> bool:
    """Whether this very message brought what goes before any question."""
    urgent = bool(assessment.news) and assessment.news[0].tier >= Tier.URGENT
    return assessment.failed or urgent or assessment.tier is Tier.EMERGENCY


def anew(before: Assessment, findings: Findings, heard: tuple[Sign, ...]) -> Assessment:
    """What `findings` come to, where the news of `before` have not been said yet."""
    news = {f"{flag.flag}@{flag.person}" for flag in before.news}
    told = {key: tier for key, tier in findings.told.items() if key not in news}
    return concluded(replace(findings, told=told), heard)


def held_back(after: Assessment, before: Assessment) -> Assessment:
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


def told(assessment: Assessment) -> Assessment:
    """`assessment` with its news left unsaid for good."""
    return replace(assessment, fired=tuple(replace(flag, new=False) for flag in assessment.fired))
