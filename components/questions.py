"""Finds the questions of a message that asks more than one thing. Knows words, not topics."""

from __future__ import annotations

import re

MOST = 3
"""So many questions of one message are answered."""

_SHORT = 3
"""Words; less than this is no question of its own, unless a question mark says so."""

_BE = r"(?:is|are|was|were|isnt|isn['’]t|arent|aren['’]t|am)"
_AUXILIARY = (
    rf"(?:{_BE}|does|did|doesnt|doesn['’]t|didnt|can|could|cant|can['’]t|should|shouldnt|shall|will|would|may|"
    r"might|must|has|wont|won['’]t)"
)
_PERSON = r"(?:i|we|you|they|he|she|it|people|these|those|the|my|your|any|cramps|bananas|drinks|stretches)"
_WHETHER = r"(?:if|whether)\s+(?:i|we|it|they|he|she|my)\b"
ASKS = (
    rf"(?:(?:what|whats|what['’]s|why|how|hows|how['’]s|which)\b"
    rf"|(?:when|where|who|whose)\s+(?:{_AUXILIARY}|do|to|gets|get|else|exactly)\b"
    rf"|{_AUXILIARY}\s+\w+"
    rf"|(?:do|dont|don['’]t|have)\s+{_PERSON}\b"
    r"|do\s+(?:\w+\s+){1,3}(?:help|work|prevent|stop|cause|ease|give|make)\b"
    r"|(?:please\s+)?(?:tell|show|explain to)\s+me\b|explain\b)"
)
"""How a question begins."""

_LEAD = r"(?:(?:and|also|but|or|then|plus|so|ok|okay|well|um|uh|er|please|oh|hi|hello|hey|thanks)\b[\s,]*)*"
_QUESTION = re.compile(rf"^\s*{_LEAD}{ASKS}", re.IGNORECASE)
_ALSO = re.compile(r"^\s*(?:and\s+)?(?:also|plus)\b", re.IGNORECASE)
_INDIRECT = re.compile(rf"^\s*{_WHETHER}", re.IGNORECASE)
_BEFORE = re.compile(rf"^\s*{_LEAD}", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.?!;\n]+(?:[.?!;\n]+|$)")
_JOINED = re.compile(
    rf"(?:\s*,\s*|\s+)(?:and\s+also|and\s+then|and|also|plus|&)\s+(?={_LEAD}(?:{ASKS}|{_WHETHER}))"
    r"|\s*,\s+(?=(?:what|why|how|which|when|where|who)\b\s+\w+)"
    # People who speak, and many who type, join two questions with nothing at all.
    rf"|(?<!\bme)(?<!\bknow)(?<!\bis)(?<!\babout)(?<!\bof)(?<!\bfor)\s+"
    rf"(?=(?:what|why|how|which|when)\s+(?:{_AUXILIARY}|do|to)\s+(?:{_PERSON})\b)",
    re.IGNORECASE,
)


def questions(text: str) -> list[str]:
    """The questions in `text`, in order, each with what was told before it; empty where there is one.

    What is told and not asked belongs to the question after it.
    """
    found: list[str] = []
    told = ""
    for sentence in _SENTENCE.findall(text):
        for piece in _pieces(sentence):
            if _asks(piece, after=bool(found)) or (found and _INDIRECT.search(piece)):
                found.append((told + piece).strip())
                told = ""
            else:
                told += piece
    if found and told.strip():
        found[-1] = f"{found[-1]} {told.strip()}"
    return found if len(found) > 1 else []


def last_question(text: str) -> str | None:
    """The one question of `text` without what was told before it; None where nothing was told."""
    sentences = [sentence.strip() for sentence in _SENTENCE.findall(text) if sentence.strip()]
    asked = [sentence for sentence in sentences if _asks(sentence, after=False)]
    return asked[0] if len(asked) == 1 and len(sentences) > 1 else None


def asks(text: str) -> bool:
    """Whether `text` reads like a question."""
    return text.rstrip().endswith("?") or bool(_QUESTION.search(text))


def without_lead(question: str) -> str:
    """`question` without "and", "also", "ok so" before it."""
    return _BEFORE.sub("", question) or question


def _pieces(sentence: str) -> list[str]:
    """`sentence`, cut where a further question is joined on, if a question stands before the cut."""
    pieces, start = [], 0
    for joint in _JOINED.finditer(sentence):
        before = sentence[start : joint.start()]
        if _begins_question(before) and len(before.split()) >= _SHORT:
            pieces.append(before)
            start = joint.end()
    return [*pieces, sentence[start:]]


def _begins_question(piece: str) -> bool:
    """Whether a question begins `piece` or is asked at the end of what it tells."""
    return bool(_QUESTION.search(piece)) or bool(
        re.search(
            rf"\b(?:wonder|know|ask|asking|tell me|understand|question)\b.*\b{ASKS}",
            piece,
            re.IGNORECASE,
        )
    )


def _asks(piece: str, after: bool) -> bool:
    words = piece.split()
    if piece.rstrip().endswith("?"):
        return bool(re.search(r"\w", piece))
    if after and _ALSO.search(piece):
        return len(words) >= _SHORT
    return len(words) >= _SHORT and _begins_question(piece)
