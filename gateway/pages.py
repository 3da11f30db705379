"""The demo page and the widget's files, with the names and headers that let other sites load them.

Knows files and caching; what is in the widget, it does not know.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sanic import Blueprint, Request
from sanic.response import HTTPResponse, json

from gateway.problems import Problem

ROOT = Path(__file__).parent.parent
BUILT = ROOT / ".build" / "widget"
PAGE = ROOT / "widget" / "page"

NAME = "widget.js"
HASHED = re.compile(r"[0-9a-f]{16}\.js")

FIVE_MINUTES = "public, max-age=300"
FOR_EVER = "public, max-age=31536000, immutable"
"""A name that holds the hash of its content never means another content."""

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types lit-html"
)


@dataclass(frozen=True)
class File:
    """A file's bytes, and what browsers need to know of them."""

    content: bytes
    media_type: str

    @cached_property
    def compressed(self) -> bytes:
        """The content for clients that take gzip."""
        return gzip.compress(self.content, 9, mtime=0)

    @cached_property
    def tag(self) -> str:
        """The entity tag."""
        return f'W/"{hashlib.sha256(self.content).hexdigest()[:16]}"'

    @cached_property
    def integrity(self) -> str:
        """The value of `integrity` in a script tag."""
        return "sha384-" + base64.b64encode(hashlib.sha384(self.content).digest()).decode()

    def response(self, request: Request, **headers: str) -> HTTPResponse:
        """The file, shortened or left out where the client allows it."""
        sent = {"ETag": self.tag, "Vary": "Accept-Encoding", **headers}
        if request.headers.get("if-none-match") == self.tag:
            return HTTPResponse(status=304, headers=sent)
        body = self.content
        if "gzip" in request.headers.get("accept-encoding", ""):
            body, sent["Content-Encoding"] = self.compressed, "gzip"
        return HTTPResponse(body, headers=sent, content_type=self.media_type)


class Pages:
    """Everything that is no API."""

    def __init__(self, built: Path = BUILT) -> None:
        self._page = {
            "/": File((PAGE / "index.html").read_bytes(), "text/html; charset=utf-8"),
            "/page.css": File((PAGE / "page.css").read_bytes(), "text/css; charset=utf-8"),
        }
        # Earlier builds, too: a page that names one by its hash must go on working.
        self._scripts = {
            path.name: File(path.read_bytes(), "text/javascript; charset=utf-8")
            for path in sorted(built.glob("*.js"))
            if path.name == NAME or HASHED.fullmatch(path.name)
        }

    def blueprint(self) -> Blueprint:
        """Routes for Sanic."""
        routes = Blueprint("pages")
        for number, address in enumerate(self._page):
            routes.add_route(self.page, address, name=f"page_{number}")
        routes.add_route(self.latest, f"/{NAME}", name="latest")
        routes.add_route(self.describe, "/widget.json", name="describe")
        routes.add_route(self.pinned, "/widget/<name:str>", name="pinned")
        return routes

    async def page(self, request: Request) -> HTTPResponse:
        """GET /: the demo page."""
        headers = {"Content-Security-Policy": PAGE_POLICY, "Cache-Control": "no-cache"}
        return self._page[request.path].response(request, **headers)

    async def latest(self, request: Request) -> HTTPResponse:
        """GET /widget.js: the newest widget."""
        return self._script(request, NAME, FIVE_MINUTES)

    async def pinned(self, request: Request, name: str) -> HTTPResponse:
        """GET /widget/<hash>.js: one widget and no other."""
        return self._script(request, name if HASHED.fullmatch(name) else "", FOR_EVER)

    async def describe(self, request: Request) -> HTTPResponse:
        """GET /widget.json: the newest widget's pinned address and its integrity."""
        newest = self._scripts.get(NAME)
        pinned = [
            name
            for name, script in self._scripts.items()
            if name != NAME and newest and script.content == newest.content
        ]
        if not newest or not pinned:
            raise Problem("unavailable")
        content = {"src": f"/widget/{pinned[0]}", "integrity": newest.integrity}
        return json(content, headers={"Cache-Control": "no-cache", **ANYWHERE})

    def _script(self, request: Request, name: str, caching: str) -> HTTPResponse:
        script = self._scripts.get(name)
        if not script:
            raise Problem("not_found")
        return script.response(request, **{"Cache-Control": caching, **ANYWHERE})


ANYWHERE = {
    # A script tag with `integrity` needs it; the files are the same for everybody.
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
