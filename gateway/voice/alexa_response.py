"""What is to be spoken as Alexa's response JSON, within its limits. Pure."""

from __future__ import annotations

import json
from typing import Any

from gateway.channels.contract import Reply
from gateway.voice.markup import Line, fit, ssml
from gateway.voice.place import Spoken
from gateway.voice.script import unmarked
from gateway.voice.wording import wording

MOST_SPEECH = 7_900
"""Alexa takes less than 8,000 characters, with the <speak> around them."""

MOST_BYTES = 24 * 1024 - 200
MOST_CARD = 4_000

STEP_SECONDS, AGAIN_SECONDS = 8.0, 10.0
"""Silence before the question and before it is put again, while somebody stretches."""

ELICIT = {
    "type": "Dialog.ElicitSlot",
    "slotToElicit": "query",
    "updatedIntent": {
        "name": "AskIntent",
        "confirmationStatus": "NONE",
        "slots": {"query": {"name": "query", "confirmationStatus": "NONE"}},
    },
}
"""Makes the next bare sentence the slot's value, so that nobody needs a carrier phrase."""


def response(spoken: Spoken) -> str:
    """The response as JSON; the card is left out where both would be too large."""
    for most, with_card in ((MOST_SPEECH, True), (MOST_SPEECH, False), (2_000, False)):
        content = json.dumps(_content(spoken, most, with_card), ensure_ascii=False)
        if len(content.encode("utf-8", "replace")) <= MOST_BYTES:
            break
    return content


def nothing() -> str:
    """The response where none is wanted, such as to the end of a session."""
    return json.dumps({"version": "1.0", "response": {}})


def _content(spoken: Spoken, most: int, with_card: bool) -> dict[str, Any]:
    wait = STEP_SECONDS if spoken.waits else 0.0
    said = ssml(fit(spoken.lines, most - 50), wait)
    answer: dict[str, Any] = {
        "outputSpeech": _speech(said),
        "shouldEndSession": spoken.ends,
    }
    if not spoken.ends:
        again = ssml([Line(spoken.reprompt, spoken.place.slower)])
        pause = f'<break time="{AGAIN_SECONDS:g}s"/>' if spoken.waits else ""
        answer["reprompt"] = {"outputSpeech": _speech(pause + again)}
        answer["directives"] = [ELICIT]
    if with_card and spoken.messages:
        answer["card"] = _card(spoken.messages)
    return {
        "version": "1.0",
        "sessionAttributes": {"place": spoken.place.to_json()},
        "response": answer,
    }


def _speech(content: str) -> dict[str, str]:
    return {"type": "SSML", "ssml": f"<speak>{content}</speak>"}


def _card(messages: Reply) -> dict[str, str]:
    """The written answer with its sources, for the app and for screens."""
    words = wording()["card"]
    blocks = [unmarked(message["text"]) for message in messages]
    names = [source["name"] for message in messages for source in message["sources"]]
    if names:
        blocks.append(words["sources"].format(names=", ".join(dict.fromkeys(names))))
    dated = next((each for each in messages if each["checked"]), None)
    if dated:
        form = words["signed"] if dated["reviewed_by"] else words["reviewed"]
        blocks.append(form.format(checked=dated["checked"], reviewer=dated["reviewed_by"]))
    kept = list(blocks)
    while len(kept) > 1 and sum(map(len, kept)) > MOST_CARD:
        del kept[-1]
    content = "\n\n".join(kept)[:MOST_CARD]
    return {"type": "Simple", "title": words["title"], "content": content}
