"""The topic model by itself: on HINT3, with parts left out, with fewer examples, with noise."""

from __future__ import annotations

import json
import os
import subprocess
from typing import Any

from benchmarks import hint3
from benchmarks.progress import say
from benchmarks.report import Row
from benchmarks.run_folder import RunFolder
from benchmarks.scale import FULL, RASA_PYTHON, ROOT, Scale
from benchmarks.stock import StockProject

MOST_LOST = 3.0
"""Points that any kind of noise may cost."""
MOST_SECONDS = 7200


def _study(part: str) -> Any:
    say(f"{part}: training the topic model several times")
    ended = subprocess.run(
        [str(RASA_PYTHON), "-m", "benchmarks.topic_study", part],
        check=True,
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": os.environ.get("OMP_NUM_THREADS", "2")},
        stdout=subprocess.PIPE,
        text=True,
        timeout=MOST_SECONDS,
    )
    return json.loads(ended.stdout)


def measure_hint3(scale: Scale, project: StockProject, folder: RunFolder) -> list[Row]:
    """What ships beside the best published platform; then what each part adds, bot by bot."""
    if not hint3.FOLDER.is_dir():
        say(f"hint3: skipped, since {hint3.FOLDER} isn't there (HINT3=folder says where it is)")
        return []
    figures = _study("hint3")
    shipped = list(figures)[-1]
    rows = []
    for which, what in enumerate(
        ("right, best threshold", "in scope right, 80 % of the rest refused")
    ):
        for bot in hint3.BOTS:
            published, name = hint3.best_published(bot, which)
            ours = 100 * figures[shipped][bot][which]
            rows.append(
                Row(
                    f"{bot}: {what} (stock: {name}, best published)",
                    f"{ours:.1f}%",
                    f"{published:.1f}%",
                    "more than published",
                    ours > published,
                )
            )
    for name, each in figures.items():
        overall = " / ".join(f"{100 * each[bot][0]:.1f}" for bot in hint3.BOTS)
        in_scope = " / ".join(f"{100 * each[bot][1]:.1f}" for bot in hint3.BOTS)
        rows.append(Row(f"{name}: the same figures, bot by bot", f"{overall}; {in_scope}", ""))
    return rows


def measure_ablation(scale: Scale, project: StockProject, folder: RunFolder) -> list[Row]:
    """What each part of the model adds on our unseen sentences."""
    figures = _study("ablation") if scale is FULL else {}
    return [Row(name, f"{100 * figure:.1f}%", "") for name, figure in figures.items()]


def measure_learning(scale: Scale, project: StockProject, folder: RunFolder) -> list[Row]:
    """What more examples are worth."""
    figures = _study("learning") if scale is FULL else {}
    return [
        Row(f"at most {count} examples of each topic", f"{100 * figure:.1f}%", "")
        for count, figure in figures.items()
    ]


def measure_robustness(scale: Scale, project: StockProject, folder: RunFolder) -> list[Row]:
    """What each kind of noise costs."""
    figures = _study("robustness") if scale is FULL else {}
    rows = []
    clean = next(iter(figures.values()), (0.0, 0.0))[0]
    for kind, (right, kept_out) in figures.items():
        lost = 100 * (clean - right)
        bound, holds = (
            (f"at most {MOST_LOST:.0f} points lost", lost <= MOST_LOST) if lost else ("", None)
        )
        ours = f"{100 * right:.1f}% (rest refused: {100 * kept_out:.1f}%)"
        rows.append(Row(f"{kind}: right answer", ours, "", bound, holds))
    return rows
