"""The tables of accounts, and how a file of an older Kezek gets those that it lacks."""

import sqlite3

from console.accounts.errors import StaffFileNewerError

_FIRST = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE accounts (
    account_id TEXT PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    profile BLOB NOT NULL,
    disabled INTEGER NOT NULL DEFAULT 0,
    must_change INTEGER NOT NULL,
    password TEXT NOT NULL,
    password_at REAL NOT NULL,
    pin TEXT
) STRICT;
-- session_id is a hash of what the browser holds.
CREATE TABLE sessions (
    session_id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts,
    begun_at REAL NOT NULL,
    seen_at REAL NOT NULL,
    age_s REAL NOT NULL,
    idle_s REAL NOT NULL,
    locked INTEGER NOT NULL,
    wrong_tries INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX sessions_of_account ON sessions (account_id);
CREATE TABLE held (
    place TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    session_id TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE ON UPDATE CASCADE,
    since REAL NOT NULL
) STRICT;
CREATE INDEX held_by_session ON held (session_id);
CREATE TABLE lost (
    seq INTEGER PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE ON UPDATE CASCADE,
    place TEXT NOT NULL,
    by_account TEXT NOT NULL REFERENCES accounts,
    at REAL NOT NULL
) STRICT;
CREATE INDEX lost_by_session ON lost (session_id);
-- key is a keyed hash: what was typed as a login may have been a password.
CREATE TABLE tries (key TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT;
CREATE TABLE acts (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at REAL NOT NULL,
    account_id TEXT,
    what TEXT NOT NULL,
    about TEXT NOT NULL,
    outcome TEXT NOT NULL
) STRICT;
CREATE INDEX acts_by_time ON acts (at);
CREATE TRIGGER acts_stay BEFORE UPDATE ON acts BEGIN SELECT RAISE(ABORT, 'acts are never changed'); END;
"""

_STEPS = (_FIRST,)

SCHEMA = len(_STEPS)


def bring_up_to_date(file: sqlite3.Connection, name: str) -> None:
    """Give *file* its tables. To be called in a transaction. Raises StaffFileNewerError, sqlite3.Error."""
    (schema,) = file.execute("PRAGMA user_version").fetchone()
    if schema > SCHEMA:
        raise StaffFileNewerError(f"{name}: has schema {schema}, this program reads {SCHEMA}; install the newer Kezek")
    for step in range(schema, SCHEMA):
        for statement in _STEPS[step].split(";\n"):  # executescript would end the transaction; a trigger has one inside
            file.execute(statement)
        file.execute(f"PRAGMA user_version = {step + 1}")
