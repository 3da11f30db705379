"""What people say to the assistant about the talk itself, in plain words. Knows no medicine.

Read here and not by Rasa, so that they work when Rasa is down.
"""

from __future__ import annotations

import re
from typing import Literal

from red_flags.text import words_of

Command = Literal["summary"]

_PLEASE = re.compile(
    r"^(?:(?:please|ok|okay|hey|hi|and|so|um|uh|well|now|sorry|no|oh|right|thanks)\s)+"
    r"|(?:\s(?:please|pls|then|now|thanks|thank you|for me))+$"
)
_CLINICIAN = (
    r"(?:doctors?|docs?|dr|gp|gps|nurse|midwife|physio|pharmacist|clinic|hospital|consultant|"
    r"specialist|paramedics?|appointment|surgery)"
)
_CHAT = (
    r"(?:this|it|that|all this|all that|(?:this|our|the|my) (?:chat|talk|conversation)|"
    r"what i (?:have )?(?:said|told you))"
)
_ASKS = r"(?:what|which|how|why|when|who|should|do|does|did|is|are)"

PATTERNS: dict[Command, re.Pattern[str]] = {
    "summary": re.compile(
        rf"(?:(?!{_ASKS}\b).*\b(?:summary|summari[sz]e|sum\b.*\bup|write up|printout|print out|"
        rf"notes|a report)\b.*\b(?:for|to|at)\b.*\b{_CLINICIAN}\b.*"
        rf"|(?:(?:can|could|may|will|would) (?:you|i) )?"
        rf"(?:(?:make|write|give|get|have|show|do|create|print) (?:me )?)?"
        rf"(?:a |the |my )?(?:doctors? )?summary(?: (?:of|from) {_CHAT})?"
        rf"|(?:(?:can|could|will|would) you )?(?:summari[sz]e|sum up) {_CHAT}"
        rf"|(?:.* )?something (?:(?:to|i can|that i can) )?(?:show|give|take to|bring to|hand)"
        rf" (?:to )?(?:my|the|a) {_CLINICIAN})"
    ),
}

MOST_WORDS = 16
"""A longer message is about something."""


def command(text: str) -> Command | None:
    """What the whole of `text` asks of the assistant, if it is one of these."""
    words = words_of(text).words
    if not 0 < len(words) <= MOST_WORDS:
        return None
    line = _PLEASE.sub("", " ".join(words)) or " ".join(words)
    return next((name for name, form in PATTERNS.items() if form.fullmatch(line)), None)
