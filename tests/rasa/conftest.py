"""Fixtures of the tests that run inside the Rasa environment."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))
os.chdir(ROOT)


@pytest.fixture(scope="session")
def agent():
    """Rasa with the trained model, as `rasa run` loads it; no server, no action server."""
    from rasa.core.agent import load_agent
    from rasa.core.utils import AvailableEndpoints

    endpoints = AvailableEndpoints.read_endpoints("endpoints.yml")
    loaded = asyncio.run(load_agent("models/cramps.tar.gz", endpoints=endpoints))
    assert loaded.is_ready(), "models/cramps.tar.gz can't be loaded: run `make train`"
    return loaded


@pytest.fixture(scope="session")
def parse(agent):
    """What Rasa understands of a text."""

    def understand(text):
        return asyncio.run(agent.parse_message(text))

    return understand
