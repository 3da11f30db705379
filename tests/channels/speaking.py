"""Stand-ins for Alexa, Twilio Voice and a Rasa with the real answers, for scripted conversations."""

import base64
import datetime
import importlib.util
import itertools
import json
import sys
import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlencode

from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import ResponseEnvelope
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID
from talking import SECRET, FakeRasa
from twilio.request_validator import RequestValidator

from gateway.channels.alexa import Alexa
from gateway.channels.contract import Envelope
from gateway.channels.phone import Phone
from gateway.clock import Clock
from gateway.conversations import Conversations
from gateway.keys import Keys
from gateway.memory import Memory
from gateway.store import Store
from gateway.texts import responses
from gateway.turn import Turns
from gateway.voice.alexa_signature import SIGNER, Signatures
from red_flags import Assessment, assess, general_cautions

_FILE = Path(__file__).parents[2] / "components" / "composition.py"
_SPEC = importlib.util.spec_from_file_location("composition", _FILE)
composition = sys.modules["composition"] = importlib.util.module_from_spec(_SPEC)
"""By its file: the package around it needs Rasa, which is not in this environment."""
_SPEC.loader.exec_module(composition)
Wording, compose = composition.Wording, composition.compose
spoken, written = composition.spoken, composition.written

SKILL = "amzn1.ask.skill.11111111-2222-3333-4444-555555555555"
CHAIN = "https://s3.amazonaws.com/echo.api/echo-api-cert-13.pem"
TOKEN, NUMBER = "0123456789abcdef0123456789abcdef", "+15005550006"
PHONE_URL = "https://cramps.example/channels/phone"


# The assistant


def answer(topic, more=False):
    """The answer to `topic` as Rasa gives it to a person of whom nothing is known."""
    response = responses()[f"utter_faq/{topic}"]
    metadata = response.metadata
    lead = None if more else Wording(response.text, metadata["speech"])
    composed = compose(lead, metadata["more" if more else "parts"], [], general_cautions())
    more_button = {
        "title": "Tell me more",
        "choice": {"intent": "tell_me_more", "topic": topic},
    }
    following = [
        {
            "title": responses()[f"utter_faq/{name}"].metadata["title"],
            "choice": {"intent": f"faq/{name}"},
        }
        for name in metadata["next"]
    ]
    return {
        "text": written(composed, lead=not more),
        "metadata": {
            "kind": "answer",
            "topic": topic,
            "speech": spoken(composed, lead=not more),
            "sources": metadata["sources"],
            "checked": metadata["checked"],
            "reviewed_by": metadata["reviewed_by"],
        },
        "buttons": [*([] if more else [more_button]), *following],
    }


def plain(name, buttons=()):
    """A sentence of the conversation itself, as Rasa gives it."""
    response = responses()[name]
    speech = response.metadata["speech"].replace("{emergency}", "your local emergency number")
    text = response.text.replace("{emergency}", "your local emergency number")
    metadata = {"kind": response.metadata["kind"], "speech": speech}
    return {"text": text, "metadata": metadata, "buttons": list(buttons)}


ERASE = {"title": "Yes, erase it", "choice": {"do": "erase"}}


class Knowing(FakeRasa):
    """A Rasa that knows what the scripted conversations ask."""

    TOPICS: ClassVar = {
        "what drink stops leg cramps": "drinks_overview",
        "my calf is cramping right now": "first_aid",
        "why do i get cramps at night": "night_causes",
    }

    async def ask(self, conversation, text, family, context):
        choice, asked = context["choice"], text.lower().strip(" .?!")
        self.replies = None
        if choice.get("intent") == "tell_me_more":
            self.replies = [answer(choice["topic"], more=True)]
        elif choice.get("intent", "").startswith("faq/"):
            self.replies = [answer(choice["intent"].removeprefix("faq/"))]
        elif asked in self.TOPICS:
            self.replies = [answer(self.TOPICS[asked])]
        elif asked in ("forget me", "delete my data"):
            self.replies = [plain("utter_forget_me", [ERASE])]
        elif asked in ("hello", "hi"):
            self.replies = [plain("utter_greet")]
        elif Assessment.from_json(context["assessment"]).news:
            self.replies = []  # the gateway says why, as it does without the action server
        else:
            self.replies = [plain("utter_unsure", map(_topic, ("drink_milk", "quinine")))]
        return await super().ask(conversation, text, family, context)


def _topic(name):
    title = responses()[f"utter_faq/{name}"].metadata["title"]
    return {"title": title, "choice": {"intent": f"faq/{name}"}}


