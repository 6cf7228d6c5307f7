"""When tickets are given: from the days of the calendar to spans of time. Pure."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from centre.calendar import plan_by
from centre.settings import CalendarSettings, CentreSettings, HoursSettings

DAYS_AHEAD = 14


class Span(Protocol):
    """From when to when tickets are given, in Unix seconds; the end is not in it."""

    @property
    def begins(self) -> float:
        """The first moment."""

    @property
    def ends(self) -> float:
        """The moment after the last one."""

    @property
    def ends_day(self) -> bool:
        """Whether it is the last one of its business day: what follows is no break."""


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
    ends_day: bool


class ComingHours(NamedTuple):
    """`Hours` of the next days."""

    spans: tuple[OpenSpan, ...]
    known_until: float
    day_ends: float | None
    """When the last span of the first of these days ends; None when it has none."""


def is_open(hours: Hours, at: float) -> bool:
    """Tell whether tickets are given *at*, in Unix seconds. Where the hours are not known, they are."""
    if at >= hours.known_until:
        return True
    index = bisect_right(hours.spans, at, key=lambda span: span.begins) - 1
    return index >= 0 and at < hours.spans[index].ends


def business_date(at: float, timezone: str, day_begins: str) -> date:
    """Return the date of the business day that *at*, in Unix seconds, belongs to."""
    begins = time.fromisoformat(day_begins)
    shift = timedelta(hours=begins.hour, minutes=begins.minute)
    return (datetime.fromtimestamp(at, ZoneInfo(timezone)).replace(tzinfo=None) - shift).date()


def coming_hours(centre: CentreSettings, day: str) -> ComingHours | None:
    """Return the hours of 14 business days from *day*, an ISO date, on.

    None when the centre never closes, and when *day* is empty: none has begun yet.
    """
    if centre.hours is None or not day:
        return None
    # Not by the whole centre: what it says of places does not matter here, and would be hashed for every ticket.
    return _coming_hours(centre.hours, centre.calendar, centre.timezone, centre.day_begins, date.fromisoformat(day))


@lru_cache(maxsize=4)  # every ticket asks
def _coming_hours(
    hours: HoursSettings, calendar: CalendarSettings, timezone: str, day_begins: str, day: date
) -> ComingHours:
    zone, turn_over = ZoneInfo(timezone), time.fromisoformat(day_begins)

    def moment(on: date, local: time) -> float:
        return datetime.combine(on, local, zone).timestamp()

    known_from, known_until = moment(day, turn_over), moment(day + timedelta(days=DAYS_AHEAD), turn_over)
    spans: list[tuple[float, float, date]] = []
    last_end = known_from
    for ahead in range(DAYS_AHEAD + 1):
        on = day + timedelta(days=ahead)
        for begin, end in plan_by(hours, calendar, on).spans:
            # Where the clocks are changed within a span, it may end before it has begun, or another one's begun.
            begins, ends = max(moment(on, begin), last_end), min(moment(on, end), known_until)
            if begins < ends:
                spans.append((begins, ends, business_date(begins, timezone, day_begins)))
                last_end = ends
    following = [span_day for _begins, _ends, span_day in spans[1:]]
    return ComingHours(
        tuple(
            OpenSpan(begins, ends, next_day != span_day)
            for (begins, ends, span_day), next_day in zip_longest(spans, following)
        ),
        known_until,
        max((ends for _begins, ends, span_day in spans if span_day == day), default=None),
    )
