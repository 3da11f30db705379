"""The sentences of tests/, which no model was trained on."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from benchmarks.scale import ROOT, SEED
from red_flags import NO_FINDINGS, Tier, assess

TESTS = ROOT / "tests"

ACCEPTED = {
    "praise_complaint": {"praise", "complaint"},
    "cramp_not_covered": {
        "not_in_article",
        "painkillers",
        "home_remedies",
        "devices_and_therapies",
        "other_drinks",
        "doses_and_brands",
        "around_cramps",
    },
    "other_senses": {"other_senses", "climbing_gear", "tools", "little_room", "words_and_music"},
    "far": {"far", "gibberish", "orders_to_the_assistant"},
}
"""Groups of tests/ whose name is not the label that data/ has for them."""


@dataclass(frozen=True)
class Sentence:
    """A test sentence and the labels that are right for it."""

    text: str
    labels: frozenset[str]


@lru_cache(maxsize=1)
def questions() -> list[Sentence]:
    """tests/faq: for each topic, with other topics that answer a question as well (`also`)."""
    files = sorted((TESTS / "faq").glob("*.yml"))
    return [sentence for path in files for sentence in _grouped(path, "faq/")]


def mixed() -> list[Sentence]:
    """tests/mixed.yml: questions wrapped in other talk."""
    return [_sentence(item, item["topic"], "faq/") for item in _read(TESTS / "mixed.yml")]


def out_of_scope() -> list[Sentence]:
    """tests/out_of_scope.yml."""
    return _grouped(TESTS / "out_of_scope.yml", "out_of_scope/")


def small_talk() -> list[Sentence]:
    """tests/small_talk.yml."""
    return _grouped(TESTS / "small_talk.yml", "")


def _grouped(path: Path, prefix: str) -> list[Sentence]:
    return [
        _sentence(item, group, prefix) for group, items in _read(path).items() for item in items
    ]


def _sentence(item: Any, group: str, prefix: str) -> Sentence:
    text, also = (item, []) if isinstance(item, str) else (item["text"], item.get("also", []))
    names = ACCEPTED.get(group, {group}) | set(also)
    return Sentence(text, frozenset(prefix + name for name in names))


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def calm_questions() -> list[str]:
    """Texts of :func:`questions` without a red flag, shuffled: an ordinary turn's."""
    texts = [sentence.text for sentence in questions()]
    random.Random(SEED).shuffle(texts)
    return [text for text in texts if assess(text).tier == Tier.NONE]


def conversation(chooser: random.Random, texts: Sequence[str], turns: int) -> list[str]:
    """Choose `turns` of `texts` that have no red flag together either."""
    chosen: list[str] = []
    known = NO_FINDINGS
    while len(chosen) < turns:
        text = chooser.choice(texts)
        assessment = assess(text, known)
        if assessment.tier == Tier.NONE:
            chosen.append(text)
            known = assessment.findings
    return chosen


def thirty_words(count: int) -> list[str]:
    """`count` different messages of 30 words, of test sentences put one after another."""
    chooser = random.Random(SEED)
    sentences = [s.text for s in questions() + mixed() + out_of_scope() + small_talk()]
    messages = []
    for _ in range(count):
        words: list[str] = []
        while len(words) < 30:
            words += chooser.choice(sentences).rstrip(".").split()
            words[-1] += "."
        messages.append(" ".join(words[:30]))
    return messages
