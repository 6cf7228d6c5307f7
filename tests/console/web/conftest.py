"""A hall to look at."""

from pathlib import Path

import msgspec
import pytest
from hall_under_test import HallUnderTest

from centre.checks import load_centre

SHIPPED = Path(__file__).parents[3] / "centre" / "borodulikha.toml"


@pytest.fixture
def hall() -> HallUnderTest:
    return HallUnderTest(msgspec.structs.replace(load_centre(SHIPPED), hours=None))
