"""A trained model in a process of Rasa's environment, asked over a pipe."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from benchmarks.run_folder import RunFolder
from benchmarks.scale import MODEL, RASA_PYTHON, ROOT, WORK
from benchmarks.stock import StockProject, environment
from red_flags import assess

STOP_SECONDS = 20


@dataclass(frozen=True)
class Parsed:
    """What a model made of some texts, in their order."""

    labels: list[str]
    milliseconds: list[float]


class Parser:
    """A loaded model. Metadata goes with each text, as the gateway's goes with its."""

    def __init__(
        self, model: Path, environment: Mapping[str, str], metadata: Mapping[str, Any]
    ) -> None:
        self._model = model
        self._environment = environment
        self._metadata = metadata

    def parse(self, texts: Sequence[str]) -> Parsed:
        """Parse `texts` one after another."""
        assert self._process.stdin
        request = {"texts": list(texts), "metadata": self._metadata}
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return Parsed(**self._line())

    def _line(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"The model {self._model} was not read: see {WORK / 'probe.log'}.")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def __enter__(self) -> Parser:
        with (WORK / "probe.log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(RASA_PYTHON), "-m", "benchmarks.probe", str(self._model)],
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        self._line()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def our_parser(folder: RunFolder) -> Parser:
    """Load ours as processes.conf runs it, with no red flag, so that the topic is what counts."""
    variables = {
        **os.environ,
        "OMP_NUM_THREADS": "1",
        "RASA_TELEMETRY_ENABLED": "false",
        "TMPDIR": str(folder.new("ours-temporary")),
    }
    return Parser(MODEL, variables, {"assessment": assess("").to_json()})


def stock_parser(project: StockProject, folder: RunFolder) -> Parser:
    """Load the stock pipeline."""
    return Parser(project.model, environment(folder), {})
