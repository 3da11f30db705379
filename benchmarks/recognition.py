"""How many of the test sentences each trained model takes for what they are."""

from __future__ import annotations

import random
from collections.abc import Callable

from benchmarks import sentences
from benchmarks.parser import Parser, our_parser, stock_parser
from benchmarks.progress import say
from benchmarks.report import Row
from benchmarks.run_folder import RunFolder
from benchmarks.scale import SEED, Scale
from benchmarks.sentences import Sentence
from benchmarks.stock import StockProject

Judge = Callable[[str, Sentence], bool]
"""Whether a label counts for a sentence."""


def right(label: str, sentence: Sentence) -> bool:
    """Whether it is one of the accepted labels."""
    return label in sentence.labels


def wrong_answer(label: str, sentence: Sentence) -> bool:
    """Whether the article answers, with a topic that is not asked about."""
    return label.startswith("faq/") and not right(label, sentence)


def kept_out(label: str, sentence: Sentence) -> bool:
    """Whether the article does not answer."""
    return not label.startswith("faq/")


MEASURES: list[tuple[str, Callable[[], list[Sentence]], Judge]] = [
    ("questions (tests/faq), right answer", sentences.questions, right),
    ("questions, wrong answer", sentences.questions, wrong_answer),
    ("questions in other talk (tests/mixed.yml), right answer", sentences.mixed, right),
    ("questions in other talk, wrong answer", sentences.mixed, wrong_answer),
    ("out of scope, not answered from the article", sentences.out_of_scope, kept_out),
    ("out of scope, and for the right reason", sentences.out_of_scope, right),
    ("small talk, right", sentences.small_talk, right),
]


WHOLE_TRAINING = 100
"""Epochs of the stock pipeline; with fewer its figures would say nothing of it."""


def measure(scale: Scale, project: StockProject, folder: RunFolder) -> list[Row]:
    """Ours as :meth:`TopicClassifier.decide` decides, stock as its rules would answer."""
    say("recognition: ours")
    with our_parser(folder) as parser:
        ours = _figures(parser, scale)
    stock = ["–"] * len(ours)
    if scale.epochs >= WHOLE_TRAINING:
        say("recognition: stock")
        with stock_parser(project, folder) as parser:
            stock = _figures(parser, scale)
    return [
        Row(what, our, other)
        for (what, _, _), our, other in zip(MEASURES, ours, stock, strict=True)
    ]


def _figures(parser: Parser, scale: Scale) -> list[str]:
    figures = []
    for _, source, judge in MEASURES:
        chosen = source()
        if scale.sentences:
            chosen = random.Random(SEED).sample(chosen, min(scale.sentences, len(chosen)))
        labels = parser.parse([sentence.text for sentence in chosen]).labels
        count = sum(judge(*each) for each in zip(labels, chosen, strict=True))
        figures.append(f"{count / len(chosen):.1%} ({count} of {len(chosen)})")
    return figures
