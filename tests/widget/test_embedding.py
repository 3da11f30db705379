"""A site puts the widget on its pages, as docs/embedding.md says."""

import re
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
from chatting import EMERGENCY, WORDS, Chat
from playwright.sync_api import expect
from serving import ROOT, Gateway

GUIDE = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "require-trusted-types-for 'script'; trusted-types lit-html"
)


class Site(BaseHTTPRequestHandler):
    """Serves one page."""

    def __init__(self, pages, *more):
        self.pages = pages
        super().__init__(*more)

    def do_GET(self):
        page = self.pages.get(self.path, "").encode()
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site():
    """Another site than the gateway's, and its pages."""
    pages = {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Site, pages))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", pages
    server.shutdown()


@pytest.fixture(scope="module")
def open_gateway(site, tmp_path_factory):
    """A gateway that lists the other site."""
    state = tmp_path_factory.mktemp("sites") / "state"
    with Gateway(state, RATE_LIMIT="off", SITES=f"https://clinic.example {site[0]}") as gateway:
        yield gateway


def page_with(gateway, integrity=None):
    """A page with the script tag of the guide."""
    pinned = httpx.get(f"{gateway.url}/widget.json", trust_env=False).json()
    return f"""<!doctype html><html lang="en"><title>Clinic</title>
        <script src="{gateway.url}{pinned["src"]}" integrity="{integrity or pinned["integrity"]}"
            crossorigin="anonymous" defer></script>
        <cramp-chat region="GB"><p>In an emergency, call 999.</p></cramp-chat>"""


def test_a_listed_site_needs_one_script_tag_with_its_integrity(page, site, open_gateway):
    url, pages = site
    pages["/"] = page_with(open_gateway)
    chat = Chat(page, url).open()
    assert chat.say(EMERGENCY)
    expect(chat.card.get_by_role("link", name="Call 999")).to_be_visible()
    expect(page.get_by_text("In an emergency, call 999.")).to_be_hidden()
    chat.menu("forget")
    chat.sheet.get_by_role("button", name=WORDS["forget"]["confirm"]).click()
    expect(chat.panel.get_by_text(WORDS["notice"]["erased"])).to_be_visible()


def test_a_site_that_is_not_listed_gets_nothing_and_the_person_is_told(page, site, gateway):
    url, pages = site
    pages["/"] = page_with(gateway)
    chat = Chat(page, url).visit()
    chat.launcher.click()
    expect(chat.panel.get_by_text(WORDS["notice"]["unreachable"])).to_be_visible()
    expect(chat.panel.get_by_text(WORDS["notice"]["emergency"])).to_be_visible()


def test_a_changed_script_is_not_run_and_the_line_in_the_page_stays(context, site, open_gateway):
    url, pages = site
    pages["/"] = page_with(open_gateway, integrity="sha384-" + "A" * 64)
    chat = Chat(context.new_page(), url).visit()
    expect(chat.page.get_by_text("In an emergency, call 999.")).to_be_visible()
    expect(chat.launcher).to_have_count(0)


def test_it_works_under_a_strict_policy_with_trusted_types(page, gateway):
    chat = Chat(page, gateway.url).embed(policy=STRICT).start()
    chat.say(EMERGENCY)
    chat.menu("privacy")
    expect(chat.sheet).to_be_visible()
    expect(chat.launcher).to_have_css("position", "fixed")


def test_without_javascript_the_demo_page_has_help_and_an_article(browser, gateway):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(gateway.url)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("call your local emergency number now")).to_be_visible()
    fallback = page.locator("cramp-chat")
    expect(
        fallback.get_by_text("In an emergency, call your local emergency number.")
    ).to_be_visible()
    fallback.get_by_role("link").click()
    expect(page.get_by_role("heading", name="When to see a doctor")).to_be_in_viewport()
    context.close()


def test_nothing_is_left_in_the_page_around_it(page, gateway):
    chat = Chat(page, gateway.url).embed()
    expect(chat.launcher).to_be_visible()
    before = page.evaluate("Object.getOwnPropertyNames(window)")
    page.route("**/plain", lambda route: route.fulfill(body="<p>x", content_type="text/html"))
    page.goto(f"{gateway.url}/plain")
    plain = page.evaluate("Object.getOwnPropertyNames(window)")
    # Lit counts its versions, so that a page is warned of two.
    ours = {
        name for name in set(before) - set(plain) if not re.match("lit[A-Z]|reactiveElement", name)
    }
    assert not ours


RUDE = """body * { color: red !important; font-size: 40px; } dialog { width: 9px; }
    button, dialog, p { display: none; }"""


def test_the_styles_of_page_and_widget_do_not_meet(page, gateway):
    chat = Chat(page, gateway.url).embed()
    sheet = (
        f"const s = new CSSStyleSheet(); s.replaceSync({RUDE!r}); document.adoptedStyleSheets = [s]"
    )
    page.evaluate(f"() => {{ {sheet} }}")
    chat.start()
    expect(chat.field).to_be_visible()
    expect(chat.field).not_to_have_css("color", "rgb(255, 0, 0)")
    expect(chat.log.locator(".text").first).to_have_css("font-size", "16px")
    assert page.locator("main button").evaluate("e => getComputedStyle(e).display") == "none"


