"""Buttons where there are none: numbered lines to read, and digits to send back."""

from __future__ import annotations

import re

from gateway.render.bubbles import Choice, bubbles, listed
from gateway.render.words import words

_NUMBER = re.compile(r"\(?\s*(?:no\.?|number|option)?\s*#?\s*(\d{1,2})\s*[.):]?\s*", re.IGNORECASE)


def numbered(choices: tuple[Choice, ...], start: int = 1) -> str:
    """Lines that offer `choices`, the first of them under the number `start`."""
    if not choices:
        return ""
    if len(choices) == 1:
        return words()["reply_one"].format(number=start, title=choices[0].title)
    numbers = [str(number) for number in range(start, start + len(choices))]
    said = f"{', '.join(numbers[:-1])} {words()['or']} {numbers[-1]}"
    return f"{words()['reply'].format(numbers=said)}\n{listed(choices, start)}"


def pressed(text: str, reply: list[dict[str, object]]) -> str | None:
    """The value of the button that the number `text` stands for, counted over the last `reply`."""
    found = _NUMBER.fullmatch(text.strip())
    offered = [choice for bubble in bubbles(reply) for choice in bubble.choices]
    if not found or not 0 < int(found[1]) <= len(offered):
        return None
    return offered[int(found[1]) - 1].value
