"""Points to a doctor after an answer, once, when what was said is a reason to book one."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.red_flag_action import RedFlagAction, say_why
from red_flags import Assessment, Tier


class SignpostDoctor(RedFlagAction):
    """`action_signpost_doctor`, after every answer."""

    def name(self) -> str:
        """Its name in domain and rules."""
        return "action_signpost_doctor"

    def speak(self, dispatcher: CollectingDispatcher, assessment: Assessment) -> None:
        """The doctor line and its reason, when a flag of tier `soon` is the most urgent new one."""
        if assessment.news[0].tier == Tier.SOON:
            dispatcher.utter_message(response=f"utter_{assessment.action}")
            say_why(dispatcher, assessment)