def test_colours_come_from_custom_properties(page, gateway):
    chat = Chat(page, gateway.url).embed()
    rule = "cramp-chat { --cramp-chat-accent: rgb(90, 30, 120); --cramp-chat-radius: 3px; }"
    page.evaluate(
        "rule => { const s = new CSSStyleSheet(); s.replaceSync(rule); document.adoptedStyleSheets = [s]; }",
        rule,
    )
    expect(chat.launcher).to_have_css("background-color", "rgb(90, 30, 120)")
    chat.start()
    expect(chat.panel).to_have_css("border-radius", "3px")


@pytest.mark.parametrize(
    ("theme", "system", "dark"),
    [
        ("auto", "dark", True),
        ("auto", "light", False),
        ("light", "dark", False),
        ("dark", "light", True),
    ],
)
def test_dark_or_light_is_the_systems_choice_or_the_sites(page, gateway, theme, system, dark):
    page.emulate_media(color_scheme=system)
    chat = Chat(page, gateway.url).embed(f'theme="{theme}"').start()
    red, green, blue = map(
        int, re.findall(r"\d+", chat.panel.evaluate("e => getComputedStyle(e).backgroundColor"))[:3]
    )
    assert (red + green + blue < 200) == dark


def test_the_corner_and_the_language_are_the_sites_choice(page, gateway):
    chat = Chat(page, gateway.url).embed('position="start"')
    assert chat.launcher.bounding_box()["x"] < 100
    chat.start()
    assert chat.panel.bounding_box()["x"] < 100


def test_a_site_adds_its_own_contact_line_and_privacy_notice(page, gateway):
    attributes = 'contact="Our nurses: 0800 123 456" privacy="https://clinic.example/privacy"'
    chat = Chat(page, gateway.url).embed(attributes).start()
    line = chat.panel.get_by_role("link", name="0800 123 456")
    expect(line).to_have_attribute("href", "tel:0800123456")
    chat.menu("privacy")
    notice = chat.sheet.get_by_role("link", name=WORDS["privacy"]["site"])
    expect(notice).to_have_attribute("href", "https://clinic.example/privacy")


def test_an_address_that_runs_is_no_privacy_notice(page, gateway):
    chat = Chat(page, gateway.url).embed('privacy="javascript:window.pwned=1"').start()
    chat.menu("privacy")
    expect(chat.sheet.get_by_role("link")).to_have_count(0)


LISTENER = """() => {
    window.told = [];
    for (const what of ["open", "sent", "message", "erased", "close"])
        document.addEventListener(`cramp-chat-${what}`, (e) => told.push([what, e.detail]));
}"""


def test_the_page_is_told_what_happens_but_never_what_is_said(page, gateway):
    chat = Chat(page, gateway.url).embed()
    page.evaluate(LISTENER)
    chat.start()
    replies = chat.say(EMERGENCY)
    chat.menu("forget")
    chat.sheet.get_by_role("button", name=WORDS["forget"]["confirm"]).click()
    expect(chat.sheet).to_be_hidden()
    page.keyboard.press("Escape")
    expect(chat.panel).to_be_hidden()
    told = page.evaluate("told")
    names = [name for name, _ in told]
    assert names == ["open", "sent", *["message"] * len(replies), "erased", "close"]
    assert told[2][1] == {"kind": "safety", "topic": None, "urgency": "emergency"}
    assert "chest" not in str(told)


def test_the_page_can_open_it_and_put_a_question_in(page, gateway):
    chat = Chat(page, gateway.url).embed("open")
    expect(chat.panel).to_be_visible()
    page.locator("cramp-chat").evaluate("chat => chat.ask('why at night')")
    expect(chat.field).to_have_value("why at night")
    expect(chat.log.locator("article.person")).to_have_count(0)
    chat.field.press("Enter")
    chat.reply()
    page.locator("cramp-chat").evaluate("chat => chat.ask('and by day')")
    expect(chat.log.locator("article.person")).to_have_count(2)
    page.locator("cramp-chat").evaluate("chat => { chat.open = false; }")
    expect(chat.panel).to_be_hidden()


def test_the_guide_names_every_attribute_event_and_property():
    element = (ROOT / "widget" / "src" / "cramp-chat.ts").read_text(encoding="utf-8")
    attributes = re.findall(r"@property\(.*?\)\s+(\w+)", element)
    events = re.findall(r'this\.tell\("(\w+)"', element)
    styles = (ROOT / "widget" / "src" / "styles").glob("*.css")
    css = "".join(path.read_text(encoding="utf-8") for path in styles)
    properties = set(re.findall(r"--cramp-chat-[a-z-]+", css))
    assert len(attributes) > 8 and len(set(events)) > 4 and len(properties) > 8
    names = [
        f"`{name}`" for name in [*attributes, *(f"cramp-chat-{e}" for e in events), *properties]
    ]
    missing = [name for name in names if name not in GUIDE]
    assert not missing, f"docs/embedding.md does not name {missing}"
