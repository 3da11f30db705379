"""Whether a long conversation's turns cost what its first one did."""

from __future__ import annotations

import random

from benchmarks.link import Link
from benchmarks.ours import Ours
from benchmarks.progress import say
from benchmarks.report import Row
from benchmarks.run_folder import RunFolder
from benchmarks.scale import SEED, Scale
from benchmarks.sentences import conversation
from benchmarks.speed import WARM_UP, answered_by_both, conversations, latencies, turn
from benchmarks.stock import Stock, StockProject
from benchmarks.system import System
from benchmarks.timing import milliseconds, percentile

STOCK_SHARE = 4
"""One stock conversation for so many of ours: they take long, and no bound rests on them."""


def measure(scale: Scale, project: StockProject, folder: RunFolder) -> list[Row]:
    """First and last turn ask the same, so that only the length differs."""
    say("length: starting both systems")
    first: dict[str, list[float]] = {"ours": [], "stock": []}
    last: dict[str, list[float]] = {"ours": [], "stock": []}
    with Ours(folder) as ours, Stock(project, folder) as stock:
        sentences = answered_by_both(ours, stock)
        both: list[System] = [ours, stock]
        for system in both:
            latencies(system, conversations(sentences), WARM_UP)
        for number in range(scale.long_conversations):
            for system in both[:1] if number % STOCK_SHARE else both:
                times = _conversation(system, sentences, scale.long_turns, number)
                first[system.name].append(times[0])
                last[system.name].append(times[-1])
            say(f"length: conversation {number + 1}/{scale.long_conversations}")
    return _rows(first, last, scale.long_turns)


def _conversation(system: System, sentences: list[str], turns: int, number: int) -> list[float]:
    chooser = random.Random(f"{SEED}-{number}")
    texts = conversation(chooser, sentences, turns - 1)
    with Link(system.port) as link:
        held = system.begin(link)
        return [
            milliseconds(lambda: turn(held, text))  # noqa: B023
            for text in [*texts, texts[0]]
        ]


def _rows(first: dict[str, list[float]], last: dict[str, list[float]], turns: int) -> list[Row]:
    begun = {name: percentile(times, 50) for name, times in first.items()}
    ended = {name: percentile(times, 50) for name, times in last.items()}
    factor = {name: ended[name] / begun[name] for name in begun}
    return [
        Row(
            f"turn 1, p50 of {len(first['ours'])} conversations ({len(first['stock'])} of stock)",
            f"{begun['ours']:.1f} ms",
            f"{begun['stock']:.1f} ms",
        ),
        Row(
            f"turn {turns} of the same",
            f"{ended['ours']:.1f} ms",
            f"{ended['stock']:.1f} ms",
        ),
        Row(
            f"turn {turns} against turn 1",
            f"{factor['ours']:.2f} ×",
            f"{factor['stock']:.2f} ×",
            "at most 1.5 ×",
            factor["ours"] <= 1.5,
        ),
    ]
