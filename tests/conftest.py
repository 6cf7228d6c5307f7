"""Fixtures that all rings share."""

import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from deadline import DEADLINE_S
from hypothesis import HealthCheck, settings
from measured_hall import make_bank

from firmware.words import new_id
from mqtt_bridge.private_broker import PrivateBroker

# A module is compiled once, not by each of the many processes that tests start, however this computer is set.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# How long an example takes says how busy the machine is, not whether it is right.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew", action="store_true", help="write the golden references anew instead of comparing")


@pytest.fixture
def renew(request: pytest.FixtureRequest) -> bool:
    """Whether golden references are to be written anew."""
    return bool(request.config.getoption("--renew"))


@pytest.fixture(scope="session")
def shared_broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivateBroker]:
    """One broker for all tests that leave it alone."""
    broker = PrivateBroker(tmp_path_factory.mktemp("broker"))
    broker.start()
    yield broker
    broker.kill()


@pytest.fixture
def own_broker(tmp_path: Path) -> Iterator[PrivateBroker]:
    """Give a broker to a test that kills it."""
    broker = PrivateBroker(tmp_path / "broker")
    broker.start()
    yield broker
    broker.kill()


@pytest.fixture(scope="session")
def voice_bank(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Make the clips that all halls of this run share, in all of xdist's workers: on all cores, before a hall waits.

    The worker that comes second waits for the first, and makes nothing.
    """
    base = tmp_path_factory.getbasetemp()
    bank = (base if worker_id == "master" else base.parent) / "voice"
    make_bank(bank)
    return bank


@pytest.fixture
def site() -> str:
    """Make a fresh site name, so that tests on one broker do not hear each other."""
    return f"test-{new_id()}"


@pytest.fixture(autouse=True)
def no_thread_is_left_over(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread of ours behind."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before]
    for thread in left:
        thread.join(DEADLINE_S)
    alive = [thread.name for thread in left if thread.is_alive()]
    assert not alive, f"{request.node.name} left threads behind: {alive}"
