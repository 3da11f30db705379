"""The web API as the internet meets it: whatever is sent, the answer is as openapi.yml says."""

import http.client
import json
import secrets
import socket
import time
from urllib.parse import quote

import httpx
import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from serving import ROOT, Conversation, Gateway, without_identity

from gateway.tokens import Tokens

DOCUMENT = yaml.safe_load((ROOT / "gateway" / "openapi.yml").read_text(encoding="utf-8"))
EMERGENCY, QUESTION = "I have chest pain", "what drink stops leg cramps"
SLOWEST_SECONDS = 30
"""No answer may take longer, on however busy a machine."""


def properties(examples):
    return settings(
        deadline=None,
        derandomize=True,
        max_examples=examples,
        suppress_health_check=list(HealthCheck),
    )


def validator(schema):
    return Draft202012Validator(
        {"$ref": f"#/components/schemas/{schema}", "components": DOCUMENT["components"]},
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )


VALIDATORS = {name: validator(name) for name in DOCUMENT["components"]["schemas"]}


def valid(schema, content):
    found = VALIDATORS[schema].iter_errors(content)
    errors = [f"{list(error.path)}: {error.message}" for error in found]
    assert not errors, errors
    return content


def is_problem(answer, status):
    assert answer.status_code == status, answer.text[:300]
    assert answer.headers["content-type"] == "application/problem+json"
    assert valid("Problem", answer.json())["status"] == status
    assert "Traceback" not in answer.text
    return answer


def is_reply_or_problem(answer):
    """A 200 as the document says, or a 4xx that says what is wrong."""
    if answer.status_code == 200:
        return valid("Reply", answer.json())
    assert 400 <= answer.status_code < 500
    return is_problem(answer, answer.status_code)


@pytest.fixture(autouse=True)
def the_process_stays_alive(gateway):
    yield
    assert gateway.alive(), "a request killed the gateway"


@pytest.fixture(scope="module")
def open_conversation(client):
    """One conversation for what is refused anyway."""
    return Conversation(client)


def post(conversation, content, path="/api/v1/messages", **headers):
    if not isinstance(content, bytes):
        content = json.dumps(content).encode()
    headers = {**conversation.headers, "Content-Type": "application/json", **headers}
    return conversation.client.post(path, content=content, headers=headers)


# The document


def test_the_openapi_document_is_valid():
    validate(DOCUMENT)


def test_the_gateway_serves_its_document(client):
    assert client.get("/api/v1/openapi.json").json() == DOCUMENT


def test_every_described_address_is_served(client):
    for path, methods in DOCUMENT["paths"].items():
        for method in methods:
            assert client.request(method, path).status_code not in (404, 405), f"{method} {path}"


# Fields

WRONG = {
    "null": None,
    "number": 3,
    "huge number": 10**400,
    "fraction": 1.5,
    "bool": True,
    "list": ["x"],
    "object": {"a": 1},
    "empty": "",
    "NUL": "\0",
    "lone surrogate": "\ud800",
    "white space": " \n\t",
    "line end": "GB\n",
    "1 MB": "x" * 2**20,
}

FIELDS = {
    "locale": ("/api/v1/sessions", {}),
    "region": ("/api/v1/sessions", {}),
    "id": ("/api/v1/messages", {"text": "hello"}),
    "text": ("/api/v1/messages", {"id": "a"}),
    "choice": ("/api/v1/messages", {"id": "a"}),
    "voice": ("/api/v1/messages", {"id": "a", "text": "hello"}),
    "message_id": ("/api/v1/feedback", {"helpful": True}),
    "helpful": ("/api/v1/feedback", {"message_id": "1.1"}),
    "reason": ("/api/v1/feedback", {"message_id": "1.1", "helpful": False}),
}

