"""How the price of the red-flag check grows with the length of a message."""

from __future__ import annotations

import json
import subprocess

from benchmarks.progress import say
from benchmarks.report import Row
from benchmarks.run_folder import RunFolder
from benchmarks.scale import RASA_PYTHON, ROOT, Scale
from benchmarks.sentences import thirty_words
from benchmarks.stock import StockProject
from benchmarks.timing import milliseconds
from red_flags import assess

LENGTHS = (500, 1_000, 2_000, 5_000, 10_000, 15_000, 20_000)
"""Characters; the web API takes 20,000."""

REFERENCE = 2_000
RUNS = 5
"""The quickest of so many counts: what else the machine does only adds."""

MOST = 1.5
"""Times the price of a character in a message of `REFERENCE` characters."""


def measure(scale: Scale, project: StockProject, folder: RunFolder) -> list[Row]:
    """Time the check of one text cut at each length, and draw it."""
    say("check_length: red-flag check of 500 to 20,000 characters")
    text = " ".join(thirty_words(1 + max(LENGTHS) // 100))
    assess(text[:REFERENCE], meaning=True)
    times = {length: _time(text[:length]) for length in LENGTHS}
    subprocess.run(
        [str(RASA_PYTHON), "-m", "benchmarks.plots", json.dumps(times)], check=True, cwd=ROOT
    )
    longest = LENGTHS[-1]
    ratio = (times[longest] / longest) / (times[REFERENCE] / REFERENCE)
    return [
        *(
            Row(f"red-flag check of {length:,} characters", f"{times[length]:.0f} ms", "none")
            for length in LENGTHS
        ),
        Row(
            f"a character of {longest:,} against one of {REFERENCE:,}",
            f"{ratio:.2f} ×",
            "none",
            f"at most {MOST} ×",
            ratio <= MOST,
        ),
    ]


def _time(text: str) -> float:
    return min(milliseconds(lambda: assess(text, meaning=True)) for _ in range(RUNS))
