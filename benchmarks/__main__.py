"""`make bench`: measures every part, or those that `ONLY=speed,training` names."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from types import FrameType

from benchmarks import (
    check_length,
    disturbed,
    length,
    memory,
    prices,
    recognition,
    report,
    speed,
    topics,
    training,
)
from benchmarks.link import UnexpectedReply
from benchmarks.progress import say
from benchmarks.run_folder import RunFolder
from benchmarks.scale import FULL, QUICK, Scale
from benchmarks.stock import StockProject
from benchmarks.trainer import TrainingFailed
from gateway.launch import NotStarted

Measure = Callable[[Scale, StockProject, RunFolder], list[report.Row]]

WITH_STOCK: dict[str, Measure] = {
    "training": lambda scale, project, folder: training.measure(scale.epochs, project, folder),
    "speed": speed.measure,
    "length": length.measure,
    "memory": memory.measure,
    "prices": prices.measure,
    "recognition": recognition.measure,
}
ALONE: dict[str, Measure] = {
    "check_length": check_length.measure,
    "disturbances": disturbed.measure,
    "hint3": topics.measure_hint3,
    "ablation": topics.measure_ablation,
    "learning": topics.measure_learning,
    "robustness": topics.measure_robustness,
}
PARTS = WITH_STOCK | ALONE

CALM = 0.5
"""A load above this, before anything is started, makes times doubtful."""


def main() -> int:
    """Exit code: 0 when all that must hold does, 1 when something does not, 2 for a bad ONLY."""
    signal.signal(signal.SIGTERM, _interrupt)
    wanted = [name for name in os.environ.get("ONLY", "").replace(" ", "").split(",") if name]
    unknown = [name for name in wanted if name not in PARTS]
    if unknown:
        print(f"ONLY has no part {', '.join(unknown)}: choose from {', '.join(PARTS)}.")
        return 2
    scale = QUICK if os.environ.get("QUICK") else FULL
    if report.load() > CALM:
        say(f"other programs are busy (load {report.load():.1f}): times will be less exact")
    return _run([name for name in PARTS if name in wanted or not wanted], scale)


def _run(parts: Sequence[str], scale: Scale) -> int:
    project = StockProject(scale)
    failed = []
    with RunFolder() as folder:
        needed = any(part in WITH_STOCK for part in parts)
        if needed and "training" not in parts and not project.trained():
            say("training the stock pipeline first (many minutes)")
            project.train(folder)
        for part in parts:
            before = report.load()
            rows = PARTS[part](scale, project, folder)
            report.show(rows)
            if scale is FULL:
                report.keep(part, rows, before, list(PARTS))
            failed += [row for row in rows if row.holds is False]
    say(f"done; {len(failed)} of what must hold does not" if failed else "done; all holds")
    return 1 if failed and scale is FULL else 0


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("Stopped.")
    except (NotStarted, TrainingFailed, UnexpectedReply) as error:
        sys.exit(str(error))
