"""The copy's file over its life: opened, filled, tidied; without a disk that obeys it goes on in memory."""

import logging
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from console.following.copy_file import CopyFile, UnusableError, is_damage, memory_copy, open_copy_file, set_aside
from mqtt_bridge.devices import Fault
from mqtt_bridge.events import Recorded

AGAIN_S = 60.0
"""A disk that did not obey is tried again after so long."""
ERASED_AT_ONCE = 500
ERASE_AGAIN_S = 0.2

T = TypeVar("T")

_log = logging.getLogger("following")
_DISK_ERRORS = (OSError, sqlite3.Error, UnusableError)


class KeptCopy:
    """For the owner thread. Nothing is raised: what the disk does not do is a `fault`, and asked for again."""

    def __init__(self, path: Path, keep_days: int) -> None:
        self._path = path
        self._keep_days = keep_days
        self._why = ""
        self._open_at = float("inf")
        self._erased_for = ""
        self._erase_at = float("-inf")
        self.is_another = False
        """The file is no longer the one that was filled so far. Till that is seen, and taken back, nothing is added."""
        self._file = self._opened()

    @property
    def fault(self) -> Fault | None:
        """Why the disk keeps nothing, if it does not."""
        return Fault(code="hall-not-kept", detail=self._why[:200]) if self._why else None

    @property
    def first_seq(self) -> int:
        """The oldest event; 0 for none."""
        return self._file.first_seq

    @property
    def last_seq(self) -> int:
        """The newest event; 0 for none."""
        return self._file.last_seq

    @property
    def day(self) -> str:
        """The newest business day; empty for none."""
        return self._file.day

    def recorded(self, seq: int) -> Recorded | None:
        """Return the event, if it is there."""
        return self._tried(lambda: self._file.recorded(seq), None)

    def append(self, recorded: Iterable[Recorded]) -> None:
        """Add events."""
        if not self.is_another:
            self._tried(lambda: self._file.append(recorded), None)

    def forget_after(self, seq: int) -> None:
        """Have no event after *seq*."""
        if not self.is_another:
            self._tried(lambda: self._file.forget_after(seq), None)

    def forget_today(self) -> None:
        """Have no event since the business day began."""
        self._tried(lambda: self._file.forget_after(max(self._file.day_began - 1, 0)), None)

    def today(self) -> tuple[Recorded, ...]:
        """Return the events since the business day began."""
        return self._tried(lambda: tuple(self._file.since_day_began()), ())

    def tick(self, now: float) -> float:
        """Try a disk again, erase some of what is too old; return when there is more to do."""
        if self._file.in_memory:
            if self._open_at == float("inf"):
                self._open_at = now + AGAIN_S
            elif now >= self._open_at:
                self._open_at = float("inf")
                self._try_again()
        if now >= self._erase_at and self._erase_some():
            self._erase_at = now + ERASE_AGAIN_S
            return self._erase_at
        return self._open_at

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _tried(self, act: Callable[[], T], otherwise: T) -> T:
        try:
            return act()
        except _DISK_ERRORS as error:
            self._lose(error)
            return otherwise

    def _erase_some(self) -> bool:
        """Erase a few rows; True while there may be more."""
        day = self._file.day
        if not day or day == self._erased_for or self._file.in_memory:
            return False
        try:
            oldest = (date.fromisoformat(day) - timedelta(days=self._keep_days)).isoformat()
            if self._file.erase_before(oldest, ERASED_AT_ONCE) == ERASED_AT_ONCE:
                return True
        except (ValueError, OverflowError) as error:
            _log.warning("old events kept day=%s why=%s", day, error)
        except sqlite3.Error as error:
            self._lose(error)
        self._erased_for = day
        return False

    def _opened(self) -> CopyFile:
        try:
            file = open_copy_file(self._path)
        except _DISK_ERRORS as error:
            if not self._why:
                _log.error("hall not kept path=%s why=%s", self._path, error)
            self._why = str(error)
            return memory_copy()
        if self._why:
            _log.info("hall kept again path=%s", self._path)
        self._why = ""
        return file

    def _lose(self, error: Exception) -> None:
        """Go on with another file, or in memory. What it lacks is asked for."""
        self._file.close()
        self.is_another = True
        if is_damage(error):
            with suppress(OSError):
                set_aside(self._path, str(error))
            self._file = self._opened()
            return
        _log.error("hall not kept path=%s why=%s", self._path, error)
        self._why = str(error)
        self._file = memory_copy()

    def _try_again(self) -> None:
        file = self._opened()
        if file.in_memory:
            file.close()
            return
        self._file.close()
        self._file, self.is_another = file, True
