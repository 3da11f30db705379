"""Whether the assistant can be trusted to answer now: a scripted question and a scripted red flag."""

from __future__ import annotations

import secrets

from gateway.rasa import Rasa, RasaSilent
from gateway.texts import fill, responses
from red_flags import assess

QUESTION, TOPIC = "what drink stops leg cramps", "drinks_overview"
RED_FLAG, ACTION = "I have chest pain", "call_now"


class Readiness:
    """Asks Rasa and the action server, past the gateway's own safe replies."""

    def __init__(self, rasa: Rasa) -> None:
        self._rasa = rasa

    async def check(self) -> bool:
        """True when both got their exact answers, the red flag's explanation by the action server."""
        try:
            answer = await self._ask(QUESTION)
            warning = await self._ask(RED_FLAG)
        except RasaSilent:
            return False
        expected = responses()[f"utter_faq/{TOPIC}"].text
        safety = fill(responses()[f"utter_{ACTION}"].text, None)
        return (
            bool(answer)
            and answer[0].startswith(expected)
            and len(warning) > 1
            and warning[0] == safety
        )

    async def _ask(self, text: str) -> list[str]:
        context = {"assessment": assess(text).to_json(), "choice": {}}
        messages = await self._rasa.ask(secrets.token_urlsafe(16), text, "web", context)
        return [message.get("text") or "" for message in messages]
