"""A person asks, reads, presses, says what they think, keeps it, and has it erased."""

import datetime
import re
import sqlite3

import yaml
from chatting import QUESTION, URGENT, WORDS, Chat, squeezed, until
from playwright.sync_api import expect
from serving import ROOT

DRINKS = yaml.safe_load((ROOT / "data" / "faq" / "drinks.yml").read_text(encoding="utf-8"))
LEAD = DRINKS["responses"]["utter_faq/drinks_overview"][0]
CONSENT = WORDS["agree_and_send"]


def test_a_question_gets_the_curated_answer_with_its_sources_folded(chat):
    (answer,) = chat.say(QUESTION)
    assert squeezed(answer).startswith(squeezed(LEAD["text"]))
    sources = chat.log.locator("details.sources")
    expect(sources.locator("summary").get_by_text(WORDS["sources"]["unreviewed"])).to_be_visible()
    name = LEAD["metadata"]["sources"][0]
    link = sources.get_by_role("link", name=name, exact=True)
    expect(link).to_be_hidden()
    sources.locator("summary").click()
    expect(link).to_be_visible()
    expect(link).to_have_attribute("href", re.compile("^https://"))
    checked = datetime.date.fromisoformat(str(LEAD["metadata"]["checked"]))
    expect(sources.get_by_text(f"{checked:%-d %B %Y}")).to_be_visible()


def test_markdown_is_shown_as_bold_and_lists(chat):
    chat.say(QUESTION)
    assert chat.log.locator("article.reply .text ul > li").count() > 1
    assert "**" not in chat.log.inner_text()


def test_a_button_of_an_answer_is_pressed_and_answered(chat):
    chat.say(QUESTION)
    choices = chat.log.get_by_role("group", name=WORDS["choices"])
    button = choices.get_by_role("button").last
    title = button.inner_text()
    button.click()
    expect(chat.log.locator("article.person").last).to_contain_text(title)
    assert chat.reply()[0]


def test_a_suggested_question_is_one_press_away_and_then_they_are_gone(chat):
    question = WORDS["suggested"][1]
    chat.log.get_by_role("button", name=question).click()
    assert chat.shown()[2] == ("person", question)
    assert chat.reply()[0]
    expect(chat.log.get_by_role("group", name=WORDS["suggestions"])).to_have_count(0)


def test_consent_is_asked_once_and_greeting_and_disclaimer_come_first(lone_chat):
    chat = lone_chat
    assert [who for who, _ in chat.shown()] == ["assistant", "assistant"]
    assert "not a doctor" in chat.shown()[1][1]
    expect(chat.panel.get_by_text("30 days")).to_be_visible()
    expect(chat.panel.get_by_role("button", name=CONSENT)).to_be_visible()
    chat.say("hello")
    expect(chat.panel.get_by_role("button", name=CONSENT)).to_have_count(0)
    chat.page.reload()
    chat.launcher.click()
    expect(chat.panel.get_by_role("button", name=WORDS["send"])).to_be_visible()
    expect(chat.panel.get_by_role("button", name=CONSENT)).to_have_count(0)


def test_nothing_is_sent_before_the_panel_is_opened(page, gateway):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    Chat(page, gateway.url).visit()
    expect(page.locator(".launcher")).to_be_visible()
    assert not [url for url in asked if "/api/" in url]


def test_the_privacy_text_says_where_words_go_and_for_how_long(lone_chat):
    lone_chat.panel.get_by_role("button", name=WORDS["consent"]["more"]).click()
    host = lone_chat.url.removeprefix("http://")
    expect(lone_chat.sheet.get_by_text(f"sent to {host}")).to_be_visible()
    expect(lone_chat.sheet.get_by_text("30 days")).to_be_visible()
    lone_chat.page.keyboard.press("Escape")
    expect(lone_chat.sheet).to_be_hidden()
    expect(lone_chat.panel).to_be_visible()


def test_the_conversation_is_there_after_a_reload(chat):
    chat.say(QUESTION)
    before = chat.shown()
    chat.page.reload()
    chat.start()
    expect(chat.log.locator("article.person")).to_have_count(1)
    assert chat.shown() == before


def test_a_second_tab_shows_the_same_conversation_and_follows_it(lone_chat, context):
    lone_chat.say("hello there")
    second = Chat(context.new_page(), lone_chat.url).open()
    expect(second.log.locator("article.person")).to_have_count(1)
    second.say("from the second tab")
    expect(lone_chat.log.locator("article.person")).to_have_count(2)
    lone_chat.say("from the first tab")
    expect(second.log.locator("article.person")).to_have_count(3)
    expect(second.log.locator("article")).to_have_count(lone_chat.log.locator("article").count())
    assert second.shown() == lone_chat.shown()


