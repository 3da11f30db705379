"""The private channel between the gateway and Rasa. Loopback only; both ends know a secret."""

from __future__ import annotations

import hmac
import os
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

SECRET_HEADER = "X-Gateway-Secret"  # noqa: S105  # the header's name, no secret

FAMILIES = ("web", "chat", "voice")


class GatewayOutput(CollectingOutputChannel):
    """Collects whole messages, with their metadata, under the name of the family they are for."""

    def __init__(self, family: str) -> None:
        super().__init__()
        self._family = family

    def name(self) -> str:  # type: ignore[override]  # Rasa calls it on the instance only
        """The family: web, chat or voice."""
        return self._family

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep the message as the NLG or an action made it."""
        self.messages.append(message)


class GatewayInput(InputChannel):
    """POST /webhooks/gateway/webhook: `{conversation, text, family, context}` → `{messages}`."""

    @classmethod
    def name(cls) -> str:
        """Part of the address, and the mark of the gateway's turns."""
        return "gateway"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The route, bound to this Rasa's agent."""
        blueprint = Blueprint("gateway_webhook", __name__)
        secret = os.environ.get("GATEWAY_SECRET", "")

        @blueprint.route("/", methods=["GET"])
        async def health(_: Request) -> HTTPResponse:
            return json({"status": "ok"})

        @blueprint.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            given = request.headers.get(SECRET_HEADER, "")
            # Rasa's text reader takes a leading "/" for an intent; only the gateway, which strips
            # it from what people type, may come in here.
            if not secret or not hmac.compare_digest(given.encode(), secret.encode()):
                return json({"error": "wrong or missing secret"}, 403)
            body = request.json
            if body["family"] not in FAMILIES:
                return json({"error": "unknown family"}, 400)
            output = GatewayOutput(body["family"])
            message = UserMessage(
                body["text"],
                output,
                body["conversation"],
                input_channel=self.name(),
                metadata=body["context"],
            )
            await on_new_message(message)
            return json({"messages": output.messages})

        return blueprint
