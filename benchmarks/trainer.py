"""Runs `rasa train` and takes its time."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

from benchmarks.scale import RASA_PYTHON, WORK

MOST_SECONDS = 7200


class TrainingFailed(Exception):
    """`rasa train` ended with an error."""


def rasa_train(place: Path, arguments: list[str], out: Path, environment: dict[str, str]) -> float:
    """Run `rasa train --force` in `place`; wall seconds. Raises :class:`TrainingFailed`."""
    command = [str(RASA_PYTHON), "-m", "rasa", "train", "--force", "--out", str(out), *arguments]
    # A cache of its own: an empty one, and the project's stays as it is.
    variables = {**environment, "RASA_CACHE_DIRECTORY": f"{environment['TMPDIR']}/cache"}
    path = WORK / "train.log"
    begun = time.monotonic()
    with path.open("wb") as log:
        ended = subprocess.run(
            command,
            check=False,
            cwd=place,
            env=variables,
            stdout=log,
            stderr=subprocess.STDOUT,
            timeout=MOST_SECONDS,
        )
    if ended.returncode:
        raise TrainingFailed(f"rasa train in {place} failed: read {path}.")
    return time.monotonic() - begun