def test_while_the_reply_comes_dots_are_shown_and_then_a_badge_if_the_panel_is_closed(lone_chat):
    held = []
    lone_chat.page.route("**/api/v1/messages", lambda route: held.append(route))
    lone_chat.write("hello")
    expect(lone_chat.log.locator(".typing")).to_be_visible()
    expect(lone_chat.log).to_have_attribute("aria-busy", "true")
    lone_chat.page.keyboard.press("Escape")
    expect(lone_chat.panel).to_be_hidden()
    held[0].continue_()
    expect(lone_chat.launcher.locator(".badge")).to_have_text("1")
    expect(lone_chat.launcher).to_have_accessible_name(re.compile("New messages: 1"))
    lone_chat.launcher.click()
    expect(lone_chat.log.locator(".typing")).to_have_count(0)
    expect(lone_chat.launcher.locator(".badge")).to_have_count(0)


def test_a_line_break_is_kept_and_enter_while_composing_sends_nothing(lone_chat):
    lone_chat.field.fill("one")
    lone_chat.field.press("Shift+Enter")
    lone_chat.field.press_sequentially("two")
    lone_chat.field.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    expect(lone_chat.log.locator("article.person")).to_have_count(0)
    lone_chat.field.press("Enter")
    expect(lone_chat.log.locator("article.person .text")).to_have_text("one\ntwo")


def test_what_is_done_to_an_earlier_answer_does_not_scroll_it_away(chat):
    for _ in range(3):
        chat.say(QUESTION)
    first = chat.log.locator("article.reply").nth(2)
    up = first.get_by_role("button", name=WORDS["feedback"]["up"])
    up.scroll_into_view_if_needed()
    up.click()
    expect(first.get_by_text(WORDS["feedback"]["thanks"])).to_be_visible()
    expect(up).to_be_in_viewport()
    latest = chat.log.locator("article.person").last
    expect(latest).not_to_be_in_viewport()
    chat.say("thanks")
    expect(chat.log.locator("article.person").last).to_be_in_viewport()


def test_a_widget_that_the_page_moves_goes_on(lone_chat):
    lone_chat.say("hello")
    lone_chat.page.evaluate("document.body.prepend(document.querySelector('cramp-chat'))")
    lone_chat.say("hello again")
    expect(lone_chat.log.locator("article.person")).to_have_count(2)


def thumbs(chat):
    return chat.log.get_by_role("group", name=WORDS["feedback"]["question"])


def kept_feedback(stack):
    with sqlite3.connect(stack.state / "conversations.sqlite") as database:
        query = "SELECT conversation, message_id, topic, helpful, reason FROM feedback"
        return set(database.execute(query))


def test_a_thumb_up_is_kept_with_the_topic_and_shown_after_a_reload(chat, stack):
    before = kept_feedback(stack)
    chat.say(QUESTION)
    up = thumbs(chat).get_by_role("button", name=WORDS["feedback"]["up"])
    up.click()
    expect(chat.log.get_by_text(WORDS["feedback"]["thanks"])).to_be_visible()
    ((_, message_id, topic, helpful, reason),) = kept_feedback(stack) - before
    assert (message_id, topic, helpful, reason) == ("1.1", "drinks_overview", 1, None)
    chat.page.reload()
    chat.start()
    expect(up).to_have_attribute("aria-pressed", "true")


def test_a_thumb_down_asks_why_and_is_erased_with_the_conversation(chat, stack):
    before = kept_feedback(stack)
    chat.say(QUESTION)
    thumbs(chat).get_by_role("button", name=WORDS["feedback"]["down"]).click()
    chat.log.get_by_label(WORDS["feedback"]["reasons"]["too_little"]).check()
    chat.log.get_by_label(WORDS["feedback"]["own_words"]).fill("what about tea")
    chat.log.get_by_role("button", name=WORDS["feedback"]["submit"]).click()
    expect(chat.log.get_by_text(WORDS["feedback"]["thanks"])).to_be_visible()
    ((_, _, _, helpful, reason),) = kept_feedback(stack) - before
    assert (helpful, reason) == (0, "too_little; what about tea")
    chat.menu("forget")
    chat.sheet.get_by_role("button", name=WORDS["forget"]["confirm"]).click()
    expect(chat.sheet).to_be_hidden()
    assert kept_feedback(stack) == before


