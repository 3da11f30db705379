"""What people do on every channel, and what Rasa answers them in these tests."""

import re

from meta_platforms import MessengerPlatform, WhatsAppPlatform
from slack_platform import SlackPlatform
from telegram_platform import TelegramPlatform
from twilio_platform import TwilioPlatform, TwilioWhatsAppPlatform

PLATFORMS = [
    TelegramPlatform,
    WhatsAppPlatform,
    TwilioPlatform,
    TwilioWhatsAppPlatform,
    MessengerPlatform,
    SlackPlatform,
]
TITLES = {"more": "Tell me more", "erase": "Yes, erase it"}

ANSWER = {
    "text": "**Water** is enough.\n\n- Sip it\n- Rest",
    "metadata": {
        "kind": "answer",
        "topic": "drinks_overview",
        "speech": "Water.",
        "checked": "2026-11-22",
        "sources": ["EatingWell", "Healthline"],
    },
    "buttons": [
        {"title": "Tell me more", "choice": {"more": "drinks_overview"}},
        {"title": "Milk", "choice": {"intent": "faq/drink_milk"}},
    ],
}
QUESTION = {
    "text": "Is the leg swollen?",
    "metadata": {"kind": "question", "speech": "Is the leg swollen?"},
    "buttons": [
        {"title": title, "choice": {"asked": "one_leg_swollen", "reply": title.lower()}}
        for title in ("Yes", "No", "Not sure")
    ],
}
SOURCES = (
    "Sources: EatingWell, Healthline. Checked against the article on 2026-11-22. "
    "Not yet reviewed by a clinician."
)


async def says(gateway, text, person="ann"):
    """The texts that the person then sees."""
    return await sends(gateway, gateway.platform.says(text, person), person)


async def presses(gateway, title, person="ann"):
    value = gateway.platform.button(title, person)
    return await sends(gateway, gateway.platform.presses(value, person), person)


async def sends(gateway, envelope, person="ann"):
    before = len(gateway.platform.texts(person))
    assert await gateway.deliver(envelope) == 200
    await gateway.idle()
    return gateway.platform.texts(person)[before:]


def body(text):
    """A text without what a platform that has no buttons puts under it."""
    return re.split(r"\n\nReply \d", text)[0]
