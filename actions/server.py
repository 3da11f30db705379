"""Serves the actions to Rasa, on loopback only."""

from __future__ import annotations

import logging
import os

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor

from red_flags import assess

PORT = 5055
"""As in endpoints.yml."""


def main() -> None:
    """Serve until told to stop."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    executor = ActionExecutor()
    executor.register_package("actions")
    # Loads words and rules now rather than in somebody's first turn.
    assess("")
    app = create_app(executor)
    port = int(os.environ.get("ACTIONS_PORT") or PORT)
    app.run("127.0.0.1", port, single_process=True, access_log=False, motd=False)


if __name__ == "__main__":
    main()
