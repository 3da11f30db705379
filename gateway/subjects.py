"""Words before and about what a short message says: "and what about", "cramps". Knows words, no state."""

from __future__ import annotations

import re

from red_flags.text import words_of

SUBJECT_WORDS = 4
"""A longer rest is no mere subject."""

_LEAD = (
    r"(?:(?:and|but|ok|okay|so|also|or|then|well|um|uh|er|oh|hm|hmm|right|yes|yeah|sorry|please|now|cool|fine|great|"
    r"thanks|thank you|hey|lol)\s+)*"
)
_FRAME = re.compile(
    rf"^{_LEAD}(?:(?:what|how) about|what if (?:its|it is|im|i am|they are|theyre)?|is it the same|same|"
    r"does (?:that|it|this) (?:also |even )?(?:go|work|apply|help|hold|count)|"
    r"is (?:that|it|this|it also|that also) (?:ok|okay|alright|all right|fine|safe|the same|true|good)|"
    r"(?:and|or|but|also|maybe)\b)\s*(?:if (?:im|its|i am|it is)\s)?"
)
_QUESTION = frozenset(
    "what why how when where who which whose can could should do does did is are am will would".split()
)
_ABOUT_CRAMPS = re.compile(r"cramp|spasm|charley|charlie|twitch|seiz")


def unframed(words: tuple[str, ...]) -> tuple[str, ...]:
    """`words` without "and", "what about", "does that go for" before them."""
    return tuple(_FRAME.sub("", " ".join(words)).split())


def cramps_and(said: str) -> str | None:
    """A few words where only "cramps" was said before, as said of them: "at night"."""
    line = said.lower().strip(" ?.!")
    asks_itself = not _QUESTION.isdisjoint(words_of(line).words)
    if not line or asks_itself or _ABOUT_CRAMPS.search(line):
        return None
    return f"cramps {line}"
