"""Lines to be spoken as SSML, in the part of it that Alexa and Twilio's voices share. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

RATES = ("", "80%", "65%")
"""Speaking rate, by how often somebody asked for it slower."""

PAUSES = ("250ms", "500ms", "800ms")
"""Between two lines."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Line:
    """Something to say, and how."""

    text: str
    slower: int = 0
    firm: bool = False
    """A safety text: it may not be talked over."""
    number: str = ""
    """Words of `text` that are said one by one, such as "nine one one"."""


def ssml(lines: Sequence[Line], wait: float = 0.0) -> str:
    """The lines with pauses between them, and `wait` seconds of silence before the last."""
    parts = [_line(line) for line in lines]
    if wait and len(parts) > 1:
        parts.insert(-1, f'<break time="{wait:g}s"/>')
    return "".join(parts).removesuffix(_pause(lines[-1].slower)) if lines else ""


def plain(lines: Sequence[Line]) -> str:
    """The lines as text, for a voice that takes no markup."""
    return " ".join(line.text for line in lines if line.text)


def fit(lines: Sequence[Line], most: int) -> list[Line]:
    """As many lines from the first on as take at most `most` characters of SSML.

    Safety lines come first, so what is dropped is the rest of a text that nobody would listen to.
    """
    kept = list(lines)
    while len(kept) > 1 and len(ssml(kept)) > most:
        # The last line is the question that keeps the talk going.
        del kept[-2]
    return kept


def clean(text: str) -> str:
    """`text` escaped for XML, without characters that XML can't hold."""
    return escape(_NOT_XML.sub("", text))


def _line(line: Line) -> str:
    text = clean(line.text)
    if line.number:
        number = clean(line.number)
        text = text.replace(number, f'<break time="300ms"/>{_one_by_one(number)}')
    rate = RATES[min(line.slower, len(RATES) - 1)]
    if rate:
        text = f'<prosody rate="{rate}">{text}</prosody>'
    return text + _pause(line.slower)


def _one_by_one(number: str) -> str:
    return '<break time="300ms"/>'.join(number.split())


def _pause(slower: int) -> str:
    return f'<break time="{PAUSES[min(slower, len(PAUSES) - 1)]}"/>'
