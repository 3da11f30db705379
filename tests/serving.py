"""Servers to test against, and a client that talks to them as a front end does."""

from __future__ import annotations

import itertools
import os
import secrets
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

ROOT = Path(__file__).parent.parent

START_SECONDS = 240
"""Far more than a start takes; the machine may be busy with other things."""


class Gateway:
    """A gateway process alone: nothing listens where it looks for Rasa."""

    def __init__(self, state: Path, **environment: str) -> None:
        self.state, self.secret = state, secrets.token_hex(32)
        port, no_rasa = _free_ports(2)
        self.url = f"http://127.0.0.1:{port}"
        self.port = port
        self.restarted = False
        self._environment = {
            **os.environ,
            "PORT": str(port),
            "RASA_PORT": str(no_rasa),
            "STATE_DIR": str(state),
            "GATEWAY_SECRET": self.secret,
            **environment,
        }

    def __enter__(self) -> Gateway:
        (self.state / "log").mkdir(parents=True)
        self._start()
        return self

    def restart(self) -> None:
        """Kill the process in the middle of whatever it does, and start another one."""
        self.process.kill()
        self.process.wait(20)
        self.restarted = True
        self._start()

    def _start(self) -> None:
        with (self.state / "log" / "gateway.log").open("ab") as log:
            command = [sys.executable, "-m", "gateway.app"]
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self._environment, stdout=log, stderr=log
            )
        until = time.monotonic() + START_SECONDS
        while not self.alive():
            assert self.process.poll() is None, (self.state / "log" / "gateway.log").read_text()
            assert time.monotonic() < until, "the gateway does not answer on /healthz"
            time.sleep(0.1)

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def alive(self) -> bool:
        """Whether the first process still runs and answers."""
        if self.process.poll() is not None:
            return False
        try:
            answer = httpx.get(f"{self.url}/healthz", timeout=10, trust_env=False)
        except httpx.HTTPError:
            return False
        return answer.status_code == 200


class Conversation:
    """A session of the web API."""

    def __init__(self, client: httpx.Client, **session: str) -> None:
        answer = client.post("/api/v1/sessions", json=session)
        assert answer.status_code == 201, answer.text
        self.client, self.begun = client, answer.json()
        self.headers = {"Authorization": f"Bearer {self.begun['token']}"}
        self._ids = itertools.count(1)

    def send(self, **body: object) -> httpx.Response:
        """The answer to one message, whatever it is."""
        body = {"id": f"m{next(self._ids)}", **body}
        return self.client.post("/api/v1/messages", json=body, headers=self.headers)

    def say(self, text: str, **more: object) -> dict:
        """The reply to `text`."""
        answer = self.send(text=text, **more)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def press(self, value: str) -> dict:
        """The reply to a button."""
        answer = self.send(choice=value)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def history(self) -> list[dict]:
        """All messages so far."""
        answer = self.client.get("/api/v1/history", headers=self.headers)
        assert answer.status_code == 200, answer.text
        return answer.json()["messages"]

    def erase(self) -> httpx.Response:
        """The answer to the wish to forget everything."""
        return self.client.delete("/api/v1/session", headers=self.headers)


def without_identity(messages: list[dict]) -> list[dict]:
    """Messages without what differs from one conversation to the next: the values of buttons."""
    return [
        {**message, "buttons": [button["title"] for button in message["buttons"]]}
        for message in messages
    ]


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports
