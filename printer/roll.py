"""How much paper is left on the roll, by count, for printers that do not feel its end coming. Pure."""

from typing import Annotated

import msgspec
from msgspec import Meta

from mqtt_bridge.devices import Fault
from printer.status import Paper, Status

MM_PER_M = 1000


class RollCount(msgspec.Struct, frozen=True, kw_only=True):
    """What has gone through since the roll was new. As JSON it outlives the station's process."""

    used_mm: Annotated[int, Meta(ge=0)] = 0
    has_sensor: bool = False
    """The printer has once said that its paper is low. Then it will say so again, and is believed, not the count."""
    was_out: bool = False
    """The paper had ended under a lid that nobody had opened, and none has been put in yet."""

    def used(self, paper_mm: int) -> "RollCount":
        """Count a paper."""
        return msgspec.structs.replace(self, used_mm=self.used_mm + paper_mm)

    def changed(self) -> "RollCount":
        """Begin with a new roll."""
        return RollCount(has_sensor=self.has_sensor)

    def saw(self, status: Status) -> "RollCount":
        """Take the printer's word: paper that ended and is there again is a new roll.

        Paper that is missing under an open lid may be the old roll, lifted out; who changes a roll before its end says
        so.
        """
        if status.paper is Paper.OUT and not status.cover_open:
            return msgspec.structs.replace(self, was_out=True)
        if status.paper not in {Paper.OK, Paper.LOW}:
            return self
        roll = self.changed() if self.was_out else self
        return msgspec.structs.replace(roll, has_sensor=True) if status.paper is Paper.LOW else roll

    def fault(self, roll_m: float | None, low_m: float) -> Fault | None:
        """Say that a roll that was *roll_m* long has less than *low_m* left; nothing where that is not known."""
        if roll_m is None or self.has_sensor:
            return None
        left_m = roll_m - self.used_mm / MM_PER_M
        if left_m >= low_m:
            return None
        return Fault(code="paper-low", detail=f"about {max(left_m, 0):.0f} m left by count")
