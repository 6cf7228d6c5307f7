"""Lamps on gpiozero's own mock pins."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from gpiozero.pins.mock import MockFactory

from firmware.gpio import DeviceMissingError
from firmware.lamps import RHYTHMS, FakeLamps, GpioLamps, Lamps, LampState


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


BLINKING = [LampState.WORKING, LampState.TAKE, LampState.CANNOT, LampState.CLOSED]


@pytest.mark.parametrize("state", BLINKING)
def test_a_lamp_that_blinks_is_lit_at_once_and_keeps_its_rhythm_when_told_the_same(
    factory: MockFactory, state: LampState, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("firmware.lamps.STEP_S", 60.0)  # so that it is looked at within its first step
    lamps = GpioLamps({"ring": 17}, factory)
    lamps.show("ring", state)
    blinking = lamps._leds["ring"]._source_thread  # noqa: SLF001 - the one sign of blinking that needs no waiting
    assert level(factory, 17)
    lamps.show("ring", state)

    assert blinking.is_alive()
    lamps.show("ring", LampState.READY)
    assert not blinking.is_alive()
    assert level(factory, 17)
    lamps.close()


def flashes(state: LampState) -> tuple[int, int]:
    """Return how often a lamp is lit anew within six seconds, and for how many steps it is lit."""
    rhythm = RHYTHMS[state]
    steps = (rhythm * 60)[:60]
    return sum(now > before for before, now in pairwise("0" + steps)), steps.count("1")


def test_no_two_states_are_told_apart_by_colour_alone() -> None:
    seen = {state: flashes(state) for state in LampState}

    assert seen == {
        LampState.READY: (1, 60),
        LampState.WORKING: (30, 30),
        LampState.TAKE: (12, 12),
        LampState.CANNOT: (6, 30),
        LampState.CLOSED: (2, 20),
        LampState.OFF: (0, 0),
    }
    ordered = sorted(count for count, _lit in seen.values() if count)
    assert all(more >= 2 * less for less, more in pairwise(ordered))


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
