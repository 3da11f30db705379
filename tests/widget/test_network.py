"""The network fails: nothing that was written is lost, nothing is doubled, and the person is told."""

import random

import httpx
import pytest
from chatting import EMERGENCY, WORDS, Chat, squeezed, until
from cutting import BadNetwork
from playwright.sync_api import expect
from serving import Gateway

TURNS = 200
"""So many messages are sent over the bad network; the server dies after half of them."""

SENDING, NOTICE = WORDS["sending"], WORDS["notice"]


@pytest.fixture
def gateway_to_kill(tmp_path):
    """A gateway that nobody else uses."""
    with Gateway(tmp_path / "state", RATE_LIMIT="off") as gateway:
        yield gateway


def history(chat):
    """What the server has kept of the conversation that this browser knows."""
    session = chat.page.evaluate("""() => {
        const key = Object.keys(localStorage).find((key) => key.endsWith(" session"));
        return JSON.parse(localStorage[key]);
    }""")
    headers = {"Authorization": f"Bearer {session['token']}"}
    answer = httpx.get(f"{chat.url}/api/v1/history", headers=headers, trust_env=False)
    return answer.json()["messages"]


def settled(chat):
    """Wait until everything is answered."""
    until(
        chat.page,
        """(() => {
            const log = document.querySelector("cramp-chat").shadowRoot.querySelector(".log");
            return !log.querySelector(".waiting") && log.ariaBusy === "false";
        })()""",
    )


def bare(text):
    """Without Markdown's marks and without spaces."""
    return squeezed(text).replace(" ", "")


WATCHER = """() => {
    window.cards = new Set();
    const log = document.querySelector("cramp-chat").shadowRoot.querySelector(".log");
    new MutationObserver(() => {
        for (const text of log.querySelectorAll(".safety > .text")) window.cards.add(text.textContent);
    }).observe(log, { subtree: true, childList: true, characterData: true });
    window.told = 0;
    new MutationObserver((changes) => {
        for (const { addedNodes } of changes)
            window.told += [...addedNodes].filter((node) => node.localName === "p").length;
    }).observe(log.getRootNode().querySelector("[role=alert]"), { childList: true });
}"""
"""Keeps every safety text that was ever on the screen, however short; counts what was told at once."""


def test_200_turns_over_a_bad_network_and_a_killed_server(page, gateway_to_kill):
    chance = random.Random(5)
    gateway = gateway_to_kill
    with BadNetwork(gateway.port, seed=5) as network:
        chat = Chat(page, network.url).open()
        page.evaluate(WATCHER)
        network.cutting = True
        sent = []
        while len(sent) < TURNS:
            for _ in range(chance.randint(1, 8)):
                text = f"{len(sent)} {EMERGENCY if len(sent) in (60, 120, 180) else 'my toe'}"
                chat.write(text)
                sent.append(text)
            if len(sent) > TURNS / 2 and not gateway.restarted:
                gateway.restart()
            settled(chat)
        network.cutting = False
        assert network.cuts > 30, f"only {network.cuts} cuts: the test tests nothing"
        kept = history(chat)
        said = [message["text"] for message in kept if message["from"] == "person"]
        assert said == sent, "lost, doubled or out of order on the server"
        shown = [text for who, text in chat.shown()]
        greeting = len(shown) - len(kept)
        assert list(map(bare, shown[greeting:])) == [bare(m["text"]) for m in kept]
        whole = {bare(m["text"]) for m in kept if m.get("kind") == "safety"}
        flashed = {bare(text) for text in page.evaluate("[...window.cards]")}
        assert flashed and flashed <= whole, f"in part: {flashed - whole}"
        urgent = [m for m in kept if m.get("urgency") in ("urgent", "emergency")]
        assert page.evaluate("told") == len(urgent), "not each told once"


def test_what_is_written_offline_is_kept_and_sent_later(page, context, gateway):
    chat = Chat(page, gateway.url).open()
    context.set_offline(True)
    expect(chat.panel.get_by_text(NOTICE["offline"])).to_be_visible()
    expect(chat.panel.get_by_text(NOTICE["emergency"])).to_be_visible()
    chat.write("written in a tunnel")
    expect(chat.log.get_by_text(SENDING["waiting"])).to_be_visible()
    context.set_offline(False)
    assert chat.reply()
    expect(chat.panel.get_by_text(NOTICE["offline"])).to_be_hidden()
    said = [message["text"] for message in history(chat) if message["from"] == "person"]
    assert said == ["written in a tunnel"]


