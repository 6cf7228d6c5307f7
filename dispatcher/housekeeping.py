"""What the journal needs once a day: ended days are counted, old ones removed; a little at a time, in quiet moments."""

import logging
from datetime import date, timedelta

from dispatcher.day_counts import EndedDay
from dispatcher.errors import JournalDamagedError
from dispatcher.journal import Journal
from dispatcher.tally import DayTally

EVENTS_AT_ONCE = 200
"""A few milliseconds of work: whoever comes in the middle of it does not notice."""
_NO_LIMIT = 1 << 30

_log = logging.getLogger("journal")


class Housekeeping:
    """For the owner thread."""

    def __init__(self, journal: Journal, keep_days: int) -> None:
        self._journal = journal
        self._keep_days = keep_days
        self._day = ""
        self._counting: EndedDay | None = None
        self._tally = DayTally()
        self._next = 0

    @property
    def is_due(self) -> bool:
        """Whether `do_some` has something to do."""
        return bool(self._day)

    def day_began(self, day: str) -> None:
        """Look, from the next quiet moment on, for what there is to do now that it is *day*; also after a start."""
        self._day, self._counting = day, None

    def do_some(self) -> None:
        """Do a little of it. Raises sqlite3.Error; nothing is half done by then, and it may be tried again."""
        counts = self._journal.counts
        if self._counting is not None:
            self._count_some(self._counting)
        elif (uncounted := next(counts.uncounted(), None)) is not None:
            self._counting, self._tally, self._next = uncounted, DayTally(), uncounted.first
        elif (old := next(counts.older_than(self._oldest_kept()), None)) is not None:
            if counts.remove_some(old, EVENTS_AT_ONCE):
                _log.info("day removed day=%s keep_days=%d", old.day, self._keep_days)
        else:
            self._day = ""

    def _count_some(self, day: EndedDay) -> None:
        """Read some of the day's events; after the last, write down what they came to."""
        try:
            page = self._journal.after(self._next - 1, min(EVENTS_AT_ONCE, day.end - self._next), _NO_LIMIT)
        except JournalDamagedError as error:
            _log.error("day not counted day=%s why=%s", day.day, error)
            self._day = ""
            return
        self._tally.take(recorded for recorded in page if recorded.seq < day.end)
        self._next = page[-1].seq + 1 if page else day.end
        if self._next >= day.end:
            self._journal.counts.keep(self._tally.counts(day.day))
            self._counting = None
            _log.info("day counted day=%s", day.day)

    def _oldest_kept(self) -> str:
        return (date.fromisoformat(self._day) - timedelta(days=self._keep_days)).isoformat()
