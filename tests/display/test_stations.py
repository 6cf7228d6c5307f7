"""Which ticket stations give tickets, as far as a display can know."""

import pytest

from display.stations import Stations
from firmware.words import Role
from mqtt_bridge.devices import Condition, DeviceState


def state(condition: Condition, *, boot: int = 1, seq: int = 1, station: str | None = "entrance") -> DeviceState:
    return DeviceState(role=Role.KIOSK, boot=boot, seq=seq, condition=condition, station=station)


def heard(*words: tuple[str, DeviceState]) -> bool:
    stations = Stations()
    for device, word in words:
        stations.hear(device, word)
    return stations.none_gives_tickets


def test_nothing_is_said_of_stations_that_were_never_heard_of() -> None:
    assert not heard()


@pytest.mark.parametrize("condition", Condition)
def test_a_station_gives_none_by_its_own_word_alone(condition: Condition) -> None:
    """One that is lost may be on the far side of a cut cable, and number alone."""
    assert heard(("kiosk-1", state(condition))) is (condition in {Condition.FAULT, Condition.OFFLINE})


def test_one_station_that_prints_is_enough() -> None:
    broken, well = state(Condition.FAULT), state(Condition.READY, station="hall")

    assert not heard(("kiosk-1", broken), ("kiosk-2", well))
    assert heard(("kiosk-1", broken), ("kiosk-2", well), ("kiosk-2", state(Condition.FAULT, seq=2, station="hall")))


def test_call_pads_and_other_devices_do_not_count() -> None:
    display = DeviceState(role=Role.DISPLAY, boot=1, condition=Condition.FAULT)

    assert not heard(("pad-1", state(Condition.FAULT, station=None)), ("display-1", display))
    assert heard(("kiosk-1", state(Condition.FAULT)), ("pad-1", state(Condition.READY, station=None)))


def test_the_will_of_an_earlier_life_says_nothing() -> None:
    assert heard(("kiosk-1", state(Condition.FAULT, boot=2)), ("kiosk-1", state(Condition.LOST, boot=1)))


def test_a_stranger_with_any_number_of_names_fills_no_memory() -> None:
    words = [(f"kiosk-{n}", state(Condition.FAULT)) for n in range(1000)]

    assert heard(*words)
    assert not heard(*words[:99], ("kiosk-x", state(Condition.READY)))
    assert heard(*words[:100], ("kiosk-x", state(Condition.READY)))
