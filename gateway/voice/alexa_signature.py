"""Proves that a request comes from Alexa and is for this skill. Knows certificates and headers.

The rules: https://developer.amazon.com/docs/custom-skills/host-a-custom-skill-as-a-web-service.html
"""

from __future__ import annotations

import base64
import hmac
import posixpath
import warnings
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import certifi
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

SIGNER = "echo-api.amazon.com"
OLDEST = timedelta(seconds=150)
"""How far a request's time may be from ours, either way."""

KEPT = 32
"""So many signing certificates are remembered, each for :data:`KEPT_FOR`."""

KEPT_FOR = timedelta(hours=12)
LARGEST_CHAIN = 64 * 1024

Fetch = Callable[[str], Awaitable[bytes]]
"""The bytes at an address. Raises OSError when they can't be had."""


class Untrusted(Exception):
    """Not a request of Alexa's for this skill; the reason holds nothing of its content."""


@lru_cache(maxsize=1)
def public_roots() -> tuple[x509.Certificate, ...]:
    """The certificate authorities that browsers trust, but for those that break RFC 5280."""
    end = b"-----END CERTIFICATE-----"
    blocks = Path(certifi.where()).read_bytes().split(end)[:-1]
    found = []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for block in blocks:
            with suppress(ValueError, CryptographyDeprecationWarning):
                found.append(x509.load_pem_x509_certificate(block + end))
    return tuple(found)


class Signatures:
    """Checks the headers `SignatureCertChainUrl` and `Signature-256` against the raw body."""

    def __init__(self, fetch: Fetch, roots: Sequence[x509.Certificate] | None = None) -> None:
        self._fetch = fetch
        self._roots = roots
        self._keys: OrderedDict[str, tuple[RSAPublicKey, datetime]] = OrderedDict()

    async def check(self, headers: Mapping[str, str], body: bytes, now: datetime) -> None:
        """Raises :class:`Untrusted`."""
        address = chain_address(headers.get("signaturecertchainurl", ""))
        try:
            signature = base64.b64decode(headers.get("signature-256", ""), validate=True)
        except ValueError:
            raise Untrusted("signature is no base64") from None
        if not signature:
            raise Untrusted("no signature")
        key = await self._key(address, now)
        try:
            key.verify(signature, body, PKCS1v15(), SHA256())
        except InvalidSignature:
            raise Untrusted("signature of another body or key") from None

    async def _key(self, address: str, now: datetime) -> RSAPublicKey:
        known = self._keys.get(address)
        if known and now < known[1]:
            self._keys.move_to_end(address)
            return known[0]
        try:
            chain = await self._fetch(address)
        except OSError as error:
            raise Untrusted(f"certificate not fetched: {type(error).__name__}") from None
        leaf = self._signer(chain, now)
        key = leaf.public_key()
        if not isinstance(key, RSAPublicKey):
            raise Untrusted("certificate without an RSA key")
        self._keys[address] = (key, min(leaf.not_valid_after_utc, now + KEPT_FOR))
        while len(self._keys) > KEPT:
            self._keys.popitem(last=False)
        return key

    def _signer(self, pem: bytes, now: datetime) -> x509.Certificate:
        """The leaf of a chain that ends at a trusted root and is Alexa's."""
        try:
            leaf, *between = x509.load_pem_x509_certificates(pem[:LARGEST_CHAIN])
            roots = self._roots if self._roots is not None else public_roots()
            policy = PolicyBuilder().store(Store(list(roots))).time(now)
            policy.build_server_verifier(x509.DNSName(SIGNER)).verify(leaf, between)
        except (ValueError, VerificationError):
            raise Untrusted("certificate not trusted") from None
        return leaf


def chain_address(address: str) -> str:
    """`address`, if Alexa's certificates may come from there. Raises :class:`Untrusted`."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise Untrusted("certificate address unreadable") from None
    # An encoded dot or slash could mean another folder to the server than it does here.
    odd = set(parts.path) & set("%\\") or parts.username is not None or not address.isascii()
    path = posixpath.normpath(parts.path)
    if (
        odd
        or parts.scheme.lower() != "https"
        or (parts.hostname or "").lower() != "s3.amazonaws.com"
        or port not in (None, 443)
        or not path.startswith("/echo.api/")
        or parts.query
        or parts.fragment
    ):
        raise Untrusted("certificate address is not Alexa's")
    return f"https://s3.amazonaws.com{path}"


def check_envelope(envelope: Any, skill: str, now: datetime) -> None:
    """Whether the request is of now and for `skill`. Raises :class:`Untrusted`."""
    try:
        written = envelope["request"]["timestamp"]
        at = datetime.fromisoformat(written)
        at = (at if at.tzinfo else at.replace(tzinfo=timezone.utc)).astimezone(timezone.utc)
        system = envelope["context"]["System"]["application"]["applicationId"]
        session = envelope.get("session", {}).get("application", {}).get("applicationId", system)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raise Untrusted("envelope without time or skill") from None
    if abs(now - at) > OLDEST:
        raise Untrusted("too old, or from the future")
    for named in (system, session):
        if not isinstance(named, str) or not hmac.compare_digest(named.encode(), skill.encode()):
            raise Untrusted("for another skill")
