"""Whether red flags are found however their text arrives."""

from __future__ import annotations

from benchmarks.disturbances import DISTURBANCES, SAME_LETTERS, positives
from benchmarks.progress import say
from benchmarks.report import Row
from benchmarks.run_folder import RunFolder
from benchmarks.scale import Scale
from benchmarks.stock import StockProject
from red_flags import Tier, assess

SENTENCES = 300


def measure(scale: Scale, project: StockProject, folder: RunFolder) -> list[Row]:
    """Put red-flag messages through every disturbance, with the patterns alone."""
    texts = positives(SENTENCES)[: scale.sentences]
    say(f"disturbances: {len(texts)} messages, {len(DISTURBANCES)} forms")
    lost = {
        name: sum(assess(disturb(text), now=0).tier < Tier.SOON for text in texts)
        for name, disturb in DISTURBANCES.items()
    }
    same = sum(lost[name] for name in SAME_LETTERS)
    return [
        _row("red flags kept, all disturbances", sum(lost.values()), len(lost) * len(texts), 0.995),
        _row("of them without another letter", same, len(SAME_LETTERS) * len(texts), 1),
    ]


def _row(what: str, lost: int, count: int, least: float) -> Row:
    kept = 1 - lost / count
    return Row(
        f"{what} ({count} messages)",
        f"{kept:.2%}",
        "none",
        f"at least {least:.1%}",
        kept >= least,
    )
