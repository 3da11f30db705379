"""The skill package of deploy/alexa: in Amazon's own form, and in step with the channel."""

import json
import re

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_smapi_model.v1.skill.interaction_model import InteractionModelData
from ask_smapi_model.v1.skill.manifest import SkillManifestEnvelope
from serving import ROOT

from gateway.channels.alexa import CATCH_ALL, MODEL, WISHES, carriers
from gateway.voice.alexa_response import ELICIT
from gateway.voice.wording import number, wish

PACKAGE = ROOT / "deploy" / "alexa" / "skill-package"
MANIFEST = json.loads((PACKAGE / "skill.json").read_text(encoding="utf-8"))["manifest"]
CONTENT = json.loads(MODEL.read_text(encoding="utf-8"))["interactionModel"]
INTENTS = {intent["name"]: intent for intent in CONTENT["languageModel"]["intents"]}
TEXT = MANIFEST["publishingInformation"]["locales"]["en-US"]


@pytest.mark.parametrize(
    ("file", "form"),
    [
        ("skill.json", SkillManifestEnvelope),
        ("interactionModels/custom/en-US.json", InteractionModelData),
    ],
)
def test_the_file_is_in_amazons_form(file, form):
    text = (PACKAGE / file).read_text(encoding="utf-8")
    serializer = DefaultSerializer()
    assert serializer.serialize(serializer.deserialize(text, form)) == json.loads(text)


def test_every_intent_is_known_to_the_channel_and_the_other_way_round():
    others = {"ChoiceIntent", "AMAZON.FallbackIntent"}
    assert set(INTENTS) == set(WISHES) | set(carriers()) | others
    assert {"AMAZON.HelpIntent", "AMAZON.StopIntent", "AMAZON.CancelIntent"} <= set(INTENTS)


def test_no_two_intents_have_the_same_sample():
    samples = [sample for intent in INTENTS.values() for sample in intent.get("samples", [])]
    assert len(samples) == len(set(samples))
    for sample in samples:
        assert re.fullmatch(r"[a-z' {}]+", sample), f"{sample!r}: words only"


def test_a_free_text_sample_has_words_around_its_slot():
    for name, carrier in carriers().items():
        samples = INTENTS[name]["samples"]
        assert all(sample.strip() != "{query}" for sample in samples), name
        if name != CATCH_ALL:
            # The words are put back from the one sample: two would leave open which was said.
            assert samples == [carrier]


def test_the_slot_that_is_asked_for_is_in_the_dialog_model():
    [dialog] = CONTENT["dialog"]["intents"]
    assert dialog["name"] == ELICIT["updatedIntent"]["name"] == CATCH_ALL
    assert [slot["name"] for slot in dialog["slots"]] == [ELICIT["slotToElicit"]]
    prompts = {prompt["id"] for prompt in CONTENT["prompts"]}
    assert {slot["prompts"]["elicitation"] for slot in dialog["slots"]} == prompts
    [slot] = INTENTS[CATCH_ALL]["slots"]
    assert slot["samples"] == ["{query}"]


@pytest.mark.parametrize("name", sorted(WISHES))
def test_what_steers_by_intent_steers_in_a_bare_sentence_too(name):
    for sample in INTENTS[name].get("samples", []):
        assert wish(sample) == WISHES[name], sample


def test_the_words_for_choices_are_three():
    assert [number(text) for text in ("one", "second", "number three", "four")] == [1, 2, 3, None]


def test_the_description_says_what_certification_asks_of_a_health_skill():
    assert "not a substitute for professional medical advice" in TEXT["description"]
    assert "call your local emergency number" in TEXT["description"]
    assert len(TEXT["summary"]) <= 160
    assert len(TEXT["description"]) <= 4000
    assert MANIFEST["publishingInformation"]["category"] == "HEALTH_AND_FITNESS"


def test_the_example_phrases_fit_the_model():
    invocation = CONTENT["languageModel"]["invocationName"]
    assert len(TEXT["examplePhrases"]) == 3
    for phrase in TEXT["examplePhrases"]:
        assert invocation in phrase.lower()
    assert len(invocation.split()) >= 2


def test_the_endpoint_is_the_channels_address():
    assert MANIFEST["apis"]["custom"]["endpoint"]["uri"].endswith("/channels/alexa")
