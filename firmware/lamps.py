"""Lamps that say how a device is, to people who read nothing."""

from collections.abc import Callable, Mapping
from enum import Enum
from itertools import cycle
from typing import Any, Protocol

from firmware.gpio import DeviceMissingError


class LampState(Enum):
    """What a lamp says. The rhythms differ without counting and without colour."""

    READY = "ready"
    """Steady: press, and it will be done."""
    WORKING = "working"
    """Hurried, 5 a second: something is being done."""
    TAKE = "take"
    """Two short flashes a second: the paper is out, take it."""
    CANNOT = "cannot"
    """Slow, 1 a second: it cannot be done, or what was just asked was refused."""
    CLOSED = "closed"
    """Lit for one second of three: not at this hour."""
    OFF = "off"
    """Dark: nobody is at home."""


STEP_S = 0.1
RHYTHMS = {
    LampState.READY: "1",
    LampState.WORKING: "10",
    LampState.TAKE: "1010000000",
    LampState.CANNOT: "1111100000",
    LampState.CLOSED: "1" * 10 + "0" * 20,
    LampState.OFF: "0",
}
"""Lit or dark, step by step, over and over."""


class Lamps(Protocol):
    """The lamps of a device, by name. For the owner thread; nothing blocks."""

    def show(self, name: str, state: LampState) -> None:
        """Have the lamp say *state*. To say the same again changes nothing, not even the rhythm."""

    def close(self) -> None:
        """Go dark and let the pins go."""


class GpioLamps:
    """LEDs between a pin and ground, lit by a high level. Raises DeviceMissingError."""

    def __init__(self, pins: Mapping[str, int], factory: Any) -> None:
        self._shown: dict[str, LampState] = {}
        self._leds: dict[str, Any] = {}
        try:
            from gpiozero import LED

            for name, pin in pins.items():
                self._leds[name] = led = LED(pin, pin_factory=factory)
                led.source_delay = STEP_S
        except Exception as error:  # lgpio.error cannot be named where lgpio is missing
            self.close()
            raise DeviceMissingError(f"lamps: {type(error).__name__}: {error}") from error

    def show(self, name: str, state: LampState) -> None:
        """See `Lamps`."""
        if self._shown.get(name) is state:
            return
        self._shown[name] = state
        led, rhythm = self._leds[name], [int(step) for step in RHYTHMS[state]]
        led.source = None
        led.value = rhythm[0]  # at once, and not only when a thread has started
        if len(rhythm) > 1:
            led.source = cycle(rhythm)  # in a thread of gpiozero's

    def close(self) -> None:
        """See `Lamps`."""
        while self._leds:
            self._leds.popitem()[1].close()


class FakeLamps:
    """Lamps that can be looked at; *told* hears all of them whenever one changes."""

    def __init__(
        self, names: tuple[str, ...], told: Callable[[dict[str, LampState]], None] = lambda _lamps: None
    ) -> None:
        self.shown = dict.fromkeys(names, LampState.OFF)
        self._told = told
        told(self.shown)

    def show(self, name: str, state: LampState) -> None:
        """See `Lamps`."""
        if self.shown[name] is not state:
            self.shown[name] = state
            self._told(self.shown)

    def close(self) -> None:
        """See `Lamps`."""
        for name in self.shown:
            self.show(name, LampState.OFF)
