"""SQLite on a disk that loses its power: apsw's file system layer, behind what `sqlite3` shows. For tests alone."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar, cast

import apsw
from power_cut_disk import CutDisk, CutFile, PowerCutError

R = TypeVar("R")

_NEEDS_NAME = apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_WAL
"""With the first sync of these, when it made them itself, SQLite's Unix layer syncs the folder (os_unix.c)."""


class CutFileSystem(apsw.VFS):
    """Files as SQLite's Unix layer keeps them in *disk*'s folder, every change told to *disk*. Syncs reach it alone."""

    def __init__(self, disk: CutDisk) -> None:
        self.name = f"power-cut-{id(disk)}"
        self._disk = disk
        super().__init__(self.name, base="unix")

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> "_OpenFile":  # noqa: N802 - apsw's
        path = Path(str(name.filename() if isinstance(name, apsw.URIFilename) else name))
        makes_name = bool(flags[0] & _NEEDS_NAME) and not path.exists()
        return _OpenFile(str(path), flags, self._disk, makes_name=makes_name)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: FBT001, N802 - likewise
        self._disk.delete(Path(filename).name, sync_folder=bool(syncdir))
        super().xDelete(filename, False)  # noqa: FBT003 - likewise


class _OpenFile(apsw.VFSFile):
    def __init__(self, path: str, flags: list[int], disk: CutDisk, *, makes_name: bool) -> None:
        super().__init__("unix", path, flags)
        self._disk = disk
        self._file: CutFile = disk.open(Path(path).name)
        self._makes_name = makes_name

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - likewise
        self._disk.write(self._file, bytes(data), offset)
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802 - likewise
        self._disk.truncate(self._file, newsize)
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: ARG002, N802 - likewise
        self._disk.sync(self._file, sync_folder=self._makes_name)
        self._makes_name = False


class CutConnection:
    """The part of `sqlite3.Connection` that journal and store use."""

    def __init__(self, path: Path, disk: CutDisk) -> None:
        self._disk = disk
        self._files = CutFileSystem(disk)
        self._file = apsw.Connection(str(path), vfs=self._files.name)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def in_transaction(self) -> bool:
        return self._file.in_transaction

    def execute(self, sql: str, parameters: tuple[Any, ...] = ()) -> "_Rows":
        return self._told(lambda: _Rows(self._file.execute(sql, parameters)))

    def executemany(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> "_Rows":
        return self._told(lambda: _Rows(self._file.executemany(sql, rows)))

    def executescript(self, sql: str) -> None:
        self._told(lambda: _Rows(self._file.execute(sql)).fetchall())

    def close(self) -> None:
        try:
            self._file.close(True)  # noqa: FBT003 - apsw's
        finally:
            self._files.unregister()

    def _told(self, act: Callable[[], R]) -> R:
        """Act, and speak of errors as `sqlite3` does; with the power off nobody comes back from anything."""
        self._be_there()
        try:
            acted = act()
        except apsw.Error as error:
            self._be_there()
            raise as_sqlite3(error) from error
        self._be_there()
        return acted

    def _be_there(self) -> None:
        if self._disk.remains is not None:
            raise PowerCutError(f"the power went at deed {self._disk.deeds}")


class _Rows:
    """A cursor."""

    def __init__(self, cursor: apsw.Cursor) -> None:
        self._cursor = cursor

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return cast("Iterator[tuple[Any, ...]]", iter(self._cursor))

    def fetchone(self) -> tuple[Any, ...] | None:
        return cast("tuple[Any, ...] | None", self._cursor.fetchone())

    def fetchall(self) -> list[tuple[Any, ...]]:
        return cast("list[tuple[Any, ...]]", self._cursor.fetchall())


def as_sqlite3(error: apsw.Error) -> sqlite3.Error:
    """Return the error that `sqlite3` raises in its place."""
    kind = sqlite3.IntegrityError if isinstance(error, apsw.ConstraintError) else sqlite3.OperationalError
    told = kind(str(error))
    told.sqlite_errorcode = getattr(error, "extendedresult", apsw.SQLITE_ERROR)
    return told


class CarelessConnection(CutConnection):
    """Somebody has set synchronous=OFF, and says that it is FULL."""

    def execute(self, sql: str, parameters: tuple[Any, ...] = ()) -> _Rows:
        if sql == "PRAGMA synchronous":
            return super().execute("SELECT 2")
        return super().execute(sql.replace("synchronous = FULL", "synchronous = OFF"), parameters)
