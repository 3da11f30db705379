"""How long a whole turn takes, one after another, and how many fit in a second."""

from __future__ import annotations

import random
import statistics
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from benchmarks.link import Link, UnexpectedReply
from benchmarks.ours import Ours
from benchmarks.progress import say
from benchmarks.report import Row
from benchmarks.run_folder import RunFolder
from benchmarks.scale import SEED, Scale
from benchmarks.sentences import calm_questions, conversation
from benchmarks.stock import Stock, StockProject
from benchmarks.system import Conversation, System
from benchmarks.timing import milliseconds, percentile

CONVERSATION_TURNS = 5
"""So many questions one person asks: stock Rasa gets slower with each."""

CONCURRENT = 8
SENTENCES = 200
TALKS = 120
BEGIN_SECONDS = 120
WARM_UP = 20


def measure(scale: Scale, project: StockProject, folder: RunFolder) -> list[Row]:
    """Both systems run at once and take blocks of turns alternately, so that noise hits both."""
    say("speed: starting both systems")
    with Ours(folder) as ours, Stock(project, folder) as stock:
        sentences = answered_by_both(ours, stock)
        say(f"speed: {len(sentences)} sentences that both answer; warming up")
        talks = conversations(sentences)
        for system in (ours, stock):
            latencies(system, talks, WARM_UP)
            rate(system, talks, CONCURRENT * CONVERSATION_TURNS)
        times: dict[str, list[float]] = {ours.name: [], stock.name: []}
        rates: dict[str, list[float]] = {ours.name: [], stock.name: []}
        for block in range(scale.blocks):
            for system in (ours, stock):
                times[system.name] += latencies(system, talks, scale.block_turns, block)
            ours_50, stock_50 = (percentile(times[name], 50) for name in ("ours", "stock"))
            _so_far(f"latency {block + 1}/{scale.blocks}", ours_50, stock_50, "ms p50")
        for block in range(scale.blocks):
            for system in (ours, stock):
                rates[system.name].append(rate(system, talks, scale.rate_turns, block))
            middle, other = (statistics.median(rates[name]) for name in ("ours", "stock"))
            _so_far(f"concurrent {block + 1}/{scale.blocks}", middle, other, "turns/s")
    return _rows(times, rates)


def answered_by_both(ours: Ours, stock: Stock) -> list[str]:
    """Calm questions that each system answers from the article, with its custom action."""
    found: list[str] = []
    with Link(ours.port) as to_ours, Link(stock.port) as to_stock:
        for text in calm_questions():
            if stock.answers(to_stock, text) and ours.begin(to_ours).say(text):
                found.append(text)
            if len(found) == SENTENCES:
                return found
    if not found:
        raise UnexpectedReply("No sentence is answered by both systems.")
    return found


def conversations(sentences: Sequence[str]) -> list[list[str]]:
    """Choose what :data:`TALKS` people ask."""
    chooser = random.Random(SEED)
    return [conversation(chooser, sentences, CONVERSATION_TURNS) for _ in range(TALKS)]


def turn(held: Conversation, text: str) -> None:
    """One turn. Raises :class:`UnexpectedReply` unless the article answered."""
    if not held.say(text):
        raise UnexpectedReply(f"no answer to: {text}")


def latencies(
    system: System, talks: Sequence[list[str]], turns: int, block: int = 0
) -> list[float]:
    """Milliseconds of `turns` turns, one after another; each block has its own talks."""
    chooser = random.Random(f"{SEED}-{block}")
    measured: list[float] = []
    while len(measured) < turns:
        with Link(system.port) as link:
            held = system.begin(link)
            for text in chooser.choice(talks):
                measured.append(milliseconds(lambda: turn(held, text)))  # noqa: B023
    return measured


def rate(system: System, talks: Sequence[list[str]], turns: int, block: int = 0) -> float:
    """Count turns a second with :data:`CONCURRENT` people who never pause."""
    each = max(turns // CONCURRENT // CONVERSATION_TURNS, 1)
    # With a limit, so that one that fails to begin does not keep the others waiting.
    ready = threading.Barrier(CONCURRENT + 1, timeout=BEGIN_SECONDS)

    def talk(person: int) -> None:
        chooser = random.Random(f"{SEED}-{block}-{person}")
        with Link(system.port) as link:
            all_held = [system.begin(link) for _ in range(each)]
            link.renew()
            ready.wait()
            for held in all_held:
                for text in chooser.choice(talks):
                    turn(held, text)

    with ThreadPoolExecutor(CONCURRENT) as people:
        running = [people.submit(talk, person) for person in range(CONCURRENT)]
        ready.wait()
        begun = time.perf_counter()
        for one in running:
            one.result()
        seconds = time.perf_counter() - begun
    return CONCURRENT * each * CONVERSATION_TURNS / seconds


def _so_far(what: str, ours: float, stock: float, unit: str) -> None:
    say(f"speed: {what}: ours {ours:.1f}, stock {stock:.1f} {unit} so far")


def _rows(times: dict[str, list[float]], rates: dict[str, list[float]]) -> list[Row]:
    ours, stock = (percentile(times[name], 50) for name in ("ours", "stock"))
    ours_95, stock_95 = (percentile(times[name], 95) for name in ("ours", "stock"))
    ours_rate, stock_rate = (statistics.median(rates[name]) for name in ("ours", "stock"))
    return [
        Row(
            f"a whole turn, p50 of {len(times['ours'])}",
            f"{ours:.1f} ms",
            f"{stock:.1f} ms",
            "at most 0.7 × stock",
            ours <= 0.7 * stock,
        ),
        Row("a whole turn, p95", f"{ours_95:.1f} ms", f"{stock_95:.1f} ms"),
        Row(
            f"turns a second, {CONCURRENT} people at once",
            f"{ours_rate:.0f}",
            f"{stock_rate:.0f}",
            "at least 2 × stock",
            ours_rate >= 2 * stock_rate,
        ),
    ]
