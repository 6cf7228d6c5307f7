"""Who is told of leases, and when."""

from pathlib import Path
from typing import Any

import pytest
from hall_under_test import HallUnderTest
from lonely_station import LonelyStation

from dispatcher.outbox import Outbox
from firmware.inbox import Inbox
from hall.joining import decide_collecting_over
from mqtt_bridge.client import Bridge
from mqtt_bridge.lease import Leases
from mqtt_bridge.settings import DeviceSettings
from mqtt_bridge.topics import LEASE, Topic


class LeaseWatch(Bridge):
    """A bridge that is never started, and keeps what each station was told of leases last."""

    def __init__(self, folder: Path) -> None:
        settings = DeviceSettings(site="borodulikha", device="dispatcher", state_dir=str(folder))
        super().__init__(settings, Inbox(), [])
        self.told: dict[str, Leases] = {}

    def publish(self, topic: Topic[Any], message: Any, **levels: str) -> bool:
        if topic is LEASE:
            self.told[levels["station"]] = message
        return True


class ToldHall:
    """A hall whose events go out."""

    def __init__(self, hall: HallUnderTest, folder: Path) -> None:
        self.hall = hall
        self.bridge = LeaseWatch(folder)
        self.outbox = Outbox(hall.hall, self.bridge)
        self._sent = len(hall.history)

    def told(self) -> dict[str, int]:
        """Send; return how many leases each station was told that it has, of those that were told now."""
        self.bridge.told = {}
        for recorded, _request_id in self.hall.history[self._sent :]:
            self.outbox.happened(recorded)
        self._sent = len(self.hall.history)
        self.outbox.send(self.hall.at, self.hall.at)
        return {station: len(message.leases) for station, message in self.bridge.told.items()}


@pytest.fixture
def told(hall: HallUnderTest, tmp_path: Path) -> ToldHall:
    return ToldHall(hall, tmp_path)


def test_a_station_is_told_when_its_leases_change_and_only_then(hall: HallUnderTest, told: ToldHall) -> None:
    station = LonelyStation(hall)
    station.join()
    assert told.told() == {"entrance": 2}
    station.join()
    hall.wait()
    assert told.told() == {}
    for _ in range(20):
        station.press()
    station.tell_all()

    assert told.told() == {"entrance": 3}


def test_at_a_start_every_station_is_told_also_that_it_has_nothing(hall: HallUnderTest, told: ToldHall) -> None:
    LonelyStation(hall).join()
    told.told()
    told.outbox.publish_leases()

    assert told.told() == {"entrance": 2, "waiting-hall": 0}
    assert told.told() == {}


def test_a_station_that_lost_everything_is_told_so(hall: HallUnderTest, told: ToldHall) -> None:
    station = LonelyStation(hall)
    station.join()
    told.told()
    station.get_another_disk()
    station.zones = ()
    station.join()

    assert told.told() == {"entrance": 0}


def test_while_a_restored_hall_waits_for_stations_all_keep_what_they_have(hall: HallUnderTest, tmp_path: Path) -> None:
    entrance, waiting_hall = LonelyStation(hall), LonelyStation(hall, "waiting-hall")
    entrance.join()
    waiting_hall.join()
    hall.restore(len(hall.history))
    told = ToldHall(hall, tmp_path)
    told.outbox.publish_leases()
    entrance.join()
    assert told.told() == {}
    waiting_hall.join()

    assert told.told() == {"entrance": 2, "waiting-hall": 2}


def test_a_station_that_was_not_heard_in_time_keeps_what_it_has(hall: HallUnderTest, tmp_path: Path) -> None:
    entrance, waiting_hall = LonelyStation(hall), LonelyStation(hall, "waiting-hall")
    entrance.join()
    waiting_hall.join()
    hall.restore(len(hall.history))
    told = ToldHall(hall, tmp_path)
    told.outbox.publish_leases()
    entrance.join()
    hall.happen(decide_collecting_over(hall.hall))
    assert told.told() == {"entrance": 2}
    waiting_hall.join()

    assert told.told() == {"waiting-hall": 2}
