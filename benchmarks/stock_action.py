"""The stock project's one custom action, which does nothing: what a call costs at the least."""

from __future__ import annotations

import sys
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher


class DoNothing(Action):
    """Stands for `action_signpost_doctor`, which after most answers says nothing either."""

    def name(self) -> str:
        """As in data/rules.yml."""
        return "action_signpost_doctor"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """No message, no event."""
        return []


def main() -> None:
    """Serve the action on the loopback port given."""
    executor = ActionExecutor()
    executor.register_action(DoNothing())
    app = create_app(executor)
    app.run("127.0.0.1", int(sys.argv[1]), single_process=True, access_log=False, motd=False)


if __name__ == "__main__":
    main()
