"""When tickets are given: from the hours of the weekdays to spans of time. Pure."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from centre.settings import CentreSettings, HoursSettings

DAYS_AHEAD = 14
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Span(Protocol):
    """From when to when tickets are given, in Unix seconds; the end is not in it."""

    @property
    def begins(self) -> float:
        """The first moment."""

    @property
    def ends(self) -> float:
        """The moment after the last one."""


class Hours(Protocol):
    """Spans in order, not overlapping, and until when nothing else is known. The message `OpeningHours` is one."""

    @property
    def spans(self) -> Sequence[Span]:
        """The spans."""

    @property
    def known_until(self) -> float:
        """Unix seconds."""


class OpenSpan(NamedTuple):
    """A `Span`."""

    begins: float
    ends: float


class ComingHours(NamedTuple):
    """`Hours` of the next days."""

    spans: tuple[OpenSpan, ...]
    known_until: float


def is_open(hours: Hours, at: float) -> bool:
    """Tell whether tickets are given *at*, in Unix seconds. Where the hours are not known, they are."""
    if at >= hours.known_until:
        return True
    index = bisect_right(hours.spans, at, key=lambda span: span.begins) - 1
    return index >= 0 and at < hours.spans[index].ends


def coming_hours(centre: CentreSettings, day: str) -> ComingHours | None:
    """Return the hours of 14 business days from *day*, an ISO date, on.

    None when the centre never closes, and when *day* is empty: none has begun yet.
    """
    if centre.hours is None or not day:
        return None
    return _coming_hours(centre.hours, centre.timezone, centre.day_begins, date.fromisoformat(day))


def spans_of(hours: HoursSettings, weekday: int) -> Sequence[tuple[time, time]]:
    """Return the spans of a weekday, Monday being 0."""
    texts: tuple[str, ...] = getattr(hours, WEEKDAYS[weekday])
    return [(time.fromisoformat(text[:5]), time.fromisoformat(text[6:])) for text in texts]


@lru_cache(maxsize=4)  # every ticket asks
def _coming_hours(hours: HoursSettings, timezone: str, day_begins: str, day: date) -> ComingHours:
    zone, turn_over = ZoneInfo(timezone), time.fromisoformat(day_begins)

    def moment(on: date, local: time) -> float:
        return datetime.combine(on, local, zone).timestamp()

    known_from, known_until = moment(day, turn_over), moment(day + timedelta(days=DAYS_AHEAD), turn_over)
    spans: list[OpenSpan] = []
    last_end = known_from
    for ahead in range(DAYS_AHEAD + 1):
        on = day + timedelta(days=ahead)
        for begin, end in spans_of(hours, on.weekday()):
            # Where the clocks are changed within a span, it may end before it has begun, or another one's begun.
            begins, ends = max(moment(on, begin), last_end), min(moment(on, end), known_until)
            if begins < ends:
                spans.append(OpenSpan(begins, ends))
                last_end = ends
    return ComingHours(tuple(spans), known_until)
