"""The gateway's Sanic application: puts its parts together and guards its edges."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from typing import Any

from sanic import Request, Sanic
from sanic.exceptions import MethodNotAllowed, NotFound, PayloadTooLarge, SanicException
from sanic.response import HTTPResponse, json

from gateway.channels.web import WebApi
from gateway.cors import Cors
from gateway.feedback import FeedbackBook
from gateway.memory import Memory
from gateway.pages import Pages
from gateway.problems import Problem
from gateway.rasa import Rasa
from gateway.readiness import Readiness
from gateway.settings import BadSetting, Settings, from_environment
from gateway.store import Store, StoreFailed
from gateway.tokens import Tokens
from gateway.turn import Turns

log = logging.getLogger(__name__)

App = Sanic[Any, Any]

LARGEST_BODY = 512 * 1024
"""Bytes: 20,000 characters, each escaped in JSON, and some."""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

SWEEP_SECONDS = 3600


def create_app(settings: Settings) -> App:
    """The application, not yet listening."""
    app = Sanic("gateway", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = LARGEST_BODY
    app.config.REQUEST_TIMEOUT = 10
    app.config.KEEP_ALIVE_TIMEOUT = 30
    app.config.ACCESS_LOG = False
    # Without a proxy of ours in front, an X-Forwarded-For is anybody's word.
    app.config.PROXIES_COUNT = settings.proxies or None
    app.config.FALLBACK_ERROR_FORMAT = "json"
    store = Store(settings.database)
    memory = Memory(store)
    rasa = Rasa(settings.rasa_url, settings.secret)
    turns = Turns(memory, rasa, settings.secret)
    tokens = Tokens(settings.secret)
    web = WebApi(turns, memory, FeedbackBook(store), tokens, settings.rate_limit)
    readiness = Readiness(rasa)
    app.blueprint(web.blueprint())
    app.blueprint(Pages().blueprint())
    _add_health(app, readiness)
    _add_edges(app, Cors(settings.sites))
    _add_errors(app)

    @app.before_server_start
    async def start(_: App) -> None:
        try:
            await store.open()
        except StoreFailed as error:
            log.critical("store_unopened path=%s error=%s", settings.database, error)
        app.add_task(memory.retry_forever())
        app.add_task(_sweep(store))

    @app.after_server_stop
    async def stop(_: App) -> None:
        await rasa.close()
        await store.close()

    return app


def _add_health(app: App, readiness: Readiness) -> None:
    @app.get("/healthz")
    async def alive(_: Request) -> HTTPResponse:
        return json({"status": "alive"})

    @app.get("/readyz")
    async def ready(_: Request) -> HTTPResponse:
        if await readiness.check():
            return json({"status": "ready"})
        raise Problem("unavailable", {"Retry-After": "2"})


def _add_edges(app: App, cors: Cors) -> None:
    app.register_middleware(cors.before, "request")
    app.register_middleware(cors.after, "response")

    @app.on_response  # type: ignore[untyped-decorator]
    async def guard(_: Request, response: HTTPResponse) -> None:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)


def _add_errors(app: App) -> None:
    names = {NotFound: "not_found", MethodNotAllowed: "method", PayloadTooLarge: "too_large"}

    @app.exception(Problem)
    async def problem(_: Request, error: Problem) -> HTTPResponse:
        return error.response()

    @app.exception(SanicException)
    async def refused(_: Request, error: SanicException) -> HTTPResponse:
        return Problem(names.get(type(error), "malformed")).response()

    @app.exception(Exception)
    async def broken(_: Request, error: Exception) -> HTTPResponse:
        # The class only: an exception's text may hold what a person wrote.
        frame = error.__traceback__
        while frame and frame.tb_next:
            frame = frame.tb_next
        where = f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else "?"
        log.error("unexpected error=%s at=%s", type(error).__name__, where)
        return Problem("unavailable").response()


async def _sweep(store: Store) -> None:
    """Erase what is past its time, now and every hour."""
    while True:
        try:
            await store.erase_expired(time.time())
        except StoreFailed as error:
            log.error("sweep_failed error=%s", error)
        await asyncio.sleep(SWEEP_SECONDS)


def main() -> None:
    """Serve until told to stop."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        settings = from_environment()
    except BadSetting as error:
        sys.exit(str(error))
    app = create_app(settings)
    app.run(settings.host, settings.port, single_process=True, access_log=False, motd=False)


if __name__ == "__main__":
    main()
