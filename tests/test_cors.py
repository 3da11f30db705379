"""Pages of the sites that the operator lists may call the API; no other site's may."""

import httpx
import pytest
from serving import Gateway

LISTED, OTHER = "https://clinic.example", "https://evil.example"
PREFLIGHT = {
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "authorization,content-type",
}


@pytest.fixture(scope="module")
def listing(tmp_path_factory):
    """A client of a gateway that lists one site."""
    state = tmp_path_factory.mktemp("cors") / "state"
    with (
        Gateway(state, SITES=LISTED) as gateway,
        httpx.Client(base_url=gateway.url, trust_env=False) as client,
    ):
        yield client


@pytest.mark.parametrize(
    "path", ["sessions", "messages", "history", "summary", "feedback", "session"]
)
def test_a_listed_site_may_ask_first(listing, path):
    answer = listing.options(f"/api/v1/{path}", headers={"Origin": LISTED, **PREFLIGHT})
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == LISTED
    assert {"POST", "GET", "DELETE"} <= set(
        answer.headers["access-control-allow-methods"].split(", ")
    )
    allowed = answer.headers["access-control-allow-headers"].lower()
    assert "authorization" in allowed and "content-type" in allowed
    assert "access-control-allow-credentials" not in answer.headers
    assert "Origin" in answer.headers["vary"]


@pytest.mark.parametrize("origin", [OTHER, "null", "https://clinic.example.evil.example", "", "*"])
def test_no_other_site_may(listing, origin):
    headers = {"Origin": origin, **PREFLIGHT}
    for answer in (
        listing.options("/api/v1/messages", headers=headers),
        listing.post("/api/v1/sessions", headers={"Origin": origin}),
    ):
        assert not [name for name in answer.headers if name.startswith("access-control")]


def test_errors_can_be_read_by_a_listed_site(listing):
    answer = listing.get("/api/v1/history", headers={"Origin": LISTED})
    assert answer.status_code == 401
    assert answer.headers["access-control-allow-origin"] == LISTED
    assert "Retry-After" in answer.headers["access-control-expose-headers"]


def test_a_preflight_counts_as_no_request_of_a_person(listing):
    for _ in range(60):
        headers = {"Origin": LISTED, **PREFLIGHT}
        assert listing.options("/api/v1/messages", headers=headers).status_code == 204
    assert listing.post("/api/v1/sessions", headers={"Origin": LISTED}).status_code == 201
