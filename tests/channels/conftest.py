"""A gateway without HTTP, whose channels talk to stand-ins of the platforms."""

import pytest
from wiring import Wiring


@pytest.fixture
async def wire(tmp_path):
    """Builds gateways over one database; all are stopped in the end."""
    built = []

    async def build(channel, platform, **options):
        gateway = Wiring(tmp_path / "conversations.sqlite", channel, platform, **options)
        await gateway.open()
        built.append(gateway)
        return gateway

    yield build
    for gateway in built:
        await gateway.close()
