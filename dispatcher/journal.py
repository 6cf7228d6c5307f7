"""The journal: one SQLite file that only the dispatcher opens, to which events are only ever added."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import msgspec

from mqtt_bridge.events import AnyEvent, DayOpened, Recorded, TicketIssued

SCHEMA = 1
UNTIDY_COMMITS = 20
"""Fewer commits than these are not worth tidying up after. More make a log that grows, and to write what makes a file
grow takes the disk longer than to write over what is there."""
MOST_UNTIDY_PAGES = 4000
"""A hall that never rests has its log tidied up at this size all the same, and one visitor waits for it."""

_TABLES = """
CREATE TABLE events (
    seq INTEGER PRIMARY KEY,
    day TEXT NOT NULL,
    at REAL NOT NULL,
    kind TEXT NOT NULL,
    request_id TEXT,
    part INTEGER NOT NULL,
    zone TEXT,
    cycle INTEGER,
    number INTEGER,
    body BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX once_per_request ON events (request_id, part) WHERE request_id IS NOT NULL;
CREATE UNIQUE INDEX once_per_number ON events (day, zone, cycle, number) WHERE number IS NOT NULL;
CREATE INDEX days ON events (seq) WHERE kind = 'day-opened';
"""

_INSERT = "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class JournalError(RuntimeError):
    """The journal cannot be used. The message is one line for a technician."""


class Entry(NamedTuple):
    """An event as it is stored: with its business day, and the request that it answers."""

    recorded: Recorded
    day: str
    request_id: str = ""
    part: int = 0
    """The place of the event among those of one request."""


class Journal:
    """Opens or makes the file. Raises JournalError when it is damaged or of a newer schema. For one thread."""

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = sqlite3.connect(path, isolation_level=None)
            self._untidy = UNTIDY_COMMITS
            try:
                self._prepare(path)
            except BaseException:
                self._file.close()
                raise
        except (OSError, sqlite3.Error) as error:
            raise JournalError(f"{path}: {error}") from error
        self._encode = msgspec.json.Encoder().encode
        self._decode = msgspec.json.Decoder(AnyEvent).decode

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
        self._file.execute("BEGIN IMMEDIATE")
        try:
            self._file.executemany(_INSERT, rows)
            self._file.execute("COMMIT")
        except BaseException:
            if self._file.in_transaction:
                self._file.execute("ROLLBACK")
            raise

    def since_last_day(self) -> Iterator[tuple[Recorded, str]]:
        """Yield the events from the last `DayOpened` on, each with the id of the request that it answers."""
        rows = self._file.execute(
            "SELECT seq, at, request_id, body FROM events"
            " WHERE seq >= (SELECT coalesce(max(seq), 1) FROM events WHERE kind = 'day-opened') ORDER BY seq"
        )
        for seq, at, request_id, body in rows:
            yield Recorded(seq=seq, at=at, event=self._decode(body)), request_id or ""

    def has_request(self, request_id: str) -> bool:
        """Return whether any event, of any day, answers this request."""
        rows = self._file.execute("SELECT 1 FROM events WHERE request_id = ? LIMIT 1", (request_id,))
        return rows.fetchone() is not None

    def after(self, seq: int, limit: int, most_bytes: int) -> list[Recorded]:
        """Return events after *seq*, at most *limit* of them, and no more than fit into *most_bytes*; at least one."""
        rows = self._file.execute("SELECT seq, at, body FROM events WHERE seq > ? ORDER BY seq LIMIT ?", (seq, limit))
        page: list[Recorded] = []
        size = 0
        for number, at, body in rows.fetchall():
            size += len(body) + 50  # and what JSON puts around it
            if page and size > most_bytes:
                break
            page.append(Recorded(seq=number, at=at, event=self._decode(body)))
        return page

    def _prepare(self, path: Path) -> None:
        execute = self._file.execute
        execute("PRAGMA foreign_keys = ON")
        if execute("PRAGMA journal_mode = WAL").fetchone() != ("wal",):
            raise JournalError(f"{path}: SQLite cannot keep a write-ahead log there; use a local disk")
        execute(f"PRAGMA wal_autocheckpoint = {MOST_UNTIDY_PAGES}")
        execute("PRAGMA synchronous = FULL")
        if execute("PRAGMA synchronous").fetchone() != (2,):
            raise JournalError(f"{path}: SQLite does not write durably")
        (complaint,) = execute("PRAGMA quick_check(1)").fetchone()
        if complaint != "ok":
            raise JournalError(f"{path}: damaged: {complaint}")
        (schema,) = execute("PRAGMA user_version").fetchone()
        if schema == 0:
            self._file.executescript(f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version = {SCHEMA}; COMMIT;")
        elif schema != SCHEMA:
            raise JournalError(f"{path}: has schema {schema}, this program reads {SCHEMA}; install the newer Kezek")

    def _row(self, entry: Entry) -> tuple[object, ...]:
        recorded, event = entry.recorded, entry.recorded.event
        numbered = (event.zone, event.cycle, event.number) if isinstance(event, TicketIssued) else (None, None, None)
        day = event.day if isinstance(event, DayOpened) else entry.day
        kind = type(event).__struct_config__.tag
        body = self._encode(event)
        return recorded.seq, day, recorded.at, kind, entry.request_id or None, entry.part, *numbered, body
