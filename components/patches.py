"""Changes to Rasa 3.6.21 that no setting offers. Each is small, named and tested; all are for speed or limits.

Rasa Open Source has had its last release, so the lines they touch stay as they are.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import jsonschema
from rasa.core.actions import action
from rasa.shared.core import events
from rasa.shared.utils.common import all_subclasses

ACTION_SECONDS = 2
"""How long a custom action may take. Rasa's own limit is 300 s, and the person gets silence."""


def apply() -> None:
    """Put all patches in place; doing so twice changes nothing."""
    limit_time_of_actions()
    build_response_schema_once()
    send_an_empty_domain()
    resolve_event_types_once()


def limit_time_of_actions() -> None:
    """Give up on the action server after :data:`ACTION_SECONDS`."""
    action.DEFAULT_REQUEST_TIMEOUT = ACTION_SECONDS


def build_response_schema_once() -> None:
    """Check an action's answer without checking the schema itself against its meta-schema each time."""
    schema = action.RemoteAction.action_response_format_spec()
    validator = jsonschema.validators.validator_for(schema)(schema)

    def validate(self: action.RemoteAction, result: dict[str, Any]) -> bool:
        error = jsonschema.exceptions.best_match(validator.iter_errors(result))
        if error:
            raise error
        return True

    action.RemoteAction._validate_action_result = validate


def send_an_empty_domain() -> None:
    """Keep the domain, and with it every answer, out of requests to actions, which need none of it.

    Rasa's own setting leaves the key out, and rasa-sdk 3.21 then refuses the call.
    """
    original = action.RemoteAction._action_call_format

    def call_format(self: action.RemoteAction, tracker: Any, domain: Any) -> dict[str, Any]:
        return {**original(self, tracker, domain), "domain": {}}

    if original.__module__ != __name__:
        action.RemoteAction._action_call_format = call_format


def resolve_event_types_once() -> None:
    """Look an event's class up in a table; Rasa walks all subclasses for each event of a tracker."""

    @cache
    def known() -> dict[str, type[events.Event]]:
        # The first subclass with a name wins, as in Rasa's own loop.
        return {cls.type_name: cls for cls in reversed(list(all_subclasses(events.Event)))}

    original = events.Event.resolve_by_type

    def resolve(type_name: str, default: type[events.Event] | None = None) -> Any:
        return known().get(type_name) or original(type_name, default)

    events.Event.resolve_by_type = staticmethod(resolve)
