"""What the tests of the voice share: one small bank of tones, built once, and halls that a speaker speaks in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from speaker_hall import OFFICE_12, WINDOW_1, WINDOW_2, Hall, Open, Runs, centre, needs

from audio.building import Order, build_bank
from audio.clips import inventory
from audio.engines import FakeEngine, Voices
from audio.player import SoundFault
from firmware.words import Language
from mqtt_bridge.devices import Condition
from mqtt_bridge.topics import CENTRE

NEEDS = needs(WINDOW_1, WINDOW_2, OFFICE_12, times=["09:00", "13:00", "14:30", "18:30"])


@pytest.fixture(scope="session")
def tones() -> Voices:
    return dict.fromkeys(Language, (FakeEngine(),))


@pytest.fixture(scope="session")
def whole_bank(tmp_path_factory: pytest.TempPathFactory, tones: Voices) -> Path:
    """Build a bank for windows 1 and 2 and office 12. To be read only."""
    folder = tmp_path_factory.mktemp("bank")
    assert not build_bank(folder, Order(inventory(NEEDS), tones)).failed
    return folder


@pytest.fixture
def open_hall(shared_broker: Runs, site: str, whole_bank: Path, tones: Voices, tmp_path: Path) -> Iterator[Open]:
    halls: list[Hall] = []

    def opened(
        *, bank: Path = whole_bank, engines: Voices = tones, port: int = shared_broker.port, **wishes: Any
    ) -> Hall:
        halls.append(Hall(site, port, bank, engines, tmp_path / "state", **wishes))
        halls[-1].start()
        return halls[-1]

    yield opened
    for hall in halls:
        hall.player.fault = SoundFault.NONE  # one that is stuck would not even stop
        hall.stop()


@pytest.fixture
def hall(open_hall: Open) -> Hall:
    """Open a hall whose centre is known and whose speaker is ready."""
    opened = open_hall()
    opened.dispatcher.publish(CENTRE, centre(WINDOW_1, OFFICE_12))
    opened.until_state(Condition.READY)
    return opened
