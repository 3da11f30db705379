"""Only Alexa, only now, only for this skill: what is forged, stale or cut is refused."""

import base64
import json
import random
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives import hashes
from speaking import (
    CHAIN,
    SKILL,
    AlexaCloud,
    Speaking,
    authority,
    certificate,
    key,
    pem,
    sign,
)

from gateway.channels.contract import Refused
from gateway.voice.alexa_signature import SIGNER, Untrusted, chain_address, public_roots

EVIL = "https://s3.amazonaws.com/echo.api/other.pem"


@pytest.fixture
def alexa():
    return AlexaCloud()


@pytest.fixture
async def gateway(tmp_path, alexa):
    async with Speaking(tmp_path / "conversations.sqlite", alexa.channel) as gateway:
        yield gateway


def question(alexa, at=0, skill=SKILL):
    return alexa.body(alexa.intent("AskIntent", query="hello"), at, skill)


async def accepted(gateway, envelope):
    try:
        answer = await gateway.channel.handle(envelope, gateway.desk)
    except Refused as refused:
        assert refused.status == 400, "Alexa's certification wants 400"
        return False
    return answer.status == 200


async def test_a_genuine_request_is_answered_and_the_certificate_fetched_once(alexa, gateway):
    for _ in range(3):
        assert await accepted(gateway, alexa.envelope(question(alexa)))
    assert alexa.fetched == [CHAIN]


@pytest.mark.parametrize(
    "address",
    [
        "https://s3.amazonaws.com/echo.api/echo-api-cert.pem",
        "https://s3.amazonaws.com:443/echo.api/echo-api-cert.pem",
        "HTTPS://S3.AmazonAWS.com/echo.api/echo-api-cert.pem",
        "https://s3.amazonaws.com/echo.api/../echo.api/echo-api-cert.pem",
    ],
)
def test_an_address_of_alexas(address):
    assert chain_address(address) == "https://s3.amazonaws.com/echo.api/echo-api-cert.pem"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://s3.amazonaws.com/echo.api/cert.pem",
        "https://notamazon.com/echo.api/cert.pem",
        "https://s3.amazonaws.com/EcHo.aPi/cert.pem",
        "https://s3.amazonaws.com/invalid.path/cert.pem",
        "https://s3.amazonaws.com:563/echo.api/cert.pem",
        "https://s3.amazonaws.com:x/echo.api/cert.pem",
        "https://s3.amazonaws.com/echo.api/../evil/cert.pem",
        "https://s3.amazonaws.com/echo.api/%2e%2e/evil/cert.pem",
        "https://s3.amazonaws.com/echo.api\\..\\evil/cert.pem",
        "https://s3.amazonaws.com.evil.example/echo.api/cert.pem",
        "https://evil@s3.amazonaws.com/echo.api/cert.pem",
        "https://s3.amazonaws.com@evil.example/echo.api/cert.pem",
        "https://s3.amazonaws.com/echo.api/cert.pem?x=1",
        "https://s3.amazonaws.com/echo.api/cert.pem#x",
        "https://s3.amazonaws.com/echo.api/ce\u0455t.pem",
        "https://[::1/echo.api/cert.pem",
        "file:///echo.api/cert.pem",
    ],
)
def test_no_other_address_is_fetched_from(address):
    with pytest.raises(Untrusted):
        chain_address(address)


def chains():
    """Certificates that a forger could offer."""
    root, between, leaf = authority()
    return {
        "no intermediate": pem(leaf),
        "root only": pem(root),
        "self-signed": pem(certificate(SIGNER, key(2))),
        "another name": pem(
            certificate("x", key(2), between, key(1), names=["evil.example"]), between
        ),
        "a longer name": pem(
            certificate("x", key(2), between, key(1), names=[f"x.{SIGNER}"]), between
        ),
        "no longer valid": pem(
            certificate(SIGNER, key(2), between, key(1), days=(-9, -1)), between
        ),
        "not yet valid": pem(certificate(SIGNER, key(2), between, key(1), days=(1, 9)), between),
        "signed by a leaf": pem(certificate(SIGNER, key(3), leaf, key(2)), leaf, between),
        "unknown root": pem(
            certificate(SIGNER, key(2), certificate("R", key(3), ca=True), key(3)),
            certificate("R", key(3), ca=True),
        ),
        "no certificate": b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "nothing": b"",
        "noise": bytes(range(256)),
    }


