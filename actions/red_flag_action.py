"""What the actions share: they read the assessment that came with the message, and never fail aloud."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from red_flags import Assessment, explain

log = logging.getLogger(__name__)


class RedFlagAction(Action, ABC):
    """An action that speaks about what the message's red-flag check found."""

    @abstractmethod
    def speak(self, dispatcher: CollectingDispatcher, assessment: Assessment) -> None:
        """Add messages to the reply; called only when the message brought a new flag."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Speak, or log the kind of error; the gateway then says what is missing."""
        try:
            assessment = Assessment.from_json(tracker.latest_message["assessment"])
            if assessment.news:
                self.speak(dispatcher, assessment)
        except Exception as error:  # rasa-sdk would send the whole conversation back as the error
            dispatcher.messages.clear()
            log.error("action_failed action=%s error=%s", self.name(), type(error).__name__)
        return []


def say_why(dispatcher: CollectingDispatcher, assessment: Assessment) -> None:
    """Add the explanation of the most urgent new flag."""
    urgency = assessment.news[0].tier.label
    dispatcher.utter_message(
        text=explain(assessment),
        metadata={"kind": "safety", "speech": explain(assessment, speech=True), "urgency": urgency},
    )
