"""The last step of understanding: an emergency or urgent sign goes before any topic."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    INTENT,
    INTENT_NAME_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

from red_flags import Assessment, Tier, assess, failed_assessment


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class RedFlagGate(GraphComponent):
    """Takes the gateway's assessment from the metadata, and looks itself where there is none."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> RedFlagGate:
        """Needs nothing of Rasa's: all knowledge is in `red_flags`."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Put the assessment on each message, and the intent of its most urgent new flag."""
        for message in messages:
            metadata = message.get("metadata") or {}
            assessment = _assessment(message, metadata)
            message.set("assessment", assessment.to_json(), add_to_output=True)
            message.set(ENTITIES, _entities(message, metadata, assessment), add_to_output=True)
            if assessment.action and assessment.news[0].tier >= Tier.URGENT:
                intent = {INTENT_NAME_KEY: assessment.action, PREDICTED_CONFIDENCE_KEY: 1.0}
                message.set(INTENT, intent, add_to_output=True)
        return messages


def _assessment(message: Message, metadata: dict[str, Any]) -> Assessment:
    if "assessment" not in metadata:
        return assess(message.get(TEXT) or "")
    try:
        return Assessment.from_json(metadata["assessment"])
    except (KeyError, TypeError, ValueError):
        # What this person told before is lost, so that answers must be the safest ones.
        return failed_assessment()


def _entities(
    message: Message, metadata: dict[str, Any], assessment: Assessment
) -> list[dict[str, Any]]:
    """What the slots are filled from: the topic talked about, the tier, and what was found."""
    selected = (message.get("response_selector") or {}).get("default", {}).get("response", {})
    label = selected.get("intent_response_key", "")
    topic = label.partition("/")[2] if label.startswith("faq/") else metadata.get("topic")
    found = [("topic", topic)] if topic else []
    found += [("tier", assessment.tier.label)] if assessment.tier else []
    found += [("finding", sign.id) for sign in assessment.heard if sign.status == "present"]
    return [
        {
            ENTITY_ATTRIBUTE_TYPE: name,
            ENTITY_ATTRIBUTE_VALUE: value,
            # Rasa wants a place in the text; these are about the whole message.
            "start": 0,
            "end": len(message.get(TEXT) or ""),
            "extractor": RedFlagGate.__name__,
        }
        for name, value in found
    ]
