"""One hall at work for all attacks of a module: each must leave it as it was, and serving."""

from collections.abc import Iterator

import pytest
from console_at_work import ConsoleAtWork

from firmware.words import new_id
from mqtt_bridge.private_broker import PrivateBroker


@pytest.fixture(scope="module")
def hall(shared_broker: PrivateBroker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ConsoleAtWork]:
    with ConsoleAtWork(tmp_path_factory.mktemp("hall"), f"test-{new_id()}", shared_broker.port) as at_work:
        yield at_work
