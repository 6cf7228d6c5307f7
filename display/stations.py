"""What the display knows of the ticket stations: whether any of them gives tickets. Pure."""

from firmware.words import Role, Slug
from mqtt_bridge.devices import Condition, DeviceState, supersedes

_MOST = 100
"""Devices that are remembered: far more than a centre has, for a stranger may make up any number of names."""
_GIVES_NONE = frozenset({Condition.FAULT, Condition.OFFLINE})
"""One that is only lost may be on the far side of a cut cable, and number alone."""


class Stations:
    """The newest word of every ticket station."""

    def __init__(self) -> None:
        self._states: dict[Slug, DeviceState] = {}

    def hear(self, device: Slug, state: DeviceState) -> None:
        """Take a device's word about itself; what is no ticket station is passed over."""
        known = self._states.get(device)
        if state.role is not Role.KIOSK or state.station is None or (known is None and len(self._states) >= _MOST):
            return
        if known is None or supersedes(state, known):
            self._states[device] = state

    @property
    def none_gives_tickets(self) -> bool:
        """Whether each station that was ever heard of has said itself that it cannot print."""
        return bool(self._states) and all(state.condition in _GIVES_NONE for state in self._states.values())