class Speaking:
    """A gateway as far as a voice channel sees it."""

    def __init__(self, path, channel, rasa=None):
        self.channel, self.path = channel, path
        self.store = Store(path)
        self.memory, self.rasa = Memory(self.store), rasa or Knowing()
        turns = Turns(self.memory, self.rasa, SECRET)
        self.desk = Conversations(turns, self.memory, Keys(SECRET), Clock())

    async def open(self):
        assess("hello")  # so that reading the rules is not in a turn's time
        await self.store.open()

    async def close(self):
        await self.channel.close()
        await self.store.close()

    async def __aenter__(self):
        await self.open()
        return self

    async def __aexit__(self, *_):
        await self.close()

    @property
    def turns_taken(self):
        return len(self.rasa.asked)


# Alexa


def certificate(name, key, issuer=None, signer=None, ca=False, names=(SIGNER,), days=(-1, 30)):
    """A certificate for `key`, by `signer` of `issuer` or by itself."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.timezone.utc)
    key_usage = dict.fromkeys(
        "content_commitment key_encipherment data_encipherment key_agreement "
        "encipher_only decipher_only".split(),
        False,
    )
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + datetime.timedelta(days=days[0]))
        .not_valid_after(now + datetime.timedelta(days=days[1]))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=not ca, key_cert_sign=ca, crl_sign=ca, **key_usage),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key((signer or key).public_key()), False
        )
    )
    if not ca:
        usage = x509.ExtendedKeyUsage([x509.oid.ExtendedKeyUsageOID.SERVER_AUTH])
        alternative = x509.SubjectAlternativeName([x509.DNSName(each) for each in names])
        built = built.add_extension(usage, False).add_extension(alternative, False)
    return built.sign(signer or key, hashes.SHA256())


def pem(*certificates):
    return b"".join(each.public_bytes(serialization.Encoding.PEM) for each in certificates)


@cache
def key(number):
    """A key, made once: making one takes a while."""
    return rsa.generate_private_key(65537, 2048)


@cache
def authority():
    """Root, intermediate and leaf as Amazon's are."""
    root = certificate("Root", key(0), ca=True)
    between = certificate("Between", key(1), root, key(0), ca=True)
    return root, between, certificate(SIGNER, key(2), between, key(1))


def sign(body, signing_key=None, algorithm=None):
    signature = (signing_key or key(2)).sign(body, padding.PKCS1v15(), algorithm or hashes.SHA256())
    return base64.b64encode(signature).decode()


def now(seconds=0):
    at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


class AlexaCloud:
    """What Alexa does with what somebody says, and what it takes back."""

    def __init__(self):
        self.channel = Alexa({"ALEXA_SKILL_ID": SKILL}, "https://cramps.example/channels/alexa")
        root, between, leaf = authority()
        self.chains = {CHAIN: pem(leaf, between)}
        self.fetched = []
        self.channel.signatures = Signatures(self.fetch, [root])
        self.attributes, self.elicits, self.user = {}, False, "amzn1.ask.account.A"
        self._ids = itertools.count(1)

    async def fetch(self, address):
        self.fetched.append(address)
        if address not in self.chains:
            raise OSError("not there")
        return self.chains[address]

    def body(self, request, at=0, skill=SKILL, **session):
        application = {"applicationId": skill}
        user = {"userId": self.user}
        identifier = f"amzn1.echo-api.request.{next(self._ids)}"
        return {
            "version": "1.0",
            "session": {
                "new": not self.attributes,
                "sessionId": "amzn1.echo-api.session.1",
                "application": application,
                "attributes": self.attributes,
                "user": user,
                **session,
            },
            "context": {"System": {"application": application, "user": user}},
            "request": {
                "requestId": identifier,
                "timestamp": now(at),
                "locale": "en-US",
                **request,
            },
        }

    def envelope(self, body, **headers):
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        signed = {"signaturecertchainurl": CHAIN, "signature-256": sign(raw), **headers}
        return Envelope("POST", {k: v for k, v in signed.items() if v is not None}, "", raw)

    def intent(self, name, **slots):
        filled = {slot: {"name": slot, "value": value} for slot, value in slots.items()}
        return {"type": "IntentRequest", "intent": {"name": name, "slots": filled}}

    async def send(self, gateway, request):
        answer = await gateway.channel.handle(self.envelope(self.body(request)), gateway.desk)
        assert answer.status == 200
        return self.take(answer.body)

    def take(self, content):
        """The response, if Alexa would take it."""
        response = judged(content)
        self.attributes = response.get("sessionAttributes", {})
        self.elicits = bool(response["response"].get("directives"))
        return response["response"]

    async def launch(self, gateway):
        return await self.send(gateway, {"type": "LaunchRequest"})

    async def say(self, gateway, text):
        """A bare sentence: the slot takes it where it was asked for."""
        assert self.elicits, "Alexa would not know what a bare sentence is for"
        return await self.send(gateway, self.intent("AskIntent", query=text))

    async def wish(self, gateway, name):
        return await self.send(gateway, self.intent(name))