OTHERWISE = {
    ("text", "empty"): 422,
    ("text", "NUL"): 422,
    ("text", "white space"): 422,
    ("text", "lone surrogate"): 200,
    ("text", "line end"): 200,
    ("choice", "NUL"): 422,
    ("choice", "white space"): 422,
    ("choice", "lone surrogate"): 200,
    ("choice", "line end"): 200,
    ("voice", "bool"): 200,
    # Well formed, but the conversation has no such message.
    ("message_id", "NUL"): 404,
    ("message_id", "lone surrogate"): 404,
    ("message_id", "white space"): 404,
    ("message_id", "line end"): 404,
    ("helpful", "bool"): 404,
    ("reason", "NUL"): 404,
    ("reason", "lone surrogate"): 404,
    ("reason", "white space"): 404,
    ("reason", "line end"): 404,
}
"""All other wrong values are 400, and 1 MB is 413."""


@pytest.mark.parametrize("kind", WRONG)
@pytest.mark.parametrize("field", FIELDS)
def test_every_wrong_value_of_every_field_is_refused_as_it_should_be(conversation, field, kind):
    path, rest = FIELDS[field]
    answer = post(conversation, {**rest, field: WRONG[kind]}, path)
    status = OTHERWISE.get((field, kind), 413 if kind == "1 MB" else 400)
    if status == 200:
        assert answer.status_code == 200, answer.text
        valid("Reply", answer.json())
    else:
        is_problem(answer, status)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"id": "a"},
        {"text": "hello"},
        {"choice": "x"},
        {"id": "a", "text": "hello", "choice": "x"},
        {"id": "a", "text": "hello", "more": 1},
        {"id": "a" * 65, "text": "hello"},
        {"id": "a b", "text": "hello"},
        {"id": "a", "choice": "x" * 201},
    ],
    ids=lambda body: ",".join(body),
)
def test_a_missing_or_surplus_field_is_malformed(open_conversation, body):
    is_problem(post(open_conversation, body), 400)


BROKEN = {
    "empty": b"",
    "cut": b'{"id": "a", "text": "hel',
    "no JSON": b"id=a&text=hello",
    "bare word": b"hello",
    "NaN": b'{"id": "a", "text": NaN}',
    "list": b"[]",
    "string": b'"text"',
    "null": b"null",
    "not UTF-8": b'{"id": "a", "text": "\xff\xfe"}',
    "NUL bytes": b"\0\0\0\0",
    "deep list": b"[" * 100_000,
    "deep object": b'{"text":' * 50_000,
    "deep and whole": b'{"id": "a", "text": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    "many digits": b'{"id": "a", "text": ' + b"9" * 100_000 + b"}",
}


@pytest.mark.parametrize("body", BROKEN)
@pytest.mark.parametrize("path", ["/api/v1/messages", "/api/v1/sessions"])
def test_broken_json_is_malformed(open_conversation, path, body):
    answer = post(open_conversation, BROKEN[body], path)
    if (path, body) == ("/api/v1/sessions", "empty"):
        assert answer.status_code == 201
    else:
        is_problem(answer, 400)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@properties(150)
@given(body=JSON | st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, JSON)))
def test_no_json_whatever_breaks_a_turn_or_a_session(open_conversation, body):
    is_reply_or_problem(post(open_conversation, body))
    answer = post(open_conversation, body, "/api/v1/sessions")
    if answer.status_code == 201:
        valid("Session", answer.json())
    else:
        is_problem(answer, 400)


@properties(150)
@given(body=st.binary(max_size=200))
def test_no_bytes_whatever_break_a_turn(open_conversation, body):
    is_reply_or_problem(post(open_conversation, body))


@properties(120)
@given(
    text=st.text(st.characters(), max_size=300),
    chosen=st.booleans(),
    voice=st.booleans(),
)
@example(text="/restart", chosen=False, voice=False)
@example(text="\u200b\ud83d\ude00", chosen=False, voice=True)
def test_every_text_gets_a_valid_reply_or_is_unusable(open_conversation, text, chosen, voice):
    field = "choice" if chosen and 0 < len(text) <= 200 else "text"
    body = {"id": secrets.token_hex(8), field: text, "voice": voice}
    answer = post(open_conversation, body)
    if answer.status_code != 200:
        is_problem(answer, 422)
        return
    valid("Reply", answer.json())


