"""Backups as the dispatcher sees them: when the next is due, what the last came to, what staff should know.

The copying is a thread's: a share that hangs for ever makes backups late, and nothing else.
"""

import logging
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from dispatcher.backup import back_up, is_on_the_same_disk
from dispatcher.errors import JournalError
from dispatcher.settings import BackupSettings
from firmware.clock import Clock
from firmware.inbox import Inbox
from firmware.worker import Worker
from mqtt_bridge.devices import Fault

FIRST_AFTER_S = 5.0
"""Right after a start others wait for the disk."""
LATE_ROUNDS = 3

_log = logging.getLogger("backup")


@dataclass(frozen=True)
class BackedUp:
    """A round of backups is over; *why* it failed, or nothing."""

    why: str = ""


class Backups:
    """For the owner thread, but for what the thread does."""

    def __init__(self, journal: Path, settings: BackupSettings, site: str, inbox: Inbox, clock: Clock) -> None:
        self._journal = journal
        self._settings = settings
        self._site = site
        self._inbox = inbox
        self._clock = clock
        self._worker = Worker("backup", self._work)
        now = clock.monotonic()
        self._good_at = now
        self._due_at = now + min(FIRST_AFTER_S, settings.every_s)
        self._is_busy = False
        self._why = ""
        self._is_told = False

    def start(self) -> None:
        """Start the thread."""
        self._worker.start()

    def stop(self) -> None:
        """Let a round that goes on come to its end, if that is soon."""
        self._worker.stop(2.0)

    def tick(self, *, is_open: bool) -> float:
        """Begin the next round if it is due and the journal is open; return when to come again."""
        now = self._clock.monotonic()
        if is_open and not self._is_busy and now >= self._due_at:
            self._is_busy = self._worker.put(self._clock.wall())
            self._due_at = now + self._settings.every_s
        return max(self._due_at, now + 1.0)

    def hear(self, outcome: BackedUp) -> None:
        """Take note of what the thread says."""
        self._is_busy = False
        if outcome.why and outcome.why != self._why:
            _log.warning("backup failed why=%s", outcome.why)
        elif self._why and not outcome.why:
            _log.info("backup works again")
        self._why = outcome.why
        if not outcome.why:
            self._good_at = self._clock.monotonic()

    @property
    def fault(self) -> Fault | None:
        """What staff should know: nothing while the newest backup is fresh."""
        if self._why:
            return Fault(code="backup-failed", detail=self._why[:200])
        silent_s = self._clock.monotonic() - self._good_at
        if silent_s > LATE_ROUNDS * self._settings.every_s:
            return Fault(code="backup-late", detail=f"none for more than {LATE_ROUNDS * self._settings.every_s:.0f} s")
        return None

    # What follows runs on the thread.

    def _work(self, wall: object | None) -> None:
        if not isinstance(wall, float):
            return
        try:
            if not self._is_told:
                self._tell_of_the_disk()
            for backup in back_up(self._journal, self._settings, self._site, wall):
                _log.debug("backup made name=%s", backup.name)
        except (OSError, sqlite3.Error, JournalError) as error:
            self._inbox.put(BackedUp(" ".join(str(error).split()) or type(error).__name__))
        else:
            self._inbox.put(BackedUp())

    def _tell_of_the_disk(self) -> None:
        folder = Path(self._settings.folder)
        if is_on_the_same_disk(self._journal, folder):
            _log.warning("backups on the journal's own disk folder=%s: what takes one takes the other", folder)
        self._is_told = True