SPEAK_TAGS = {"speak", "break", "prosody"}


def judged(content):
    """A response that Amazon's own types read back whole, and that keeps Alexa's limits."""
    given = json.loads(content)
    serializer = DefaultSerializer()
    again = serializer.serialize(serializer.deserialize(content, ResponseEnvelope))
    assert again == given, "not Amazon's form"
    assert len(content.encode()) <= 24 * 1024
    response = given["response"]
    speeches = [response.get("outputSpeech"), response.get("reprompt", {}).get("outputSpeech")]
    for speech in filter(None, speeches):
        assert len(speech["ssml"]) < 8000
        root = ET.fromstring(speech["ssml"])
        assert {each.tag for each in root.iter()} <= SPEAK_TAGS
        assert heard(speech["ssml"]), "nothing is said"
    if "card" in response:
        assert len(response["card"]["title"]) + len(response["card"]["content"]) <= 8000
    assert response.get("shouldEndSession", True) or "reprompt" in response
    return given


def heard(markup):
    """What is heard of SSML or TwiML: the words, with one space where there is a pause."""
    root = markup if isinstance(markup, ET.Element) else ET.fromstring(markup)
    return " ".join(" ".join(root.itertext()).split())


def speech(response):
    return heard(response["outputSpeech"]["ssml"])


# Twilio Voice


class Call:
    """One phone call: Twilio's side."""

    def __init__(self, sid="CA1", caller="+15005550010", **settings):
        values = {"PHONE_NUMBER": NUMBER, "PHONE_AUTH_TOKEN": TOKEN, **settings}
        self.channel = Phone(values, PHONE_URL)
        self.sid, self.caller, self.action = sid, caller, PHONE_URL
        self.over = False

    def form(self, **more):
        return {
            "CallSid": self.sid,
            "AccountSid": "AC1",
            "From": self.caller,
            "To": NUMBER,
            "CallStatus": "in-progress",
            "Direction": "inbound",
            **more,
        }

    def envelope(self, form, action=None, token=TOKEN, method="POST"):
        action = action or self.action
        signature = RequestValidator(token).compute_signature(action, form)
        _, _, query = action.partition("?")
        headers = {"x-twilio-signature": signature}
        return Envelope(method, headers, query, urlencode(form).encode())

    async def send(self, gateway, **more):
        """What the caller hears."""
        assert not self.over, "the call is over"
        envelope = self.envelope(self.form(**more))
        answer = await gateway.channel.handle(envelope, gateway.desk)
        assert answer.status == 200 and answer.content_type.startswith("text/xml")
        return self.take(answer.body)

    def take(self, twiml):
        root = checked_twiml(twiml)
        gather = root.find("Gather")
        self.over = gather is None
        if gather is not None:
            self.action = gather.get("action")
        return heard(root)

    async def say(self, gateway, text):
        return await self.send(gateway, SpeechResult=text, Confidence="0.9")

    async def press(self, gateway, key):
        return await self.send(gateway, Digits=key)

    async def silence(self, gateway):
        return await self.send(gateway)


SAY_TAGS = {"Say", "break", "prosody"}


def checked_twiml(twiml):
    """TwiML that says something and then listens or hangs up."""
    root = ET.fromstring(twiml)
    assert root.tag == "Response"
    assert len(root), "an empty response hangs up"
    assert [each.tag for each in root][-1] in ("Gather", "Hangup")
    for say in root.iter("Say"):
        assert len(" ".join(say.itertext())) <= 3000
        assert say.get("voice") and say.get("language")
    assert {each.tag for each in root.iter()} <= SAY_TAGS | {"Response", "Gather", "Hangup"}
    assert heard(root), "nothing is said"
    for gather in root.iter("Gather"):
        assert gather.get("action").startswith(f"{PHONE_URL}?")
        assert gather.get("actionOnEmptyResult") == "true"
        assert gather.get("profanityFilter") == "false"
    return root
