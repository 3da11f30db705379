"""Takes the pictures of docs/screenshots: `python tests/widget/screenshots.py http://127.0.0.1:8080`."""

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "widget")]

from chatting import ARABIC, CHROMIUM, EMERGENCY, QUESTION, WORDS, Chat  # noqa: E402
from playwright.sync_api import expect, sync_playwright  # noqa: E402

FOLDER = ROOT / "docs" / "screenshots"
WIDE, PHONE = {"width": 1180, "height": 800}, {"width": 375, "height": 740}


def closed(chat):
    chat.visit()


def first(chat):
    chat.open()


def answer(chat):
    chat.open()
    chat.say(QUESTION)


def red_flag(chat):
    chat.visit()
    chat.page.locator("cramp-chat").evaluate("chat => { chat.region = 'GB'; }")
    chat.start()
    chat.say(EMERGENCY)


def dark(chat):
    chat.page.emulate_media(color_scheme="dark")
    answer(chat)


def arabic(chat):
    chat.visit()
    chat.page.locator("cramp-chat").evaluate("chat => { chat.locale = 'ar'; }")
    chat.start()
    chat.say("Why do I get cramps at night?")


def summary(chat):
    chat.open()
    chat.say("my left calf is swollen and hot")
    chat.menu("summary")
    chat.sheet.locator(".text").wait_for()


PICTURES = [
    ("closed", closed, WIDE, WORDS),
    ("first", first, WIDE, WORDS),
    ("answer", answer, WIDE, WORDS),
    ("red-flag", red_flag, WIDE, WORDS),
    ("dark", dark, WIDE, WORDS),
    ("arabic", arabic, WIDE, ARABIC),
    ("summary", summary, WIDE, WORDS),
    ("phone", red_flag, PHONE, WORDS),
    ("phone-first", first, PHONE, WORDS),
]


def main(url: str, only: list[str]) -> None:
    """Each picture in a browser of its own."""
    expect.set_options(timeout=45_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, state, size, words in PICTURES:
            if only and name not in only:
                continue
            context = browser.new_context(viewport=size, locale="en-GB", reduced_motion="reduce")
            state(Chat(context.new_page(), url, words))
            context.pages[0].wait_for_timeout(400)
            context.pages[0].screenshot(path=FOLDER / f"{name}.png")
            context.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
