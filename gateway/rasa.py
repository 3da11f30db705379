"""Asks Rasa over the private channel, with a deadline. Knows HTTP; nothing of what is said."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import httpx

TURN_SECONDS = 4.0
"""What a whole turn may take before the person gets the safe reply."""

FAILURES = 5
REST_SECONDS = 10.0
"""After so many time-outs in a row nobody waits for Rasa for a while."""


class RasaSilent(Exception):
    """No reply in time, or none at all."""


class Rasa:
    """Client of the channel in `components/channel.py`."""

    def __init__(self, url: str, secret: str) -> None:
        self._client = httpx.AsyncClient(
            base_url=url,
            headers={"X-Gateway-Secret": secret},
            timeout=TURN_SECONDS,
            trust_env=False,
        )
        self._timeouts = 0
        self._closed_until = 0.0

    async def close(self) -> None:
        """Give the connections back."""
        await self._client.aclose()

    async def ask(
        self, conversation: str, text: str, family: str, context: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Rasa's messages for `text`. Raises :class:`RasaSilent`."""
        if time.monotonic() < self._closed_until:
            raise RasaSilent("resting")
        body = {"conversation": conversation, "text": text, "family": family, "context": context}
        try:
            async with asyncio.timeout(TURN_SECONDS):
                answer = await self._client.post("/webhooks/gateway/webhook", json=body)
            answer.raise_for_status()
            messages = _messages(answer.json())
        except (TimeoutError, httpx.TimeoutException):
            self._count_timeout()
            raise RasaSilent("late") from None
        except (httpx.HTTPError, ValueError) as error:
            raise RasaSilent(type(error).__name__) from None
        self._timeouts = 0
        return messages

    def _count_timeout(self) -> None:
        self._timeouts += 1
        if self._timeouts >= FAILURES:
            # One failure more after the rest closes again at once: a half-open breaker.
            self._timeouts = FAILURES - 1
            self._closed_until = time.monotonic() + REST_SECONDS


def _messages(answer: Any) -> list[dict[str, Any]]:
    """The messages of an answer in the channel's form. Raises ValueError for any other."""
    messages = answer.get("messages") if isinstance(answer, dict) else None
    if not isinstance(messages, list) or not all(isinstance(each, dict) for each in messages):
        raise ValueError("not the channel's form")
    return messages
