"""What people type, made safe to read. Knows Unicode; keeps every word that was written."""

from __future__ import annotations

import unicodedata

MOST = 1000
"""So many characters go to Rasa, whose cost grows with the square; the red-flag check reads all."""

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
        elif character in "\n\t":
            kept.append(character)
        elif category not in ("Cc", "Cf", "Cn", "Co"):
            kept.append(character)
    cleaned = unicodedata.normalize("NFC", "".join(kept)).strip()
    if not any(character.isprintable() and not character.isspace() for character in cleaned):
        raise UnusableText
    return cleaned


def for_rasa(text: str) -> str:
    """The first :data:`MOST` characters; a typed "/" at the start is text, never an intent."""
    return text[:MOST].lstrip(_SLASHES + " \n\t") or "?"
