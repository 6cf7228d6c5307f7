"""kiosk.toml as structs, and the checks between its keys. One daemon is a ticket station, a call pad, or both."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from firmware.settings import Settings
from firmware.words import Slug
from kiosk.buttons import ORDERS, Action, ButtonSettings, Pin, button_complaints
from kiosk.lamp_pictures import Indicator, LampNames, of_button, of_indicator
from kiosk.speaker_settings import SpeakerSettings
from mqtt_bridge.public import Centre
from mqtt_bridge.settings import DeviceSettings
from printer.settings import PrinterSettings


class LampSettings(Settings, frozen=True, kw_only=True):
    """One lamp without a sign beside it. All of these say the same, by their rhythm."""

    name: Slug
    pin: Pin


class IndicatorSettings(Settings, frozen=True, kw_only=True):
    """Lamps beside a written sign each: what it says holds while its lamp is lit. All are optional."""

    ready: Pin | None = None
    """«Батырманы басыңыз · Нажмите кнопку»"""
    take: Pin | None = None
    """«Талонды алыңыз · Возьмите талон»"""
    no_paper: Pin | None = None
    """«Талон шықпайды, ресепшнге барыңыз · Талон не выходит, пройдите на ресепшн»"""
    closed: Pin | None = None
    """«Жабық · Закрыто»"""

    def pins(self) -> dict[Indicator, int]:
        """Return those that there are."""
        pins = {which: getattr(self, which.value.replace("-", "_")) for which in Indicator}
        return {which: pin for which, pin in pins.items() if pin is not None}


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
    indicators: IndicatorSettings = IndicatorSettings()
    take_s: Annotated[float, Meta(ge=0, le=30)] = 4.0
    """For so long the lamps say that a ticket is to be taken: no printer tells that it was."""
    printer: PrinterSettings | None = None
    speaker: SpeakerSettings | None = None

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
    ticket_buttons: tuple[ButtonSettings, ...] = ()
    take_s: float = 4.0

    def zones_in(self, centre: Centre | None) -> tuple[Slug, ...]:
        """Return the zones that its buttons give tickets of, each once; those of purposes only *centre* knows."""
        signs = () if centre is None else centre.purposes
        by_purpose = [sign.zone for sign in signs if sign.zone is not None and sign.purpose in self.purposes]
        return tuple(dict.fromkeys((*self.zones, *by_purpose)))


def rules_of(kiosk: KioskSettings) -> StationSettings:
    """Return what the station's rules must know."""
    zones = dict.fromkeys(button.zone for button in kiosk.buttons if button.zone is not None)
    purposes = dict.fromkeys(b.purpose for b in kiosk.buttons if b.purpose is not None and b.zone is None)
    tickets = tuple(button for button in kiosk.buttons if button.action is Action.TAKE_TICKET)
    times = (kiosk.patience_s, kiosk.press_age_s)
    return StationSettings(kiosk.station, *times, tuple(zones), tuple(purposes), tickets, kiosk.take_s)


def lamp_names(kiosk: KioskSettings) -> LampNames:
    """Return the lamps that there are."""
    return LampNames(
        plain=tuple(lamp.name for lamp in kiosk.lamps),
        indicators=tuple(kiosk.indicators.pins()),
        buttons=tuple(button.name for button in kiosk.buttons if button.lamp_pin is not None),
        ticket_buttons=frozenset(button.name for button in kiosk.buttons if button.action is Action.TAKE_TICKET),
    )


def lamp_pins(kiosk: KioskSettings) -> dict[str, int]:
    """Return the pin of every lamp, by the driver's name of it."""
    return {
        **{lamp.name: lamp.pin for lamp in kiosk.lamps},
        **{of_indicator(which): pin for which, pin in kiosk.indicators.pins().items()},
        **{of_button(button.name): button.lamp_pin for button in kiosk.buttons if button.lamp_pin is not None},
    }


def complaints(kiosk: KioskSettings) -> Iterator[str]:
    """Yield what is wrong between the keys."""
    yield from _twice([(f"buttons[{i}].name", button.name) for i, button in enumerate(kiosk.buttons)])
    yield from _twice([(f"lamps[{i}].name", lamp.name) for i, lamp in enumerate(kiosk.lamps)])
    pins: list[tuple[str, object]] = [(f"buttons[{i}].pin", button.pin) for i, button in enumerate(kiosk.buttons)]
    pins += [(f"lamps[{i}].pin", lamp.pin) for i, lamp in enumerate(kiosk.lamps)]
    pins += [(f"indicators.{which.value.replace('-', '_')}", pin) for which, pin in kiosk.indicators.pins().items()]
    pins += [(f"buttons[{i}].lamp_pin", b.lamp_pin) for i, b in enumerate(kiosk.buttons) if b.lamp_pin is not None]
    yield from _twice(pins)
    if kiosk.station is not None and kiosk.printer is None:
        yield "station: papers that are sent to a station need a table [printer]; a call pad has no station"
    if kiosk.station is None and kiosk.printer is not None:
        yield "printer: nothing is ever sent to a printer without a station; name it as in the centre's peers"
    for index, button in enumerate(kiosk.buttons):
        for complaint in button_complaints(button):
            yield f"buttons[{index}].{complaint}"
        if button.action is Action.TAKE_TICKET and kiosk.station is None:
            yield f"buttons[{index}].action: take-ticket needs a station and a table [printer]"
        if button.action is Action.NOW_SERVING and (kiosk.speaker is None or kiosk.station is None):
            yield f"buttons[{index}].action: now-serving needs a station and a table [speaker]"
        if button.action in ORDERS and kiosk.station is None:
            yield f"buttons[{index}].action: {button.action.value} needs a station and a table [printer]"


def _twice(values: Sequence[tuple[str, object]]) -> Iterator[str]:
    """Yield what has a value that stands elsewhere, too; what has the first is named by its table."""
    first: dict[object, str] = {}
    for path, value in values:
        if first.setdefault(value, path) != path:
            table, _, key = first[value].rpartition(".")
            yield f"{path}: {value} is taken by {table if key in {'name', 'pin'} else first[value]}; it must be unique"
