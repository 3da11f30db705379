"""Our assistant as `make run` serves it, on ports and with a state of its own."""

from __future__ import annotations

import itertools
from types import TracebackType
from typing import Any

from benchmarks.link import Link
from benchmarks.run_folder import RunFolder
from gateway.launch import Stack

ANSWERS = {"answer", "plan"}


class Ours:
    """The gateway's web API, in front of Rasa and the action server."""

    name = "ours"

    def __init__(self, folder: RunFolder) -> None:
        self._temporary = folder.new("ours-temporary")
        self._stack = Stack.on_free_ports(folder.new("ours-state"))
        self.port = self._stack.port

    def begin(self, link: Link) -> OurConversation:
        """Begin a session of the web API."""
        token = link.post("/api/v1/sessions", {})["token"]
        return OurConversation(link, token)

    def roots(self) -> list[int]:
        """Name the supervisor; gateway, Rasa and actions are its children."""
        return [self._stack.supervisor.pid] if self._stack.supervisor else []

    def __enter__(self) -> Ours:
        self._stack.start(
            RATE_LIMIT="off", RASA_TELEMETRY_ENABLED="false", TMPDIR=str(self._temporary)
        )
        try:
            self._stack.wait_until_ready()
        except BaseException:
            self._stack.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.stop()


class OurConversation:
    """A session's turns, whole replies at once."""

    def __init__(self, link: Link, token: str) -> None:
        self._link = link
        self._headers = {"Authorization": f"Bearer {token}"}
        self._numbers = itertools.count(1)

    def say(self, text: str) -> bool:
        """One turn; each article answer is followed by `action_signpost_doctor`."""
        body = {"id": str(next(self._numbers)), "text": text}
        reply: dict[str, Any] = self._link.post("/api/v1/messages", body, self._headers)
        return any(message["kind"] in ANSWERS for message in reply["messages"])
