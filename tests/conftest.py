"""What is started once for all tests. Imports late: Rasa's tests run in another environment."""

import pytest


@pytest.fixture(scope="session")
def gateway(tmp_path_factory):
    """A gateway process alone, with no Rasa behind it and without rate limits."""
    from serving import Gateway

    with Gateway(tmp_path_factory.mktemp("gateway") / "state", RATE_LIMIT="off") as process:
        yield process


@pytest.fixture(scope="session")
def client(gateway):
    """A client of the lone gateway."""
    import httpx

    with httpx.Client(base_url=gateway.url, timeout=60, trust_env=False) as client:
        yield client


@pytest.fixture
def conversation(client):
    """A new conversation with the lone gateway."""
    from serving import Conversation

    return Conversation(client)


@pytest.fixture(scope="session")
def stack(tmp_path_factory):
    """Gateway, Rasa and actions as `make run` starts them, on ports of their own."""
    from serving import ROOT, START_SECONDS

    from gateway import launch

    if not (ROOT / "models" / "cramps.tar.gz").exists():
        pytest.fail("models/cramps.tar.gz is missing: run `make train`")
    launch.READY_SECONDS = START_SECONDS
    with launch.Stack.on_free_ports(tmp_path_factory.mktemp("stack") / "state") as stack:
        stack.start(RATE_LIMIT="off")
        stack.wait_until_ready()
        yield stack


@pytest.fixture(scope="session")
def stack_client(stack):
    """A client of the whole stack."""
    import httpx

    with httpx.Client(base_url=stack.url, timeout=60, trust_env=False) as client:
        yield client


@pytest.fixture
async def bench(tmp_path):
    """Turns over a real store, with a Rasa that does what the test says."""
    from talking import Bench

    from gateway.store import Store

    store = Store(tmp_path / "conversations.sqlite")
    await store.open()
    yield Bench(store)
    await store.close()


@pytest.fixture
async def talk(bench):
    """One conversation."""
    return await bench.talk()
