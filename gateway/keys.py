"""Keyed hashes and sealed records, both of the installation's secret. Knows no rows and no channels."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken


class Unreadable(Exception):
    """Sealed with another secret, or damaged."""


class Keys:
    """Hides what a platform says of a person: who it is, and what waits to be read or sent."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()
        self._fernet = Fernet(base64.urlsafe_b64encode(self._digest(["sealed"])))

    def _digest(self, parts: list[str]) -> bytes:
        content = json.dumps(parts).encode()
        return hmac.new(self._secret, content, hashlib.sha256).digest()

    def digest(self, *parts: str) -> str:
        """22 characters that stand for `parts`; without the secret nobody can tell what they were."""
        return base64.urlsafe_b64encode(self._digest(["digest", *parts])[:16]).decode().rstrip("=")

    def seal(self, content: Any) -> bytes:
        """JSON content, encrypted."""
        return self._fernet.encrypt(json.dumps(content).encode())

    def unseal(self, sealed: bytes) -> Any:
        """What :meth:`seal` was given. Raises :class:`Unreadable`."""
        try:
            return json.loads(self._fernet.decrypt(sealed))
        except (InvalidToken, ValueError):
            raise Unreadable from None
