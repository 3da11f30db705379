"""Errors of the API as problem JSON (RFC 9457). The sentences are in problems.yml."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from sanic.response import HTTPResponse, json


class Problem(Exception):
    """Ends a request with the problem `name` of problems.yml."""

    def __init__(self, name: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(name)
        self.name = name
        self.headers = headers or {}

    def response(self) -> HTTPResponse:
        """The problem as the API's answer."""
        known = _known()[self.name]
        body = {"type": "about:blank", **known}
        return json(
            body,
            status=known["status"],
            headers=self.headers,
            content_type="application/problem+json",
        )


@lru_cache(maxsize=1)
def _known() -> dict[str, Any]:
    text = (Path(__file__).parent / "problems.yml").read_text(encoding="utf-8")
    problems: dict[str, Any] = yaml.safe_load(text)
    return problems