def test_forget_me_asks_first_and_then_nothing_is_left(lone_chat, context, gateway):
    said = "wilhelmina the canary"
    lone_chat.say(said)
    second = Chat(context.new_page(), lone_chat.url).open()
    expect(second.log.get_by_text(said)).to_be_visible()
    lone_chat.menu("forget")
    lone_chat.sheet.get_by_role("button", name=WORDS["forget"]["cancel"]).click()
    expect(lone_chat.log.get_by_text(said)).to_be_visible()
    lone_chat.menu("forget")
    lone_chat.sheet.get_by_role("button", name=WORDS["forget"]["confirm"]).click()
    expect(lone_chat.panel.get_by_text(WORDS["notice"]["erased"])).to_be_visible()
    for chat in (lone_chat, second):
        expect(chat.log.get_by_text(said)).to_have_count(0)
        expect(chat.panel.get_by_role("button", name=CONSENT)).to_be_visible()
    kept = lone_chat.page.evaluate("JSON.stringify(localStorage)")
    assert said not in kept
    files = [file for file in gateway.state.rglob("*") if file.is_file()]
    assert not [file.name for file in files if said.encode() in file.read_bytes()]


def test_forget_me_says_so_when_nothing_could_be_erased(lone_chat):
    lone_chat.say("wilhelmina")
    lone_chat.page.route("**/api/v1/session", lambda route: route.abort())
    lone_chat.field.fill("half a thought")
    lone_chat.menu("forget")
    lone_chat.sheet.get_by_role("button", name=WORDS["forget"]["confirm"]).click()
    expect(lone_chat.panel.get_by_text(WORDS["notice"]["not_erased"])).to_be_visible()
    expect(lone_chat.log.get_by_text("wilhelmina")).to_be_visible()
    expect(lone_chat.field).to_have_value("half a thought")


def test_the_conversation_can_be_saved_as_a_text_file(chat):
    chat.say(QUESTION)
    with chat.page.expect_download() as waiting:
        chat.menu("download")
    download = waiting.value
    assert re.fullmatch(
        r"muscle-cramp-conversation-\d{4}-\d\d-\d\d\.txt", download.suggested_filename
    )
    text = download.path().read_text(encoding="utf-8")
    assert text.startswith(WORDS["transcript"]["title"])
    assert f"{WORDS['you']}: {QUESTION}" in text
    assert LEAD["text"] in text
    assert WORDS["sources"]["unreviewed"] in text
    assert "**" not in text


PRINTER = """
const get = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, "contentWindow").get;
Object.defineProperty(HTMLIFrameElement.prototype, "contentWindow", { get() {
  const page = get.call(this);
  if (page) page.print = () => {
    window.printed = page.document.body.innerText;
    page.dispatchEvent(new page.Event("afterprint"));
  };
  return page;
} });
"""
"""A printer that keeps what it is given, as the browser's own dialog would show it."""


def printed(page):
    until(page, "window.printed")
    expect(page.locator("iframe")).to_have_count(0)
    return page.evaluate("window.printed")


def test_the_summary_for_the_doctor_is_read_copied_and_printed_alone(page, gateway, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.add_init_script(PRINTER)
    chat = Chat(page, gateway.url).open()
    chat.say(URGENT)
    chat.menu("summary")
    text = chat.sheet.locator(".text")
    expect(text).to_contain_text("Summary for the doctor")
    expect(text).to_contain_text(URGENT)
    chat.sheet.get_by_role("button", name=WORDS["summary"]["copy"]).click()
    expect(chat.sheet.get_by_text(WORDS["summary"]["copied"])).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert URGENT in copied
    assert "**" not in copied
    chat.sheet.get_by_role("button", name=WORDS["summary"]["print"]).click()
    paper = printed(page)
    assert URGENT in paper
    assert "Do not wait with these" not in paper, "the page around the widget is printed, too"


def test_the_conversation_can_be_printed(page, gateway):
    page.add_init_script(PRINTER)
    chat = Chat(page, gateway.url).open()
    (reply, *_) = chat.say("hello")
    chat.menu("print")
    paper = printed(page)
    assert "hello" in paper
    assert squeezed(reply) in squeezed(paper)


def test_the_widget_is_not_on_the_page_that_is_printed(lone_chat):
    lone_chat.page.emulate_media(media="print")
    expect(lone_chat.launcher).to_be_hidden()
    expect(lone_chat.panel).to_be_hidden()
