"""Where the journal is: opened under its lock, set aside when damaged, and begun only where there never was one."""

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from dispatcher.backup_folder import Backup, backups_in
from dispatcher.backup_state import check_backup
from dispatcher.errors import JournalDamagedError, JournalError, journal_error
from dispatcher.journal import Journal
from dispatcher.journal_lock import JournalLock
from firmware.clock import Clock
from firmware.disk import sync_folder

LOOK_S = 2.0
"""A share that does not answer within this is taken for one that cannot be read."""
SET_ASIDE = ".set-aside-"
_LOG = "-wal"
_SHARED_MEMORY = "-shm"

T = TypeVar("T")


def beside(journal: Path, suffix: str) -> Path:
    """Return the path of a file that belongs to the journal."""
    return journal.with_name(journal.name + suffix)


def lifesign_path(journal: Path) -> Path:
    """Return where `dispatcher.lifesign` keeps its file."""
    return beside(journal, ".lifesign")


def is_there(journal: Path) -> bool:
    """Whether there is a journal at all: an empty file is none."""
    return journal.exists() and journal.stat().st_size > 0


def set_aside(journal: Path, wall: float) -> Path | None:
    """Give the journal, and its log, another name; return it, or None when there was nothing. Raises OSError.

    The log goes last: without the journal it does no harm, but a journal without its log would be an older one.
    """
    stamp = datetime.fromtimestamp(wall, UTC).strftime("%Y%m%dT%H%M%SZ")
    target = beside(journal, f"{SET_ASIDE}{stamp}")
    count = 1
    while target.exists() or beside(target, _LOG).exists():
        count += 1
        target = beside(journal, f"{SET_ASIDE}{stamp}-{count}")
    log = beside(journal, _LOG)
    if log.exists() and not log.stat().st_size:  # left by somebody who only read
        log.unlink()
    found = False
    for suffix in ("", _LOG):
        with suppress(FileNotFoundError):
            beside(journal, suffix).rename(beside(target, suffix))
            found = True
    beside(journal, _SHARED_MEMORY).unlink(missing_ok=True)
    sync_folder(journal.parent)
    return target if found else None


class JournalPlace:
    """The journal's path, with everything around it. For the owner thread."""

    def __init__(self, path: Path, clock: Clock, backups: Path | None = None, site: str = "") -> None:
        self.path = path
        self._clock = clock
        self._backups = backups
        self._site = site
        self._lock = JournalLock(path)
        self._journal: Journal | None = None

    def open(self) -> Journal:
        """Open the journal, or begin one where there is no trace of an earlier one. Raises JournalError."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._lock.take()
            try:
                self._journal = self._open()
            except BaseException:
                self._lock.release()
                raise
        except OSError as error:
            raise journal_error(error, self.path) from error
        return self._journal

    def close(self) -> None:
        """Close it, so that it can be restored. What was written is on the disk."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None
        self._lock.release()

    def set_aside(self, why: JournalError) -> JournalDamagedError:
        """Close the journal and put it where nobody takes it for one; return what to say of it."""
        where = set_aside(self.path, self._clock.wall())
        return JournalDamagedError(f"{why}; it is now {where}")

    def advice(self) -> str:
        """Say which backup there is to go on from. Waits for a slow share, but not for ever."""
        if self._backups is None:
            return "no backups are configured"
        folder, site = self._backups, self._site
        try:
            newest = within(LOOK_S, lambda: newest_good(folder, site))
        except OSError as error:
            return f"backups cannot be read: {error}"
        return f"the last good backup is {newest.path}" if newest else f"no good backup is in {folder}"

    def _open(self) -> Journal:
        if not is_there(self.path):
            self._refuse_to_begin_anew("is gone", _LOG)
        try:
            journal = Journal(self.path)
        except JournalDamagedError as error:
            raise self.set_aside(error) from error
        try:
            if journal.is_empty:
                self._refuse_to_begin_anew("is empty")
        except BaseException:
            journal.close()
            raise
        return journal

    def _refuse_to_begin_anew(self, what: str, *also: str) -> None:
        """Raise JournalDamagedError if there was a journal: another one would give its numbers out once more."""
        if traces := list(self._traces(*also)):
            raise JournalDamagedError(f"{self.path}: {what}, but there was one: {', '.join(traces)}")

    def _traces(self, *also: str) -> Iterator[str]:
        for path in sorted(self.path.parent.glob(f"{self.path.name}{SET_ASIDE}*")):
            yield path.name
            return
        for path in (lifesign_path(self.path), *(beside(self.path, suffix) for suffix in also)):
            if path.exists():
                yield path.name
                return
        if self._backups is None:
            return
        folder, site = self._backups, self._site
        try:
            backups = within(LOOK_S, lambda: backups_in(folder, site))
        except OSError as error:
            yield f"or there may be backups, as {folder} cannot be read ({error.strerror or error})"
        else:
            if backups:
                yield f"{len(backups)} backups in {folder}"


def newest_good(folder: Path, site: str) -> Backup | None:
    """Return the newest backup that can be read as a whole. Raises OSError."""
    for backup in backups_in(folder, site):
        with suppress(JournalError):
            check_backup(backup.path)
            return backup
    return None


def within(patience_s: float, look: Callable[[], T]) -> T:
    """Return what *look* returns, which may hang. Raises TimeoutError, an OSError, and every OSError of its own."""
    found: queue.SimpleQueue[T | OSError] = queue.SimpleQueue()

    def run() -> None:
        try:
            found.put(look())
        except OSError as error:
            found.put(error)

    threading.Thread(target=run, name="look", daemon=True).start()
    try:
        result = found.get(timeout=patience_s)
    except queue.Empty:
        raise TimeoutError(f"no answer within {patience_s:.0f} s") from None
    if isinstance(result, OSError):
        raise result
    return result
