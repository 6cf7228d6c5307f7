"""How the station stands, as its lamps show it: by place and by rhythm, never by colour alone. Pure.

A lamp without a written sign says all by its rhythm. An indicator stands beside its sign and says one thing; a lamp in
a button says what becomes of that button's press.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from firmware.lamps import LampState
from kiosk.objections import EVACUATION, STARTING

NOBODYS_FAULT = frozenset({STARTING, EVACUATION})
"""With these nobody is sent to the reception: they pass by themselves, or everybody is to leave."""


class Indicator(Enum):
    """What an indicator's sign says. The values are the keys of kiosk.toml, with a hyphen."""

    READY = "ready"
    """Press a button."""
    TAKE = "take"
    """Take your ticket."""
    NO_PAPER = "no-paper"
    """No ticket comes out here: go to the reception."""
    CLOSED = "closed"
    """Closed, or at lunch."""


@dataclass(frozen=True)
class Standing:
    """What the lamps need to know."""

    obstacle: str | None = None
    """Why nothing can be done at all: a code."""
    refused: frozenset[str] = frozenset()
    """Buttons whose press was refused just now; an empty name for what was asked without a button."""
    doing: frozenset[str] = frozenset()
    """Buttons whose press is being done."""
    to_take: frozenset[str] = frozenset()
    """Buttons whose ticket lies in the slot."""
    paused: frozenset[str] = frozenset()
    """Buttons that give no ticket at this hour."""
    is_paused: bool = False
    """No button gives any."""

    @property
    def is_closed(self) -> bool:
        """Whether it is only the hour that matters: nobody is sent to the reception then, which is closed as well."""
        return self.is_paused and self.obstacle not in NOBODYS_FAULT


def lamp(standing: Standing) -> LampState:
    """Return what a lamp says that has no sign beside it."""
    if standing.refused or (standing.obstacle is not None and not standing.is_closed):
        return LampState.CANNOT
    if standing.doing:
        return LampState.WORKING
    if standing.to_take:
        return LampState.TAKE
    return LampState.CLOSED if standing.is_paused else LampState.READY


def indicator(which: Indicator, standing: Standing) -> LampState:
    """Return what an indicator says: dark while its sign does not hold."""
    holds = {
        Indicator.READY: standing.obstacle is None and not standing.is_paused,
        Indicator.TAKE: bool(standing.to_take),
        Indicator.NO_PAPER: standing.obstacle not in {None, *NOBODYS_FAULT} and not standing.is_closed,
        Indicator.CLOSED: standing.is_paused and standing.obstacle != EVACUATION,
    }
    if not holds[which]:
        return LampState.OFF
    return {
        Indicator.READY: LampState.WORKING if standing.doing else LampState.READY,
        Indicator.TAKE: LampState.TAKE,
        Indicator.NO_PAPER: LampState.CANNOT,
        Indicator.CLOSED: LampState.CLOSED,
    }[which]


def button_lamp(button: str, standing: Standing, *, takes_ticket: bool) -> LampState:
    """Return what the lamp in a button says: dark means that a press of it would be in vain."""
    if button in standing.refused:
        return LampState.CANNOT
    if button in standing.doing:
        return LampState.WORKING
    if button in standing.to_take:
        return LampState.TAKE
    if takes_ticket and standing.obstacle is not None and not standing.is_closed:
        return LampState.OFF
    return LampState.CLOSED if button in standing.paused else LampState.READY


@dataclass(frozen=True)
class LampNames:
    """The lamps of one device by kind. A driver knows a lamp without a sign by its name, which has no blank."""

    plain: tuple[str, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    buttons: tuple[str, ...] = ()
    """Buttons with a lamp in them."""
    ticket_buttons: frozenset[str] = frozenset()
    """Those of them that give tickets."""

    def pictures(self, standing: Standing) -> dict[str, LampState]:
        """Return what each lamp says."""
        return {
            **{name: lamp(standing) for name in self.plain},
            **{of_indicator(which): indicator(which, standing) for which in self.indicators},
            **{
                of_button(name): button_lamp(name, standing, takes_ticket=name in self.ticket_buttons)
                for name in self.buttons
            },
        }

    def dark(self) -> dict[str, LampState]:
        """Return the picture of a device that is switched off."""
        return dict.fromkeys(self.pictures(Standing()), LampState.OFF)


def of_indicator(which: Indicator) -> str:
    """Return the driver's name of an indicator."""
    return f"indicator {which.value}"


def of_button(name: str) -> str:
    """Return the driver's name of the lamp in a button."""
    return f"button {name}"


def sorted_out(shown: Iterable[tuple[str, str]]) -> dict[str, dict[str, str]]:
    """Return what lamps say by kind and name, for whoever watches: `lamp`, `indicator` and `button`."""
    kinds: dict[str, dict[str, str]] = {"lamp": {}, "indicator": {}, "button": {}}
    for full, state in shown:
        kind, _, name = full.rpartition(" ")
        kinds[kind or "lamp"][name] = state
    return kinds
