"""When calls were last possible: in a file's own time, so that it is known after a kill and a power cut as well."""

import logging
import os
from pathlib import Path

from firmware.clock import Clock

EVERY_S = 5.0
LONGEST_S = 86_400.0
"""A longer silence says nothing of those who wait: theirs are another day's tickets, or the clock is wrong."""

_log = logging.getLogger("dispatcher")


class Lifesign:
    """For the owner thread. The file is not made to last: a few seconds more or less of an outage change nothing."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        self._beat_at = clock.monotonic() - self._silence_before()
        self._written_at = float("-inf")
        self._is_written = True

    def beat(self) -> float:
        """Say that calls are possible now; return for how many seconds they were not."""
        now = self._clock.monotonic()
        silence = now - self._beat_at
        self._beat_at = now
        if now >= self._written_at + EVERY_S:
            self._written_at = now
            self._write()
        return silence

    def _silence_before(self) -> float:
        try:
            silence = self._clock.wall() - self._path.stat().st_mtime
        except OSError:
            return 0.0
        return silence if 0 < silence <= LONGEST_S else 0.0

    def _write(self) -> None:
        wall = self._clock.wall()
        try:
            self._path.touch()
            os.utime(self._path, (wall, wall))
        except OSError as error:
            if self._is_written:
                _log.warning("lifesign not written path=%s why=%s", self._path, error)
            self._is_written = False
        else:
            self._is_written = True
