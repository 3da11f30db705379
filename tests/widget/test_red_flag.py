"""Somebody writes what may be an emergency: help comes first, stays in view, and can be called."""

import pytest
import yaml
from chatting import EMERGENCY, QUESTION, URGENT, WORDS, Chat, squeezed
from playwright.sync_api import expect
from serving import ROOT

from red_flags import region

ACTIONS = yaml.safe_load((ROOT / "data" / "red_flags.yml").read_text(encoding="utf-8"))["responses"]


def action(name, place=None):
    return squeezed(ACTIONS[name][0]["text"].format(**region(place).as_words()))


def test_the_card_comes_first_even_before_consent(lone_chat):
    expect(lone_chat.panel.get_by_role("button", name=WORDS["agree_and_send"])).to_be_visible()
    replies = lone_chat.say(EMERGENCY)
    assert squeezed(replies[0]) == action("utter_call_now")
    expect(lone_chat.card.get_by_role("heading", name=WORDS["safety"]["emergency"])).to_be_visible()
    expect(lone_chat.card.locator("svg").first).to_be_visible()


@pytest.mark.parametrize(("said", "title"), [(EMERGENCY, "emergency"), (URGENT, "urgent")])
def test_the_tier_is_told_by_words_and_sign_not_by_colour_alone(lone_chat, said, title):
    lone_chat.say(said)
    heading = lone_chat.card.get_by_role("heading")
    expect(heading).to_have_text(WORDS["safety"][title])
    expect(heading.locator("svg")).to_be_visible()


@pytest.mark.parametrize(
    ("said", "place", "number"),
    [(EMERGENCY, "GB", "999"), (EMERGENCY, "us", "911"), (URGENT, "NZ", "0800 611 116")],
)
def test_the_number_of_the_region_is_one_press_away(page, gateway, said, place, number):
    chat = Chat(page, gateway.url).embed(f'region="{place}"').start()
    chat.say(said)
    call = chat.card.get_by_role("link", name=WORDS["safety"]["call"].format(number=number))
    expect(call).to_have_attribute("href", f"tel:{number.replace(' ', '')}")


def test_no_number_is_singled_out_where_the_region_is_not_known(lone_chat):
    lone_chat.say(EMERGENCY)
    expect(lone_chat.card.locator(".call")).to_have_count(0)
    for number in ("112", "911", "999", "000"):
        link = lone_chat.card.get_by_role("link", name=number, exact=True)
        expect(link).to_have_attribute("href", f"tel:{number}")


def in_view(chat):
    card, log = chat.card.bounding_box(), chat.log.bounding_box()
    top, bottom = card["y"], card["y"] + card["height"]
    return log["y"] - 8 <= top and bottom <= log["y"] + log["height"] + 8


def test_the_card_stays_in_view_until_it_is_dismissed(lone_chat):
    for number in range(4):
        lone_chat.say(f"hello {number}")
    lone_chat.say(EMERGENCY)
    for number in range(4):
        lone_chat.say(f"and then {number}")
    assert in_view(lone_chat), "the card is not in view at the end"
    for position in ("0", "log.scrollHeight / 2", "log.scrollHeight"):
        lone_chat.log.evaluate(f"log => log.scrollTo(0, {position})")
        assert in_view(lone_chat), f"the card is not in view at {position}"
    lone_chat.page.reload()
    lone_chat.start()
    assert in_view(lone_chat), "the card is not in view after a reload"
    lone_chat.card.get_by_role("button", name=WORDS["safety"]["dismiss"]).click()
    expect(lone_chat.card).to_have_count(0)
    expect(lone_chat.field).to_be_focused()
    lone_chat.page.reload()
    lone_chat.start()
    expect(lone_chat.log.get_by_text(WORDS["safety"]["emergency"]).first).to_be_attached()
    expect(lone_chat.card).to_have_count(0)


def test_a_new_red_flag_brings_the_card_back(lone_chat):
    lone_chat.say(URGENT)
    lone_chat.card.get_by_role("button", name=WORDS["safety"]["dismiss"]).click()
    lone_chat.say(EMERGENCY)
    expect(lone_chat.card.get_by_role("heading")).to_have_text(WORDS["safety"]["emergency"])


def test_the_card_never_hides_what_has_the_focus(chat):
    chat.say(EMERGENCY)
    for text in ("hello", "thanks", "who are you"):
        chat.say(text)
    chat.log.focus()
    for _ in range(25):
        chat.page.keyboard.press("Shift+Tab" if _ < 2 else "Tab")
        hidden = chat.page.evaluate("""() => {
            const root = document.querySelector("cramp-chat").shadowRoot;
            const [focused, card] = [root.activeElement, root.querySelector(".pinned")];
            if (!focused || !card || card.contains(focused) || !focused.closest(".log article")) return null;
            const [inner, outer] = [focused, card].map((each) => each.getBoundingClientRect());
            const covered = inner.top >= outer.top && inner.bottom <= outer.bottom;
            return covered ? focused.outerHTML : null;
        }""")
        assert hidden is None, f"behind the card: {hidden}"


def test_screen_readers_are_told_at_once_and_each_thing_once(lone_chat):
    replies = lone_chat.say(EMERGENCY)
    alerts = lone_chat.spoken("alert")
    assert squeezed(alerts[0]) == f"{WORDS['safety']['emergency']}: {action('utter_call_now')}"
    assert len(alerts) == len(replies)
    assert not [text for text in lone_chat.spoken() if action("utter_call_now") in text]


def test_an_ordinary_answer_is_told_politely_and_once(chat):
    (answer,) = chat.say(QUESTION)
    (polite,) = chat.spoken()
    assert squeezed(answer)[:40] in squeezed(polite)
    assert "Choices follow" in polite
    assert chat.spoken("alert") == []
