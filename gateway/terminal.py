"""Asks the assistant from a terminal: one question (`make ask`) or a chat (`make shell`)."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from gateway.launch import NotStarted, from_environment


class Conversation:
    """One session over the web API."""

    def __init__(self, url: str) -> None:
        self._client = httpx.Client(base_url=url, timeout=10, trust_env=False)
        session = self._client.post("/api/v1/sessions").raise_for_status().json()
        self._client.headers["Authorization"] = f"Bearer {session['token']}"
        self.greeting: list[dict[str, Any]] = session["messages"]

    def say(self, **content: str) -> list[dict[str, Any]]:
        """The messages of the reply to a text or a choice."""
        body = {"id": uuid.uuid4().hex, **content}
        reply = self._client.post("/api/v1/messages", json=body).raise_for_status().json()
        messages: list[dict[str, Any]] = reply["messages"]
        return messages


@contextmanager
def served() -> Iterator[str]:
    """The address of the running assistant; starts one for the time being where none runs."""
    stack = from_environment()
    if stack.alive():
        stack.wait_until_ready()
        yield stack.url
        return
    with stack:
        print("Starting the assistant (about 20 s; `make run` keeps it running) …", flush=True)
        stack.start()
        stack.wait_until_ready()
        yield stack.url


def show(messages: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Print messages; returns their buttons, which are numbered."""
    buttons: list[dict[str, str]] = []
    for message in messages:
        print(f"\n{message['text'].replace('**', '')}")
        if message["sources"]:
            names = ", ".join(source["name"] for source in message["sources"])
            print(f"  [{names}; {message['checked']}]")
        buttons += message["buttons"]
    for number, button in enumerate(buttons, start=1):
        print(f"  ({number}) {button['title']}")
    return buttons


def chat(conversation: Conversation) -> None:
    """Talk until end of input."""
    buttons = show(conversation.greeting)
    while True:
        try:
            line = input("\n> ").strip()
        except EOFError:
            return
        if line.isdigit() and 0 < int(line) <= len(buttons):
            buttons = show(conversation.say(choice=buttons[int(line) - 1]["value"]))
        elif line:
            buttons = show(conversation.say(text=line))


def main() -> None:
    """`python -m gateway.terminal [QUESTION]`."""
    try:
        with served() as url:
            conversation = Conversation(url)
            if sys.argv[1:]:
                show(conversation.say(text=" ".join(sys.argv[1:])))
            else:
                chat(conversation)
    except NotStarted as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
