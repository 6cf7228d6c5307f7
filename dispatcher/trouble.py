"""A journal that cannot be written just now: since when, why, and when it is worth another try."""

import logging
import sqlite3
from pathlib import Path

from dispatcher.errors import fault_of
from firmware.clock import Clock
from mqtt_bridge.devices import Fault

TRY_AGAIN_S = 1.0

_log = logging.getLogger("journal")


class Trouble:
    """For the owner thread."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock
        self.fault: Fault | None = None
        """What ails the disk; none while all is well."""
        self._since = 0.0
        self._try_at = 0.0

    @property
    def is_worth_a_try(self) -> bool:
        """Whether there is trouble, and some time has passed since the last try."""
        return self.fault is not None and self._clock.monotonic() >= self._try_at

    @property
    def may_pass(self) -> bool:
        """Whether all that it needs is room, or leave to write; everything else needs the file to be opened anew."""
        return self.fault is not None and self.fault.code in {"journal-full", "journal-read-only"}

    def suffer(self, error: sqlite3.Error) -> None:
        """Take note that the disk has failed."""
        now, fault = self._clock.monotonic(), fault_of(error, self._folder)
        if self.fault is None:
            self._since = now
        if self.fault is None or self.fault.code != fault.code:
            _log.error("journal cannot be written fault=%s why=%s", fault.code, fault.detail)
            self.fault = fault
        self._try_at = now + TRY_AGAIN_S

    def end(self) -> None:
        """Take note that the disk works again."""
        if self.fault is not None:
            _log.info("journal can be written again after_s=%.0f", self._clock.monotonic() - self._since)
        self.fault = None
