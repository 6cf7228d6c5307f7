"""A device's word about itself: published on change, with a life number that tells an old will from a new one."""

import logging
from pathlib import Path

import msgspec

from firmware.disk import replace_durably
from firmware.watching import Hung
from firmware.words import Role, Slug
from mqtt_bridge.client import Bridge, Will
from mqtt_bridge.devices import Condition, DeviceState, Fault
from mqtt_bridge.settings import DeviceSettings
from mqtt_bridge.topics import DEVICE_STATE

VERSION = "0.1.0"

_log = logging.getLogger("presence")


def next_boot(state_dir: Path) -> int:
    """Count this start of the device, in a file that outlives it; never from the clock, which may stand in 1970.

    A folder that cannot be written gives 0: the device works, and its will may win over it.
    """
    path = state_dir / "boot"
    try:
        boot = max(int(path.read_text()), 0) + 1
    except (OSError, ValueError):
        boot = 1
    try:
        state_dir.mkdir(parents=True, exist_ok=True)
        # Else a power cut could give two lives one number, and the will of the first would speak for the second.
        replace_durably(path, str(boot).encode())
    except OSError as error:
        _log.error("boot not counted path=%s why=%s", path, error)
        return 0
    return boot


class Presence:
    """Publishes how the device is. For the owner thread. *station* is the one whose tickets it prints, if any."""

    def __init__(self, settings: DeviceSettings, role: Role, station: Slug | None = None) -> None:
        self._device = settings.device
        self._state = DeviceState(
            role=role,
            boot=next_boot(Path(settings.state_dir)),
            condition=Condition.INIT,
            version=VERSION,
            station=station,
        )
        lost = msgspec.structs.replace(self._state, condition=Condition.LOST)
        self._hung: tuple[Fault, ...] = ()
        self.will = Will(DEVICE_STATE.at(settings.site, device=self._device), DEVICE_STATE.encode(lost))

    @property
    def state(self) -> DeviceState:
        """What was said last."""
        return self._state

    def threads_hang(self, hung: tuple[Hung, ...]) -> None:
        """Have every word from now on say as well that these threads hang."""
        self._hung = tuple(Fault(code="thread-hung", detail=f"{each.thread}: {each.where}"[:200]) for each in hung)

    def say(self, bridge: Bridge, condition: Condition, faults: tuple[Fault, ...] = ()) -> None:
        """Publish and log *condition* and *faults*, if they are news."""
        if self._hung and condition in {Condition.INIT, Condition.READY}:
            condition = Condition.DEGRADED
        faults += self._hung
        if (condition, faults) == (self._state.condition, self._state.faults) and self._state.seq:
            return
        _log.info(
            "state changed from=%s to=%s faults=%s",
            self._state.condition.value,
            condition.value,
            ",".join(fault.code for fault in faults) or "none",
        )
        self._state = msgspec.structs.replace(self._state, seq=self._state.seq + 1, condition=condition, faults=faults)
        bridge.publish(DEVICE_STATE, self._state, device=self._device)
