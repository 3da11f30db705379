"""A person asks, reads, presses and comes back."""

import re

import yaml
from chatting import EMERGENCY, QUESTION, URGENT, WORDS, Chat, squeezed
from playwright.sync_api import expect
from serving import ROOT

DRINKS = yaml.safe_load((ROOT / "data" / "faq" / "drinks.yml").read_text(encoding="utf-8"))
LEAD = DRINKS["responses"]["utter_faq/drinks_overview"][0]


def test_a_question_gets_the_curated_answer_with_its_sources_folded(chat):
    (answer,) = chat.say(QUESTION)
    assert squeezed(answer).startswith(squeezed(LEAD["text"]))
    sources = chat.log.locator("details.sources")
    expect(sources.get_by_text(WORDS["sources"]["unreviewed"]).first).to_be_visible()
    name = LEAD["metadata"]["sources"][0]
    link = sources.get_by_role("link", name=name, exact=True)
    expect(link).to_be_hidden()
    sources.locator("summary").click()
    expect(link).to_be_visible()
    expect(link).to_have_attribute("href", re.compile("^https://"))
    expect(sources.get_by_text("22 November 2026")).to_be_visible()
