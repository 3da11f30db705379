"""Rate limits that a person never meets. Knows time and keys."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass

MOST_KEYS = 50_000


@dataclass(frozen=True)
class Limit:
    """A token bucket: `per_second` on average, `burst` at once."""

    per_second: float
    burst: int


PER_ADDRESS = Limit(5.0, 30)
PER_CONVERSATION = Limit(1.0, 10)
"""Ten messages in one breath are a person's; more are not."""


class Limiter:
    """Counts by key; forgets the keys that were quiet longest."""

    def __init__(self, limit: Limit) -> None:
        self._limit = limit
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, key: str, now: float | None = None) -> float:
        """Seconds until `key` may go on; 0.0 means it may now, and is counted."""
        now = time.monotonic() if now is None else now
        left, before = self._buckets.pop(key, (float(self._limit.burst), now))
        left = min(float(self._limit.burst), left + (now - before) * self._limit.per_second)
        allowed = left >= 1.0
        self._buckets[key] = (left - 1.0 if allowed else left, now)
        if len(self._buckets) > MOST_KEYS:
            self._buckets.popitem(last=False)
        return 0.0 if allowed else (1.0 - left) / self._limit.per_second
