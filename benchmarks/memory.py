"""How much memory the processes hold, idle and after many turns."""

from __future__ import annotations

import time

import psutil

from benchmarks.link import Link
from benchmarks.ours import Ours
from benchmarks.progress import say
from benchmarks.report import Row
from benchmarks.run_folder import RunFolder
from benchmarks.scale import Scale
from benchmarks.sentences import calm_questions
from benchmarks.speed import CONCURRENT, CONVERSATION_TURNS, conversations, rate
from benchmarks.stock import Stock, StockProject
from benchmarks.system import System

SETTLE_SECONDS = 5
STEPS = 5


def measure(scale: Scale, project: StockProject, folder: RunFolder) -> list[Row]:
    """Stock first and alone, then ours."""
    say("memory: starting stock")
    with Stock(project, folder) as stock:
        stock_idle = megabytes(stock)
    say(f"memory: stock idle {stock_idle:.0f} MB; starting ours")
    with Ours(folder) as ours:
        idle = megabytes(ours)
        say(f"memory: ours idle {idle:.0f} MB")
        talks = conversations(_answered(ours))
        step = CONCURRENT * CONVERSATION_TURNS
        turns = 0
        for number in range(STEPS):
            wanted = scale.memory_turns * (number + 1) // STEPS - turns
            wanted = -(-wanted // step) * step
            rate(ours, talks, wanted, number)
            turns += wanted
            say(f"memory: {turns} turns, ours {megabytes(ours, 0):.0f} MB")
        after = megabytes(ours)
    return [
        Row("memory of all processes, idle", f"{idle:.0f} MB", f"{stock_idle:.0f} MB"),
        Row(f"after {turns} turns", f"{after:.0f} MB", ""),
        Row("grown by", f"{after - idle:+.0f} MB", ""),
    ]


def megabytes(system: System, settle: float = SETTLE_SECONDS) -> float:
    """Resident memory of a system's processes and their children; what they share counts twice."""
    time.sleep(settle)
    found = [psutil.Process(pid) for pid in system.roots()]
    found += [child for process in found for child in process.children(recursive=True)]
    return float(sum(process.memory_info().rss for process in found)) / 1e6


def _answered(ours: Ours, count: int = 200) -> list[str]:
    with Link(ours.port) as link:
        return [text for text in calm_questions()[:count] if ours.begin(link).say(text)]
