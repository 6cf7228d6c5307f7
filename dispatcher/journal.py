"""The journal: one SQLite file that only the dispatcher opens, to which events are only ever added."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import msgspec

from dispatcher.day_counts import DayCounts
from dispatcher.errors import JournalDamagedError, JournalError, journal_error
from dispatcher.schema import bring_up_to_date
from firmware.transaction import transaction
from mqtt_bridge.events import AnyEvent, DayOpened, Recorded, TicketAdopted, TicketIssued

UNTIDY_COMMITS = 20
"""Fewer commits than these are not worth tidying up after. More make a log that grows, and to write what makes a file
grow takes the disk longer than to write over what is there."""
MOST_UNTIDY_PAGES = 4000
"""A hall that never rests has its log tidied up at this size all the same, and one visitor waits for it."""
TRIAL_BYTES = 65_536
"""More than what a busy second writes: a disk that takes it has room for more than one ticket."""

_INSERT = "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class Entry(NamedTuple):
    """An event as it is stored: with its business day, and the request that it answers."""

    recorded: Recorded
    day: str
    request_id: str = ""
    part: int = 0
    """The place of the event among those of one request."""


def open_file(path: Path) -> sqlite3.Connection:
    """Open the file itself, whatever is in it."""
    return sqlite3.connect(path, isolation_level=None)


class Journal:
    """Opens or makes the file. For one thread.

    Raises JournalError with what ails the disk, JournalDamagedError when no reading will help, JournalNewerError.
    """

    def __init__(self, path: Path, connect: Callable[[Path], sqlite3.Connection] = open_file) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = connect(path)
            self._untidy = UNTIDY_COMMITS
            try:
                self._prepare()
            except BaseException:
                self._file.close()
                raise
        except (OSError, sqlite3.Error) as error:
            raise journal_error(error, path) from error
        self._encode = msgspec.json.Encoder().encode
        self._decode = msgspec.json.Decoder(AnyEvent).decode
        self.counts = DayCounts(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. What was appended is on the disk already."""
        self._file.close()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever appended. Raises sqlite3.Error."""
        return self._file.execute("SELECT 1 FROM events LIMIT 1").fetchone() is None

    @property
    def is_untidy(self) -> bool:
        """Whether `tidy` has something to do."""
        return self._untidy >= UNTIDY_COMMITS

    def tidy(self) -> None:
        """Move what the write-ahead log holds into the file. Some milliseconds: call it while nobody waits."""
        self._file.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        self._untidy = 0

    def append(self, entries: Iterable[Entry]) -> None:
        """Write all *entries* or none, and come back when they are on the disk. Raises sqlite3.Error."""
        self._untidy += 1
        rows = [self._row(entry) for entry in entries]
        with transaction(self._file):
            self._file.executemany(_INSERT, rows)

    def try_disk(self) -> None:
        """Find out whether the disk takes what is written, log and file. Raises sqlite3.Error."""
        with transaction(self._file):
            self._file.execute("INSERT OR REPLACE INTO trial VALUES (1, zeroblob(?))", (TRIAL_BYTES,))
        self.tidy()

    def since_last_day(self) -> Iterator[tuple[Recorded, str]]:
        """Yield the events from the last `DayOpened` on, each with the id of the request that it answers.

        Raises JournalDamagedError at an event that cannot be read, and sqlite3.Error.
        """
        rows = self._file.execute(
            "SELECT seq, at, request_id, body FROM events"
            " WHERE seq >= (SELECT coalesce(max(seq), 1) FROM events WHERE kind = 'day-opened') ORDER BY seq"
        )
        for seq, at, request_id, body in rows:
            yield self._recorded(seq, at, body), request_id or ""

    def has_request(self, request_id: str) -> bool:
        """Return whether any event, of any day that is kept, answers this request."""
        rows = self._file.execute("SELECT 1 FROM events WHERE request_id = ? LIMIT 1", (request_id,))
        return rows.fetchone() is not None

    def after(self, seq: int, limit: int, most_bytes: int) -> list[Recorded]:
        """Return events after *seq*, at most *limit* of them, and no more than fit into *most_bytes*; at least one.

        They begin with the oldest that is kept when what followed *seq* is not kept any more.
        """
        rows = self._file.execute("SELECT seq, at, body FROM events WHERE seq > ? ORDER BY seq LIMIT ?", (seq, limit))
        page: list[Recorded] = []
        size = 0
        for number, at, body in rows.fetchall():
            size += len(body) + 50  # and what JSON puts around it
            if page and size > most_bytes:
                break
            page.append(self._recorded(number, at, body))
        return page

    def _recorded(self, seq: int, at: float, body: bytes) -> Recorded:
        try:
            return Recorded(seq=seq, at=at, event=self._decode(body))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise JournalDamagedError(f"{self.path}: event {seq} cannot be read: {error}") from error

    def _prepare(self) -> None:
        execute = self._file.execute
        execute("PRAGMA foreign_keys = ON")
        if execute("PRAGMA journal_mode = WAL").fetchone() != ("wal",):
            raise JournalError(f"{self.path}: SQLite cannot keep a write-ahead log there; use a local disk")
        execute(f"PRAGMA wal_autocheckpoint = {MOST_UNTIDY_PAGES}")
        execute("PRAGMA synchronous = FULL")
        if execute("PRAGMA synchronous").fetchone() != (2,):
            raise JournalError(f"{self.path}: SQLite does not write durably")
        (complaint,) = execute("PRAGMA quick_check(1)").fetchone()
        if complaint != "ok":
            raise JournalDamagedError(f"{self.path}: damaged: {' '.join(str(complaint).split())}")
        bring_up_to_date(self._file, str(self.path))

    def _row(self, entry: Entry) -> tuple[object, ...]:
        recorded, event = entry.recorded, entry.recorded.event
        numbered = _number_of(event)
        day = event.day if isinstance(event, DayOpened) else entry.day
        kind = type(event).__struct_config__.tag
        body = self._encode(event)
        return recorded.seq, day, recorded.at, kind, entry.request_id or None, entry.part, *numbered, body


def _number_of(event: AnyEvent) -> tuple[str, int, int] | tuple[None, None, None]:
    if isinstance(event, TicketIssued | TicketAdopted):
        return event.zone, event.cycle, event.number
    return None, None, None
