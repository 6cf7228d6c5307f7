"""Kiosks in this process, and a folder for their doors."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from kiosk_hall import Hall, MakeHall
from station_disk import Disk

from mqtt_bridge.devices import Condition
from mqtt_bridge.private_broker import PrivateBroker


@pytest.fixture
def folder() -> Iterator[Path]:
    """Make a folder with a short name: the path of a Unix socket has at most 107 bytes."""
    with tempfile.TemporaryDirectory(prefix="kiosk") as name:
        yield Path(name)


@pytest.fixture
def make_hall(shared_broker: PrivateBroker, site: str, folder: Path) -> Iterator[MakeHall]:
    halls: list[Hall] = []

    def make(
        broker: PrivateBroker = shared_broker,
        *,
        centre: bool = True,
        disk: Disk | None = None,
        bank: Path | None = None,
    ) -> Hall:
        halls.append(Hall(broker, site, folder, centre=centre, disk=disk, bank=bank))
        return halls[-1]

    yield make
    for hall in halls:
        hall.stop()


@pytest.fixture
def hall(make_hall: MakeHall) -> Hall:
    """Make a kiosk that is ready."""
    made = make_hall()
    made.dispatcher.state(Condition.READY)
    made.watcher.lamp("ready")
    return made