def test_twenty_thousand_characters_are_a_message_and_one_more_is_too_large(conversation):
    longest = ("calf " * 4000)[:20_000]
    answer = conversation.send(text=longest)
    assert answer.status_code == 200
    valid("Reply", answer.json())
    is_problem(conversation.send(text=longest + "x"), 413)


def test_twenty_thousand_of_the_longest_characters_fit(conversation):
    answer = conversation.send(text="🦵" * 20_000)
    assert answer.status_code == 200
    valid("Reply", answer.json())


# Tokens


def tokens_that_are_none(gateway):
    good, _ = Tokens(gateway.secret).issue()
    forged, _ = Tokens("somebody else's secret " * 2).issue()
    payload, _, signature = good.rpartition(".")
    return {
        "none": None,
        "empty": "",
        "no scheme": good,
        "basic": f"Basic {good}",
        "no token": "Bearer",
        "made up": "Bearer x",
        "forged": f"Bearer {forged}",
        "without signature": f"Bearer {payload}",
        "other payload": f"Bearer {payload}x.{signature}",
        "too much": f"Bearer {good} {good}",
        "never begun": f"Bearer {good}",
        "not ASCII": b"Bearer \xff\xfe\xc3",
        "long": "Bearer " + "x" * 5000,
    }


@pytest.mark.parametrize("kind", tokens_that_are_none(Gateway(ROOT)))
def test_without_a_good_token_nothing_is_read_or_said(gateway, client, kind):
    value = tokens_that_are_none(gateway)[kind]
    headers = {} if value is None else {"Authorization": value}
    for method, path in (("POST", "/api/v1/messages"), ("GET", "/api/v1/history")):
        body = {"json": {"id": "a", "text": EMERGENCY}} if method == "POST" else {}
        answer = is_problem(client.request(method, path, headers=headers, **body), 401)
        assert answer.headers["www-authenticate"] == "Bearer"
    if kind != "never begun":
        is_problem(client.delete("/api/v1/session", headers=headers), 401)


def test_an_expired_token_is_refused(gateway, client, monkeypatch):
    with monkeypatch.context() as long_ago:
        long_ago.setattr(time, "time", lambda: 1_600_000_000.0)
        expired, _ = Tokens(gateway.secret).issue()
    headers = {"Authorization": f"Bearer {expired}"}
    is_problem(client.get("/api/v1/history", headers=headers), 401)
    is_problem(client.delete("/api/v1/session", headers=headers), 401)


VISIBLE = {*range(0x21, 0x7F), *range(0x80, 0x100)}
"""Bytes that a client can send in a header."""


@properties(100)
@given(token=st.lists(st.sampled_from(sorted(VISIBLE)), min_size=1, max_size=100).map(bytes))
def test_no_made_up_token_opens_anything(client, token):
    headers = {"Authorization": b"Bearer " + token}
    is_problem(client.get("/api/v1/history", headers=headers), 401)


def test_no_conversation_sees_another_one(client):
    mine, yours = Conversation(client), Conversation(client)
    mine.say("my secret calf")
    assert yours.history() == []
    yours.erase()
    assert len(mine.history()) > 0


# Addresses and methods


@pytest.mark.parametrize(
    "method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE"]
)
@pytest.mark.parametrize("path", DOCUMENT["paths"])
def test_a_method_that_is_not_described_is_refused(client, path, method):
    if method.lower() in DOCUMENT["paths"][path]:
        return
    answer = client.request(method, path)
    if method == "HEAD":
        assert answer.status_code == 405
    else:
        is_problem(answer, 405)


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/none",
        "/api/v1",
        "/api/v2/messages",
        "/api/v1/messages/1",
        "/api/v1/session/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2fproblems.yml",
        "/%00",
        "/%ff",
        "/webhooks/gateway/webhook",
        "/page/index.html",
        "/problems.yml",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_unknown_address_is_not_found(client, method, path):
    is_problem(client.request(method, path), 404)


