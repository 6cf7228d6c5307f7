"""One hall for the tests of a worker that leave it whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.driving import DrivenHall


@pytest.fixture(scope="session")
def voice_speed() -> float:
    """Return how much faster the speakers speak than a visitor would hear them."""
    return 20.0


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory, voice_bank: Path, voice_speed: float) -> Iterator[DrivenHall]:
    """Start a hall and wait until everything in it is well."""
    with DrivenHall(tmp_path_factory.mktemp("hall"), voice_bank=voice_bank, voice_speed=voice_speed) as hall:
        hall.until_well()
        yield hall
