"""kiosk.toml as structs, and the checks between its keys. One daemon is a ticket station, a call pad, or both."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from firmware.settings import Settings
from firmware.words import Slug
from kiosk.buttons import ORDERS, Action, ButtonSettings, Pin, button_complaints
from mqtt_bridge.public import Centre
from mqtt_bridge.settings import DeviceSettings
from printer.settings import PrinterSettings


class LampSettings(Settings, frozen=True, kw_only=True):
    """One lamp. All lamps of a device say the same."""

    name: Slug
    pin: Pin


class KioskSettings(DeviceSettings, frozen=True, kw_only=True):
    """The settings of one kiosk."""

    station: Slug | None = None
    """The name under which papers are sent here, as in the centre's `peers`; none for a call pad."""
    patience_s: Annotated[float, Meta(ge=0.2, le=10)] = 1.5
    """Nobody stands before a button that says nothing for longer."""
    press_age_s: Annotated[float, Meta(ge=0.2, le=10)] = 1.0
    """A press that was not looked at for so long is dropped: who pressed has pressed again, or left."""
    buttons: Annotated[tuple[ButtonSettings, ...], Meta(min_length=1, max_length=26)]
    lamps: Annotated[tuple[LampSettings, ...], Meta(max_length=26)] = ()
    printer: PrinterSettings | None = None

    def __post_init__(self) -> None:
        """Refuse what contradicts itself, as ValueError: "key: what is wrong, what would be right"."""
        for complaint in complaints(self):
            raise ValueError(complaint)


@dataclass(frozen=True)
class StationSettings:
    """What the station's rules must know of the settings."""

    station: Slug | None = None
    patience_s: float = 1.5
    press_age_s: float = 1.0
    zones: tuple[Slug, ...] = ()
    """Those that its buttons give tickets of by name, each once."""
    purposes: tuple[Slug, ...] = ()
    """Those of which its buttons give tickets in whatever zone the centre has for them, each once."""

    def zones_in(self, centre: Centre | None) -> tuple[Slug, ...]:
        """Return the zones that its buttons give tickets of, each once; those of purposes only *centre* knows."""
        signs = () if centre is None else centre.purposes
        by_purpose = [sign.zone for sign in signs if sign.zone is not None and sign.purpose in self.purposes]
        return tuple(dict.fromkeys((*self.zones, *by_purpose)))


def rules_of(kiosk: KioskSettings) -> StationSettings:
    """Return what the station's rules must know."""
    zones = dict.fromkeys(button.zone for button in kiosk.buttons if button.zone is not None)
    purposes = dict.fromkeys(b.purpose for b in kiosk.buttons if b.purpose is not None and b.zone is None)
    return StationSettings(kiosk.station, kiosk.patience_s, kiosk.press_age_s, tuple(zones), tuple(purposes))


def complaints(kiosk: KioskSettings) -> Iterator[str]:
    """Yield what is wrong between the keys."""
    yield from _twice("name", [(f"buttons[{i}]", button.name) for i, button in enumerate(kiosk.buttons)])
    yield from _twice("name", [(f"lamps[{i}]", lamp.name) for i, lamp in enumerate(kiosk.lamps)])
    pins = [(f"buttons[{i}]", button.pin) for i, button in enumerate(kiosk.buttons)]
    pins += [(f"lamps[{i}]", lamp.pin) for i, lamp in enumerate(kiosk.lamps)]
    yield from _twice("pin", pins)
    if kiosk.station is not None and kiosk.printer is None:
        yield "station: papers that are sent to a station need a table [printer]; a call pad has no station"
    if kiosk.station is None and kiosk.printer is not None:
        yield "printer: nothing is ever sent to a printer without a station; name it as in the centre's peers"
    for index, button in enumerate(kiosk.buttons):
        for complaint in button_complaints(button):
            yield f"buttons[{index}].{complaint}"
        if button.action is Action.TAKE_TICKET and kiosk.station is None:
            yield f"buttons[{index}].action: take-ticket needs a station and a table [printer]"
        if button.action in ORDERS and kiosk.station is None:
            yield f"buttons[{index}].action: {button.action.value} needs a station and a table [printer]"


def _twice(key: str, values: Sequence[tuple[str, object]]) -> Iterator[str]:
    first: dict[object, str] = {}
    for table, value in values:
        if first.setdefault(value, table) != table:
            yield f"{table}.{key}: {value} is taken by {first[value]}; it must be unique"
