"""Joins an answer's parts for one person and one family. Knows the answers' form, no Rasa."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from red_flags import Modifier


@dataclass(frozen=True)
class Wording:
    """The same thing written and spoken."""

    text: str
    speech: str


@dataclass
class Composed:
    """An answer on its way: what is said, what is put before it, and whether anything was left."""

    parts: list[Wording] = field(default_factory=list)
    cautions: list[Wording] = field(default_factory=list)
    withheld: bool = False
    asks: list[str] = field(default_factory=list)
    """The modifiers whose question must be answered before the parts that were left out."""


def compose(
    lead: Wording | None,
    parts: Sequence[dict[str, Any]],
    personal: Iterable[Modifier],
    general: Iterable[Modifier],
) -> Composed:
    """`parts` without those that `personal` withholds or asks about first, and every caution, once.

    `general` is for everybody; it is silent on a subject that `personal` speaks about.
    """
    personal, general = list(personal), list(general)
    composed = Composed([lead] if lead else [])
    said: dict[str, Wording] = {}
    for part in parts:
        about = frozenset(part["about"])
        own = [modifier for modifier in personal if modifier.covers(about)]
        actions = {modifier.action for modifier in own}
        withheld = not actions.isdisjoint({"withhold", "ask_first"})
        if "withhold" not in actions:
            # Where the part is left out anyway, the answer would change nothing.
            composed.asks += [m.id for m in own if m.action == "ask_first"]
        for modifier in own or [modifier for modifier in general if modifier.covers(about)]:
            # A general caution for what is only written would hold up who listens to first aid.
            heard = modifier.speech if own or part["speech"] else ""
            if not said.get(modifier.text, Wording("", "")).speech:
                said[modifier.text] = Wording(modifier.text, heard)
        if withheld:
            composed.withheld = True
        else:
            composed.parts.append(Wording(part["text"], part["speech"] or ""))
    composed.cautions = list(said.values())
    composed.asks = list(dict.fromkeys(composed.asks))
    return composed


def written(composed: Composed, lead: bool) -> str:
    """For reading: the lead, what to mind, then the rest, as paragraphs."""
    texts = [wording.text for wording in composed.parts]
    first = texts[:1] if lead else []
    cautions = [" ".join(wording.text for wording in composed.cautions)]
    return "\n\n".join(
        block for block in [*first, *cautions, "\n".join(texts[len(first) :])] if block
    )


def spoken(composed: Composed, lead: bool) -> str:
    """For listening: the same order, one breath."""
    speeches = [wording.speech for wording in composed.parts]
    first = 1 if lead else 0
    cautions = [wording.speech for wording in composed.cautions]
    return " ".join(
        speech for speech in [*speeches[:first], *cautions, *speeches[first:]] if speech
    )
