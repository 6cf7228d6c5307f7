"""Why the journal cannot be used, and what a device says of it."""

import errno
import os
import sqlite3
from pathlib import Path

from mqtt_bridge.devices import Fault

LEAST_FREE_BYTES = 65_536
_FULL = {errno.ENOSPC, errno.EDQUOT}
_LONGEST_DETAIL = 200


class JournalError(RuntimeError):
    """The journal cannot be used. The message is one line for a technician."""

    def __init__(self, message: str, fault: Fault | None = None) -> None:
        super().__init__(message)
        self.fault = fault or Fault(code="journal-failed", detail=message[:_LONGEST_DETAIL])


class JournalNewerError(JournalError):
    """It was written by a newer Kezek."""


class JournalInUseError(JournalError):
    """Another process has it."""


class JournalDamagedError(JournalError):
    """What is in it makes no sense, or it is gone: only a backup helps."""

    def __init__(self, message: str) -> None:
        super().__init__(message, Fault(code="journal-damaged", detail=message[:_LONGEST_DETAIL]))


def is_damage(error: BaseException) -> bool:
    """Whether SQLite says that the file is no journal any more; everything else may pass by itself."""
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return primary in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def fault_of(error: sqlite3.Error | OSError, folder: Path) -> Fault:
    """Return what ails the disk that *folder* is on: SQLite's own word first, then what the file system says."""
    name = getattr(error, "sqlite_errorname", "") or ""
    number = getattr(error, "errno", None)
    detail = f"{error} ({name})" if name else str(error)
    detail = detail[:_LONGEST_DETAIL]
    if name.startswith("SQLITE_FULL") or number in _FULL:
        return Fault(code="journal-full", detail=detail)
    if name.startswith("SQLITE_READONLY") or number == errno.EROFS:
        return Fault(code="journal-read-only", detail=detail)
    try:
        disk = os.statvfs(folder)
    except OSError:
        return Fault(code="journal-failed", detail=detail)
    if disk.f_flag & os.ST_RDONLY:
        return Fault(code="journal-read-only", detail=detail)
    if disk.f_bavail * disk.f_frsize < LEAST_FREE_BYTES:
        return Fault(code="journal-full", detail=detail)
    return Fault(code="journal-failed", detail=detail)


def journal_error(error: sqlite3.Error | OSError, path: Path) -> JournalError:
    """Return what *error* means for the journal at *path*."""
    if is_damage(error):
        return JournalDamagedError(f"{path}: {error}")
    return JournalError(f"{path}: {error}", fault_of(error, path.parent))
