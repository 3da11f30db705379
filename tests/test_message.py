"""The neutral reply message: every text of the YAML becomes a Message of the API."""

import pytest
import yaml
from jsonschema import Draft202012Validator
from serving import ROOT

from gateway.message import Button, Message, from_rasa, from_response, topic_button
from gateway.texts import fill, responses, source_urls
from red_flags import region

DOCUMENT = yaml.safe_load((ROOT / "gateway" / "openapi.yml").read_text(encoding="utf-8"))
SCHEMA = {"$ref": "#/components/schemas/Message", "components": DOCUMENT["components"]}
VALIDATOR = Draft202012Validator(SCHEMA)

PLACES = [None, "US", "GB", "de", "en-AU", "ZZ"]


def spoken_by_the_gateway():
    """Responses that the gateway may say itself: all but the answers that Rasa composes."""
    return [name for name in responses() if not name.startswith("utter_faq/")]


def rendered(message):
    return message.to_json("1.1", [f"value {number}" for number in range(len(message.buttons))])


@pytest.mark.parametrize("place", PLACES)
def test_every_response_is_a_message_of_the_api(place):
    for name in spoken_by_the_gateway():
        message = rendered(from_response(name, place))
        errors = [error.message for error in VALIDATOR.iter_errors(message)]
        assert not errors, f"{name} in data/: {errors}"


@pytest.mark.parametrize("place", PLACES)
def test_no_placeholder_is_left_in_any_text(place):
    for name in spoken_by_the_gateway():
        message = from_response(name, place)
        assert not set("{}") & set(message.text + message.speech), name


def test_a_message_names_the_numbers_of_the_region():
    assert "999" in from_response("utter_call_now", "GB").text
    assert "911" in from_response("utter_call_now", "US").text
    neutral = from_response("utter_call_now", None).text
    assert region(None).emergency in neutral
    assert from_response("utter_call_now", "ZZ").text == neutral


@pytest.mark.parametrize("place", ["US", "GB", None])
def test_speech_says_numbers_as_a_voice_does(place):
    spoken = region(place).as_words(speech=True)["emergency"]
    assert spoken in from_response("utter_call_now", place).speech


def test_safety_messages_carry_urgency_sources_and_date():
    message = rendered(from_response("utter_same_day", "GB"))
    assert (message["kind"], message["urgency"]) == ("safety", "urgent")
    assert message["checked"] == "2026-11-22"
    assert message["reviewed_by"] is None
    assert message["sources"]


def test_sources_have_the_address_of_the_publisher_where_it_is_known():
    name, url = next(iter(source_urls().items()))
    message = Message("answer", "a", "a", sources=(name, "somebody unknown"))
    named = rendered(message)["sources"]
    assert named == [{"name": name, "url": url}, {"name": "somebody unknown"}]


def test_safety_messages_name_their_sources_as_people_know_them():
    for name in spoken_by_the_gateway():
        message = from_response(name)
        if message.kind == "safety":
            assert not [source for source in message.sources if "_" in source], name


def test_every_topic_has_a_button():
    topics = [name.partition("/")[2] for name in responses() if name.startswith("utter_faq/")]
    assert len(topics) >= 31
    for topic in topics:
        button = topic_button(topic)
        assert button.title
        assert button.choice == {"intent": f"faq/{topic}"}


def test_suggestions_of_a_response_are_buttons():
    assert [button.title for button in from_response("utter_affirm").buttons]


@pytest.mark.parametrize(
    "raw",
    [
        {"text": "Water is enough."},
        {"text": "Water is enough.", "metadata": None, "buttons": None},
        {"text": "Water is enough.", "metadata": {}, "buttons": [{"title": "no choice"}]},
    ],
)
def test_what_rasa_leaves_out_is_filled_in(raw):
    message = from_rasa(raw)
    assert message.text == message.speech == "Water is enough."
    assert message.buttons == ()
    assert not list(VALIDATOR.iter_errors(rendered(message)))


def test_an_answer_of_rasa_keeps_all_it_came_with():
    metadata = {
        "kind": "answer",
        "topic": "drink_water",
        "speech": "Say water.",
        "sources": ["Mayo Clinic"],
        "checked": "2026-11-22",
    }
    buttons = [{"title": "Milk", "choice": {"intent": "faq/drink_milk"}}]
    message = from_rasa({"text": "Water.", "metadata": metadata, "buttons": buttons})
    assert (message.kind, message.topic, message.speech) == ("answer", "drink_water", "Say water.")
    assert (message.sources, message.checked) == (("Mayo Clinic",), "2026-11-22")
    assert message.buttons == (Button("Milk", {"intent": "faq/drink_milk"}),)


def test_a_text_without_placeholders_is_left_as_it_is():
    assert fill("50 % of people", "US") == "50 % of people"
