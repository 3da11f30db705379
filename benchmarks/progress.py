"""Says what is being done and how long the run has taken."""

from __future__ import annotations

import time

_BEGUN = time.monotonic()


def say(text: str) -> None:
    """Print `text` after the minutes and seconds since the start."""
    minutes, seconds = divmod(int(time.monotonic() - _BEGUN), 60)
    print(f"[{minutes:02d}:{seconds:02d}] {text}", flush=True)
