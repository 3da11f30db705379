"""A real browser: Debian's Chromium, driven by Playwright."""

import pytest
from chatting import CHROMIUM, Chat
from playwright.sync_api import expect, sync_playwright

PATIENCE_MS = 45_000
"""Far more than anything takes; the machine may be busy with other things."""

DESKTOP = {"width": 1180, "height": 860}


# Not for all tests: Playwright's own event loop would be in the way of asynchronous tests.
@pytest.fixture(scope="module")
def browser():
    """The browser of all these tests."""
    if not CHROMIUM:
        pytest.fail("Chromium is missing: `make test` says how to get it")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        # A sandbox needs rights that root in a container does not have.
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def context(browser):
    """A person's browser, new; a test may ask for another one with `new_context`."""
    context = browser.new_context(viewport=DESKTOP, locale="en-GB")
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


@pytest.fixture
def page(context):
    """A page on which no script may fail, and nothing may break the page's policy."""
    page = context.new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console",
        lambda message: wrong.append(message.text) if "Content Security" in message.text else None,
    )
    yield page
    assert not wrong, wrong


@pytest.fixture
def chat(page, stack):
    """The widget on the demo page of the whole product, open."""
    return Chat(page, stack.url).open()


@pytest.fixture
def lone_chat(page, gateway):
    """The widget before a gateway without Rasa: quick, and safety texts are all there."""
    return Chat(page, gateway.url).open()


@pytest.fixture(scope="module")
def axe():
    """The source of axe-core."""
    from serving import ROOT

    path = ROOT / "widget" / "node_modules" / "axe-core" / "axe.min.js"
    assert path.exists(), "axe-core is missing: `make widget/node_modules/.dev`"
    return path.read_text(encoding="utf-8")
