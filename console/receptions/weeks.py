"""The schedule of this week and the next as staff see it: what is as ever, what is otherwise, what is off. Pure."""

from datetime import date, timedelta
from enum import Enum

import msgspec
from msgspec.structs import replace

from console.receptions.schedule import Reception, planned_between
from console.receptions.settings import ReceptionsSettings
from console.receptions.timetable import Timetable


class Entry(Enum):
    """How a reception stands to its rule."""

    USUAL = "usual"
    CHANGED = "changed"
    """Other hours, another office, or somebody else receives."""
    MOVED_HERE = "moved-here"
    MOVED_AWAY = "moved-away"
    OFF = "off"
    DAY_OFF = "day-off"
    """The centre does not work on its day, so it does not take place."""


class ScheduleRow(msgspec.Struct, frozen=True, kw_only=True):
    """One reception of the weeks that are shown."""

    reception: Reception
    """As it is; as it would have been, where it is off or moved away."""
    entry: Entry
    other_day: date | None
    """Where it was moved to, or from."""


class OfficialRows(msgspec.Struct, frozen=True, kw_only=True):
    """What one official has, by the rules: also what a substitute does instead."""

    official: str
    rows: tuple[ScheduleRow, ...]


def weeks(table: Timetable, count: int = 2) -> tuple[OfficialRows, ...]:
    """Return *count* weeks from this week's Monday on, of every official in the schedule's order."""
    first = table.today - timedelta(days=table.today.weekday())
    rows = _rows(table, first, first + timedelta(days=7 * count - 1))
    return tuple(
        OfficialRows(official=official.name, rows=tuple(row for row in rows if _of_rule(row) == official.name))
        for official in table.settings.officials
    )


def _rows(table: Timetable, first: date, last: date) -> list[ScheduleRow]:
    planned = planned_between(table.settings, first, last)
    rows = [_row(table, reception, _usual(table.settings, reception)) for reception in planned]
    there = {(reception.reception_id, reception.day) for reception in planned}
    for usual in planned_between(replace(table.settings, exceptions=()), first, last):
        if (usual.reception_id, usual.day) not in there:
            moved_to = _moved_to(table.settings, usual)
            entry = Entry.MOVED_AWAY if moved_to is not None else Entry.OFF
            rows.append(ScheduleRow(reception=usual, entry=entry, other_day=moved_to))
    return sorted(rows, key=lambda row: (row.reception.day, row.reception.begins, row.reception.office))


def _row(table: Timetable, reception: Reception, usual: Reception | None) -> ScheduleRow:
    other_day = usual.day if usual is not None and usual.day != reception.day else None
    if not table.is_working_day(reception.day):
        entry = Entry.DAY_OFF
    elif other_day is not None:
        entry = Entry.MOVED_HERE
    else:
        entry = Entry.USUAL if reception == usual else Entry.CHANGED
    return ScheduleRow(reception=reception, entry=entry, other_day=other_day)


def _usual(settings: ReceptionsSettings, reception: Reception) -> Reception | None:
    """Return the reception as its rule alone has it: on the day of the exception, where one has moved it."""
    days = [each.date for each in settings.exceptions if each.rule == reception.rule] + [reception.day]
    for day in days:
        for usual in planned_between(replace(settings, exceptions=()), day, day):
            if usual.reception_id == reception.reception_id:
                return usual
    return None


def _moved_to(settings: ReceptionsSettings, usual: Reception) -> date | None:
    exceptions = [each for each in settings.exceptions if (each.rule, each.date) == (usual.rule, usual.day)]
    return exceptions[0].moved_to if exceptions else None


def _of_rule(row: ScheduleRow) -> str:
    return row.reception.instead_of or row.reception.official
