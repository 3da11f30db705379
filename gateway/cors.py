"""Which sites' pages may call the API: those that the operator lists, and no other."""

from __future__ import annotations

from sanic import Request
from sanic.response import BaseHTTPResponse, HTTPResponse, empty

PATHS = "/api/"

METHODS = "GET, POST, DELETE"
HEADERS = "Authorization, Content-Type, Accept"
TWO_HOURS = "7200"


class Cors:
    """Answers browsers that ask on behalf of a page of another site."""

    def __init__(self, sites: frozenset[str]) -> None:
        self._sites = sites

    async def before(self, request: Request) -> HTTPResponse | None:
        """The answer to a preflight; None lets the request go on."""
        asked = request.headers.get("access-control-request-method")
        if request.method == "OPTIONS" and asked and request.path.startswith(PATHS):
            return empty()
        return None

    async def after(self, request: Request, response: BaseHTTPResponse) -> HTTPResponse | None:
        """Say that the page may read the answer, if its site is listed."""
        if not request.path.startswith(PATHS):
            return None
        response.headers.add("Vary", "Origin")
        origin = request.headers.get("origin")
        if origin not in self._sites:
            return None
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = "Retry-After"
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = METHODS
            response.headers["Access-Control-Allow-Headers"] = HEADERS
            response.headers["Access-Control-Max-Age"] = TWO_HOURS
        return None
