"""The files that other sites load: cached as long as they may be, and never mixed up."""

import base64
import gzip
import hashlib

import pytest
from serving import ROOT

WIDGET = ROOT / ".build" / "widget" / "widget.js"


def test_the_pinned_address_holds_the_newest_widget_for_ever(client):
    pinned = client.get("/widget.json").json()
    answer = client.get(pinned["src"])
    assert answer.status_code == 200
    assert answer.content == WIDGET.read_bytes()
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    digest = hashlib.sha384(answer.content).digest()
    assert pinned["integrity"] == "sha384-" + base64.b64encode(digest).decode()
    name = hashlib.sha256(answer.content).hexdigest()[:16]
    assert pinned["src"] == f"/widget/{name}.js"


def test_the_plain_address_is_asked_again_after_minutes(client):
    answer = client.get("/widget.js")
    assert answer.content == WIDGET.read_bytes()
    assert answer.headers["cache-control"] == "public, max-age=300"
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["x-content-type-options"] == "nosniff"
    again = client.get("/widget.js", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("address", ["/", "/page.css", "/widget.js"])
def test_files_are_sent_shortened_to_who_can_read_that(client, address):
    short = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert short.headers["content-encoding"] == "gzip"
    whole = client.get(address, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in whole.headers
    assert whole.content == short.content
    assert int(short.headers["content-length"]) <= len(gzip.compress(whole.content)) + 32


@pytest.mark.parametrize("name", ["0000000000000000.js", "widget.js", "..%2fwidget.js", "x"])
def test_no_other_name_is_served(client, name):
    assert client.get(f"/widget/{name}").status_code == 404


def test_any_site_may_load_the_script_but_read_no_answer(client):
    elsewhere = {"Origin": "https://evil.example"}
    assert client.get("/widget.js", headers=elsewhere).headers["access-control-allow-origin"] == "*"
    answer = client.post("/api/v1/sessions", headers=elsewhere)
    assert "access-control-allow-origin" not in answer.headers


def test_the_page_may_run_only_its_own_script(client):
    policy = client.get("/").headers["content-security-policy"]
    for part in (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
    ):
        assert part in policy
    assert "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy
