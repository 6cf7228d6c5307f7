"""Lamps that say how a device is, to people who read nothing."""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, Protocol

from firmware.gpio import DeviceMissingError


class LampState(Enum):
    """What a lamp says. The patterns differ without counting: steady, hurried, slow, dark."""

    READY = "ready"
    """Steady: press, and it will be done."""
    WORKING = "working"
    """Hurried, 5 a second: something is being done."""
    CANNOT = "cannot"
    """Slow, 1 a second: it cannot be done, or what was just asked was refused."""
    OFF = "off"
    """Dark: nobody is at home."""


_BLINK_S = {LampState.WORKING: 0.1, LampState.CANNOT: 0.5}


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
                self._leds[name] = LED(pin, pin_factory=factory)
        except Exception as error:  # lgpio.error cannot be named where lgpio is missing
            self.close()
            raise DeviceMissingError(f"lamps: {type(error).__name__}: {error}") from error

    def show(self, name: str, state: LampState) -> None:
        """See `Lamps`."""
        if self._shown.get(name) is state:
            return
        self._shown[name] = state
        led = self._leds[name]
        if state in _BLINK_S:
            led.blink(on_time=_BLINK_S[state], off_time=_BLINK_S[state])  # in a thread of gpiozero's
        elif state is LampState.READY:
            led.on()
        else:
            led.off()

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
