"""Lamps on gpiozero's own mock pins."""

from collections.abc import Iterator

import pytest
from gpiozero.pins.mock import MockFactory

from firmware.gpio import DeviceMissingError
from firmware.lamps import FakeLamps, GpioLamps, Lamps, LampState


@pytest.fixture
def factory() -> Iterator[MockFactory]:
    factory = MockFactory()
    yield factory
    factory.close()


def level(factory: MockFactory, pin: int) -> bool:
    return bool(factory.pin(pin).state)


def test_ready_is_steady_and_off_is_dark(factory: MockFactory) -> None:
    lamps: Lamps = GpioLamps({"ring": 17}, factory)
    assert not level(factory, 17)
    lamps.show("ring", LampState.READY)
    assert level(factory, 17)
    lamps.show("ring", LampState.OFF)
    assert not level(factory, 17)
    lamps.close()


@pytest.mark.parametrize("state", [LampState.WORKING, LampState.CANNOT])
def test_working_and_cannot_blink(factory: MockFactory, state: LampState) -> None:
    lamps = GpioLamps({"ring": 17}, factory)
    pin = factory.pin(17)
    lamps.show("ring", state)
    blinking = lamps._leds["ring"]._blink_thread  # noqa: SLF001 - the one sign of blinking that needs no waiting
    lamps.show("ring", state)

    assert blinking.is_alive()
    lamps.show("ring", LampState.READY)
    assert not blinking.is_alive()
    assert pin.state
    lamps.close()


def test_after_closing_the_lamp_is_dark_and_its_pin_is_free(factory: MockFactory) -> None:
    lamps = GpioLamps({"ring": 17}, factory)
    lamps.show("ring", LampState.WORKING)
    lamps.close()
    again = GpioLamps({"ring": 17}, factory)

    assert not level(factory, 17)
    again.close()


def test_a_pin_that_another_lamp_has_is_missing(factory: MockFactory) -> None:
    lamps = GpioLamps({"ring": 17}, factory)
    with pytest.raises(DeviceMissingError, match="GPIO17"):
        GpioLamps({"other": 17}, factory)
    lamps.close()


def test_fake_lamps_tell_every_change_once() -> None:
    told: list[dict[str, str]] = []
    lamps = FakeLamps(("ring", "sign"), lambda shown: told.append({name: state.value for name, state in shown.items()}))
    lamps.show("ring", LampState.READY)
    lamps.show("ring", LampState.READY)
    lamps.close()

    assert told == [{"ring": "off", "sign": "off"}, {"ring": "ready", "sign": "off"}, {"ring": "off", "sign": "off"}]
