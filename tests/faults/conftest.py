"""What the tests of a campaign's parts share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from storm.history import History

from firmware.clock import FakeClock


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def history(tmp_path: Path, clock: FakeClock) -> Iterator[History]:
    made = History(tmp_path / "history.jsonl", clock)
    yield made
    made.close()
