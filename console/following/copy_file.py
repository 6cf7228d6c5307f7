"""The console's own copy of the journal: one SQLite file. What is lost of it can be asked for again."""

import logging
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from console.following.copy_schema import SCHEMA, TABLES
from firmware.disk import make_private
from firmware.transaction import transaction
from mqtt_bridge.events import AnyEvent, DayOpened, Recorded

SET_ASIDE = ".set-aside"
_LOGS = ("-wal", "-shm")
_UNREADABLE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT}
"""The last two, of statements that are right, say that the tables or what is in them are not this program's."""

_log = logging.getLogger("following")


class UnusableError(ValueError):
    """The file is damaged, or a newer Kezek's: it is of no use to this one."""


class CopyFile:
    """For one thread. Its methods raise sqlite3.Error when the disk does not obey, and UnusableError."""

    def __init__(self, file: sqlite3.Connection, *, in_memory: bool = False) -> None:
        self._file = file
        self.in_memory = in_memory
        """Then it keeps the newest day alone."""
        self._encode = msgspec.json.Encoder().encode
        self._decode = msgspec.json.Decoder(AnyEvent).decode
        self.first_seq, self.last_seq = self._ends()
        self._day = self._newest_day()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def append(self, recorded: Iterable[Recorded]) -> None:
        """Add events, all or none. They follow what is there, though not at once where nobody keeps those between."""
        rows, day, began = [], self._day, False
        for one in recorded:
            if isinstance(one.event, DayOpened):
                day, began = one.event.day, True
            rows.append((one.seq, one.at, day, type(one.event).__struct_config__.tag, self._encode(one.event)))
        if not rows:
            return
        with transaction(self._file):
            self._file.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?)", rows)
            if self.in_memory and began:
                self._file.execute("DELETE FROM events WHERE day < ?", (day,))
        self._day = day
        self.first_seq, self.last_seq = self._ends()

    def forget_after(self, seq: int) -> None:
        """Have no event after *seq*: it is of a life of the journal that is no more."""
        with transaction(self._file):
            self._file.execute("DELETE FROM events WHERE seq > ?", (seq,))
        self.first_seq, self.last_seq = self._ends()
        self._day = self._newest_day()

    def recorded(self, seq: int) -> Recorded | None:
        """Return the event, if it is there."""
        row = self._file.execute("SELECT seq, at, event FROM events WHERE seq = ?", (seq,)).fetchone()
        return self._recorded(*row) if row is not None else None

    def since_day_began(self) -> Iterator[Recorded]:
        """Yield the events since the newest business day began; all of them, when none is known to have begun."""
        rows = self._file.execute("SELECT seq, at, event FROM events WHERE seq >= ? ORDER BY seq", (self.day_began,))
        for row in rows:
            yield self._recorded(*row)

    @property
    def day_began(self) -> int:
        """The event with which the newest business day began; 0 when none is there."""
        (seq,) = self._file.execute("SELECT max(seq) FROM events WHERE kind = 'day-opened'").fetchone()
        return seq or 0

    @property
    def day(self) -> str:
        """The newest business day; empty for none."""
        return self._day

    def erase_before(self, day: str, most: int) -> int:
        """Erase events of days before *day*, the oldest first and *most* at once; return how many there were."""
        old = "SELECT seq FROM events WHERE seq < (SELECT min(seq) FROM events WHERE day >= ?) ORDER BY seq LIMIT ?"
        with transaction(self._file):
            erased = self._file.execute(f"DELETE FROM events WHERE seq IN ({old})", (day, most)).rowcount  # noqa: S608 - no value in it
        self.first_seq, self.last_seq = self._ends()
        return erased

    def _ends(self) -> tuple[int, int]:
        # Two queries: each is one look at an end of the tree, and both in one would read all of it.
        (first,) = self._file.execute("SELECT min(seq) FROM events").fetchone()
        (last,) = self._file.execute("SELECT max(seq) FROM events").fetchone()
        return first or 0, last or 0

    def _newest_day(self) -> str:
        row = self._file.execute("SELECT day FROM events ORDER BY seq DESC LIMIT 1").fetchone()
        return row[0] if row is not None else ""

    def _recorded(self, seq: int, at: float, event: bytes) -> Recorded:
        try:
            return Recorded(seq=seq, at=at, event=self._decode(event))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise UnusableError(f"event {seq} cannot be read: {error}") from error


def open_copy_file(path: Path) -> CopyFile:
    """Open or make the file; a damaged or newer one is set aside. Raises OSError and sqlite3.Error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _open(path)
    except UnusableError as error:
        set_aside(path, str(error))
    except sqlite3.Error as error:
        if not is_damage(error):
            raise
        set_aside(path, str(error))
    return _open(path)


def memory_copy() -> CopyFile:
    """Return a copy that no disk keeps, of the newest day alone."""
    file = sqlite3.connect(":memory:", isolation_level=None)
    _make(file)
    return CopyFile(file, in_memory=True)


def set_aside(path: Path, why: str) -> None:
    """Rename the file, over the one that was set aside before. Raises OSError."""
    aside = path.with_name(path.name + SET_ASIDE)
    _log.error("hall copy set aside why=%s kept=%s; everything is asked for anew", why, aside)
    for log in _LOGS:  # of no use without the file that they belong to
        path.with_name(path.name + log).unlink(missing_ok=True)
    with suppress(FileNotFoundError):
        path.replace(aside)


def is_damage(error: BaseException) -> bool:
    """Return whether no later reading will help."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return isinstance(error, UnusableError) or code in _UNREADABLE


def _open(path: Path) -> CopyFile:
    make_private(path)  # SQLite gives its log the rights of the file
    file = sqlite3.connect(path, isolation_level=None)
    try:
        file.execute("PRAGMA journal_mode = WAL")
        # NORMAL: a power cut may take the newest events, and they are asked for again. A program's crash takes none.
        file.execute("PRAGMA synchronous = NORMAL")
        # All of it is not checked: that takes seconds with a year of days. Damage that is met later is dealt with then.
        (schema,) = file.execute("PRAGMA user_version").fetchone()
        if schema > SCHEMA:
            raise UnusableError(f"has schema {schema}, this program reads {SCHEMA}")  # noqa: TRY301 - closed by the one below
        if schema == 0:
            _make(file)
        return CopyFile(file)
    except BaseException:
        file.close()
        raise


def _make(file: sqlite3.Connection) -> None:
    with transaction(file):
        for statement in TABLES.split(";"):  # executescript would end the transaction
            file.execute(statement)
        file.execute(f"PRAGMA user_version = {SCHEMA}")
