"""The tables of the console's own copy of the journal."""

SCHEMA = 1

TABLES = """
CREATE TABLE events (
    seq INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    day TEXT NOT NULL,
    kind TEXT NOT NULL,
    event BLOB NOT NULL
) STRICT;
CREATE INDEX events_of_day ON events (day, kind);
CREATE INDEX days_opened ON events (seq) WHERE kind = 'day-opened';
"""
"""`day` and `kind` are there for who counts: the visits of a day are found without reading any event."""
