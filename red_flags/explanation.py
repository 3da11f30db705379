"""Why a red flag stands, in the person's words, and what to do meanwhile. Sentences are in YAML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from red_flags.knowledge import FOLDER, Flag, rules
from red_flags.record import SELF, Assessment, Fired, Tier
from red_flags.schema import read

MOST_SPOKEN = 58
"""Words of a spoken explanation of an emergency."""

QUOTED = {False: 14, True: 8}
"""Words of a quotation: written, spoken."""

DROPPED = ("also", "together", "watch", "dont", "do", "said")
"""What a spoken emergency loses first, when it is too long."""


@lru_cache(maxsize=1)
def wording() -> Mapping[str, Any]:
    """The templates of wording.yml."""
    return dict(read(FOLDER / "wording.yml"))


def name_of(person: str) -> str:
    """How a person is named in a sentence: "you", "your mum"."""
    people: Mapping[str, str] = wording()["people"]
    return people.get(person, people["other"])


def explain(assessment: Assessment, *, speech: bool = False) -> str:
    """Why, in their words, what to do meanwhile and what not, what to say on the phone.

    Speaks of the new flags, or of those that stand when none is new; at most two reasons. An
    assessment that failed gives the neutral line; one without flags gives an empty text.
    """
    if assessment.failed:
        return str(wording()["check_failed"]["speech" if speech else "text"])
    flags = assessment.news or assessment.fired
    if not flags:
        return ""
    pieces = _pieces(assessment, flags, "speech" if speech else "text")
    if speech and flags[0].tier is Tier.EMERGENCY:
        for name in DROPPED:
            if len(" ".join(pieces.values()).split()) <= MOST_SPOKEN:
                break
            pieces.pop(name, None)
    return (" " if speech else "\n").join(filter(None, pieces.values()))


def reminder(assessment: Assessment, *, speech: bool = False) -> str:
    """One line for later turns, while an emergency or urgent flag still stands; else empty."""
    first = assessment.fired[0] if assessment.fired else None
    if first is None or first.tier < Tier.URGENT:
        return ""
    kind = "crisis" if rules().flags[first.flag].pathway == "crisis" else first.tier.label
    form = wording()["reminders"][kind]["speech" if speech else "text"]
    words = first.words or (rules().flags[first.flag].concern,)
    line = _whose(form, first).format(words=words[0], person=name_of(first.person))
    return line[:1].upper() + line[1:]


def _whose(form: Mapping[str, str] | str, fired: Fired) -> str:
    if isinstance(form, str):
        return form
    return form["self" if fired.person == SELF else "other"]


def _pieces(assessment: Assessment, flags: tuple[Fired, ...], form: str) -> dict[str, str]:
    first = flags[0]
    flag = rules().flags[first.flag]
    templates = wording()["explain"]
    order = templates["order"][form]["crisis" if flag.pathway == "crisis" else first.tier.label]
    most = templates["most"][form]
    written: Mapping[str, Any] = templates[form]
    makers: dict[str, Callable[[], str]] = {
        "said": lambda: _said(assessment, first, written, most["words"], form),
        "together": lambda: _whose(written["together"], first).format(person=name_of(first.person)),
        "close": lambda: str(written["close"]),
        "tell": lambda: _tell(first, flag, written, form),
    }
    pieces: dict[str, str] = {}
    for name in order:
        maker = makers.get(name, lambda name=name: _text(flag, name, form, most.get(name, 1)))
        pieces[name] = maker()
        if name == "because" and most["reasons"] > 1:
            pieces["also"] = _also(flags, written, form)
    return {name: text for name, text in pieces.items() if text}


def _said(
    assessment: Assessment, fired: Fired, written: Mapping[str, Any], most: int, form: str
) -> str:
    # A yes is kept in the words of its question, also when it is told again later.
    asked = [word for word in fired.words if word.endswith("?")]
    answered = any(
        sign.net == "answer" and sign.words in (asked or fired.words)
        for sign in (assessment.findings.signs if asked else assessment.heard)
    )
    if answered and form == "speech":
        # A question is spoken whole, and the sentence around it has its own end.
        words = [word.rstrip("?") for word in fired.words[:most]]
    else:
        words = [_short(word, form) for word in fired.words[:most]]
    if not words:
        return ""
    template = _whose(written["answered" if answered else "said"], fired)
    quoted = str(written["and"]).join(words)
    return template.format(words=quoted, person=name_of(fired.person))


def _short(words: str, form: str) -> str:
    row = words.split()
    most = QUOTED[form == "speech"]
    return " ".join(row[:most]) + ("…" if len(row) > most and form == "text" else "")


def _also(flags: tuple[Fired, ...], written: Mapping[str, Any], form: str) -> str:
    """The second reason: another flag of the same person, from other words."""
    first = flags[0]
    for other in flags[1:]:
        fresh = [word for word in other.words if word not in first.words]
        if other.person != first.person or other.tier < Tier.URGENT or not fresh:
            continue
        because = _text(rules().flags[other.flag], "because", form, 1)
        template = _whose(written["also"], other)
        return template.format(
            words=_short(fresh[0], form), because=because, person=name_of(other.person)
        )
    return ""


def _tell(fired: Fired, flag: Flag, written: Mapping[str, Any], form: str) -> str:
    said = _text(flag, "tell", form, 1)
    forms = written["tell"].get(fired.tier.label)
    if not said or not forms:
        return ""
    return _whose(forms, fired).format(tell=said, person=name_of(fired.person))


def _text(flag: Flag, name: str, form: str, most: int) -> str:
    spoken = (flag.texts.get("speech") or {}) if form == "speech" else {}
    text = spoken.get(name) or flag.texts.get(name) or ""
    return " ".join(text[:most]) if isinstance(text, list) else str(text)
