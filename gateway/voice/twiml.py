"""What is to be spoken as TwiML for Twilio Voice. Pure; never an empty document, which hangs up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from gateway.voice.markup import Line, clean, ssml

MOST_IN_SAY = 2500
"""Characters of one <Say>: Twilio drops what goes over 3,000 of a Polly voice."""


@dataclass(frozen=True)
class Voice:
    """How the phone speaks and listens."""

    name: str = "Polly.Joanna"
    language: str = "en-US"


def listening(
    lines: Sequence[Line], action: str, seconds: int, hints: Iterable[str], voice: Voice
) -> str:
    """Speak `lines`, then wait `seconds` for words or a key, which go to `action`.

    Safety lines stand before the <Gather>, so that a cry of pain does not cut them off.
    """
    firm = [line for line in lines if line.firm]
    open_ = [line for line in lines if not line.firm]
    attributes = {
        "input": "speech dtmf",
        "action": action,
        "method": "POST",
        "timeout": str(seconds),
        "speechTimeout": "2",
        "numDigits": "1",
        "finishOnKey": "",
        "actionOnEmptyResult": "true",
        # A filter would blot out the words of people in pain before they are checked.
        "profanityFilter": "false",
        "language": voice.language,
        "hints": ",".join(hints),
    }
    names = "".join(f" {name}={quoteattr(clean_value(v))}" for name, v in attributes.items())
    return _document(f"{_say(firm, voice)}<Gather{names}>{_say(open_, voice)}</Gather>")


def ending(lines: Sequence[Line], voice: Voice) -> str:
    """Speak `lines` and hang up."""
    return _document(f"{_say(lines, voice)}<Hangup/>")


def clean_value(text: str) -> str:
    """`text` without what an attribute can't hold; still unescaped."""
    return "".join(character for character in text if character.isprintable())


def _say(lines: Sequence[Line], voice: Voice) -> str:
    said, group = [], list[Line]()
    for line in lines:
        if group and len(ssml([*group, line])) > MOST_IN_SAY:
            said.append(group)
            group = []
        group.append(line)
    groups = [group for group in [*said, group] if any(clean(line.text).strip() for line in group)]
    opening = f'<Say voice="{voice.name}" language="{voice.language}">'
    return "".join(f"{opening}{ssml(group)}</Say>" for group in groups)


def _document(content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><Response>{content}</Response>'
