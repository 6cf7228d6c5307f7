"""The survey's tables. What a person might be known by is in none of them."""

import sqlite3

from console.receptions.errors import StoreNewerError

SCHEMA = 1

_TABLES = (
    """
    CREATE TABLE visits (
        ticket_id TEXT PRIMARY KEY,
        day TEXT NOT NULL,
        place TEXT NOT NULL,
        chosen_at REAL NOT NULL,
        stands TEXT NOT NULL DEFAULT 'open',
        asked_at REAL,
        staff TEXT,
        language TEXT
    ) STRICT
    """,
    "CREATE INDEX visits_of_day ON visits (day, stands)",
    """
    CREATE TABLE answers (
        ticket_id TEXT NOT NULL REFERENCES visits,
        question TEXT NOT NULL,
        answer TEXT NOT NULL,
        PRIMARY KEY (ticket_id, question)
    ) STRICT, WITHOUT ROWID
    """,
)


def bring_up_to_date(file: sqlite3.Connection, name: str) -> None:
    """Give *file* its tables. To be called in a transaction. Raises StoreNewerError, sqlite3.Error."""
    (schema,) = file.execute("PRAGMA user_version").fetchone()
    if schema > SCHEMA:
        raise StoreNewerError(f"{name}: has schema {schema}, this program reads {SCHEMA}; install the newer Kezek")
    if schema < SCHEMA:
        for statement in _TABLES:
            file.execute(statement)
        file.execute(f"PRAGMA user_version = {SCHEMA}")
