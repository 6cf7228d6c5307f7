"""What a journal or a backup holds, read by whoever does not own it."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from dispatcher.errors import JournalDamagedError, JournalNewerError
from dispatcher.schema import SCHEMA, schema_of

LAST_DAY = "(SELECT coalesce(max(seq), 1) FROM events WHERE kind = 'day-opened')"
_EPOCH_KINDS = "kind IN ('day-opened', 'journal-restored')"
_TICKET_KINDS = "kind IN ('ticket-issued', 'ticket-adopted')"


class JournalState(NamedTuple):
    """How far a journal goes."""

    epoch: int
    seq: int
    at: float
    """Unix seconds of its newest event."""
    day: str
    day_seq: int
    """Where its last business day begins."""
    site: str


@contextmanager
def reading(path: Path, *, is_alive: bool) -> Iterator[sqlite3.Connection]:
    """Open *path* to read only. *is_alive*: another process or connection may write to it meanwhile."""
    how = "mode=ro" if is_alive else "mode=ro&immutable=1"  # a lock on a network's share may never be granted
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, isolation_level=None)) as file:
        yield file


def state_of(file: sqlite3.Connection, schema: str = "main") -> JournalState | None:
    """Read how far it goes; None when it holds no day. Raises sqlite3.Error."""
    events = f"{schema}.events"
    day = file.execute(f"SELECT max(seq) FROM {events} WHERE kind = 'day-opened'").fetchone()[0]  # noqa: S608 - our own names
    if day is None:
        return None
    opened, name = file.execute(f"SELECT body, day FROM {events} WHERE seq = ?", (day,)).fetchone()  # noqa: S608 - likewise
    seq, at = file.execute(f"SELECT seq, at FROM {events} ORDER BY seq DESC LIMIT 1").fetchone()  # noqa: S608 - likewise
    (begun,) = file.execute(
        f"SELECT body FROM {events} WHERE seq >= ? AND {_EPOCH_KINDS} ORDER BY seq DESC LIMIT 1",  # noqa: S608 - likewise
        (day,),
    ).fetchone()
    site = json.loads(json.loads(opened)["settings"]).get("site", "")
    return JournalState(int(json.loads(begun)["epoch"]), seq, at, name, day, site)


def tickets_of_last_day(file: sqlite3.Connection) -> int:
    """Count the tickets of the last business day in *file*."""
    (tickets,) = file.execute(
        "SELECT count(DISTINCT json_extract(CAST(body AS TEXT), '$.ticket_id')) FROM events"  # noqa: S608 - our own names
        f" WHERE seq >= {LAST_DAY} AND {_TICKET_KINDS}"
    ).fetchone()
    return int(tickets)


def check_backup(path: Path) -> JournalState:
    """Read the whole of a backup. Raises JournalDamagedError, JournalNewerError."""
    try:
        if not path.is_file():
            raise JournalDamagedError(f"{path}: there is no such file")
        with reading(path, is_alive=False) as file:
            (complaint,) = file.execute("PRAGMA quick_check(1)").fetchone()
            if complaint != "ok":
                raise JournalDamagedError(f"{path}: damaged: {' '.join(str(complaint).split())}")
            if (schema := schema_of(file)) > SCHEMA:
                raise JournalNewerError(f"{path}: has schema {schema}, this program reads {SCHEMA}")
            state = state_of(file)
    except (OSError, sqlite3.Error, ValueError, LookupError) as error:
        raise JournalDamagedError(f"{path}: {error}") from error
    if state is None:
        raise JournalDamagedError(f"{path}: holds no business day")
    return state
