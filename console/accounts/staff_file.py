"""The SQLite file of accounts: opened, made and checked. Several processes may have it open."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from console.accounts.errors import StaffFileDamagedError, StaffFileError
from console.accounts.schema import bring_up_to_date
from firmware.disk import make_private
from firmware.transaction import transaction

BUSY_S = 5.0
"""For so long a command waits for another process's."""

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class StaffFile:
    """Opens or makes the file, for the system's account that it runs as alone. Raises StaffFileError everywhere."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._own_writes = 0
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # SQLite gives its log the rights of the file.
            make_private(path)
            self._connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_S)
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise
        except (OSError, sqlite3.Error) as error:
            raise self._told(error) from error

    def close(self) -> None:
        """Let go of the file. What was done is on the disk already."""
        self._connection.close()

    def execute(self, statement: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """Run one statement; return all its rows, so that no read stays open and lets the log grow."""
        try:
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise self._told(error) from error

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Let all that is done inside happen, or nothing; within another `writing` it is part of that."""
        if self._connection.in_transaction:
            yield
            return
        try:
            with transaction(self._connection):
                yield
        except sqlite3.Error as error:
            raise self._told(error) from error
        finally:
            self._own_writes += 1

    def version(self) -> tuple[int, int]:
        """Return what changes whenever this or another process has written. Some microseconds."""
        return self.execute("PRAGMA data_version")[0][0], self._own_writes

    def _told(self, error: sqlite3.Error | OSError) -> StaffFileError:
        damaged = getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED
        return (StaffFileDamagedError if damaged else StaffFileError)(f"{self.path}: {error}")

    def _prepare(self) -> None:
        execute, path = self._connection.execute, self.path
        execute("PRAGMA foreign_keys = ON")
        execute("PRAGMA secure_delete = ON")  # an old password's hash is nobody's any more
        if execute("PRAGMA journal_mode = WAL").fetchone() != ("wal",):
            raise StaffFileError(f"{path}: SQLite cannot keep a write-ahead log there; use a local disk")
        execute("PRAGMA synchronous = FULL")
        if execute("PRAGMA synchronous").fetchone() != (2,):
            raise StaffFileError(f"{path}: SQLite does not write durably")
        if execute("PRAGMA foreign_keys").fetchone() != (1,):
            raise StaffFileError(f"{path}: SQLite does not keep its tables together")
        (complaint,) = execute("PRAGMA integrity_check(1)").fetchone()
        if complaint != "ok":
            raise StaffFileDamagedError(f"{path}: damaged: {' '.join(str(complaint).split())}")
        with transaction(self._connection):
            bring_up_to_date(self._connection, str(path))
