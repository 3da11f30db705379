"""What Meta's platforms share: signatures, the webhook's challenge, errors of the Graph API."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any
from urllib.parse import parse_qs

import httpx

from gateway.channels.contract import (
    Envelope,
    Later,
    Never,
    Refused,
    judge_status,
    retry_after,
    same,
)

GRAPH = "https://graph.facebook.com"
VERSION = "v24.0"

LATER = {1, 2, 4, 80007, 130429, 131000, 131016, 131048, 131056, 131057, 133004, 613}
"""Codes of passing trouble and of rates, most of them sent with status 400."""

TOKEN_CODES = {0, 190}
"""The access token has expired: the reply waits until the operator has renewed it."""


def prove(envelope: Envelope, app_secret: str, verify_token: str) -> None:
    """Return when Meta sent it: X-Hub-Signature-256 over the raw body, or the token of the setup."""
    if envelope.method == "GET":
        asked = _query(envelope)
        if asked.get("hub.mode") != "subscribe":
            raise Refused
        if not same(asked.get("hub.verify_token", ""), verify_token):
            raise Refused
        return
    digest = hmac.new(app_secret.encode(), envelope.body, hashlib.sha256).hexdigest()
    if not same(envelope.headers.get("x-hub-signature-256", ""), f"sha256={digest}"):
        raise Refused


def challenge(envelope: Envelope) -> str:
    """What Meta wants back when the webhook is set up."""
    return _query(envelope).get("hub.challenge", "")[:200]


def _query(envelope: Envelope) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(envelope.query).items()}


def request(path: str, body: dict[str, Any], token: str, app_secret: str) -> httpx.Request:
    """A call of the Graph API that also works where the app requires its secret."""
    proof = hmac.new(app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()
    return httpx.Request(
        "POST",
        f"{GRAPH}/{path}",
        params={"appsecret_proof": proof},
        headers={"Authorization": f"Bearer {token}"},
        json=body,
    )


def judge(response: httpx.Response) -> None:
    """Return when the call was taken. Raises :class:`Later` or :class:`Never`."""
    if response.status_code < 300:
        return
    try:
        error = response.json()["error"]
        code, passing = int(error["code"]), error.get("is_transient") is True
    except (LookupError, TypeError, ValueError):
        judge_status(response)
        return
    reason = f"graph_{code}"
    if passing or code in LATER | TOKEN_CODES or response.status_code >= 500:
        raise Later(reason, retry_after(response))
    if response.status_code in (401, 429):
        judge_status(response)
    raise Never(reason)
