"""WCAG 2.2 AA: axe-core in every state, and what it cannot find: order, focus, size, the keyboard alone."""

import re

import pytest
from chatting import ARABIC, EMERGENCY, QUESTION, URGENT, WORDS, Chat
from playwright.sync_api import expect

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page, axe):
    """What axe-core finds, in words."""
    page.evaluate(axe)
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
    )["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


def closed(chat):
    pass


def opened(chat):
    chat.start()


def answered(chat):
    chat.start()
    chat.say(QUESTION)
    chat.log.locator("details.sources summary").first.click()
    chat.log.get_by_role("button", name=chat.words["feedback"]["down"]).first.click()
    expect(chat.log.locator("form.why")).to_be_visible()


def red_flag(chat):
    chat.start()
    chat.say(URGENT)
    chat.say(EMERGENCY)


def with_menu(chat):
    chat.start()
    chat.say("hello")
    chat.page.get_by_role("button", name=chat.words["menu"]).click()


def sheet(entry):
    def state(chat):
        chat.start()
        chat.say(URGENT)
        chat.menu(entry)
        expect(chat.sheet).to_be_visible()
        if entry == "summary":
            expect(chat.sheet.locator(".text")).to_be_visible()

    state.__name__ = entry
    return state


def not_sent(chat):
    chat.start()
    chat.page.route("**/api/v1/messages", lambda route: route.abort())
    chat.write("hello")
    expect(chat.log.locator(".waiting")).to_be_visible()


STATES = [closed, opened, answered, red_flag, with_menu, not_sent]
STATES += [sheet(entry) for entry in ("forget", "privacy", "summary")]

LOOKS = {
    "light": ("", {}, WORDS),
    "dark": ('theme="dark"', {"color_scheme": "dark"}, WORDS),
    "right to left": ('locale="ar"', {}, ARABIC),
    "small": ("", {"viewport": {"width": 320, "height": 640}}, WORDS),
    "phone": ("", {"viewport": {"width": 375, "height": 740}}, WORDS),
}


@pytest.fixture(params=LOOKS)
def styled(request, browser, stack):
    """The widget on a page of somebody's own, in one of its looks."""
    attributes, options, words = LOOKS[request.param]
    # Without motion: what fades in has no contrast yet.
    options = {"viewport": {"width": 1180, "height": 860}, "reduced_motion": "reduce", **options}
    context = browser.new_context(**options)
    chat = Chat(context.new_page(), stack.url, words)
    yield lambda: chat.embed(attributes)
    context.close()


def cut_labels(page):
    """Controls too small for what is written on them."""
    return page.evaluate("""() => {
        const root = document.querySelector("cramp-chat").shadowRoot;
        return [...root.querySelectorAll("button, summary")]
            .filter((control) => control.checkVisibility())
            .filter((control) => control.scrollHeight > control.clientHeight + 1
                || control.scrollWidth > control.clientWidth + 1)
            .map((control) => control.outerHTML.slice(0, 90));
    }""")


def test_axe_finds_nothing_and_no_label_is_cut_in_any_state(styled, axe):
    found = {}
    for state in STATES:
        chat = styled()
        state(chat)
        if wrong := violations(chat.page, axe) + cut_labels(chat.page):
            found[state.__name__] = wrong
        chat.page.evaluate("localStorage.clear()")
        chat.page.unroute_all()
    assert not found, found


def test_axe_finds_nothing_on_the_demo_page(page, gateway, axe):
    Chat(page, gateway.url).visit()
    assert not violations(page, axe)


def focused(page):
    """The name of what has the focus, also inside the widget."""
    return page.evaluate("""() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        return element?.getAttribute("aria-label") || element?.innerText?.trim() || element?.id || "";
    }""")


def tab_to(page, name, backwards=False):
    """Press Tab until `name` has the focus."""
    passed = []
    for _ in range(60):
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
        passed.append(focused(page))
        if re.search(name, passed[-1]):
            return
    raise AssertionError(f"Tab never came to {name!r}; it came to {passed}")


def test_a_whole_conversation_with_the_keyboard_alone(page, stack):
    chat = Chat(page, stack.url).visit()
    keyboard = page.keyboard
    tab_to(page, WORDS["launcher"])
    keyboard.press("Enter")
    expect(chat.field).to_be_focused()
    expect(chat.log.locator("article").first).to_be_visible()
    keyboard.type(QUESTION)
    keyboard.press("Enter")
    chat.reply()
    expect(chat.field).to_be_focused()
    tab_to(page, "Sources", backwards=True)
    keyboard.press("Enter")
    expect(chat.log.get_by_role("link").first).to_be_visible()
    tab_to(page, WORDS["feedback"]["up"])
    keyboard.press("Space")
    expect(chat.log.get_by_text(WORDS["feedback"]["thanks"])).to_be_visible()
    tab_to(page, "Water", backwards=True)
    keyboard.press("Enter")
    chat.reply()
    expect(chat.field).to_be_focused()
    keyboard.type(EMERGENCY)
    keyboard.press("Enter")
    chat.reply()
    tab_to(page, WORDS["safety"]["dismiss"], backwards=True)
    keyboard.press("Enter")
    expect(chat.card).to_have_count(0)
    expect(chat.field).to_be_focused()
    tab_to(page, WORDS["menu"], backwards=True)
    keyboard.press("Enter")
    tab_to(page, WORDS["actions"]["summary"])
    keyboard.press("Enter")
    expect(chat.sheet.locator(".text")).to_contain_text(EMERGENCY)
    keyboard.press("Escape")
    expect(chat.sheet).to_be_hidden()
    expect(chat.panel).to_be_visible()
    tab_to(page, WORDS["menu"], backwards=True)
    keyboard.press("Enter")
    keyboard.press("Escape")
    expect(page.locator("#menu")).to_be_hidden()
    expect(chat.panel).to_be_visible()
    keyboard.press("Escape")
    expect(chat.panel).to_be_hidden()
    expect(chat.launcher).to_be_focused()


def test_the_focus_goes_from_top_to_bottom(chat):
    chat.say(QUESTION)
    chat.page.get_by_role("button", name=WORDS["menu"]).focus()
    heights = []
    for _ in range(12):
        box = chat.page.evaluate("""() => {
            const element = document.querySelector("cramp-chat").shadowRoot.activeElement;
            return element && element.closest(".panel") ? element.getBoundingClientRect().bottom : null;
        }""")
        if box is not None:
            heights.append(box)
        chat.page.keyboard.press("Tab")
    assert len(heights) > 8
    rows = [round(height / 60) for height in heights if height]
    log = rows.pop(2)
    assert log >= max(rows[:2])
    assert rows == sorted(rows), heights


@pytest.mark.parametrize("look", ["desktop", "phone"])
def test_every_target_is_large_enough(browser, stack, look):
    size = {"desktop": (1180, 860), "phone": (320, 640)}[look]
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    chat = Chat(context.new_page(), stack.url).open()
    chat.say(QUESTION)
    chat.log.locator("details.sources summary").first.click()
    chat.say(EMERGENCY)
    chat.page.get_by_role("button", name=WORDS["menu"]).click()
    small = chat.page.evaluate("""() => {
        const root = document.querySelector("cramp-chat").shadowRoot;
        // WCAG 2.5.8 exempts links inside a sentence.
        const inSentence = (element) => element.matches(".text a, .consent .link");
        return [...root.querySelectorAll("button, a, summary, input, textarea")]
            .filter((element) => element.checkVisibility() && !inSentence(element))
            .map((element) => [element.outerHTML.slice(0, 90), element.getBoundingClientRect()])
            .filter(([_, { width, height }]) => width > 0 && (width < 24 || height < 24))
            .map(([html, { width, height }]) => `${Math.round(width)}x${Math.round(height)} ${html}`);
    }""")
    context.close()
    assert not small, small


def test_at_400_percent_all_is_read_without_scrolling_sideways(browser, stack):
    context = browser.new_context(viewport={"width": 320, "height": 256})
    chat = Chat(context.new_page(), stack.url).open()
    chat.say(EMERGENCY)
    wide = chat.page.evaluate("""() => {
        const root = document.querySelector("cramp-chat").shadowRoot;
        return [...root.querySelectorAll(".panel, .panel *")]
            .filter((element) => element.checkVisibility() && !element.closest(".unseen, svg"))
            .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
            .map((element) => element.outerHTML.slice(0, 80));
    }""")
    assert not wide, wide
    for target in (chat.field, chat.card, chat.page.get_by_role("button", name=WORDS["menu"])):
        target.scroll_into_view_if_needed()
        expect(target).to_be_in_viewport()
    context.close()


def test_on_a_phone_the_panel_fills_the_screen_and_keeps_the_focus(browser, gateway):
    context = browser.new_context(
        viewport={"width": 390, "height": 780}, has_touch=True, is_mobile=True
    )
    chat = Chat(context.new_page(), gateway.url).visit()
    chat.launcher.tap()
    expect(chat.log.locator("article").first).to_be_visible()
    box = chat.still().panel.bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 390, 780)
    for _ in range(25):
        chat.page.keyboard.press("Tab")
        assert chat.page.evaluate("document.activeElement?.localName") in ("cramp-chat", "body")
    chat.page.keyboard.press("Escape")
    expect(chat.panel).to_be_hidden()
    context.close()


