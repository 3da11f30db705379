"""Text for platforms: the Markdown subset as plain text, and parts no longer than a limit."""

from __future__ import annotations

import re

_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)")
_BULLET = re.compile(r"^(\s*)[-*] +", re.MULTILINE)
_ENDS = (
    re.compile(r"\n\s*\n"),  # paragraphs
    re.compile(r"\n"),
    re.compile(r"(?<=[.!?…])[\"”’)]*\s+"),  # sentences
    re.compile(r"\s+"),
)

MOST_SPACE = 100
"""Looked at behind a limit: white space there may end the part before it."""


def plain(text: str) -> str:
    """`text` without Markdown's marks; a link keeps its address."""
    text = _LINK.sub(lambda link: f"{link[1]} ({link[2]})", text)
    return _BULLET.sub(r"\1• ", _BOLD.sub(r"\1", text)).strip()


def split(text: str, most: int) -> list[str]:
    """`text` in parts of at most `most` UTF-16 units, at ends of paragraphs, lines or sentences.

    A sentence is cut only when it alone is longer, and then between words, a word only when it is.
    """
    parts = []
    rest = text.strip()
    while units(rest) > most:
        end, begin = _place(rest, _fitting(rest, most))
        parts.append(rest[:end].rstrip())
        rest = rest[begin:].lstrip()
    return [*parts, rest] if rest else parts


def units(text: str) -> int:
    """Length as platforms count it: an emoji is two."""
    return len(text) + sum(character > "\uffff" for character in text)


def _fitting(text: str, most: int) -> int:
    """How many characters from the start have at most `most` units; at least one."""
    used = 0
    for number, character in enumerate(text):
        used += 2 if character > "\uffff" else 1
        if used > most:
            return max(number, 1)
    return len(text)


def _place(text: str, most: int) -> tuple[int, int]:
    """Where the first part ends and the next begins."""
    for ends in _ENDS:
        found = None
        for match in ends.finditer(text, 0, most + 1 + MOST_SPACE):
            closing = match.start() + len(match[0].rstrip())
            if closing > most:
                break
            # A paragraph's end is a good place only if the part is not all too short for it.
            if closing * 3 >= most or ends is not _ENDS[0]:
                found = (closing, match.end())
        if found and found[0] > 0:
            return found
    return most, most
