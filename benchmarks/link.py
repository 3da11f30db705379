"""One kept-open connection to a server on this machine. Thin, so that the client costs little."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Mapping
from types import TracebackType
from typing import Any

LONGEST_SECONDS = 60


class UnexpectedReply(Exception):
    """A server answered otherwise than a measured turn must."""


class Link:
    """Posts JSON and reads JSON."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST_SECONDS)

    def post(self, path: str, body: object, headers: Mapping[str, str] | None = None) -> Any:
        """Post `body`, return the answer's JSON. Raises :class:`UnexpectedReply`, `OSError`."""
        sent = {"Content-Type": "application/json", **(headers or {})}
        self._connection.request("POST", path, json.dumps(body).encode(), sent)
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status >= 300:
            raise UnexpectedReply(f"{path}: {answer.status} {content[:200]!r}")
        return json.loads(content)

    def renew(self) -> None:
        """Connect anew: servers close a connection that was quiet for seconds."""
        self._connection.close()
        self._connection.connect()

    def __enter__(self) -> Link:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()


def free_ports(count: int) -> list[int]:
    """Ports that nobody on this machine listens on now."""
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports
