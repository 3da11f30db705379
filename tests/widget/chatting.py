"""Does with the widget what a person does, and reads what a person reads."""

from __future__ import annotations

import json
import re
import shutil
import time

from playwright.sync_api import Locator, Page, expect
from serving import ROOT

WORDS = json.loads((ROOT / "widget" / "strings" / "en.json").read_text(encoding="utf-8"))
ARABIC = json.loads((ROOT / "widget" / "strings" / "ar.json").read_text(encoding="utf-8"))

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

QUESTION = "what drink stops leg cramps"
EMERGENCY = "I have chest pain"
URGENT = "my left calf is swollen and hot"


class Chat:
    """The widget on a page."""

    def __init__(self, page: Page, url: str, words: dict = WORDS) -> None:
        self.page, self.url, self.words = page, url, words

    def visit(self, path: str = "/") -> Chat:
        """Load the page."""
        self.page.goto(f"{self.url}{path}")
        return self

    def open(self, path: str = "/") -> Chat:
        """Load the page and press the launcher."""
        return self.visit(path).start()

    def embed(
        self, attributes: str = "", policy: str = "", inner: str = "", server: str = ""
    ) -> Chat:
        """The widget on a page of somebody's own, with the one script tag of docs/embedding.md."""
        html = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <script src="{server}/widget.js" defer></script>
            <main><h1>A page</h1><p>Some words.</p><button>Before</button></main>
            <cramp-chat {attributes}>{inner}</cramp-chat>"""
        headers = {"Content-Security-Policy": policy} if policy else {}
        answer = {"body": html, "content_type": "text/html; charset=utf-8", "headers": headers}
        self.page.route("**/embedded", lambda route: route.fulfill(**answer))
        return self.visit("/embedded")

    def start(self) -> Chat:
        """Press the launcher of the page that is there."""
        self.launcher.click()
        expect(self.log.locator("article").first).to_be_visible()
        return self

    def still(self) -> Chat:
        """Wait until what opened stands in its place."""
        self.page.evaluate("""() => {
            const root = document.querySelector("cramp-chat").shadowRoot;
            const ending = root.getAnimations()
                .filter((each) => each.effect.getComputedTiming().iterations !== Infinity);
            return Promise.allSettled(ending.map((each) => each.finished)).then(() => null);
        }""")
        return self

    @property
    def launcher(self) -> Locator:
        return self.page.locator(".launcher")

    @property
    def panel(self) -> Locator:
        return self.page.locator("dialog.panel")

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def field(self) -> Locator:
        return self.page.get_by_role("textbox", name=self.words["field"])

    @property
    def card(self) -> Locator:
        """The card that stays in view."""
        return self.page.locator(".pinned")

    @property
    def sheet(self) -> Locator:
        return self.page.locator("dialog.sheet")

    def write(self, text: str) -> None:
        """Type and send; do not wait."""
        self.field.fill(text)
        self.field.press("Enter")

    def say(self, text: str) -> list[str]:
        """Type and send; the texts of the reply, when it is complete."""
        before = self.log.locator("article.person").count()
        self.write(text)
        expect(self.log.locator("article.person")).to_have_count(before + 1)
        return self.reply()

    def reply(self) -> list[str]:
        """The texts of the latest reply, when it is complete."""
        last = self.log.locator("article.person").last
        expect(last.locator("xpath=following-sibling::article").first).to_be_visible()
        expect(self.log).to_have_attribute("aria-busy", "false")
        replies = last.locator("xpath=following-sibling::article")
        return replies.locator("> .text").all_inner_texts()

    def shown(self) -> list[tuple[str, str]]:
        """Who said what, from the first message to the last."""
        # Not the inner text: the browser does not draw old messages that are out of view.
        pairs = self.log.locator("article").evaluate_all(
            """articles => articles.map((article) => [
                article.classList.contains("person") ? "person" : "assistant",
                article.querySelector(".text").textContent,
            ])"""
        )
        return [tuple(pair) for pair in pairs]

    def menu(self, entry: str) -> None:
        """Choose from the menu."""
        self.page.get_by_role("button", name=self.words["menu"]).click()
        self.page.locator(".menu button").filter(has_text=self.words["actions"][entry]).click()

    def spoken(self, role: str = "status") -> list[str]:
        """What screen readers were told so far: politely, or with role "alert" at once."""
        return self.page.locator(f".unseen[role={role}] p").all_text_contents()


def until(page: Page, expression: str) -> None:
    """Wait until JavaScript is true. The page's policy forbids Playwright's own way to wait."""
    ends = time.monotonic() + 45
    while not page.evaluate(expression):
        assert time.monotonic() < ends, expression
        page.wait_for_timeout(20)


def squeezed(text: str) -> str:
    """Without Markdown's marks, and with single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"\*\*|^- ", "", text, flags=re.MULTILINE)).strip()
