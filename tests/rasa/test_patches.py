"""Each change to Rasa does what it is for, and nothing else."""

import asyncio
import socket
import time
from types import SimpleNamespace

import jsonschema
import pytest
from rasa.core.actions import action
from rasa.shared.core import events
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

import components.patches as patches


def remote(url="http://127.0.0.1:1/webhook"):
    return action.RemoteAction("action_x", EndpointConfig(url))


def test_applying_twice_changes_nothing():
    before = action.RemoteAction._action_call_format
    patches.apply()
    assert action.RemoteAction._action_call_format is before


def test_a_hanging_action_is_given_up_after_two_seconds():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        port = silent.getsockname()[1]
        tracker = DialogueStateTracker("a", [])
        call = remote(f"http://127.0.0.1:{port}/webhook").run(None, None, tracker, Domain.empty())
        began = time.monotonic()
        with pytest.raises(asyncio.TimeoutError):
            asyncio.run(call)
        assert 1.5 < time.monotonic() - began < 3.5


def test_an_answer_of_the_wrong_form_is_still_refused():
    assert remote()._validate_action_result({"events": [], "responses": []})
    with pytest.raises(jsonschema.ValidationError):
        remote()._validate_action_result({"events": "none"})


def test_requests_to_actions_hold_no_domain():
    domain = Domain.from_dict({"responses": {"utter_x": [{"text": "long"}]}})
    body = remote()._action_call_format(DialogueStateTracker("a", []), domain)
    assert body["domain"] == {}
    assert body["next_action"] == "action_x"


def test_event_types_resolve_as_before():
    assert events.Event.resolve_by_type("slot") is events.SlotSet
    assert events.Event.resolve_by_type("user") is events.UserUttered
    assert events.Event.resolve_by_type("nothing", default=events.SlotSet) is events.SlotSet
    with pytest.raises(ValueError):
        events.Event.resolve_by_type("nothing")


def test_the_store_forgets_the_gateways_turns_and_keeps_the_shells():
    from components.tracker_store import DisposableTrackerStore

    store = DisposableTrackerStore(Domain.empty())

    def kept(channel):
        said = events.UserUttered("hello", input_channel=channel)
        tracker = DialogueStateTracker.from_events(channel, [said])
        asyncio.run(store.save(tracker))
        return asyncio.run(store.retrieve(channel)) is not None

    assert not kept("gateway")
    assert kept("cmdline")


def test_the_channel_lets_nobody_in_without_the_secret(monkeypatch):
    from components.channel import GatewayInput, GatewayOutput

    monkeypatch.setenv("GATEWAY_SECRET", "s" * 40)
    heard = []

    async def on_message(message):
        heard.append(message)

    blueprint = GatewayInput().blueprint(on_message)
    receive = next(
        route.handler for route in blueprint._future_routes if route.uri.endswith("/webhook")
    )
    body = {"family": "web", "text": "hi", "conversation": "c", "context": {}}

    def post(secret):
        request = SimpleNamespace(headers={"X-Gateway-Secret": secret}, json=body)
        return asyncio.run(receive(request)).status

    assert post("") == 403
    assert post("wrong") == 403
    assert not heard
    assert post("s" * 40) == 200
    assert heard[0].metadata == {} and isinstance(heard[0].output_channel, GatewayOutput)
