"""The shipped centre, and a hall in it."""

from pathlib import Path

import msgspec
import pytest
from hall_under_test import HallUnderTest

from centre.checks import load_centre
from centre.settings import CentreSettings

SHIPPED = Path(__file__).parents[2] / "centre" / "borodulikha.toml"


@pytest.fixture(scope="session")
def borodulikha() -> CentreSettings:
    """Return the shipped centre, open at every hour."""
    return msgspec.structs.replace(load_centre(SHIPPED), hours=None)


@pytest.fixture
def hall(borodulikha: CentreSettings) -> HallUnderTest:
    return HallUnderTest(borodulikha)
