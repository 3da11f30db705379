"""The web API: sessions, messages, history, erasure. Knows HTTP and the OpenAPI document beside it."""

from __future__ import annotations

import asyncio
import json
import time
from datetime import datetime, timezone
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml
from sanic import Blueprint, Request
from sanic.response import HTTPResponse, empty
from sanic.response import json as json_response

from gateway.feedback import Feedback, FeedbackBook, NoSuchMessage
from gateway.limits import PER_ADDRESS, PER_CONVERSATION, Limiter
from gateway.memory import Forgotten, Memory
from gateway.message import from_response
from gateway.problems import Problem
from gateway.state import State
from gateway.store import StoreFailed
from gateway.text import UnusableText
from gateway.tokens import BadToken, Session, Tokens
from gateway.turn import AnotherMessage, Incoming, Turns
from red_flags import summary

MOST_CHARACTERS = 20_000
NDJSON = "application/x-ndjson"


@lru_cache(maxsize=1)
def openapi() -> dict[str, Any]:
    """The API's description; requests are checked against it."""
    text = (Path(__file__).parent.parent / "openapi.yml").read_text(encoding="utf-8")
    document: dict[str, Any] = yaml.safe_load(text)
    return document


@cache
def _validator(schema: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(openapi()["components"]["schemas"][schema])


class WebApi:
    """The routes under /api/v1, bound to one gateway."""

    def __init__(
        self, turns: Turns, memory: Memory, feedback: FeedbackBook, tokens: Tokens, limited: bool
    ) -> None:
        self._turns = turns
        self._memory = memory
        self._feedback = feedback
        self._tokens = tokens
        self._addresses = Limiter(PER_ADDRESS) if limited else None
        self._conversations = Limiter(PER_CONVERSATION) if limited else None
        # A turn goes on when its reader has gone, so that it is stored and can be asked for again.
        self._running: set[asyncio.Task[Any]] = set()

    def blueprint(self) -> Blueprint:
        """Routes for Sanic."""
        routes = Blueprint("web", url_prefix="/api/v1")
        routes.add_route(self.begin, "/sessions", methods=["POST"])
        routes.add_route(self.message, "/messages", methods=["POST"])
        routes.add_route(self.history, "/history", methods=["GET"])
        routes.add_route(self.summary, "/summary", methods=["GET"])
        routes.add_route(self.feedback, "/feedback", methods=["POST"])
        routes.add_route(self.erase, "/session", methods=["DELETE"])
        routes.add_route(self.describe, "/openapi.json", methods=["GET"])
        return routes

    async def describe(self, request: Request) -> HTTPResponse:
        """GET /api/v1/openapi.json."""
        return json_response(openapi())

    async def begin(self, request: Request) -> HTTPResponse:
        """POST /api/v1/sessions: a token, greeting and disclaimer."""
        _slow_down(self._addresses, request.client_ip)
        body = _body(request, "NewSession", optional=True)
        token, session = self._tokens.issue()
        place = body.get("region")
        state = State(region=place)
        try:
            await self._memory.begin(session.conversation, session.expires, state)
        except StoreFailed:
            raise Problem("unavailable", {"Retry-After": "5"}) from None
        greeting = [from_response(name, place) for name in ("utter_greet", "utter_disclaimer")]
        # The greeting's suggestions come as text only: its buttons belong to no turn yet.
        messages = [
            {**message.to_json(f"0.{number}", [""] * len(message.buttons)), "buttons": []}
            for number, message in enumerate(greeting, start=1)
        ]
        ends = datetime.fromtimestamp(session.expires, timezone.utc).isoformat()
        return json_response({"token": token, "expires_at": ends, "messages": messages}, 201)

    async def message(self, request: Request) -> HTTPResponse | None:
        """POST /api/v1/messages: one turn."""
        session = self._session(request)
        incoming = _incoming(_body(request, "NewMessage"))
        _slow_down(self._conversations, session.conversation)
        lines: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        turn = asyncio.create_task(
            self._turns.take(session.conversation, incoming, lines.put_nowait)
        )
        self._running.add(turn)
        turn.add_done_callback(self._running.discard)
        if NDJSON in request.headers.get("accept", ""):
            await _stream(request, turn, lines)
            return None
        return json_response(await _result(turn))

    async def history(self, request: Request) -> HTTPResponse:
        """GET /api/v1/history."""
        session = self._session(request)
        try:
            turns = await self._memory.history(session.conversation)
        except Forgotten:
            raise _no_session() from None
        except StoreFailed:
            raise Problem("unavailable", {"Retry-After": "5"}) from None
        messages: list[dict[str, Any]] = []
        for turn in turns:
            messages.append({"from": "person", "id": turn.message_id, "text": turn.said})
            messages += [{"from": "assistant", **message} for message in turn.reply["messages"]]
        return json_response({"messages": messages})

    async def summary(self, request: Request) -> HTTPResponse:
        """GET /api/v1/summary: what was said and flagged, for a doctor."""
        session = self._session(request)
        try:
            state = await self._memory.recall(session.conversation)
        except Forgotten:
            raise _no_session() from None
        if state.unread:
            raise Problem("unavailable", {"Retry-After": "5"})
        return json_response({"text": summary(state.diary, time.time())})

    async def feedback(self, request: Request) -> HTTPResponse:
        """POST /api/v1/feedback: what somebody thought of a message."""
        session = self._session(request)
        body = _body(request, "NewFeedback")
        given = Feedback(body["message_id"], body["helpful"], body.get("reason"))
        try:
            await self._feedback.note(session.conversation, given)
        except NoSuchMessage:
            raise Problem("no_message") from None
        except StoreFailed:
            raise Problem("unavailable", {"Retry-After": "5"}) from None
        return empty()

    async def erase(self, request: Request) -> HTTPResponse:
        """DELETE /api/v1/session: nothing about this conversation is left anywhere."""
        session = self._session(request)
        try:
            await self._memory.erase(session.conversation)
        except StoreFailed:
            raise Problem("unavailable", {"Retry-After": "5"}) from None
        return empty()

    def _session(self, request: Request) -> Session:
        _slow_down(self._addresses, request.client_ip)
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            raise _no_session()
        try:
            return self._tokens.read(token)
        except BadToken:
            raise _no_session() from None


def _slow_down(limiter: Limiter | None, key: str) -> None:
    seconds = limiter.wait(key) if limiter else 0.0
    if seconds:
        raise Problem("slow_down", {"Retry-After": str(int(seconds) + 1)})


def _body(request: Request, schema: str, optional: bool = False) -> dict[str, Any]:
    if optional and not request.body:
        return {}
    try:
        body = json.loads(request.body)
        _validator(schema).validate(body)
    except (ValueError, RecursionError, jsonschema.ValidationError):
        raise Problem("malformed") from None
    result: dict[str, Any] = body
    return result


def _incoming(body: dict[str, Any]) -> Incoming:
    if len(body.get("text", "")) > MOST_CHARACTERS:
        raise Problem("too_large")
    family = "voice" if body.get("voice") else "web"
    return Incoming(body["id"], body.get("text"), body.get("choice"), family)


def _no_session() -> Problem:
    """The token is none of ours, or its conversation is gone."""
    return Problem("token", {"WWW-Authenticate": "Bearer"})


async def _result(turn: asyncio.Task[dict[str, Any]]) -> dict[str, Any]:
    try:
        # Shielded: the turn is finished and stored even when the client hangs up.
        return await asyncio.shield(turn)
    except Forgotten:
        raise _no_session() from None
    except AnotherMessage:
        raise Problem("other_content") from None
    except UnusableText:
        raise Problem("unusable") from None


async def _stream(
    request: Request,
    turn: asyncio.Task[dict[str, Any]],
    lines: asyncio.Queue[dict[str, Any]],
) -> None:
    """Each message as a line, as soon as it is there."""
    response = None
    while not (turn.done() and lines.empty()):
        next_line = asyncio.create_task(lines.get())
        await asyncio.wait({next_line, turn}, return_when=asyncio.FIRST_COMPLETED)
        if not next_line.done():
            next_line.cancel()
            continue
        response = response or await request.respond(content_type=NDJSON)
        await response.send(_line(next_line.result()))
    reply = await _result(turn)
    response = response or await request.respond(content_type=NDJSON)
    await response.send(_line({"done": True, "urgency": reply["urgency"]}))
    await response.eof()


def _line(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False) + "\n"
