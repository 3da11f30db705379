"""Starts and stops the three processes together, for `make run`, `make ask`, tests and benchmarks."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType, TracebackType

import httpx

from gateway.settings import BadSetting, port

ROOT = Path(__file__).parent.parent
READY_SECONDS = 180


class NotStarted(Exception):
    """The processes can't be started, or did not become ready."""


class Stack:
    """Gateway, Rasa and actions under one supervisor, with ports and a state folder of their own."""

    def __init__(self, port: int, rasa_port: int, actions_port: int, state: Path) -> None:
        self.port, self.rasa_port, self.actions_port = port, rasa_port, actions_port
        self.state = state.absolute()
        self.url = f"http://127.0.0.1:{port}"
        self.supervisor: subprocess.Popen[bytes] | None = None

    @classmethod
    def on_free_ports(cls, state: Path) -> Stack:
        """A stack that meets no other one on this machine."""
        ports = []
        sockets = [socket.socket() for _ in range(3)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
            ports.append(each.getsockname()[1])
        for each in sockets:
            each.close()
        return cls(ports[0], ports[1], ports[2], state)

    def start(self, **environment: str) -> None:
        """Start the supervisor. Raises :class:`NotStarted` when a port is taken."""
        for name, number in (
            ("PORT", self.port),
            ("RASA_PORT", self.rasa_port),
            ("ACTIONS_PORT", self.actions_port),
        ):
            if _taken(number):
                raise NotStarted(
                    f"Port {number} is in use: choose another, for example {name}={number + 10}."
                )
        (self.state / "log").mkdir(parents=True, exist_ok=True)
        self._write_endpoints()
        variables = {
            **os.environ,
            "PORT": str(self.port),
            "RASA_PORT": str(self.rasa_port),
            "ACTIONS_PORT": str(self.actions_port),
            "STATE_DIR": str(self.state),
            "GATEWAY_SECRET": _secret(self.state / "secret"),
            "APP_PYTHON": sys.executable,
            "RASA_PYTHON": str(ROOT / ".venv" / "rasa" / "bin" / "python"),
            "MODEL": str(ROOT / "models" / "cramps.tar.gz"),
            **environment,
        }
        command = [
            sys.executable,
            "-m",
            "supervisor.supervisord",
            "-c",
            str(ROOT / "processes.conf"),
        ]
        # A session of its own: Ctrl-C reaches only this process, which stops the others in order.
        self.supervisor = subprocess.Popen(command, cwd=ROOT, env=variables, start_new_session=True)

    def _write_endpoints(self) -> None:
        """Rasa's endpoints with this stack's port of the action server."""
        text = (ROOT / "endpoints.yml").read_text()
        (self.state / "endpoints.yml").write_text(text.replace(":5055/", f":{self.actions_port}/"))

    def alive(self) -> bool:
        """Whether a gateway listens on the port."""
        return self._green("healthz")

    def ready(self) -> bool:
        """Whether a question and a red flag get their exact answers now."""
        return self._green("readyz")

    def _green(self, path: str) -> bool:
        try:
            answer = httpx.get(f"{self.url}/{path}", timeout=10, trust_env=False)
        except httpx.HTTPError:
            return False
        return answer.status_code == 200

    def wait_until_ready(self) -> None:
        """Return when `/readyz` is green. Raises :class:`NotStarted`."""
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until:
            if self.supervisor and self.supervisor.poll() is not None:
                break
            if self.ready():
                return
            time.sleep(0.5)
        raise NotStarted(f"The assistant did not start: read the files in {self.state / 'log'}.")

    def stop(self) -> None:
        """Stop all processes; give them 20 s."""
        if self.supervisor and self.supervisor.poll() is None:
            self.supervisor.send_signal(signal.SIGTERM)
            try:
                self.supervisor.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(self.supervisor.pid, signal.SIGKILL)

    def __enter__(self) -> Stack:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def from_environment() -> Stack:
    """The stack that PORT, RASA_PORT, ACTIONS_PORT and STATE_DIR describe."""
    return Stack(
        port(os.environ, "PORT", 8080),
        port(os.environ, "RASA_PORT", 5005),
        port(os.environ, "ACTIONS_PORT", 5055),
        ROOT / os.environ.get("STATE_DIR", "var"),
    )


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _secret(path: Path) -> str:
    """The installation's secret; made on first use, readable by its owner only."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(32))
    return path.read_text()


def main() -> None:
    """`make run`: serve in the foreground until Ctrl-C."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    # Also where a shell started this in the background and so left Ctrl-C ignored.
    signal.signal(signal.SIGINT, interrupt)
    signal.signal(signal.SIGTERM, interrupt)
    try:
        configured = from_environment()
    except BadSetting as error:
        sys.exit(str(error))
    with configured as stack:
        try:
            stack.start()
            print("Starting gateway, Rasa and actions (about 20 s) …", flush=True)
            stack.wait_until_ready()
            print(f"Ready: {stack.url}   (Ctrl-C stops everything)", flush=True)
            if stack.supervisor:
                stack.supervisor.wait()
        except NotStarted as error:
            sys.exit(str(error))
        except KeyboardInterrupt:
            print("Stopping …", flush=True)


if __name__ == "__main__":
    main()
