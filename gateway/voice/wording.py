"""The sentences and steering words of wording.yml. Holds none of its own."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

from gateway.texts import fill, responses

Wish = Literal["repeat", "slower", "more", "next", "stop", "yes", "no", "help"]
"""What somebody wants of the voice itself."""

Ask = Literal["step", "next", "more", "else", "what", "now", "today", "question", "choice", "reply"]
"""What a turn ends with; see `ask` in wording.yml."""


@lru_cache(maxsize=1)
def wording() -> dict[str, Any]:
    """The content of wording.yml."""
    text = (Path(__file__).parent / "wording.yml").read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return content


def said(name: str, place: str | None = None) -> str:
    """The sentence `name`, with the numbers of the region `place`."""
    return fill(wording()["said"][name], place, speech=True)


def prompt(name: Ask) -> str:
    """The question that ends a turn; empty where the turn already ends with one."""
    text: str = wording()["ask"][name]["prompt"]
    return text


def reprompt(name: Ask, place: str | None = None) -> str:
    """What is asked when nobody answers."""
    return fill(wording()["ask"][name]["reprompt"], place, speech=True)


def even(text: str) -> str:
    """`text` in small letters, without apostrophes and punctuation."""
    plain = re.sub(r"['’‘`]", "", text.casefold())
    return " ".join(re.findall(r"[^\W_]+", plain))


def wish(text: str) -> Wish | None:
    """What the whole of `text` asks of the voice, if it is one of the forms of wording.yml."""
    return _wishes().get(even(text))


def number(text: str) -> int | None:
    """The choice that the whole of `text` names, from 1."""
    return _numbers().get(even(text))


def names(text: str, title: str) -> bool:
    """Whether the whole of `text` says the button `title`."""
    return even(text) in _forms().get(title, set()) | {even(title)}


@lru_cache(maxsize=1)
def _forms() -> dict[str, set[str]]:
    buttons = wording()["buttons"]
    return {responses()[name].text: set(map(even, forms)) for name, forms in buttons.items()}


@lru_cache(maxsize=1)
def _wishes() -> dict[str, Wish]:
    return {even(form): name for name, forms in wording()["heard"].items() for form in forms}


@lru_cache(maxsize=1)
def _numbers() -> dict[str, int]:
    return {
        even(form): place
        for place, forms in enumerate(wording()["numbers"], start=1)
        for form in forms
    }
