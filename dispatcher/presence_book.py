"""Which devices are there, by their own word and their wills. Pure."""

from centre.settings import CentreSettings
from mqtt_bridge.devices import Condition, DeviceState, supersedes

PRESENT = frozenset({Condition.READY, Condition.DEGRADED})


class PresenceBook:
    """The newest word of every device that the centre knows: a stranger may make up any number of names."""

    def __init__(self, centre: CentreSettings) -> None:
        self._centre = centre
        self._peers = frozenset(peer.name for peer in centre.peers)
        self._states: dict[str, DeviceState] = {}

    def __len__(self) -> int:
        return len(self._states)

    def hear(self, device: str, news: DeviceState) -> bool:
        """Note *news*; True if the device came or went by it."""
        if device not in self._peers:
            return False
        known = self._states.get(device)
        if known is not None and not supersedes(news, known):
            return False
        self._states[device] = news
        return (known is not None and known.condition in PRESENT) != (news.condition in PRESENT)

    def is_present(self, device: str) -> bool:
        """Whether *device* is there and can do what it is for."""
        state = self._states.get(device)
        return state is not None and state.condition in PRESENT

    def stations(self) -> frozenset[str]:
        """Return the stations that can print now."""
        return frozenset(
            peer.station for peer in self._centre.peers if peer.station is not None and self.is_present(peer.name)
        )
