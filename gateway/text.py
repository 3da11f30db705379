"""What people type, made safe to read. Knows Unicode; keeps every word that was written."""

from __future__ import annotations

import unicodedata

MOST = 1000
"""So many characters go to Rasa, whose cost grows with the square; the red-flag check reads all."""

LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"
"""Kept as line feeds, so that the last word of a line and the next one's first stay apart."""

_SLASHES = "/／⁄∕⧸"


class UnusableText(Exception):
    """Nothing is left of the text once invisible characters are gone."""


def clean(text: str) -> str:
    """`text` in NFC, without control, bidirectional and zero-width characters.

    Lone surrogates become U+FFFD; a NUL or control character inside a word leaves no gap.
    Raises :class:`UnusableText` when nothing can be seen of what is left.
    """
    kept = []
    for character in text:
        category = unicodedata.category(character)
        if category == "Cs":
            kept.append("\ufffd")
        elif character in LINE_ENDS:
            kept.append("\n")
        elif character == "\t" or category not in ("Cc", "Cf", "Cn", "Co"):
            kept.append(character)
    cleaned = unicodedata.normalize("NFC", "".join(kept)).strip()
    if not any(character.isprintable() and not character.isspace() for character in cleaned):
        raise UnusableText
    return cleaned


def for_rasa(text: str) -> str:
    """The first :data:`MOST` characters; a typed "/" at the start is text, never an intent."""
    start = 0
    # Rasa strips any white space before it looks for the "/".
    while start < len(text) and (text[start] in _SLASHES or text[start].isspace()):
        start += 1
    return text[start : start + MOST] or "?"
