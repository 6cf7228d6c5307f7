"""Reads a dispatcher's journal, and a console's copy of it, from outside, also while they are written."""

import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec

from mqtt_bridge.events import AnyEvent, Recorded
from storm.words import Row


def read_journal(path: Path) -> list[Row]:
    """Return all events in order. Raises sqlite3.Error."""
    decode = msgspec.json.Decoder(AnyEvent).decode
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)) as file:
        rows = file.execute("SELECT seq, at, day, request_id, body FROM events ORDER BY seq").fetchall()
    return [
        Row(seq=seq, at=at, day=day, request=request or "", event=decode(body)) for seq, at, day, request, body in rows
    ]


def read_copy(path: Path) -> list[Recorded]:
    """Return the events that a console has, in order. Raises sqlite3.Error."""
    decode = msgspec.json.Decoder(AnyEvent).decode
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)) as file:
        rows = file.execute("SELECT seq, at, event FROM events ORDER BY seq").fetchall()
    return [Recorded(seq=seq, at=at, event=decode(event)) for seq, at, event in rows]