@pytest.mark.parametrize("name", sorted(chains()))
async def test_a_certificate_that_is_not_alexas_is_refused(alexa, gateway, name):
    alexa.chains[EVIL] = chains()[name]
    body = json.dumps(question(alexa)).encode()
    for signing in (key(2), key(3)):
        forged = alexa.envelope(
            body, **{"signaturecertchainurl": EVIL, "signature-256": sign(body, signing)}
        )
        assert not await accepted(gateway, forged)
    assert gateway.turns_taken == 0


@pytest.mark.parametrize(
    ("seconds", "good"), [(-145, True), (-155, False), (145, True), (155, False)]
)
async def test_only_requests_of_the_last_150_seconds(alexa, gateway, seconds, good):
    assert await accepted(gateway, alexa.envelope(question(alexa, at=seconds))) is good


@pytest.mark.parametrize(
    "stamp", [None, "", "soon", 5, "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00"]
)
async def test_a_time_that_is_none_is_refused(alexa, gateway, stamp):
    body = question(alexa)
    body["request"]["timestamp"] = stamp
    assert not await accepted(gateway, alexa.envelope(body))


async def test_a_request_for_another_skill_is_refused(alexa, gateway):
    assert not await accepted(gateway, alexa.envelope(question(alexa, skill="amzn1.ask.skill.x")))
    body = question(alexa)
    body["session"]["application"]["applicationId"] = "amzn1.ask.skill.x"
    assert not await accepted(gateway, alexa.envelope(body))


def forgeries(alexa, random_):
    """Endless kinds of requests that Alexa did not send like this."""

    def flip(data):
        place = random_.randrange(len(data))
        return data[:place] + bytes([data[place] ^ (1 << random_.randrange(8))]) + data[place + 1 :]

    while True:
        body = json.dumps(question(alexa)).encode()
        good = alexa.envelope(body)
        signature = base64.b64decode(good.headers["signature-256"])
        cut = random_.randrange(len(body))
        stale = json.dumps(
            question(alexa, at=random_.choice([-1, 1]) * random_.randint(200, 10**6))
        ).encode()
        old = base64.b64encode(key(2).sign(body, *_sha1())).decode()

        def signed(value, good=good):
            return replace(good, headers={**good.headers, "signature-256": value})

        yield replace(good, body=flip(body))
        yield replace(good, body=body[:cut])
        yield replace(good, body=body + b" ")
        yield signed(base64.b64encode(flip(signature)).decode())
        yield signed(base64.b64encode(signature[: random_.randrange(256)]).decode())
        yield signed(sign(body, key(3)))
        yield signed(old)
        yield signed(random_.choice(["", "=", "é", "none", good.headers["signature-256"][1:]]))
        yield alexa.envelope(stale)
        for missing in ("signature-256", "signaturecertchainurl"):
            yield alexa.envelope(body, **{missing: None})
        yield alexa.envelope(body, signaturecertchainurl=EVIL)
        yield alexa.envelope(json.dumps(question(alexa, skill=f"s{random_.random()}")).encode())
        yield alexa.envelope(random_.choice([b"", b"[]", b"null", b"[" * 9999, b"\xff", b"5"]))
        without = question(alexa)
        del without[random_.choice(["context", "request"])]
        yield alexa.envelope(without)


def _sha1():
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15

    return PKCS1v15(), hashes.SHA1()


async def test_2000_forged_stale_and_cut_requests_are_refused(alexa, gateway):
    alexa.chains[EVIL] = chains()["self-signed"]
    made = forgeries(alexa, random.Random(7))
    for number in range(2000):
        assert not await accepted(gateway, next(made)), number
    assert gateway.turns_taken == 0
    assert await gateway.store.rows("SELECT * FROM turn") == []
    assert await accepted(gateway, alexa.envelope(question(alexa)))


def test_the_public_roots_hold_amazons():
    names = {root.subject.rfc4514_string() for root in public_roots()}
    assert any("Amazon Root CA 1" in name for name in names)


async def test_an_envelope_without_a_user_is_refused(alexa, gateway):
    for user in (None, {}, {"userId": ""}, {"userId": 5}, "x"):
        body = question(alexa)
        body["context"]["System"]["user"] = user
        assert not await accepted(gateway, alexa.envelope(body))