@properties(100)
@given(path=st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=30))
def test_no_made_up_address_breaks_anything(client, path):
    is_problem(client.get("/x" + quote(path, safe="")), 404)


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"\0" * 100,
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST /api/v1/sessions HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
        b"POST /api/v1/sessions HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        b"POST /api/v1/sessions HTTP/1.1\r\nContent-Length: 100\r\n\r\n{",
        b"POST /api/v1/sessions HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"x" * 100_000 + b"\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nA\r\n\r\n",
    ],
    ids=lambda request_bytes: ascii(request_bytes[:60]),
)
def test_a_broken_request_is_refused_and_harms_nobody(gateway, request_bytes):
    address = ("127.0.0.1", gateway.port)
    with socket.create_connection(address, timeout=SLOWEST_SECONDS) as connection:
        connection.sendall(request_bytes)
        connection.shutdown(socket.SHUT_WR)
        answer = http.client.HTTPResponse(connection)
        try:
            answer.begin()
        except (http.client.HTTPException, ConnectionError):
            return  # closed without an answer
        assert 400 <= answer.status < 500


# Replies


def test_a_session_begins_with_greeting_and_disclaimer(client):
    begun = valid("Session", client.post("/api/v1/sessions", json={"locale": "en-GB"}).json())
    assert len(begun["messages"]) == 2
    assert client.post("/api/v1/sessions").status_code == 201


def test_the_region_of_the_session_is_in_every_safety_text(client):
    assert "999" in Conversation(client, region="GB").say(EMERGENCY)["messages"][0]["text"]
    assert "911" in Conversation(client, region="US").say(EMERGENCY)["messages"][0]["text"]


@pytest.mark.parametrize(
    ("text", "urgency", "kind"),
    [
        (QUESTION, "none", "fallback"),
        (EMERGENCY, "emergency", "safety"),
        ("my left calf is swollen and hot", "urgent", "safety"),
    ],
)
def test_without_rasa_every_message_still_gets_its_reply(conversation, text, urgency, kind):
    reply = valid("Reply", conversation.say(text))
    assert (reply["urgency"], reply["messages"][0]["kind"]) == (urgency, kind)


@pytest.mark.parametrize("text", [QUESTION, EMERGENCY])
def test_ndjson_has_the_same_messages_line_by_line(client, text):
    as_json = Conversation(client).say(text)
    conversation = Conversation(client)
    headers = {"Accept": "application/x-ndjson"}
    streams = [post(conversation, {"id": "a", "text": text}, **headers) for _ in range(2)]
    assert streams[0].text == streams[1].text, "the same message again"
    assert streams[0].headers["content-type"].startswith("application/x-ndjson")
    assert streams[0].text.endswith("\n")
    *messages, last = [json.loads(line) for line in streams[0].text.splitlines()]
    assert last == {"done": True, "urgency": as_json["urgency"]}
    for message in messages:
        valid("Message", message)
    assert without_identity(messages) == without_identity(as_json["messages"])


def test_ndjson_errors_are_problems_too(conversation):
    accept = {"Accept": "application/x-ndjson"}
    is_problem(post(conversation, {"id": "a", "text": " "}, **accept), 422)
    is_problem(post(conversation, b"{", **accept), 400)
    post(conversation, {"id": "a", "text": "hello"}, **accept)
    is_problem(post(conversation, {"id": "a", "text": "other"}, **accept), 409)


def test_the_same_id_gets_the_same_reply_and_other_content_a_conflict(conversation):
    first = conversation.send(id="a", text=EMERGENCY)
    assert conversation.send(id="a", text=EMERGENCY).content == first.content
    is_problem(conversation.send(id="a", text="other words"), 409)
    is_problem(conversation.send(id="a", choice=EMERGENCY), 409)
    assert len([m for m in conversation.history() if m["from"] == "person"]) == 1


def test_history_has_both_sides_in_order(conversation):
    replies = {text: conversation.say(text) for text in (QUESTION, EMERGENCY)}
    expected = []
    for text, reply in replies.items():
        expected.append(("person", text))
        expected += [("assistant", message["text"]) for message in reply["messages"]]
    messages = conversation.history()
    valid("History", {"messages": messages})
    assert [(message["from"], message["text"]) for message in messages] == expected


