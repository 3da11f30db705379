"""The safety messages of a turn. They need neither Rasa nor the action server nor the database."""

from __future__ import annotations

import logging
from dataclasses import replace

from gateway.message import Button, Message, from_response
from gateway.texts import title
from red_flags import Assessment, Fired, Tier, explain
from red_flags.record import SELF

log = logging.getLogger(__name__)


def first(assessment: Assessment, place: str | None) -> list[Message]:
    """What is said before anything else: the action, a reminder, or that the check failed."""
    if assessment.failed:
        return [from_response("utter_check_failed", place)]
    news = assessment.news
    if news and news[0].tier >= Tier.URGENT:
        return [_action(assessment, place)]
    if assessment.tier >= Tier.URGENT:
        name = f"utter_reminder_{assessment.tier.label}"
        urgency = assessment.tier.label
        return [from_response(name, place, buttons=_ways_back(assessment), urgency=urgency)]
    return []


def missing(assessment: Assessment, place: str | None, said: list[Message]) -> list[Message]:
    """What the action server should have added to `said` and did not."""
    if assessment.failed or not assessment.news:
        return []
    if any(is_explanation(message) for message in said):
        return []
    static = [] if assessment.news[0].tier >= Tier.URGENT else [_action(assessment, place)]
    try:
        return [*static, explanation(assessment)]
    except Exception as error:  # whatever breaks in wording must not cost the safety text
        log.error("explanation_failed error=%s", type(error).__name__)
        return static


def is_explanation(message: Message) -> bool:
    """Static safety texts carry the date they were checked; an explanation is made of the rules."""
    return message.kind == "safety" and message.checked is None


def explanation(assessment: Assessment) -> Message:
    """Why, in the person's words; what to do meanwhile; and the way back."""
    news = _first(assessment)
    return Message(
        kind="safety",
        text=explain(assessment),
        speech=explain(assessment, speech=True),
        urgency=news.tier.label,
        about_person=_person(news),
        buttons=_ways_back(assessment),
    )


def standing(assessment: Assessment, place: str | None) -> list[Message]:
    """The action and the reason of the most urgent flag that stands, also when both were said."""
    try:
        return [_action(assessment, place), explanation(assessment)]
    except Exception as error:  # whatever breaks in wording must not cost the action
        log.error("explanation_failed error=%s", type(error).__name__)
        return [_action(assessment, place)]


def with_ways_back(message: Message, assessment: Assessment) -> Message:
    """An explanation that came from the action server, with the buttons only the gateway knows."""
    return replace(
        message, about_person=_person(assessment.news[0]), buttons=_ways_back(assessment)
    )


def _action(assessment: Assessment, place: str | None) -> Message:
    news = _first(assessment)
    return from_response(
        f"utter_{news.action}", place, urgency=news.tier.label, person=_person(news)
    )


def _first(assessment: Assessment) -> Fired:
    return (assessment.news or assessment.fired)[0]


def _person(fired: Fired) -> str | None:
    return None if fired.person == SELF else fired.person


def _ways_back(assessment: Assessment) -> tuple[Button, ...]:
    flags = sorted({flag.flag for flag in assessment.fired})
    return tuple(
        Button(title(f"utter_{how}_button"), {"do": how, "flags": flags})
        for how in ("misunderstood", "seen")
    )