def test_the_keyboard_of_a_phone_takes_its_room_from_the_panel(browser, gateway):
    context = browser.new_context(viewport={"width": 390, "height": 780})
    chat = Chat(context.new_page(), gateway.url).open()
    chat.page.evaluate("""() => {
        Object.defineProperty(visualViewport, "height", { value: 420 });
        visualViewport.dispatchEvent(new Event("resize"));
    }""")
    expect(chat.field).to_be_in_viewport()
    box = chat.still().panel.bounding_box()
    assert abs(box["y"] + box["height"] - 420) <= 1
    context.close()


def test_nothing_moves_for_who_wants_no_motion(browser, gateway):
    context = browser.new_context(reduced_motion="reduce")
    chat = Chat(context.new_page(), gateway.url).open()
    held = []
    chat.page.route("**/api/v1/messages", lambda route: held.append(route))
    chat.write("hello")
    expect(chat.log.locator(".typing")).to_be_visible()
    moving = chat.page.evaluate("""() => document.getAnimations().length +
        document.querySelector("cramp-chat").shadowRoot.getAnimations().length""")
    context.close()
    assert moving == 0


def test_high_contrast_draws_borders_round_what_only_colour_tells(browser, gateway):
    context = browser.new_context(forced_colors="active")
    chat = Chat(context.new_page(), gateway.url).open()
    chat.say(EMERGENCY)
    for name in (".person", ".safety", ".panel", ".launcher", ".send"):
        width = chat.page.locator(name).first.evaluate("e => getComputedStyle(e).borderTopWidth")
        assert width != "0px", name
    context.close()


