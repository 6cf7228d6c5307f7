"""kiosk.toml as structs, and the checks between its keys. One daemon is a ticket station, a call pad, or both."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Annotated

from msgspec import Meta

from firmware.settings import Settings
from firmware.words import Language, Slug
from mqtt_bridge.settings import DeviceSettings
from printer.settings import PrinterSettings

Pin = Annotated[int, Meta(ge=2, le=27)]
"""BCM numbering, header pins only."""


class Action(Enum):
    """What a press asks for."""

    TAKE_TICKET = "take-ticket"
    CALL_NEXT = "call-next"
    RECALL = "recall"
    START_SERVING = "start-serving"
    FINISH = "finish"
    NO_SHOW = "no-show"
    UNDO = "undo"
    WAITING_LIST = "waiting-list"
    ROLL_CHANGED = "roll-changed"


HELD_S = {Action.WAITING_LIST: 5.0, Action.ROLL_CHANGED: 3.0}
"""Actions that are no visitor's, and for how long their buttons are held unless told."""


class ButtonSettings(Settings, frozen=True, kw_only=True):
    """One button and what a press of it asks for."""

    name: Slug
    pin: Pin
    debounce_ms: Annotated[int, Meta(ge=5, le=200)] = 25
    """The contact must be still this long before a press counts."""
    min_interval_ms: Annotated[int, Meta(ge=50, le=5000)] = 300
    """Presses closer together than this are one."""
    action: Action
    zone: Slug | None = None
    """For `take-ticket`: what the visitor comes for."""
    language: Language | None = None
    """For `take-ticket`: the ticket's language, and later the call's."""
    place: Slug | None = None
    """For the actions of a call pad: the place that it is for."""
    finish_first: bool | None = None
    """For `call-next`: end the visit that the place still has; true unless told, so that one button is a whole pad."""
    hold_s: Annotated[float, Meta(ge=1, le=9)] | None = None
    """For `waiting-list` (5 s unless told) and `roll-changed` (3 s): a shorter press asks for nothing."""

    @property
    def held_s(self) -> float | None:
        """Return how long it is to be held; None when a press is enough."""
        return HELD_S.get(self.action) if self.hold_s is None else self.hold_s


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
    """Those that its buttons give tickets of, each once."""


def rules_of(kiosk: KioskSettings) -> StationSettings:
    """Return what the station's rules must know."""
    zones = dict.fromkeys(button.zone for button in kiosk.buttons if button.zone is not None)
    return StationSettings(kiosk.station, kiosk.patience_s, kiosk.press_age_s, tuple(zones))


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
        for complaint in _button(button):
            yield f"buttons[{index}].{complaint}"
        if button.action is Action.TAKE_TICKET and kiosk.station is None:
            yield f"buttons[{index}].action: take-ticket needs a station and a table [printer]"
        if button.action in HELD_S and kiosk.station is None:
            yield f"buttons[{index}].action: {button.action.value} needs a station and a table [printer]"


def _button(button: ButtonSettings) -> Iterator[str]:
    takes = button.action is Action.TAKE_TICKET
    for key in ("zone", "language"):
        if takes and getattr(button, key) is None:
            yield f"{key}: take-ticket needs a {key}"
        if not takes and getattr(button, key) is not None:
            yield f"{key}: {button.action.value} has no {key}; only take-ticket has"
    has_place = not takes and button.action not in HELD_S
    if not has_place and button.place is not None:
        yield f"place: {button.action.value} has no place; only the actions of a call pad have"
    if has_place and button.place is None:
        yield f"place: {button.action.value} needs a place"
    if button.finish_first is not None and button.action is not Action.CALL_NEXT:
        yield f"finish_first: {button.action.value} finishes nothing first; only call-next does"
    if button.hold_s is not None and button.action not in HELD_S:
        yield f"hold_s: {button.action.value} is pressed, not held; only {' and '.join(a.value for a in HELD_S)} are"


def _twice(key: str, values: Sequence[tuple[str, object]]) -> Iterator[str]:
    first: dict[object, str] = {}
    for table, value in values:
        if first.setdefault(value, table) != table:
            yield f"{table}.{key}: {value} is taken by {first[value]}; it must be unique"
