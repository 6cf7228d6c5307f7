"""One hall for the tests of a worker that leave it whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.driving import DrivenHall

SPEED = 20.0
"""The speakers speak so much faster than a visitor would hear them."""


@pytest.fixture(scope="session")
def voice_bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Name a folder for the clips that all halls of this run share."""
    return tmp_path_factory.mktemp("voice")


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory, voice_bank: Path) -> Iterator[DrivenHall]:
    """Start a hall and wait until everything in it is well."""
    with DrivenHall(tmp_path_factory.mktemp("hall"), voice_bank=voice_bank, voice_speed=SPEED) as hall:
        hall.until("/daemons", lambda daemons: all(d["condition"] in {"ready", None} for d in daemons), 60)
        yield hall
