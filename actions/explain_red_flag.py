"""Says why help is needed, in the person's own words, after the safety text."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.red_flag_action import RedFlagAction, say_why
from red_flags import Assessment


class ExplainRedFlag(RedFlagAction):
    """`action_explain_red_flag`, after a static safety text."""

    def name(self) -> str:
        """Its name in domain and rules."""
        return "action_explain_red_flag"

    def speak(self, dispatcher: CollectingDispatcher, assessment: Assessment) -> None:
        """Say why."""
        say_why(dispatcher, assessment)
