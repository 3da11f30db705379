"""The widget is small, draws at once, and stays quick however long the conversation is."""

import gzip
import re
import statistics

import httpx
from chatting import Chat, until
from playwright.sync_api import expect
from serving import ROOT

LARGEST = 45 * 1024
"""Bytes, gzipped, all in."""

DRAWN_MS = 100
LAYOUT_MS = 16
MESSAGES = 500


def test_all_in_all_it_is_at_most_45_kib(gateway, browser):
    context = browser.new_context()
    page = context.new_page()
    loaded = []
    page.on("requestfinished", lambda request: loaded.append(request))
    Chat(page, gateway.url).embed().start()
    ours = [r for r in loaded if "/api/" not in r.url and not r.url.endswith("/embedded")]
    assert [re.sub(r".*/", "/", request.url) for request in ours] == ["/widget.js"]
    size = ours[0].sizes()["responseBodySize"]
    context.close()
    whole = (ROOT / ".build" / "widget" / "widget.js").read_bytes()
    assert 0 < size <= LARGEST
    assert abs(size - len(gzip.compress(whole, 9))) < 64, "it is not sent as small as it can be"
    answer = httpx.get(
        f"{gateway.url}/widget.js", headers={"Accept-Encoding": "identity"}, trust_env=False
    )
    assert answer.content == whole


ARRIVALS = """
window.arrived = []; window.drawn = [];
const read = ReadableStreamDefaultReader.prototype.read;
ReadableStreamDefaultReader.prototype.read = async function () {
  const chunk = await read.call(this);
  if (!chunk.done) window.arrived.push(performance.now());
  return chunk;
};
window.watch = () => {
  const log = document.querySelector("cramp-chat").shadowRoot.querySelector(".log");
  let count = log.querySelectorAll(".reply, .safety").length;
  new MutationObserver(() => {
    const now = log.querySelectorAll(".reply, .safety").length;
    if (now === count) return;
    count = now;
    requestAnimationFrame(() => setTimeout(() => window.drawn.push(performance.now())));
  }).observe(log, { subtree: true, childList: true });
};
"""
"""Notes when the first bytes of each reply arrived, and when the frame that shows it was drawn."""


def test_a_reply_is_drawn_within_100_ms_of_its_arrival(page, gateway):
    page.add_init_script(ARRIVALS)
    chat = Chat(page, gateway.url).open()
    page.evaluate("watch()")
    delays = []
    for number in range(9):
        page.evaluate("arrived.length = drawn.length = 0")
        chat.say(f"my toe {number}")
        until(page, "drawn.length > 0")
        delays.append(page.evaluate("drawn[0] - arrived[0]"))
    assert statistics.median(delays) < DRAWN_MS, delays


def test_500_messages_scroll_and_grow_without_long_layouts(page, context, gateway):
    words = (
        "A **bold** word and a list:\n\n- one\n- two\n- three, which is a little longer than that"
    )
    messages = []
    for number in range(MESSAGES // 2):
        messages.append({"from": "person", "id": f"p{number}", "text": f"question {number}"})
        messages.append(
            {
                "from": "assistant",
                "id": f"{number}.1",
                "kind": "answer",
                "text": words,
                "sources": [{"name": "NHS", "url": "https://www.nhs.uk"}],
                "checked": "2026-11-22",
                "buttons": [{"title": "More", "value": "x"}],
            }
        )
    page.route("**/api/v1/history", lambda route: route.fulfill(json={"messages": messages}))
    chat = Chat(page, gateway.url).open()
    page.reload()
    chat.start()
    expect(chat.log.locator("article.person")).to_have_count(MESSAGES // 2)
    session = context.new_cdp_session(page)
    session.send("Performance.enable")

    def layout():
        metrics = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
        return 1000 * (metrics["LayoutDuration"] + metrics["RecalcStyleDuration"])

    growing = []
    for number in range(7):
        before = layout()
        chat.say(f"my toe {number}")
        # A person's message, the dots and the reply: three changes.
        growing.append((layout() - before) / 3)
    assert statistics.median(growing) < LAYOUT_MS, growing
    scrolling = []
    for step in range(12):
        before = layout()
        chat.log.evaluate("(log, step) => log.scrollTo(0, log.scrollHeight * step / 12)", step)
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        scrolling.append(layout() - before)
    assert statistics.median(scrolling) < LAYOUT_MS, scrolling
