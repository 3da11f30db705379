"""Plots of the benchmarks as SVG beside the README. Runs in Rasa's environment."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import matplotlib as mpl
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks import hint3 as benchmark

FOLDER = Path(__file__).parent
OURS, OTHERS = "#0b6e4f", "#a8b5b0"

mpl.use("Agg")
# The same figures give the same file.
mpl.rcParams.update({"svg.hashsalt": "cramps", "svg.fonttype": "none", "font.size": 10})


def _axes(width: float = 6.4) -> tuple[Figure, Axes]:
    figure, axes = pyplot.subplots(figsize=(width, 3.4), constrained_layout=True)
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _keep(figure: Figure, name: str) -> None:
    figure.savefig(FOLDER / f"{name}.svg", metadata={"Date": None})
    pyplot.close(figure)


def learning(figures: Mapping[int, float]) -> None:
    """Right answers over examples of a topic."""
    figure, axes = _axes()
    axes.plot(list(figures), [100 * each for each in figures.values()], "o-", color=OURS)
    axes.set_xscale("log")
    axes.set_xticks(list(figures))
    axes.set_xticklabels([str(count) for count in figures])
    axes.minorticks_off()
    axes.set_xlabel("examples of each topic, at most")
    axes.set_ylabel("% answered right")
    axes.grid(axis="y", alpha=0.3)
    _keep(figure, "learning")


def robustness(figures: Mapping[str, float]) -> None:
    """Right answers with each kind of noise."""
    figure, axes = _axes()
    names = list(figures)[::-1]
    bars = axes.barh(names, [100 * figures[name] for name in names], color=OURS)
    axes.bar_label(bars, fmt="%.1f", padding=3)
    axes.set_xlim(50, 104)
    axes.set_xlabel("% answered right")
    _keep(figure, "robustness")


def hint3(figures: Mapping[str, tuple[float, float]]) -> None:
    """Ours beside the published ones: best accuracy over all thresholds."""
    figure, axes = _axes(8)
    names = [*benchmark.PUBLISHED, "this assistant"]
    width = 0.8 / len(names)
    for number, name in enumerate(names):
        ours = name == names[-1]
        heights = [
            100 * figures[bot][0] if ours else benchmark.PUBLISHED[name][bot][0]
            for bot in benchmark.BOTS
        ]
        places = [place + number * width for place in range(len(benchmark.BOTS))]
        shade = {"color": OURS} if ours else {"color": OTHERS, "alpha": 0.5 + 0.1 * number}
        bars = axes.bar(places, heights, width * 0.9, label=name, **shade)
        axes.bar_label(bars, fmt="%.0f", fontsize=7, padding=2)
    axes.set_xticks([place + 0.4 - width / 2 for place in range(len(benchmark.BOTS))])
    axes.set_xticklabels(benchmark.BOTS)
    axes.set_ylim(50, 92)
    axes.set_ylabel("% right, best threshold")
    axes.legend(frameon=False, fontsize=8, loc="upper left", bbox_to_anchor=(1, 1))
    _keep(figure, "hint3")


def check_length(figures: Mapping[int, float]) -> None:
    """Milliseconds of the red-flag check over the characters of a message."""
    figure, axes = _axes()
    axes.plot(list(figures), list(figures.values()), "o-", color=OURS)
    axes.set_xlabel("characters")
    axes.set_ylabel("ms")
    axes.set_xlim(left=0)
    axes.set_ylim(bottom=0)
    axes.grid(alpha=0.3)
    _keep(figure, "check_length")


if __name__ == "__main__":
    check_length({int(length): time for length, time in json.loads(sys.argv[1]).items()})
