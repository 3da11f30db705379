"""Runs inside Rasa's environment: loads a model and parses what it is told to.

Standard input has one JSON object a line, `{"texts", "metadata"}`; standard output gets one for
each, `{"labels", "milliseconds"}`, in the order of the texts.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from typing import Any

from rasa.core.agent import Agent, load_agent
from rasa.core.channels.channel import UserMessage


def label(parsed: dict[str, Any]) -> str:
    """Name what a parse makes the assistant say: a retrieval answer's key, else the intent."""
    intent = str(parsed["intent"]["name"])
    selected = parsed.get("response_selector", {}).get("default", {}).get("response", {})
    if intent in ("faq", "out_of_scope"):
        return selected.get("intent_response_key") or intent
    return intent


async def serve() -> None:
    """Answer lines until there are no more."""
    # Rasa and TensorFlow print; the answers go to the real standard output, all else to errors.
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    agent = await load_agent(model_path=sys.argv[1])
    answers.write("{}\n")
    for line in sys.stdin:
        request = json.loads(line)
        answers.write(json.dumps(await parse(agent, request)) + "\n")


async def parse(agent: Agent, request: dict[str, Any]) -> dict[str, Any]:
    """Labels and times of all texts of `request`."""
    labels, times = [], []
    for text in request["texts"]:
        begun = time.perf_counter()
        parsed = await agent.processor.parse_message(
            UserMessage(text, metadata=request["metadata"])
        )
        times.append((time.perf_counter() - begun) * 1000)
        labels.append(label(parsed))
    return {"labels": labels, "milliseconds": times}


if __name__ == "__main__":
    asyncio.run(serve())
