"""The station's SQLite file: leases, numbers given alone, papers printed. For one thread, which may wait long."""

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from firmware.words import new_id
from kiosk.kept import (
    PAPERS_KEPT,
    AloneTicket,
    CentreHeard,
    Contents,
    Fact,
    HallJoined,
    LeasesHeld,
    Noted,
    NumberBurnt,
    NumberGiven,
    PaperOut,
    TicketEnded,
    TicketTold,
)
from mqtt_bridge.lease import HeldLease, Lease
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.public import Centre

SCHEMA = 1
TOLD_KEPT = 1000
"""So many tickets that the dispatcher knows of are kept for whoever looks into the file."""
RETIRED_KEPT = 1000

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE notes (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE leases (
    seq INTEGER PRIMARY KEY,
    lease_id TEXT NOT NULL UNIQUE,
    next INTEGER NOT NULL,
    retired INTEGER NOT NULL DEFAULT 0,
    body BLOB NOT NULL
) STRICT;
CREATE TABLE tickets (
    seq INTEGER PRIMARY KEY,
    ticket_id TEXT NOT NULL UNIQUE,
    lease_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    outcome TEXT,
    fault TEXT NOT NULL DEFAULT '',
    told INTEGER NOT NULL DEFAULT 0,
    refusal TEXT NOT NULL DEFAULT '',
    body BLOB NOT NULL,
    UNIQUE (lease_id, number)
) STRICT;
CREATE TABLE papers (seq INTEGER PRIMARY KEY, ticket_id TEXT NOT NULL UNIQUE, body BLOB NOT NULL) STRICT;
"""

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class StoreError(RuntimeError):
    """The file cannot be used. The message is one line for a technician."""


class StoreDamagedError(StoreError):
    """What is in the file makes no sense. Trying again will not help."""


def open_file(path: Path) -> sqlite3.Connection:
    """Open the file itself, whatever is in it."""
    return sqlite3.connect(path, isolation_level=None, timeout=0.5)


class Store:
    """Opens or makes the file, and holds it alone. Raises StoreError, here and in every method."""

    def __init__(self, path: Path, connect: Callable[[Path], sqlite3.Connection] = open_file) -> None:
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = connect(path)
        except (OSError, sqlite3.Error) as error:
            raise self._trouble(error) from error
        try:
            self._prepare()
        except BaseException as error:
            self.close()
            raise self._trouble(error) if isinstance(error, sqlite3.Error) else error from error

    def close(self) -> None:
        """Close the file. What `write` came back from is on the disk already."""
        self._file.close()

    def write(self, facts: Iterable[Fact]) -> None:
        """Write all *facts* or none, in order, and come back when they are on the disk."""
        try:
            self._file.execute("BEGIN IMMEDIATE")
            try:
                for fact in facts:
                    self._write(fact)
                self._file.execute("COMMIT")
            except BaseException:
                if self._file.in_transaction:
                    self._file.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise self._trouble(error) from error

    def contents(self) -> Contents:
        """Read everything."""
        try:
            return self._contents()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:  # no such table, no such column
                raise StoreDamagedError(f"{self._path}: {error}") from error
            raise self._trouble(error) from error
        except sqlite3.Error as error:
            raise self._trouble(error) from error
        except (msgspec.DecodeError, ValueError, KeyError) as error:
            raise StoreDamagedError(f"{self._path}: {error}") from error

    def _prepare(self) -> None:
        execute = self._file.execute
        execute("PRAGMA locking_mode = EXCLUSIVE")  # two stations on one file would give one number twice
        if execute("PRAGMA journal_mode = WAL").fetchone() != ("wal",):
            raise StoreError(f"{self._path}: SQLite cannot keep a write-ahead log there; use a local disk")
        execute("PRAGMA synchronous = FULL")
        if execute("PRAGMA synchronous").fetchone() != (2,):
            raise StoreError(f"{self._path}: SQLite does not write durably")
        (complaint,) = execute("PRAGMA quick_check(1)").fetchone()
        if complaint != "ok":
            raise StoreDamagedError(f"{self._path}: damaged: {complaint}".replace("\n", " "))
        (schema,) = execute("PRAGMA user_version").fetchone()
        if schema == 0:
            execute("BEGIN IMMEDIATE")
            for statement in _TABLES.split(";\n"):
                execute(statement)
            execute("INSERT INTO meta VALUES ('store', ?), ('opened', '0')", (new_id(),))
            execute(f"PRAGMA user_version = {SCHEMA}")
            execute("COMMIT")
        elif schema != SCHEMA:
            raise StoreError(f"{self._path}: has schema {schema}, this program reads {SCHEMA}; install the newer Kezek")
        # A disk that only reads is found out now, and not when somebody waits for a number.
        execute("UPDATE meta SET value = value + 1 WHERE key = 'opened'")

    def _write(self, fact: Fact) -> None:
        execute = self._file.execute
        match fact:
            case NumberGiven(ticket=ticket):
                self._write_number(ticket)
            case NumberBurnt(ticket_id=ticket_id):
                execute("UPDATE tickets SET told = 1, fault = 'burnt' WHERE ticket_id = ?", (ticket_id,))
            case TicketEnded(ticket_id=ticket_id, outcome=outcome, fault=fault):
                ended = (outcome.value, fault, ticket_id)
                execute("UPDATE tickets SET outcome = ?, fault = ? WHERE ticket_id = ?", ended)
            case TicketTold(ticket_id=ticket_id, refusal=refusal):
                told = (not refusal, refusal, ticket_id)
                execute("UPDATE tickets SET told = ?, refusal = ? WHERE ticket_id = ?", told)
                execute("DELETE FROM tickets WHERE told AND seq <= (SELECT max(seq) FROM tickets) - ?", (TOLD_KEPT,))
            case LeasesHeld(leases=leases):
                self._write_leases(leases)
            case PaperOut(ticket_id=ticket_id):
                paper = (ticket_id, msgspec.json.encode(fact))
                execute("INSERT OR IGNORE INTO papers (ticket_id, body) VALUES (?, ?)", paper)
                execute("DELETE FROM papers WHERE seq <= (SELECT max(seq) FROM papers) - ?", (PAPERS_KEPT,))
            case CentreHeard(centre=centre):
                self._write_meta("centre", msgspec.json.encode(centre).decode())
            case HallJoined(epoch=epoch):
                self._write_meta("epoch", str(epoch))
            case Noted(key=key, value=value):
                execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (key, value))

    def _write_number(self, ticket: AloneTicket) -> None:
        row = (ticket.ticket_id, ticket.lease_id, ticket.number, msgspec.json.encode(ticket))
        self._file.execute(
            "INSERT INTO tickets (ticket_id, lease_id, number, body) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (ticket_id) DO NOTHING",  # but never one number for two tickets
            row,
        )
        used = (ticket.number + 1, ticket.lease_id)
        self._file.execute("UPDATE leases SET next = max(next, ?) WHERE lease_id = ?", used)

    def _write_meta(self, key: str, value: str) -> None:
        self._file.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def _write_leases(self, leases: tuple[Lease, ...]) -> None:
        execute = self._file.execute
        for lease in leases:
            row = (lease.lease_id, lease.first, msgspec.json.encode(lease))
            execute("INSERT OR IGNORE INTO leases (lease_id, next, body) VALUES (?, ?, ?)", row)
        now_held = msgspec.json.encode([lease.lease_id for lease in leases]).decode()
        execute("UPDATE leases SET retired = 1 WHERE lease_id NOT IN (SELECT value FROM json_each(?))", (now_held,))
        execute("DELETE FROM leases WHERE retired AND seq <= (SELECT max(seq) FROM leases) - ?", (RETIRED_KEPT,))

    def _contents(self) -> Contents:
        execute = self._file.execute
        meta = dict(execute("SELECT key, value FROM meta").fetchall())
        leases = execute("SELECT lease_id, next, retired, body FROM leases ORDER BY seq").fetchall()
        tickets = execute("SELECT outcome, fault, body FROM tickets WHERE NOT told ORDER BY seq").fetchall()
        papers = execute("SELECT body FROM papers ORDER BY seq").fetchall()
        decode = msgspec.json.decode
        return Contents(
            store=meta["store"],
            held=tuple(
                HeldLease(lease=decode(body, type=Lease), next=next_number)
                for _id, next_number, retired, body in leases
                if not retired
            ),
            retired=frozenset(lease_id for lease_id, _next, retired, _body in leases if retired),
            tickets=tuple(
                msgspec.structs.replace(
                    decode(body, type=AloneTicket), outcome=PaperOutcome(outcome) if outcome else None, fault=fault
                )
                for outcome, fault, body in tickets
            ),
            papers=tuple(decode(body, type=PaperOut) for (body,) in papers),
            centre=decode(meta["centre"], type=Centre) if "centre" in meta else None,
            epoch=int(meta.get("epoch", "0")),
            notes=dict(execute("SELECT key, value FROM notes").fetchall()),
        )

    def _trouble(self, error: BaseException) -> StoreError:
        code = getattr(error, "sqlite_errorcode", None)
        kind = StoreDamagedError if code is not None and code & 0xFF in _DAMAGED else StoreError
        return kind(f"{self._path}: {error}".replace("\n", " "))
