"""The store's tables, and how a file of an older Kezek gets those that it lacks."""

import sqlite3

from console.receptions.errors import StoreNewerError

_FIRST = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
-- What must not be in an event: what is erased one day, and who holds a slot.
CREATE TABLE bookings (
    booking_id TEXT PRIMARY KEY,
    slot_id TEXT UNIQUE,
    marks TEXT NOT NULL,
    person BLOB,
    note BLOB
) STRICT;
CREATE TABLE events (
    seq INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    staff TEXT,
    kind TEXT NOT NULL,
    booking_id TEXT REFERENCES bookings,
    body BLOB NOT NULL
) STRICT;
CREATE TABLE looks (
    seq INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    staff TEXT NOT NULL,
    booking_id TEXT NOT NULL REFERENCES bookings,
    why TEXT NOT NULL
) STRICT;
CREATE INDEX looks_at_booking ON looks (booking_id);
"""

_ONE_LOOK_AT_MANY = """
-- A look is one act of somebody, at as many bookings as were shown: a page's, a list's, a search's.
CREATE TABLE looked_at (
    look INTEGER NOT NULL,
    booking_id TEXT NOT NULL REFERENCES bookings,
    PRIMARY KEY (look, booking_id)
) STRICT, WITHOUT ROWID;
INSERT INTO looked_at SELECT seq, booking_id FROM looks;
CREATE TABLE acts (seq INTEGER PRIMARY KEY, at REAL NOT NULL, staff TEXT NOT NULL, why TEXT NOT NULL) STRICT;
INSERT INTO acts SELECT seq, at, staff, why FROM looks;
DROP TABLE looks;
ALTER TABLE acts RENAME TO looks;
CREATE INDEX looks_at_booking ON looked_at (booking_id, look);
CREATE INDEX looks_of_staff ON looks (staff, seq);
"""

_VISITS_REOPENED = "-- No table: an older program would take an event of this kind for damage."

_STEPS = (_FIRST, _ONE_LOOK_AT_MANY, _VISITS_REOPENED)

SCHEMA = len(_STEPS)


def bring_up_to_date(file: sqlite3.Connection, name: str) -> None:
    """Give *file* the tables that it lacks. To be called in a transaction. Raises StoreNewerError, sqlite3.Error."""
    (schema,) = file.execute("PRAGMA user_version").fetchone()
    if schema > SCHEMA:
        raise StoreNewerError(f"{name}: has schema {schema}, this program reads {SCHEMA}; install the newer Kezek")
    for step in range(schema, SCHEMA):
        for statement in _STEPS[step].split(";"):  # executescript would end the transaction
            file.execute(statement)
        file.execute(f"PRAGMA user_version = {step + 1}")
