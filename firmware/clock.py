"""Time, asked for in one place: monotonic for durations, wall for what people read."""

import time
from typing import Protocol


class Clock(Protocol):
    """Both clocks of the machine, in seconds."""

    def monotonic(self) -> float:
        """Return seconds that never jump; comparable within one process only."""

    def wall(self) -> float:
        """Return Unix seconds. May jump either way: a Pi without network boots in the past."""


class SystemClock:
    """The machine's own clocks."""

    def monotonic(self) -> float:
        """See `Clock`."""
        return time.monotonic()

    def wall(self) -> float:
        """See `Clock`."""
        return time.time()  # noqa: TID251 - the one place where the wall clock is read


class FakeClock:
    """Clocks that stand still until they are moved."""

    def __init__(self, monotonic: float = 1000.0, wall: float = 1_800_000_000.0) -> None:
        self._monotonic = monotonic
        self._wall = wall

    def monotonic(self) -> float:
        """See `Clock`."""
        return self._monotonic

    def wall(self) -> float:
        """See `Clock`."""
        return self._wall

    def pass_time(self, seconds: float) -> None:
        """Let time go by on both clocks."""
        self._monotonic += seconds
        self._wall += seconds

    def set_wall(self, seconds: float) -> None:
        """Set the wall clock, as NTP or a technician does; monotonic time does not notice."""
        self._wall = seconds
