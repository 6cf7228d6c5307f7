"""What the tests of the voice share: one small bank of tones, built once."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from audio.building import build_bank
from audio.clips import inventory
from audio.engines import Engine, FakeEngine
from firmware.words import Language, PlaceKind

PLACES = [(PlaceKind.WINDOW, 1), (PlaceKind.WINDOW, 2), (PlaceKind.OFFICE, 12)]


@pytest.fixture(scope="session")
def tones() -> Mapping[Language, Engine]:
    return dict.fromkeys(Language, FakeEngine())


@pytest.fixture(scope="session")
def whole_bank(tmp_path_factory: pytest.TempPathFactory, tones: Mapping[Language, Engine]) -> Path:
    """Build a bank for windows 1 and 2 and office 12. To be read only."""
    folder = tmp_path_factory.mktemp("bank")
    assert not build_bank(folder, inventory(PLACES), tones).failed
    return folder
