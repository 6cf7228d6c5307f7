"""Kiosks in this process, and a folder for their doors."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from deadline import DEADLINE_S
from kiosk_hall import LONG_S, SHORT_S, Hall, MakeHall
from station_disk import Disk

from mqtt_bridge.devices import Condition
from mqtt_bridge.private_broker import PrivateBroker


@pytest.fixture
def folder() -> Iterator[Path]:
    """Make a folder with a short name: the path of a Unix socket has at most 107 bytes."""
    with tempfile.TemporaryDirectory(prefix="kiosk") as name:
        yield Path(name)


@pytest.fixture
def make_hall(
    shared_broker: PrivateBroker, site: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MakeHall]:
    monkeypatch.setattr("printer.wire.ANSWER_WITHIN_S", DEADLINE_S)  # the printer is a thread of this process
    halls: list[Hall] = []

    def make(
        broker: PrivateBroker = shared_broker,
        *,
        centre: bool = True,
        disk: Disk | None = None,
        bank: Path | None = None,
        patience_s: float = LONG_S,
    ) -> Hall:
        halls.append(Hall(broker, site, folder, centre=centre, disk=disk, bank=bank, patience_s=patience_s))
        return halls[-1]

    yield make
    for hall in halls:
        hall.stop()


@pytest.fixture
def hall(make_hall: MakeHall) -> Hall:
    """Make a kiosk that is ready, and waits for its answer for long."""
    return until_ready(make_hall())


@pytest.fixture
def unanswered(make_hall: MakeHall) -> Hall:
    """Make a kiosk that is ready, for a test that lets it wait for an answer in vain."""
    return until_ready(make_hall(patience_s=SHORT_S))


def until_ready(hall: Hall) -> Hall:
    hall.dispatcher.state(Condition.READY)
    hall.watcher.lamp("ready")
    return hall
