"""The buttons and lamps of a kiosk: opened, tried again while they are missing, and read into presses."""

import logging
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from firmware.buttons import Buttons, Edge
from firmware.debounce import Change, Contact, Timing, What
from firmware.gpio import DeviceMissingError
from firmware.lamps import Lamps, LampState
from kiosk.buttons import ButtonSettings
from kiosk.settings import KioskSettings, lamp_pins
from mqtt_bridge.devices import Fault

FIRST_RETRY_S = 1.0
LONGEST_RETRY_S = 60.0

_log = logging.getLogger("kiosk")


@dataclass(frozen=True)
class Press:
    """A press that counts."""

    button: ButtonSettings
    at: float
    """Monotonic: when it was accepted."""


class Panel:
    """For the owner thread. *open_devices* raises DeviceMissingError while there are none to be had."""

    def __init__(self, settings: KioskSettings, open_devices: Callable[[], tuple[Buttons, Lamps]]) -> None:
        self._open_devices = open_devices
        self._buttons_by_name = {button.name: button for button in settings.buttons}
        self._lamps = len(lamp_pins(settings))
        self._contacts: dict[str, Contact] = {}
        self._devices: tuple[Buttons, Lamps] | None = None
        self._missing: Fault | None = None
        self._retry_at = float("-inf")
        self._retry_s = FIRST_RETRY_S
        self.too_soon = 0
        """Presses within the minimum interval after another."""

    def edge(self, edge: Edge) -> Sequence[Press]:
        """Take an edge from the inbox."""
        button = self._buttons_by_name[edge.button]
        contact = self._contacts.get(edge.button)
        if edge.at_start or contact is None:
            timing = Timing(button.debounce_ms / 1000, button.min_interval_ms / 1000, hold_s=button.held_s)
            self._contacts[edge.button] = Contact(timing, edge.at, closed=edge.closed)
            return ()
        return self._presses(button, contact.edge(edge.at, closed=edge.closed))

    def tick(self, now: float) -> Sequence[Press]:
        """Open what is missing when it is time to, and return the presses that time has made of edges."""
        if self._devices is None and now >= self._retry_at:
            self._try_to_open(now)
        presses: list[Press] = []
        for name, contact in self._contacts.items():
            presses += self._presses(self._buttons_by_name[name], contact.settle(now))
        return presses

    def next_due(self) -> float:
        """Return when `tick` has something to do."""
        due = [contact.next_due() for contact in self._contacts.values()]
        return min(due + ([self._retry_at] if self._devices is None else []), default=float("inf"))

    def show(self, pictures: Mapping[str, LampState]) -> None:
        """Have the lamps say *pictures*."""
        if self._devices is not None:
            for name, state in pictures.items():
                self._devices[1].show(name, state)

    def faults(self) -> tuple[Fault, ...]:
        """Return what ails the panel; missing devices come first."""
        stuck = (Fault(code="button-stuck", detail=name) for name, c in self._contacts.items() if c.is_stuck)
        return (*((self._missing,) if self._missing else ()), *stuck)

    def is_missing(self) -> bool:
        """Tell whether there are no buttons at all."""
        return self._devices is None

    def threads(self) -> Iterable[threading.Thread]:
        """Return the threads that edges come from."""
        return self._devices[0].threads() if self._devices is not None else ()

    def close(self) -> None:
        """Let go of buttons and lamps."""
        if self._devices is not None:
            for device in self._devices:
                device.close()
            self._devices = None

    def _try_to_open(self, now: float) -> None:
        try:
            self._devices = self._open_devices()
        except DeviceMissingError as error:
            if self._missing is None:
                _log.error("panel missing why=%s", error)
            self._missing = Fault(code="panel-missing", detail=str(error)[:200])
            self._retry_at = now + self._retry_s
            self._retry_s = min(self._retry_s * 2, LONGEST_RETRY_S)
        else:
            _log.info("panel open buttons=%d lamps=%d", len(self._buttons_by_name), self._lamps)
            self._missing = None

    def _presses(self, button: ButtonSettings, changes: Iterable[Change]) -> Sequence[Press]:
        presses = []
        for change in changes:
            match change.what:
                case What.PRESSED if button.held_s is None:
                    presses.append(Press(button, change.at))
                case What.HELD:
                    presses.append(Press(button, change.at))
                case What.TOO_SOON:
                    self.too_soon += 1
                    _log.info("press ignored button=%s why=too-soon", button.name)
                case What.STUCK:
                    _log.warning("button changed button=%s from=ok to=stuck", button.name)
                case What.FREED:
                    _log.info("button changed button=%s from=stuck to=ok", button.name)
        return presses
