"""How the centre keeps a day: the hours of its weekday, unless a holiday or its own calendar says otherwise. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time, timedelta
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from centre.public_holidays import public_days
from centre.settings import CalendarDay, CalendarSettings, CentreSettings, DayKind, HoursSettings
from firmware.words import Bilingual

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FIRST_YEAR, LAST_YEAR = 1990, 2100
"""For so long anybody may ask for a year's calendar."""
_A_WEEK = 7

LocalSpans = tuple[tuple[time, time], ...]
"""Local times of one day, from and to."""


class Why(Enum):
    """What decided a day's hours."""

    WEEKDAY = "weekday"
    HOLIDAY = "holiday"
    """A public holiday, or a day off in another one's place."""
    WORKED = "worked"
    """A day of the weekend that is worked for another one, everywhere in the country."""
    LOCAL = "local"
    """The centre's own calendar."""
    UNCONFIRMED = "unconfirmed"
    """The weekday; it may yet become a holiday, and the centre's own calendar says nothing."""


class DayPlan(NamedTuple):
    """How the centre keeps one day."""

    spans: LocalSpans
    """None: the centre is closed."""
    why: Why
    name: Bilingual | None = None
    """Of the holiday, or the centre's own word for it."""


def day_plan(centre: CentreSettings, on: date) -> DayPlan:
    """Return how *centre* keeps the day *on*. A centre without hours is open on every day, whatever its calendar."""
    if centre.hours is None:
        return DayPlan(((time.min, time.max),), Why.WEEKDAY)
    return plan_by(centre.hours, centre.calendar, on)


@lru_cache(maxsize=800)
def plan_by(hours: HoursSettings, calendar: CalendarSettings, on: date) -> DayPlan:
    """Return what `day_plan` does, from what it rests on."""
    usual = _usual(hours, calendar.holidays, on)
    entry = _entries(calendar).get(on)
    if entry is None:
        return usual
    known = None if usual.why is Why.WEEKDAY else usual.name
    if entry.kind is DayKind.OFF or entry.to == on:
        return DayPlan((), Why.LOCAL, entry.name or known)
    return DayPlan(local_spans(entry.hours) or _worked(hours, on), Why.LOCAL, entry.name)


def usual_plan(centre: CentreSettings, on: date) -> DayPlan:
    """Return how *on* would be kept if the centre's own calendar were empty."""
    if centre.hours is None:
        return day_plan(centre, on)
    return _usual(centre.hours, centre.calendar.holidays, on)


def is_working_day(centre: CentreSettings, on: date) -> bool:
    """Tell whether the centre receives visitors on that day at all."""
    return bool(day_plan(centre, on).spans)


def working_days_before(centre: CentreSettings, on: date, days: int) -> date:
    """Return the working day that lies *days* working days before *on*, which need not be one.

    Raises LookupError when there are not as many within ten years.
    """
    earlier, left = on, days
    for _ in range(3660):
        if not left:
            return earlier
        earlier -= timedelta(days=1)
        left -= is_working_day(centre, earlier)
    raise LookupError(f"{days} working days before {on}: the centre has none for years")


def spans_of(hours: HoursSettings, weekday: int) -> LocalSpans:
    """Return the spans of a weekday, Monday being 0."""
    return local_spans(getattr(hours, WEEKDAYS[weekday]))


def local_spans(texts: Sequence[str]) -> LocalSpans:
    """Read spans as settings have them: "09:00-13:00"."""
    return tuple((time.fromisoformat(text[:5]), time.fromisoformat(text[6:])) for text in texts)


def days_of(year: int) -> Iterator[date]:
    """Yield every day of *year*."""
    first = date(year, 1, 1)
    return (first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days))


def _usual(hours: HoursSettings, country: str, on: date) -> DayPlan:
    public, spans = public_days(country, on.year), spans_of(hours, on.weekday())
    if on in public.off:
        return DayPlan((), Why.HOLIDAY, public.off[on])
    if on in public.worked:
        return DayPlan(_worked(hours, on), Why.WORKED)
    if on in public.estimated:
        return DayPlan(spans, Why.UNCONFIRMED, public.estimated[on])
    return DayPlan(spans, Why.WEEKDAY)


def _worked(hours: HoursSettings, on: date) -> LocalSpans:
    """Return the weekday's hours, or those of the nearest weekday before it that has some."""
    for back in range(_A_WEEK):
        if spans := spans_of(hours, (on.weekday() - back) % _A_WEEK):
            return spans
    return ()


@lru_cache(maxsize=4)
def _entries(calendar: CalendarSettings) -> Mapping[date, CalendarDay]:
    """Return each day's entry; a moved one stands for both its days."""
    moved_to = {entry.to: entry for entry in calendar.days if entry.to is not None}
    return {**moved_to, **{entry.on: entry for entry in calendar.days}}
