"""Twilio's signature of its requests: https://www.twilio.com/docs/usage/security ."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable


def signature(token: str, address: str, fields: Iterable[tuple[str, str]]) -> str:
    """The header X-Twilio-Signature of a form post to `address`, query included."""
    content = address + "".join(name + value for name, value in sorted(set(fields)))
    # SHA-1 is what Twilio signs with.
    digest = hmac.new(token.encode(), content.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()
