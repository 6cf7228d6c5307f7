"""The journal's days: where each begins, what was counted of it, and how an old one is removed."""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

import msgspec

from dispatcher.tally import ALL_ZONES, DayCount
from firmware.transaction import transaction

_COLUMNS = DayCount.__struct_fields__
_INSERT = f"INSERT OR REPLACE INTO day_counts VALUES ({', '.join(f':{name}' for name in _COLUMNS)})"  # noqa: S608 - our own names
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM day_counts ORDER BY day, zone"  # noqa: S608 - likewise


class EndedDay(NamedTuple):
    """A business day that is over: its events are those from *first* to before *end*."""

    day: str
    first: int
    end: int


class DayCounts:
    """On the journal's own connection, so for its thread. Every method raises sqlite3.Error."""

    def __init__(self, file: sqlite3.Connection) -> None:
        self._file = file

    def uncounted(self) -> Iterator[EndedDay]:
        """Yield the days that have ended and were not counted yet, the oldest first."""
        counted = {day for (day,) in self._file.execute("SELECT day FROM day_counts WHERE zone = ?", (ALL_ZONES,))}
        return (day for day in self._ended() if day.day not in counted)

    def older_than(self, day: str) -> Iterator[EndedDay]:
        """Yield the days before *day* (an ISO date) that have ended and were counted, the oldest first."""
        uncounted = {one.day for one in self.uncounted()}
        return (one for one in self._ended() if one.day < day and one.day not in uncounted)

    def keep(self, counts: Iterable[DayCount]) -> None:
        """Write down what was counted, at once and durably."""
        rows = [msgspec.to_builtins(count) for count in counts]
        with transaction(self._file):
            self._file.executemany(_INSERT, rows)

    def remove_some(self, day: EndedDay, most: int) -> bool:
        """Remove the oldest *most* events of *day*; True once none of it is left."""
        # The beginning goes last: as long as it stands, the rest of the day is found.
        self._file.execute(
            "DELETE FROM events WHERE seq IN (SELECT seq FROM events WHERE seq > ? AND seq < ? ORDER BY seq LIMIT ?)",
            (day.first, day.end, most),
        )
        (left,) = self._file.execute(
            "SELECT count(*) FROM (SELECT 1 FROM events WHERE seq > ? AND seq < ? LIMIT 1)", (day.first, day.end)
        ).fetchone()
        if left:
            return False
        self._file.execute("DELETE FROM events WHERE seq = ?", (day.first,))
        return True

    def __iter__(self) -> Iterator[DayCount]:
        """Yield everything that was ever counted, the oldest day first."""
        for row in self._file.execute(_SELECT):
            yield DayCount(**dict(zip(_COLUMNS, row, strict=True)))

    def _ended(self) -> Iterator[EndedDay]:
        rows = self._file.execute("SELECT day, seq FROM events WHERE kind = 'day-opened' ORDER BY seq").fetchall()
        for (day, first), (_next_day, end) in pairwise(rows):
            yield EndedDay(day, first, end)
