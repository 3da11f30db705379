"""Counts the conversations of `tests/unseen` that are wholly right.

`python -m benchmarks.conversations [name ...]`. Failing turns are shown for the development sets alone.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import httpx
import yaml

from benchmarks.scale import ROOT
from gateway import launch
from gateway.texts import responses

UNSEEN = ROOT / "tests" / "unseen"

Messages = list[dict[str, Any]]


def main(names: list[str]) -> None:
    """Play each set named, or all, and print its counts."""
    files = sorted(UNSEEN.glob("conversations_*.yml"))
    with (
        tempfile.TemporaryDirectory() as folder,
        launch.Stack.on_free_ports(Path(folder) / "state") as stack,
    ):
        stack.start(RATE_LIMIT="off")
        stack.wait_until_ready()
        with httpx.Client(base_url=stack.url, timeout=60, trust_env=False) as client:
            for file in files:
                name = file.stem.removeprefix("conversations_")
                if not names or name in names:
                    print(_counts(client, name, yaml.safe_load(file.read_text("utf-8"))))


def _counts(client: httpx.Client, name: str, talks: list[dict[str, Any]]) -> str:
    results = [_play(client, talk, shows="final" not in name) for talk in talks]
    turns = [right for result in results for right in result]
    whole = sum(map(all, results))
    return (
        f"{name}: {whole} of {len(talks)} conversations, {sum(turns)} of {len(turns)} turns right"
    )


def _play(client: httpx.Client, talk: dict[str, Any], *, shows: bool) -> list[bool]:
    token = client.post("/api/v1/sessions", json={}).raise_for_status().json()["token"]
    headers = {"Authorization": f"Bearer {token}"}
    before: list[str] = []
    results = []
    for number, turn in enumerate(talk["turns"]):
        body = {"text": turn["says"], "id": f"turn-{number}"}
        answer = client.post("/api/v1/messages", json=body, headers=headers).raise_for_status()
        messages = answer.json()["messages"]
        right = _is_right(turn["expect"], messages, before)
        results.append(right)
        before = _topics(messages) or before
        if shows and not right:
            got = [(message["kind"], message["topic"]) for message in messages]
            print(f"  {talk['name']}: {turn['says']!r} {turn['expect']} got {got}")
    return results


def _is_right(expect: dict[str, Any], messages: Messages, before: list[str]) -> bool:
    ((form, value),) = expect.items()
    if form == "any":
        return any(_is_right(each, messages, before) for each in value)
    said, kinds = _topics(messages), {message["kind"] for message in messages}
    match form:
        case "topics":
            return len(said) == 1 and said[0] in value
        case "each":
            pairs = zip(said, value, strict=False)
            return len(said) == len(value) and all(topic in accepted for topic, accepted in pairs)
        case "more":
            return len(said) == 1 and said[0] in value and _is_rest(said[0], messages)
        case "repeats":
            return bool(said) and said == before
        case "choices":
            offered = any(m["kind"] == "question" and len(m["buttons"]) > 1 for m in messages)
            return bool(said) or offered
        case "refused":
            return not said and not kinds.isdisjoint({"fallback", "social"})
        case "social":
            return not said and "social" in kinds
    raise ValueError(f"unknown expectation: {form}")


def _topics(messages: Messages) -> list[str]:
    return [message["topic"] for message in messages if message["kind"] in ("answer", "plan")]


def _is_rest(topic: str, messages: Messages) -> bool:
    text = next(message["text"] for message in messages if message["topic"] == topic)
    response = responses()[f"utter_faq/{topic}"]
    more = any(part["text"] in text for part in response.metadata["more"])
    return more and not text.startswith(response.text)


if __name__ == "__main__":
    main(sys.argv[1:])
