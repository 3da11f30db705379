"""1,000 hostile strings from each side, on a page without any policy: nothing runs, nothing breaks."""

import itertools
import random

import pytest
from chatting import Chat
from playwright.sync_api import expect

COUNT = 1000

RUN = "window.pwned=1"
SEEDS = [
    f"<script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"<svg/onload={RUN}>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<details open ontoggle={RUN}>x</details>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<a href='javascript:{RUN}'>x</a>",
    f"<math><mtext></p><style><img src=x onerror={RUN}></style>",
    f"<template><script>{RUN}</script></template>",
    f"<base href='javascript:{RUN}//'>",
    f"<style>@import 'javascript:{RUN}';*{{display:none}}</style>",
    f"[x](javascript:{RUN})",
    f"[x](JaVaScRiPt:{RUN})",
    f"[x](java\tscript:{RUN})",
    f"[x]( javascript:{RUN})",
    f"[x](&#106;avascript:{RUN})",
    f"[x](data:text/html,<script>{RUN}</script>)",
    f"[x](vbscript:{RUN})",
    f"[x][y]\n\n[y]: javascript:{RUN}",
    f"<javascript:{RUN}>",
    f"![x](x' onerror='{RUN})",
    f"![x](javascript:{RUN})",
    f"**<img src=x onerror={RUN}>**",
    f"`<img src=x onerror={RUN}>`",
    f"- <img src=x onerror={RUN}>\n  - <b onclick={RUN}>",
    f"| a |\n|---|\n| <img src=x onerror={RUN}> |",
    f"# <img src=x onerror={RUN}>",
    f"> <img src=x onerror={RUN}>",
    f"```html\n<script>{RUN}</script>\n```",
    f"${{{RUN}}}",
    f"{{{{constructor.constructor('{RUN}')()}}}}",
    "\u202egnp.exe\u202d \u2066abc\u2069 \u200f\u061c",
    "\u0000\u0008\u001b[31m\u2028\u2029\ufeff",
    "Z\u0351\u036b\u0343\u036a\u0302\u036bA\u0334\u0335\u031e\u0358" * 20,
    "*" * 400,
    "[" * 400 + "](" * 40,
    "> " * 300 + "deep",
    "- " * 200 + "deep",
    "**" * 301 + "x",
    "\\" * 99,
    "```",
    "&lt;b&gt; &amp;amp; &#x3c;script&#x3e;",
    "x" * 3000,
    "🧑‍🦽" * 200,
    "</article></div></dialog></cramp-chat>",
    "--><!--",
    "]]>",
    "tel:999",
    "call 999 or 1-800-222-1222, 2026-11-22, 300 mg",
    "__proto__",
]


def strings(seed):
    """The seeds alone, then joined at random."""
    chance = random.Random(seed)
    alone = itertools.cycle(SEEDS)
    for number in range(COUNT):
        yield next(alone) if number < len(SEEDS) else " ".join(chance.sample(SEEDS, 2))


def spoiled(text, number):
    """An assistant's message that is hostile in every field."""
    kinds = ["answer", "safety", "question", "social", "fallback", "plan", text]
    return {
        "from": "assistant",
        "id": text,
        "kind": kinds[number % len(kinds)],
        "text": text,
        "speech": text,
        "topic": text,
        "urgency": ["none", "soon", "urgent", "emergency", text, None][number % 6],
        "about_person": text,
        "sources": [
            {"name": text, "url": text},
            {"name": text, "url": f"javascript:{RUN}"},
            {},
            text,
        ],
        "checked": [text, None, "2026-11-22", 7][number % 4],
        "reviewed_by": [text, None][number % 2],
        "buttons": [{"title": text, "value": text}, {"title": 3}, None],
    }


BROKEN = [None, 7, "x", [], {}, {"from": "assistant"}, {"from": "assistant", "text": {"a": 1}}]

FOUND = """() => {
    const root = document.querySelector("cramp-chat").shadowRoot;
    const all = [...root.querySelectorAll("*")];
    const allowed = new Set(`div dialog header footer span h2 h3 p button svg path article ul ol li strong em
        code br a details summary form textarea i fieldset legend label input style`.split(/\\s+/));
    return {
        pwned: window.pwned ?? null,
        elements: [...new Set(all.map((e) => e.localName))].filter((name) => !allowed.has(name)),
        handlers: all.flatMap((e) => e.getAttributeNames().filter((n) => n.startsWith("on"))),
        links: all.filter((e) => e.href).map((e) => e.href.baseVal ?? e.href)
            .filter((href) => !/^(https?|mailto|tel):/.test(href)),
        page: document.body.innerText.includes("Some words."),
    };
}"""


def nothing_ran(page):
    for element in page.locator("article button").all()[:40]:
        assert element
    found = page.evaluate(FOUND)
    assert found == {"pwned": None, "elements": [], "handlers": [], "links": [], "page": True}


@pytest.fixture
def no_dialogs(page):
    opened = []
    page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    yield
    assert not opened


def test_1000_hostile_strings_from_both_sides(page, gateway, no_dialogs):
    messages = []
    for number, text in enumerate(strings(3)):
        messages.append({"from": "person", "id": f"m{number}", "text": text})
        messages.append(spoiled(text, number))
    messages[40:40] = BROKEN
    page.route("**/api/v1/history", lambda route: route.fulfill(json={"messages": messages}))
    chat = Chat(page, gateway.url).embed()
    page.evaluate(
        """() => localStorage.setItem(`cramp-chat ${location.origin} session`,
            JSON.stringify({ token: "t", expires: Date.now() + 1e9, greeting: [] }))"""
    )
    page.reload()
    chat.launcher.click()
    expect(chat.log.locator("article.person")).to_have_count(COUNT)
    nothing_ran(page)
    texts = chat.log.locator("article.person > .text").all_text_contents()
    assert texts == [message["text"].replace("\r", "") for message in messages if _said(message)]
    wide = chat.log.evaluate("log => log.scrollWidth - log.clientWidth")
    assert wide <= 1, "a text makes the log scroll sideways"
    assert page.locator(".panel").bounding_box()["width"] <= 430


def _said(message):
    return isinstance(message, dict) and message.get("from") == "person"


def test_hostile_strings_that_are_typed_come_back_harmless(page, gateway, no_dialogs):
    chat = Chat(page, gateway.url).embed().start()
    typed = [
        text
        for text in SEEDS
        if text.strip("\u0000\u0008\u001b\u2028\u2029\ufeff ") and len(text) < 500
    ]
    for text in typed:
        chat.write(text)
    expect(chat.log.locator("article.person")).to_have_count(len(typed))
    expect(chat.log).to_have_attribute("aria-busy", "false", timeout=60_000)
    nothing_ran(page)
    page.reload()
    chat.launcher.click()
    expect(chat.log.locator("article.person")).to_have_count(len(typed))
    nothing_ran(page)
    chat.menu("summary")
    expect(chat.sheet.locator(".text")).to_be_visible()
    nothing_ran(page)


def test_what_a_browser_has_kept_may_be_hostile_too(page, gateway, no_dialogs):
    chat = Chat(page, gateway.url).embed()
    for text in ("null", "{", '"x"', "[1]", '{"token": 7}', f'"<img src=x onerror={RUN}>"'):
        page.evaluate(
            """text => ["session", "agreed", "rated", "dismissed", "out 1", "aloud"].forEach((key) =>
                localStorage.setItem(`cramp-chat ${location.origin} ${key}`, text))""",
            text,
        )
        page.reload()
        chat.start()
        assert chat.say("hello")
        nothing_ran(page)