def test_what_is_not_sent_can_be_sent_now_or_taken_back_as_a_draft(lone_chat):
    lone_chat.page.route("**/api/v1/messages", lambda route: route.abort())
    lone_chat.write("my knee, no, my calf")
    expect(lone_chat.panel.get_by_text(NOTICE["unreachable"])).to_be_visible()
    lone_chat.log.get_by_role("button", name=SENDING["take_back"]).click()
    expect(lone_chat.field).to_have_value("my knee, no, my calf")
    expect(lone_chat.log.locator("article.person")).to_have_count(0)
    lone_chat.field.press("Enter")
    expect(lone_chat.log.locator(".waiting")).to_be_visible()
    lone_chat.page.wait_for_timeout(3000)
    lone_chat.page.unroute_all()
    lone_chat.log.get_by_role("button", name=SENDING["retry"]).click()
    assert lone_chat.reply()
    assert len([m for m in history(lone_chat) if m["from"] == "person"]) == 1


def test_a_message_that_was_not_sent_outlives_the_page(lone_chat):
    lone_chat.page.route("**/api/v1/messages", lambda route: route.abort())
    lone_chat.write("written before the browser crashed")
    expect(lone_chat.log.locator(".waiting")).to_be_visible()
    lone_chat.page.unroute_all()
    lone_chat.page.reload()
    lone_chat.start()
    assert lone_chat.reply()
    said = [message["text"] for message in history(lone_chat) if message["from"] == "person"]
    assert said == ["written before the browser crashed"]


def test_pauses_between_tries_grow(lone_chat):
    tries = []

    def refuse(route):
        tries.append(route)
        route.abort()

    lone_chat.page.clock.install()
    lone_chat.page.route("**/api/v1/messages", refuse)
    lone_chat.write("hello")
    expect(lone_chat.log.locator(".waiting")).to_be_visible()
    pauses = []
    for _ in range(5):
        before, waited = len(tries), 0
        while len(tries) == before and waited < 60_000:
            lone_chat.page.clock.run_for(100)
            waited += 100
        pauses.append(waited)
    assert pauses[-1] > 4 * pauses[0], pauses
    assert max(pauses) < 60_000, pauses


def test_a_server_that_asks_for_patience_gets_it(lone_chat):
    answers = [
        {"status": 429, "headers": {"Retry-After": "1"}, "body": "{}"},
    ]
    lone_chat.page.route(
        "**/api/v1/messages",
        lambda route: route.fulfill(**answers.pop()) if answers else route.continue_(),
    )
    lone_chat.write("hello")
    expect(lone_chat.panel.get_by_text(NOTICE["slow_down"])).to_be_visible()
    assert lone_chat.reply()
    expect(lone_chat.panel.get_by_text(NOTICE["slow_down"])).to_be_hidden()


@pytest.mark.parametrize(
    ("status", "notice"), [(413, "too_large"), (422, "unusable"), (409, "refused")]
)
def test_what_the_server_will_not_take_comes_back_as_a_draft(lone_chat, status, notice):
    answer = {"status": status, "body": "{}", "content_type": "application/problem+json"}
    lone_chat.page.route("**/api/v1/messages", lambda route: route.fulfill(**answer))
    lone_chat.write("hello")
    expect(lone_chat.panel.get_by_text(NOTICE[notice])).to_be_visible()
    expect(lone_chat.field).to_have_value("hello")
    expect(lone_chat.log.locator("article.person")).to_have_count(0)


def test_a_conversation_that_ended_elsewhere_begins_anew_and_loses_no_message(lone_chat):
    lone_chat.say("hello")
    token = lone_chat.page.evaluate("""() => JSON.parse(localStorage[
        Object.keys(localStorage).find((key) => key.endsWith(" session"))]).token""")
    headers = {"Authorization": f"Bearer {token}"}
    httpx.delete(f"{lone_chat.url}/api/v1/session", headers=headers, trust_env=False)
    lone_chat.write("hello again")
    expect(lone_chat.log.locator("article.person")).to_have_count(1)
    assert lone_chat.reply()
    assert [m["text"] for m in history(lone_chat) if m["from"] == "person"] == ["hello again"]


def test_the_panel_opens_without_a_server_and_says_what_to_do(page, gateway):
    page.route("**/api/**", lambda route: route.abort())
    chat = Chat(page, gateway.url).visit()
    chat.launcher.click()
    expect(chat.panel.get_by_text(NOTICE["emergency"])).to_be_visible()
    expect(chat.field).to_be_visible()
    page.unroute_all()
    expect(chat.log.locator("article").first).to_be_visible()
    expect(chat.panel.get_by_text(NOTICE["emergency"])).to_be_hidden()


def test_a_person_in_a_hurry_never_loses_a_word_to_the_rate_limits(page, tmp_path):
    with Gateway(tmp_path / "state") as gateway:
        chat = Chat(page, gateway.url).open()
        sent = [f"my toe {number}" for number in range(14)]
        for text in sent:
            chat.write(text)
        settled(chat)
        assert [m["text"] for m in history(chat) if m["from"] == "person"] == sent
