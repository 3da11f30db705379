"""A stock Rasa 3.6.21 project on our data: `rasa init`'s pipeline, REST and one custom action."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any

import yaml

from benchmarks.link import Link, UnexpectedReply, free_ports
from benchmarks.run_folder import RunFolder
from benchmarks.scale import RASA_PYTHON, ROOT, SEED, WORK, Scale
from benchmarks.trainer import rasa_train

READY_SECONDS = 300
STOP_SECONDS = 20
RETRIEVAL = ("faq", "out_of_scope")


class StockProject:
    """Files and model, under `.build/benchmarks`, outside this project's code and patches."""

    def __init__(self, scale: Scale) -> None:
        self.folder = WORK / f"stock-{scale.name}"
        self.model = self.folder / "models" / "stock.tar.gz"
        self._epochs = scale.epochs

    def train(self, folder: RunFolder) -> float:
        """Train anew; wall seconds."""
        self.folder.mkdir(parents=True, exist_ok=True)
        _write(self.folder / "config.yml", _config(self._epochs))
        _write(self.folder / "domain.yml", _domain())
        _write(self.folder / "credentials.yml", {"rest": None})
        arguments = ["--data", str(ROOT / "data"), "--fixed-model-name", self.model.name]
        return rasa_train(self.folder, arguments, self.model.parent, environment(folder))

    def trained(self) -> bool:
        """Whether the model is there and as new as the data."""
        newest = max(path.stat().st_mtime for path in (ROOT / "data").rglob("*.yml"))
        return self.model.exists() and self.model.stat().st_mtime > newest


def environment(folder: RunFolder) -> dict[str, str]:
    """As a stock project has it: none of our thread and log settings."""
    ours = {"OMP_NUM_THREADS", "TF_CPP_MIN_LOG_LEVEL"}
    return {
        **{name: value for name, value in os.environ.items() if name not in ours},
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TMPDIR": str(folder.new("stock-temporary")),
    }


def _config(epochs: int) -> dict[str, Any]:
    """Read the config that Rasa falls back to, which `rasa init` runs with; seed it."""
    (path,) = (RASA_PYTHON.parent.parent / "lib").glob(
        "python3.*/site-packages/rasa/engine/recipes/config_files/default_config.yml"
    )
    config: dict[str, Any] = yaml.safe_load(path.read_text())
    config["assistant_id"] = "stock"
    for component in config["pipeline"] + config["policies"]:
        if "epochs" in component:
            component |= {"epochs": epochs, "random_seed": SEED}
    return config


def _domain() -> dict[str, Any]:
    """Ours without what the red-flag gate fills; answers and rules come from data/."""
    domain: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text())
    return {key: value for key, value in domain.items() if key not in ("entities", "slots")}


def _write(path: Path, content: object) -> None:
    path.write_text(yaml.safe_dump(content, sort_keys=False))


class Stock:
    """`rasa run` and an action server; stopped by their own process ids."""

    name = "stock"

    def __init__(self, project: StockProject, folder: RunFolder) -> None:
        self.port, self._actions_port = free_ports(2)
        self._project = project
        self._folder = folder
        self._processes: list[subprocess.Popen[bytes]] = []
        self._names = itertools.count(1)

    def begin(self, link: Link) -> StockConversation:
        """Begin a conversation whose name is new to this server."""
        return StockConversation(link, f"bench-{next(self._names)}")

    def answers(self, link: Link, text: str) -> bool:
        """Whether a question is taken for one of the article's, and so meets the custom action."""
        parsed = link.post("/model/parse", {"text": text})
        selected = parsed["response_selector"]["default"]["response"]["intent_response_key"]
        return parsed["intent"]["name"] == "faq" and str(selected).startswith("faq/")

    def roots(self) -> list[int]:
        """Rasa and the action server."""
        return [process.pid for process in self._processes]

    def __enter__(self) -> Stock:
        variables = environment(self._folder)
        endpoints = self._folder.new("stock-endpoints") / "endpoints.yml"
        url = f"http://127.0.0.1:{self._actions_port}/webhook"
        _write(endpoints, {"action_endpoint": {"url": url}})
        settings = {
            "--interface": "127.0.0.1",
            "--port": self.port,
            "--model": self._project.model,
            "--endpoints": endpoints,
            "--credentials": self._project.folder / "credentials.yml",
        }
        options = [str(each) for pair in settings.items() for each in pair]
        action = [sys.executable, "-m", "benchmarks.stock_action", str(self._actions_port)]
        rasa = [str(RASA_PYTHON), "-m", "rasa", "run", "--enable-api", *options]
        with (WORK / "stock.log").open("wb") as log:
            for command, place in ((action, ROOT), (rasa, self._project.folder)):
                self._processes.append(
                    subprocess.Popen(
                        command,
                        cwd=place,
                        env=variables,
                        stdout=log,
                        stderr=subprocess.STDOUT,
                        start_new_session=True,
                    )
                )
        try:
            self._wait_until_ready()
        except BaseException:
            self._stop()
            raise
        return self

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until and all(p.poll() is None for p in self._processes):
            try:
                with Link(self.port) as link:
                    link.post("/model/parse", {"text": "hello"})
                return
            except (OSError, UnexpectedReply):
                time.sleep(0.5)
        raise UnexpectedReply(f"The stock project did not start: read {WORK / 'stock.log'}.")

    def _stop(self) -> None:
        for process in self._processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for process in self._processes:
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()


class StockConversation:
    """A sender of Rasa's REST channel."""

    def __init__(self, link: Link, sender: str) -> None:
        self._link = link
        self._sender = sender

    def say(self, text: str) -> bool:
        """One turn. Which intent it was REST does not say: ask :meth:`Stock.answers` before."""
        body = {"sender": self._sender, "message": text}
        return bool(self._link.post("/webhooks/rest/webhook", body))