def test_a_button_works_over_the_web(conversation):
    reply = conversation.say(EMERGENCY)
    value = reply["messages"][-1]["buttons"][0]["value"]
    assert valid("Reply", conversation.press(value))["urgency"] == "none"
    assert conversation.say(QUESTION)["urgency"] == "none"


# Privacy


def files(gateway):
    return b"".join(file.read_bytes() for file in gateway.state.glob("conversations.sqlite*"))


def test_erasing_leaves_nothing_anywhere_and_ends_the_token(gateway, client):
    canary = "ferdinand the marmalade canary"
    conversation, other = Conversation(client), Conversation(client)
    other.say("something of another person")
    conversation.say(f"{canary}. {EMERGENCY}")
    assert canary.encode() in files(gateway)
    answer = conversation.erase()
    assert (answer.status_code, answer.content) == (204, b"")
    assert canary.encode() not in files(gateway)
    is_problem(conversation.send(text="hello"), 401)
    is_problem(client.get("/api/v1/history", headers=conversation.headers), 401)
    assert len(other.history()) > 0
    assert canary.encode() not in files(gateway)


def test_nothing_that_is_sent_is_in_a_log(gateway, client):
    canary = "gertrudethecanary"
    conversation = Conversation(client)
    conversation.say(f"{canary} and {EMERGENCY}")
    conversation.say(f"/{canary} " + "x " * 2000)
    conversation.send(choice=canary)
    conversation.send(text={"wrong": canary})
    post(conversation, b'{"text": "' + canary.encode())
    post(conversation, {"id": canary, "text": f"{canary}\0\ud800"}, Accept="application/x-ndjson")
    client.get(f"/{canary}")
    client.get("/api/v1/history", headers={"Authorization": f"Bearer {canary}"})
    client.post("/api/v1/sessions", json={"region": canary, canary: 1})
    token = conversation.begun["token"]
    logs = list((gateway.state / "log").iterdir())
    assert logs
    for log in logs:
        content = log.read_bytes()
        assert content, "nothing is logged, so nothing is shown"
        assert canary.encode() not in content, log.name
        assert token.encode() not in content, log.name


def test_every_answer_carries_the_security_headers(client, conversation):
    answers = [
        client.get("/"),
        client.get("/page.css"),
        client.get("/healthz"),
        client.get("/none"),
        client.get("/api/v1/history"),
        conversation.send(text="hello"),
        post(conversation, {"id": "stream", "text": "hello"}, Accept="application/x-ndjson"),
        conversation.erase(),
    ]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] in ("no-store", "no-cache")
        assert "access-control-allow-origin" not in answer.headers


def test_alive_and_not_ready_are_told_apart(client):
    assert valid("Status", client.get("/healthz").json()) == {"status": "alive"}
    answer = is_problem(client.get("/readyz"), 503)
    assert int(answer.headers["retry-after"]) > 0


# Limits


@pytest.fixture(scope="module")
def limited(tmp_path_factory):
    """A client of a gateway with rate limits."""
    with (
        Gateway(tmp_path_factory.mktemp("limited") / "state") as gateway,
        httpx.Client(base_url=gateway.url, timeout=60, trust_env=False) as client,
    ):
        yield client


def flood(send, most=400):
    """The first answer that says 429; the machine may be slow, so the bucket may fill meanwhile."""
    for _ in range(most):
        answer = send()
        if answer.status_code == 429:
            return answer
    raise AssertionError(f"{most} requests met no limit")


def test_a_flood_is_told_when_to_come_back(limited):
    conversation = Conversation(limited)
    assert conversation.send(id="a", text="hello").status_code == 200
    for send in (
        lambda: conversation.send(id="a", text="hello"),
        lambda: limited.post("/api/v1/sessions"),
        lambda: limited.get("/api/v1/history"),
    ):
        answer = is_problem(flood(send), 429)
        assert 1 <= int(answer.headers["retry-after"]) <= 60
    time.sleep(int(answer.headers["retry-after"]))
    assert limited.post("/api/v1/sessions").status_code == 201
