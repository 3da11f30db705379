"""Session tokens: signed, expiring, with 128 random bits. The conversation's id stands only in them."""

from __future__ import annotations

import hashlib
import secrets
import time
from dataclasses import dataclass

from itsdangerous import BadData, URLSafeSerializer

LIFE_SECONDS = 30 * 24 * 3600
"""How long a conversation is kept and its token is good."""


class BadToken(Exception):
    """Not a token of this installation, or too old."""


@dataclass(frozen=True)
class Session:
    """A conversation and when it ends, in Unix seconds."""

    conversation: str
    expires: float


class Tokens:
    """Makes and reads tokens with the installation's secret."""

    def __init__(self, secret: str) -> None:
        self._serializer = URLSafeSerializer(
            secret, salt="session", signer_kwargs={"digest_method": hashlib.sha256}
        )

    def issue(self) -> tuple[str, Session]:
        """A new session and its token."""
        session = Session(secrets.token_urlsafe(16), float(int(time.time()) + LIFE_SECONDS))
        return str(self._serializer.dumps([session.conversation, session.expires])), session

    def read(self, token: str) -> Session:
        """The session of `token`. Raises :class:`BadToken`."""
        try:
            conversation, expires = self._serializer.loads(token)
        except (BadData, ValueError, TypeError, UnicodeError):
            raise BadToken from None
        if expires < time.time():
            raise BadToken
        return Session(conversation, expires)
