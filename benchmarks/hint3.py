"""HINT3: intent detection on what users of three real chatbots wrote (Arora et al. 2020).

Each bot has a training and a test file; in the test files `NO_NODES_DETECTED` is out of scope. They
lie outside the repository and teach the assistant nothing.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.scale import ROOT

FOLDER = Path(os.environ.get("HINT3") or ROOT.parent / "shared" / "benchmarks" / "hint3")
BOTS = ("sofmattress", "curekart", "powerplay11")
OUTSIDE = "NO_NODES_DETECTED"

PUBLISHED: dict[str, dict[str, tuple[float, float | None]]] = {
    "Rasa DIET": {"sofmattress": (63.7, 51), "curekart": (64.1, None), "powerplay11": (73.1, 34)},
    "Dialogflow": {"sofmattress": (71.3, 64), "curekart": (73.2, 63), "powerplay11": (72.8, 36)},
    "LUIS": {"sofmattress": (66.5, 56), "curekart": (71.0, 55), "powerplay11": (73.1, 37)},
    "Haptik": {"sofmattress": (66.0, 55), "curekart": (74.8, 65), "powerplay11": (74.2, 43)},
    "BERT": {"sofmattress": (69.0, None), "curekart": (65.1, None), "powerplay11": (66.5, None)},
}
"""Best accuracy over all thresholds, and in-scope accuracy where 80 % of the rest are refused."""


def pairs(bot: str, part: str) -> tuple[list[str], list[str]]:
    """Sentences and labels of a bot's file, `train` or `test`."""
    with (FOLDER / f"{bot}_{part}.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["sentence"], row["label"]) for row in csv.DictReader(file)]
    return [sentence for sentence, _ in rows], [label for _, label in rows]


def best_published(bot: str, which: int) -> tuple[float, str]:
    """The best published figure of a bot and whose it is: 0 overall, 1 in scope at 80 %."""
    figures = [(each[bot][which], name) for name, each in PUBLISHED.items()]
    return max((figure, name) for figure, name in figures if figure is not None)


def score(
    classes: Sequence[str], probabilities: npt.NDArray[Any], truth: Sequence[str], refused: float
) -> tuple[float, float]:
    """Best overall accuracy over thresholds, and in-scope accuracy where `refused` of the rest go."""
    right = np.array(truth)
    found = np.array(classes)[probabilities.argmax(axis=1)]
    sure = probabilities.max(axis=1)
    outside = right == OUTSIDE
    overall = max(
        float((np.where(sure >= threshold, found, OUTSIDE) == right).mean())
        for threshold in np.unique(np.append(sure, 0.0))
    )
    threshold = np.quantile(sure[outside], refused)
    return overall, float(((found == right) & (sure > threshold))[~outside].mean())
