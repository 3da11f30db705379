"""The gateway's Sanic application: puts its parts together and guards its edges."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from collections.abc import Sequence
from typing import Any

from sanic import Request, Sanic
from sanic.exceptions import MethodNotAllowed, NotFound, PayloadTooLarge, SanicException
from sanic.response import HTTPResponse, json

from gateway import registry, webhooks
from gateway.channels.contract import Channel, Messaging
from gateway.channels.web import WebApi
from gateway.clock import Clock
from gateway.conversations import Conversations
from gateway.cors import Cors
from gateway.feedback import FeedbackBook
from gateway.keys import Keys
from gateway.mailbox import Mailbox
from gateway.memory import Memory
from gateway.outbox import Outbox
from gateway.pages import Pages
from gateway.problems import Problem
from gateway.rasa import Rasa
from gateway.readiness import Readiness
from gateway.reception import Reception
from gateway.settings import BadSetting, Settings, from_environment
from gateway.store import Store, StoreFailed
from gateway.tokens import Tokens
from gateway.turn import Turns
from red_flags import assess

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


def create_app(settings: Settings, channels: Sequence[Channel] = ()) -> App:
    """The application, not yet listening; `channels` are those that are on."""
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
    mailbox = Mailbox(store)
    reception = _reception(settings, turns, memory, mailbox, channels)
    app.blueprint(webhooks.blueprint(channels, reception))
    app.blueprint(Pages().blueprint())
    _add_health(app, readiness)
    _add_edges(app, Cors(settings.sites))
    _add_errors(app)

    @app.before_server_start
    async def start(_: App) -> None:
        # Reads the rules and the second net now: it takes seconds that the first person does not have.
        assess("hello", meaning=True)
        try:
            await store.open()
            await reception.open()
        except StoreFailed as error:
            log.critical("store_unopened path=%s error=%s", settings.database, error)
        app.add_task(memory.retry_forever())
        app.add_task(reception.tidy_forever())
        app.add_task(_sweep(store, mailbox))
        for channel in channels:
            await channel.open(reception)

    @app.after_server_stop
    async def stop(_: App) -> None:
        for channel in channels:
            await channel.close()
        await reception.close()
        await rasa.close()
        await store.close()

    return app


def _reception(
    settings: Settings,
    turns: Turns,
    memory: Memory,
    mailbox: Mailbox,
    channels: Sequence[Channel],
) -> Reception:
    keys, clock = Keys(settings.secret), Clock()
    messaging = [channel for channel in channels if isinstance(channel, Messaging)]
    outbox = Outbox(mailbox, keys, clock, messaging)
    limited = settings.rate_limit
    conversations = Conversations(turns, memory, keys, clock)
    return Reception(conversations, mailbox, outbox, keys, clock, limited)


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


async def _sweep(store: Store, mailbox: Mailbox) -> None:
    """Erase what is past its time, now and every hour."""
    while True:
        try:
            await store.erase_expired(time.time())
            await mailbox.sweep(time.time())
        except StoreFailed as error:
            log.error("sweep_failed error=%s", error)
        await asyncio.sleep(SWEEP_SECONDS)


def main() -> None:
    """Serve until told to stop."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        settings = from_environment()
        channels = registry.switched_on(registry.values())
    except BadSetting as error:
        sys.exit(str(error))
    app = create_app(settings, channels)
    app.run(settings.host, settings.port, single_process=True, access_log=False, motd=False)


if __name__ == "__main__":
    main()
