"""The form posts of Twilio, signed: https://www.twilio.com/docs/usage/security ."""

from __future__ import annotations

import base64
import hashlib
import hmac
from urllib.parse import parse_qs

from gateway.channels.contract import Envelope, Refused, same

MOST_FIELDS = 200


def form_of(envelope: Envelope) -> dict[str, list[str]]:
    """The fields of a post. Raises :class:`Refused`."""
    try:
        return parse_qs(
            envelope.body.decode(),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError:
        raise Refused(400) from None


def signed_form(envelope: Envelope, address: str, token: str) -> dict[str, list[str]]:
    """The fields of a post to `address` that Twilio signed with `token`. Raises :class:`Refused`."""
    form = form_of(envelope)
    whole = f"{address}?{envelope.query}" if envelope.query else address
    given = envelope.headers.get("x-twilio-signature", "")
    if envelope.method != "POST" or not same(given, signature(token, whole, form)):
        raise Refused
    return form


def signature(token: str, address: str, form: dict[str, list[str]]) -> str:
    """The header X-Twilio-Signature of a form post to `address`, query included."""
    content = address + "".join(
        name + value for name, values in sorted(form.items()) for value in sorted(set(values))
    )
    # SHA-1 is what Twilio signs with.
    digest = hmac.new(token.encode(), content.encode("utf-8", "surrogatepass"), hashlib.sha1)
    return base64.b64encode(digest.digest()).decode()