def test_speakers_are_named_and_the_log_has_its_role(lone_chat):
    lone_chat.say("hello")
    headings = lone_chat.log.get_by_role("heading").all_inner_texts()
    assert headings == [WORDS["assistant"], WORDS["assistant"], WORDS["you"], WORDS["assistant"]]
    expect(lone_chat.log).to_have_accessible_name(WORDS["conversation"])


def test_in_arabic_the_widget_is_right_to_left_and_the_answers_stay_english(page, stack):
    chat = Chat(page, stack.url, ARABIC).embed('locale="ar-EG"').start()
    root = page.locator(".root")
    expect(root).to_have_attribute("dir", "rtl")
    expect(root).to_have_attribute("lang", "ar")
    expect(chat.panel).to_have_accessible_name(ARABIC["title"])
    box = chat.panel.bounding_box()
    assert box["x"] < 100, "the panel is not at the end of the line"
    chat.say(QUESTION)
    answer = chat.log.locator(".reply .text").last
    expect(answer).to_have_attribute("lang", "en")
    assert answer.evaluate("e => getComputedStyle(e).direction") == "ltr"
    person = chat.log.locator(".person").bounding_box()
    assert person["x"] < chat.log.bounding_box()["x"] + 60, (
        "the person's words are not on the other side"
    )


def test_every_language_has_the_same_words():
    def keys(words, path=""):
        for key, value in words.items():
            yield f"{path}{key}"
            if isinstance(value, dict):
                yield from keys(value, f"{path}{key}.")
            elif isinstance(value, list):
                yield f"{path}{key}: {len(value)}"
            else:
                yield f"{path}{key}: {sorted(re.findall('{[a-z]+}', value))}"

    assert set(keys(WORDS)) == set(keys(ARABIC))
