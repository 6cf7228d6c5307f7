"""The shipped centre, a hall in it, and a dispatcher on a journal."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from hall_under_test import HallUnderTest
from shell_under_test import Shell

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


@pytest.fixture
def make_shell(tmp_path: Path) -> Iterator[Callable[[CentreSettings], Shell]]:
    made: list[Shell] = []

    def make(centre: CentreSettings) -> Shell:
        made.append(Shell(tmp_path, centre))
        return made[-1]

    yield make
    for shell in made:
        shell.dispatcher.close()


@pytest.fixture
def shell(make_shell: Callable[[CentreSettings], Shell], borodulikha: CentreSettings) -> Shell:
    return make_shell(borodulikha)
