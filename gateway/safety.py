"""The safety messages of a turn. They need neither Rasa nor the action server nor the database."""

from __future__ import annotations

from gateway.message import Button, Message, from_response
from gateway.texts import title
from red_flags import Assessment, Tier, explain


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
    return [*static, explanation(assessment)]


def is_explanation(message: Message) -> bool:
    """Static safety texts carry the date they were checked; an explanation is made of the rules."""
    return message.kind == "safety" and message.checked is None


def explanation(assessment: Assessment) -> Message:
    """Why, in the person's words; what to do meanwhile; and the way back."""
    news = assessment.news[0]
    return Message(
        kind="safety",
        text=explain(assessment),
        speech=explain(assessment, speech=True),
        urgency=news.tier.label,
        about_person=None if news.person == "self" else news.person,
        buttons=_ways_back(assessment),
    )


def with_ways_back(message: Message, assessment: Assessment) -> Message:
    """An explanation that came from the action server, with the buttons only the gateway knows."""
    own = explanation(assessment)
    return Message(**{**own.__dict__, "text": message.text, "speech": message.speech})


def _action(assessment: Assessment, place: str | None) -> Message:
    news = assessment.news[0]
    person = None if news.person == "self" else news.person
    return from_response(
        f"utter_{news.action}", place, urgency=news.tier.label, person=person
    )


def _ways_back(assessment: Assessment) -> tuple[Button, ...]:
    flags = sorted({flag.flag for flag in assessment.fired})
    return tuple(
        Button(title(f"utter_{how}_button"), {"do": how, "flags": flags})
        for how in ("misunderstood", "seen")
    )
