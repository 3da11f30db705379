"""The routes of channels: `/channels/<name>`. Knows HTTP; what comes in is the channel's matter."""

from __future__ import annotations

from collections.abc import Iterable

from sanic import Blueprint, Request
from sanic.response import HTTPResponse, text

from gateway.channels.contract import Channel, Desk, Envelope, Refused
from gateway.problems import Problem


def blueprint(channels: Iterable[Channel], desk: Desk) -> Blueprint:
    """Routes for Sanic, of the channels that are on."""
    routes = Blueprint("channels", url_prefix="/channels")
    by_name = {channel.name: channel for channel in channels}

    async def receive(request: Request, name: str) -> HTTPResponse:
        channel = by_name.get(name)
        if channel is None:
            raise Problem("not_found")
        envelope = Envelope(
            request.method,
            {header.lower(): value for header, value in request.headers.items()},
            request.query_string,
            request.body,
        )
        try:
            answer = await channel.handle(envelope, desk)
        except Refused as error:
            raise Problem("malformed" if error.status == 400 else "refused") from None
        return text(answer.body, answer.status, content_type=answer.content_type)

    routes.add_route(receive, "/<name:str>", methods=["GET", "POST"])
    return routes
