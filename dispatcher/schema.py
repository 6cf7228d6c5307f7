"""The journal's tables, and how a file of an older Kezek gets those that it lacks."""

import sqlite3

from dispatcher.errors import JournalNewerError

_FIRST = """
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

_SECOND = """
CREATE TABLE day_counts (
    day TEXT NOT NULL,
    zone TEXT NOT NULL,
    issued INTEGER NOT NULL,
    alone INTEGER NOT NULL,
    copies INTEGER NOT NULL,
    called INTEGER NOT NULL,
    recalled INTEGER NOT NULL,
    served INTEGER NOT NULL,
    no_show INTEGER NOT NULL,
    unserved INTEGER NOT NULL,
    void INTEGER NOT NULL,
    wait_median_s REAL,
    wait_p90_s REAL,
    service_median_s REAL,
    service_p90_s REAL,
    PRIMARY KEY (day, zone)
) STRICT, WITHOUT ROWID;
CREATE TABLE trial (id INTEGER PRIMARY KEY CHECK (id = 1), filler BLOB NOT NULL) STRICT;
"""

_STEPS = (_FIRST, _SECOND)

SCHEMA = len(_STEPS)


def schema_of(file: sqlite3.Connection) -> int:
    """Return which of the steps *file* has; 0 for a new one."""
    (schema,) = file.execute("PRAGMA user_version").fetchone()
    return int(schema)


def bring_up_to_date(file: sqlite3.Connection, name: str) -> None:
    """Give *file* the tables that it lacks, each step as a whole. Raises JournalNewerError, sqlite3.Error."""
    schema = schema_of(file)
    if schema > SCHEMA:
        raise JournalNewerError(f"{name}: has schema {schema}, this program reads {SCHEMA}; install the newer Kezek")
    for step in range(schema, SCHEMA):
        file.executescript(f"BEGIN IMMEDIATE; {_STEPS[step]} PRAGMA user_version = {step + 1}; COMMIT;")
