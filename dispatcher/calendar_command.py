"""`kezek-dispatcher calendar 2027`: prints every day of a year that is not kept like others of its weekday."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import msgspec

from centre.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    WEEKDAYS,
    DayPlan,
    LocalSpans,
    Why,
    day_plan,
    days_of,
    is_working_day,
    spans_of,
)
from centre.checks import load_centre
from centre.settings import CentreSettings
from dispatcher.settings import DispatcherSettings
from firmware.words import Bilingual

PURPOSE = "print a year's days off, short days and moved days, and how many days are worked in each month"
EXIT_USAGE = 2
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WHY = {
    Why.WEEKDAY: "",
    Why.HOLIDAY: "holiday",
    Why.WORKED: "worked for another day",
    Why.LOCAL: "calendar file",
    Why.UNCONFIRMED: "not confirmed: confirm in the calendar file",
}


class UnusualDay(msgspec.Struct, frozen=True, kw_only=True):
    """A day that is not kept like others of its weekday, or may not be."""

    date: date
    weekday: str
    hours: Sequence[str]
    """Empty when the centre is closed."""
    why: Why
    name: Bilingual | None


class YearPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What is printed."""

    year: int
    holidays: str
    days: Sequence[UnusualDay]
    working_days: Sequence[int]
    """By month, January first."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command can be told."""
    parser.add_argument("year", help=f"{FIRST_YEAR} to {LAST_YEAR}")
    parser.add_argument("--json", action="store_true", help="one object, with the days in a list")


def run(settings: DispatcherSettings, options: argparse.Namespace) -> int:
    """Print the year as the files have it now; a dispatcher that runs read them when it started."""
    text: str = options.year
    if not (text.isascii() and text.isdigit() and len(text) == len("2027") and FIRST_YEAR <= int(text) <= LAST_YEAR):
        sys.stderr.write(f"kezek-dispatcher: calendar: {text!r} is no year from {FIRST_YEAR} to {LAST_YEAR}\n")
        return EXIT_USAGE
    plan = year_plan(load_centre(Path(settings.centre)), int(text))
    if options.json:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(plan), indent=2).decode() + "\n")
    else:
        sys.stdout.write("".join(f"{line}\n" for line in _lines(plan)))
    return 0


def year_plan(centre: CentreSettings, year: int) -> YearPlan:
    """Return how *centre* keeps the year."""
    working_days = [0] * len(_MONTHS)
    for on in days_of(year):
        working_days[on.month - 1] += is_working_day(centre, on)
    return YearPlan(
        year=year, holidays=centre.calendar.holidays, days=list(_unusual(centre, year)), working_days=working_days
    )


def _unusual(centre: CentreSettings, year: int) -> Iterator[UnusualDay]:
    if centre.hours is None:
        return
    for on in days_of(year):
        plan, usual = day_plan(centre, on), spans_of(centre.hours, on.weekday())
        if plan.spans != usual or (plan.why is Why.UNCONFIRMED and usual):
            yield _day(on, plan)


def _day(on: date, plan: DayPlan) -> UnusualDay:
    return UnusualDay(date=on, weekday=WEEKDAYS[on.weekday()], hours=_texts(plan.spans), why=plan.why, name=plan.name)


def _texts(spans: LocalSpans) -> Sequence[str]:
    return [f"{begins:%H:%M}-{ends:%H:%M}" for begins, ends in spans]


def _lines(plan: YearPlan) -> Iterator[str]:
    hours = [", ".join(day.hours) or "closed" for day in plan.days]
    width = max(map(len, hours), default=0)
    for day, text in zip(plan.days, hours, strict=True):
        name = f"{day.name.kk} · {day.name.ru}" if day.name is not None else ""
        why = "; ".join(filter(None, (name, _WHY[day.why])))
        yield f"{day.date} {day.weekday}  {text:{width}}  {why}".rstrip()
    if not plan.days:
        yield f"{plan.year} has no day that differs from its weekday's hours"
    months = ", ".join(f"{month} {count}" for month, count in zip(_MONTHS, plan.working_days, strict=True))
    yield f"working days: {months}; {sum(plan.working_days)} in {plan.year}"
