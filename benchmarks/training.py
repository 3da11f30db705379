"""How long `rasa train` takes, from nothing, with its start and the writing of the model."""

from __future__ import annotations

import os

from benchmarks.progress import say
from benchmarks.report import Row
from benchmarks.run_folder import RunFolder
from benchmarks.scale import ROOT
from benchmarks.stock import StockProject
from benchmarks.trainer import rasa_train


def train_ours(folder: RunFolder) -> float:
    """Train this assistant as `make train` does, into a folder of its own; wall seconds."""
    variables = {
        "OMP_NUM_THREADS": "2",
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "TMPDIR": str(folder.new("ours-temporary")),
    }
    return rasa_train(ROOT, [], folder.new("ours-model"), variables)


def measure(epochs: int, project: StockProject, folder: RunFolder) -> list[Row]:
    """Ours before and after stock, so that a change of the machine's load shows."""
    say("training: ours")
    before = train_ours(folder)
    say(f"training: ours took {before:.0f} s; stock (many minutes)")
    stock = project.train(folder)
    say(f"training: stock took {stock:.0f} s; ours again")
    after = train_ours(folder)
    ours = max(before, after)
    say(f"training: ours took {after:.0f} s")
    return [
        Row(
            f"`rasa train --force`, the slower of two; stock with {epochs} of its 100 epochs",
            f"{ours:.0f} s",
            f"{stock:.0f} s",
            "at most half",
            ours <= stock / 2,
        )
    ]
