"""Speaking and listening, with a browser whose ears and voice a test plays."""

import pytest
from chatting import EMERGENCY, WORDS, Chat, until
from playwright.sync_api import expect

VOICE = WORDS["voice"]

NO_VOICE = """
delete window.SpeechRecognition; delete window.webkitSpeechRecognition; delete window.speechSynthesis;
delete window.SpeechSynthesisUtterance;
"""

EARS = """
window.SpeechRecognition = class {
  start() { window.ears = this; window.started = (window.started ?? 0) + 1; }
  stop() { this.onend(); }
  abort() { window.aborted = true; }
  hear(text) { this.onresult({ results: [[{ transcript: text }]] }); }
};
"""

MOUTH = """
window.spoken = []; window.cancelled = 0;
const speech = new EventTarget();
speech.speak = (utterance) => { window.spoken.push(utterance.text); window.speaking = utterance; };
speech.cancel = () => {
  window.cancelled += 1;
  const last = window.speaking;
  if (last) setTimeout(() => last.onerror?.());
};
Object.defineProperty(window, "speechSynthesis", { value: speech });
"""


@pytest.fixture
def voiced(page, gateway):
    page.add_init_script(EARS + MOUTH)
    return Chat(page, gateway.url).open()


def microphone(chat):
    return chat.panel.get_by_role("button", name=VOICE["microphone"])


def test_the_first_press_says_where_the_sound_goes_and_listens_to_nothing(voiced):
    microphone(voiced).click()
    expect(voiced.sheet.get_by_text(VOICE["text"])).to_be_visible()
    voiced.sheet.get_by_role("button", name=VOICE["cancel"]).click()
    assert voiced.page.evaluate("window.started ?? 0") == 0
    microphone(voiced).click()
    voiced.sheet.get_by_role("button", name=VOICE["confirm"]).click()
    assert voiced.page.evaluate("window.started") == 1
    voiced.page.evaluate("ears.stop()")
    microphone(voiced).click()
    expect(voiced.sheet).to_be_hidden()
    assert voiced.page.evaluate("window.started") == 2


def listen(chat):
    microphone(chat).click()
    chat.sheet.get_by_role("button", name=VOICE["confirm"]).click()
    expect(chat.panel.get_by_text(VOICE["listening"])).to_be_visible()


def test_what_was_heard_is_shown_and_only_sent_by_the_person(voiced):
    listen(voiced)
    voiced.page.evaluate("ears.hear('why do my')")
    expect(voiced.field).to_have_value("why do my")
    voiced.page.evaluate("ears.hear('why do my toes cramp'); ears.stop()")
    expect(voiced.field).to_have_value("why do my toes cramp")
    expect(voiced.field).to_be_focused()
    expect(voiced.log.locator("article.person")).to_have_count(0)
    assert "why do my toes cramp" in voiced.spoken()[-1]
    voiced.field.press("Enter")
    assert voiced.reply()


def test_the_microphone_can_be_stopped_and_its_state_is_told(voiced):
    listen(voiced)
    stop = voiced.panel.get_by_role("button", name=VOICE["stop"])
    expect(stop).to_have_attribute("aria-pressed", "true")
    stop.click()
    expect(voiced.panel.get_by_text(VOICE["nothing"])).to_be_visible()
    expect(microphone(voiced)).to_have_attribute("aria-pressed", "false")


def test_a_blocked_microphone_is_explained(voiced):
    listen(voiced)
    voiced.page.evaluate("ears.onerror({ error: 'not-allowed' }); ears.onend()")
    expect(voiced.panel.get_by_text(VOICE["blocked"])).to_be_visible()


def test_closing_the_panel_stops_the_microphone(voiced):
    listen(voiced)
    voiced.page.keyboard.press("Escape")
    until(voiced.page, "window.aborted")


def test_a_message_is_read_sentence_by_sentence_in_its_spoken_words(voiced):
    voiced.say(EMERGENCY)
    voiced.card.get_by_role("button", name=VOICE["listen"]).click()
    assert voiced.page.evaluate("spoken") == ["Call your local emergency number now."]
    expect(voiced.card.get_by_role("button", name=VOICE["silence"])).to_be_visible()
    voiced.page.evaluate("speaking.onend()")
    assert voiced.page.evaluate("spoken[1]") == "The person who is ill should not drive."
    voiced.page.evaluate("speaking.onend()")
    expect(voiced.card.get_by_role("button", name=VOICE["listen"])).to_be_visible()


def test_reading_stops_at_once(voiced):
    voiced.say(EMERGENCY)
    voiced.card.get_by_role("button", name=VOICE["listen"]).click()
    voiced.card.get_by_role("button", name=VOICE["silence"]).click()
    assert voiced.page.evaluate("cancelled") == 1
    voiced.page.wait_for_timeout(100)
    assert len(voiced.page.evaluate("spoken")) == 1


def test_replies_are_read_when_the_person_wants_it(voiced):
    voiced.say("hello")
    assert voiced.page.evaluate("spoken") == []
    voiced.menu("read_aloud")
    voiced.say(EMERGENCY)
    assert voiced.page.evaluate("spoken[0]") == "Call your local emergency number now."
    voiced.page.keyboard.press("Escape")
    until(voiced.page, "cancelled === 1")


@pytest.mark.parametrize("way", ["the browser has none", "the site wants none"])
def test_there_is_no_sign_of_voice_where_there_is_none(page, gateway, way):
    page.add_init_script(NO_VOICE if way == "the browser has none" else EARS + MOUTH)
    chat = (
        Chat(page, gateway.url)
        .embed("" if way == "the browser has none" else 'voice="off"')
        .start()
    )
    chat.say(EMERGENCY)
    for name in (VOICE["microphone"], VOICE["listen"]):
        expect(chat.panel.get_by_role("button", name=name)).to_have_count(0)
    page.get_by_role("button", name=WORDS["menu"]).click()
    expect(page.locator(".menu").get_by_text(WORDS["actions"]["read_aloud"])).to_have_count(0)
