"""What is wrong between the entries of a calendar, and what works but not as somebody meant it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from centre.calendar import WEEKDAYS, Why, day_plan, local_spans, spans_of, usual_plan
from centre.public_holidays import is_known_country
from centre.settings import CalendarDay, CentreSettings, DayKind

AHEAD_DAYS = 90
"""So long before an estimated holiday its day is asked for."""


def span_complaints(key: str, texts: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with one day's spans."""
    for index, span in enumerate(texts):
        begins, ends = span.split("-")
        if ends <= begins:  # both have five characters, so they compare as times
            yield f"{key}[{index}]: {span!r} ends before it has begun; right would be an end later that day"
        elif index and begins < texts[index - 1].split("-")[1]:
            yield (
                f"{key}[{index}]: {span!r} begins before {texts[index - 1]!r} has ended; "
                f"spans of a day must be in order and must not overlap"
            )


def hours_complaints(centre: CentreSettings) -> Iterator[str]:
    """Yield what is wrong with the hours of the weekdays."""
    if centre.hours is None:
        return
    if not any(spans_of(centre.hours, weekday) for weekday in range(len(WEEKDAYS))):
        yield "hours: no weekday has a span; without the table [hours] the centre is open at every hour"
    for day in WEEKDAYS:
        yield from span_complaints(f"hours.{day}", getattr(centre.hours, day))


def country_complaints(centre: CentreSettings) -> Iterator[str]:
    """Yield what is wrong with the country of the holidays."""
    country = centre.calendar.holidays
    if not is_known_country(country):
        yield f"calendar.holidays: holidays of {country!r} are not known; right would be a code like 'KZ', or ''"


def day_complaints(days: Sequence[CalendarDay], table: str) -> Iterator[str]:
    """Yield what is wrong between the entries; *table* is how they are called where they stand."""
    taken: dict[date, str] = {}
    for index, entry in enumerate(days):
        key = f"{table}[{index}]"
        if entry.kind is DayKind.MOVED and entry.to is None:
            yield f"{key}.to: is missing; a moved day needs the date that is off instead"
        if entry.kind is not DayKind.MOVED and entry.to is not None:
            yield f"{key}.to: {entry.to} is for a moved day alone; right would be is = 'moved', or no to"
        if entry.kind is DayKind.OFF and entry.hours:
            yield f"{key}.hours: a day off has none; right would be is = 'working', or no hours"
        yield from span_complaints(f"{key}.hours", entry.hours)
        for field, day in (("date", entry.on), ("to", entry.to)):
            if day is not None and taken.setdefault(day, f"{key}.{field}") != f"{key}.{field}":
                yield f"{key}.{field}: {day} is said already in {taken[day]}; a day has one entry"


def calendar_warnings(centre: CentreSettings) -> Iterator[str]:
    """Yield which entries change nothing."""
    calendar = centre.calendar
    if centre.hours is None:
        if calendar.holidays or calendar.days:
            yield "calendar: is not kept, for the centre is open at every hour; a table [hours] would change that"
        return
    for index, entry in enumerate(calendar.days):
        key, usual = f"calendar.days[{index}]", usual_plan(centre, entry.on)
        spans = local_spans(entry.hours)
        if entry.to is not None and not usual_plan(centre, entry.to).spans:
            yield f"{key}.to: {entry.to} is off already; another day would have to be off in place of {entry.on}"
        if entry.kind is DayKind.MOVED and usual.spans:
            yield f"{key}.date: {entry.on} is worked already; is = 'off' for {entry.to} alone would do"
            continue
        is_off = entry.kind is DayKind.OFF
        changes = bool(usual.spans) if is_off else not usual.spans or (spans and spans != usual.spans)
        if not changes and usual.why is not Why.UNCONFIRMED:
            said = "is off" if is_off else "is worked at these hours"
            yield f"{key}: changes nothing, for {entry.on} {said} already; it can go"


def estimate_warnings(centre: CentreSettings, today: date) -> Iterator[str]:
    """Yield which holidays of the next months are estimated, and neither confirmed nor denied."""
    for ahead in range(AHEAD_DAYS):
        on = today + timedelta(days=ahead)
        plan = day_plan(centre, on)
        if plan.why is Why.UNCONFIRMED and plan.spans and plan.name is not None:
            yield (
                f"calendar: {on} may be a holiday ({plan.name.kk}, {plan.name.ru}), and is kept as a working day; "
                f"confirm in the calendar file: date = {on}, is = 'off' or 'working'"
            )
