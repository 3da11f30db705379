"""A folder for what a run's servers write; it is gone when the run ends."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from types import TracebackType

from benchmarks.scale import WORK


class RunFolder:
    """Under `.build/benchmarks`, so that nothing is written elsewhere."""

    def __enter__(self) -> RunFolder:
        WORK.mkdir(parents=True, exist_ok=True)
        self._path = Path(tempfile.mkdtemp(prefix="run-", dir=WORK))
        return self

    def new(self, name: str) -> Path:
        """Make a new, empty folder in this one."""
        return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=self._path))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # A server that is on its way out may still be removing files of its own.
        shutil.rmtree(self._path, ignore_errors=True)
