"""A SQLite file that keeps what it is told: opened, made and checked. What stands in it is the business of `store`."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from console.receptions.errors import StoreDamagedError, StoreError
from console.receptions.schema import bring_up_to_date as bring_receptions_up_to_date
from firmware.disk import make_private
from firmware.transaction import transaction

BUSY_S = 5.0
"""For so long a command waits for another process's."""

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


BringUpToDate = Callable[[sqlite3.Connection, str], None]
"""Gives a file the tables that it lacks; the second is how errors call the file."""


def open_store_file(path: Path, bring_up_to_date: BringUpToDate = bring_receptions_up_to_date) -> sqlite3.Connection:
    """Open or make the file, for this account alone. Raises StoreError with what is wrong."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # SQLite gives its log the rights of the file.
        make_private(path)
        file = sqlite3.connect(path, isolation_level=None, timeout=BUSY_S)
        try:
            _prepare(file, path, bring_up_to_date)
        except BaseException:
            file.close()
            raise
    except (OSError, sqlite3.Error) as error:
        raise store_error(error, path) from error
    return file


def store_error(error: sqlite3.Error | OSError, path: Path) -> StoreError:
    """Return what *error* means for the store at *path*."""
    damaged = getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED
    return (StoreDamagedError if damaged else StoreError)(f"{path}: {error}")


def _prepare(file: sqlite3.Connection, path: Path, bring_up_to_date: BringUpToDate) -> None:
    execute = file.execute
    execute("PRAGMA foreign_keys = ON")
    execute("PRAGMA secure_delete = ON")
    if execute("PRAGMA journal_mode = WAL").fetchone() != ("wal",):
        raise StoreError(f"{path}: SQLite cannot keep a write-ahead log there; use a local disk")
    execute("PRAGMA synchronous = FULL")
    if execute("PRAGMA synchronous").fetchone() != (2,):
        raise StoreError(f"{path}: SQLite does not write durably")
    if execute("PRAGMA secure_delete").fetchone() != (1,):
        raise StoreError(f"{path}: SQLite does not overwrite what is erased")
    (complaint,) = execute("PRAGMA integrity_check(1)").fetchone()
    if complaint != "ok":
        raise StoreDamagedError(f"{path}: damaged: {' '.join(str(complaint).split())}")
    with transaction(file):
        bring_up_to_date(file, str(path))
