"""Percentiles, and how long a call takes."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence


def percentile(values: Sequence[float], percent: float) -> float:
    """Find the smallest value that `percent` % of all are not above (nearest rank)."""
    return sorted(values)[max(math.ceil(len(values) * percent / 100) - 1, 0)]


def milliseconds(call: Callable[[], object]) -> float:
    """Wall time of one `call`."""
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000
