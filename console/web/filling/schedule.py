"""The reception schedule of this week and the next, day by day. `schedule_seen` reads the book, the rest is pure."""

from dataclasses import dataclass
from itertools import groupby

from console.receptions.offers import is_frozen
from console.receptions.settings import ReceptionsSettings
from console.receptions.store import Store
from console.receptions.weeks import Entry, ScheduleRow, weeks
from console.web.filling.appointments import BookWords
from console.web.texts import texts
from console.web.views.booking import Schedule, ScheduleDay, ScheduledReception

_OFF = frozenset({Entry.OFF, Entry.MOVED_AWAY, Entry.DAY_OFF})


@dataclass(frozen=True)
class RowSeen:
    """One reception of the weeks, and what the book knows of it."""

    row: ScheduleRow
    free: int
    delay_min: int
    is_final: bool


def schedule_seen(store: Store, at: float) -> tuple[ReceptionsSettings, tuple[RowSeen, ...]]:
    """Return all receptions of two weeks. To be called in the records' thread."""
    table, book = store.table_at(at), store.book
    rows = [row for official in weeks(table) for row in official.rows]
    seen = [
        RowSeen(
            row,
            sum(slot.slot_id not in book.taken for slot in row.reception.slots),
            book.delays[row.reception.reception_id].now_min if row.reception.reception_id in book.delays else 0,
            any(is_frozen(book, table, slot, at) for slot in row.reception.slots[:1]),
        )
        for row in rows
    ]
    return table.settings, tuple(seen)


def schedule(words: BookWords, rows: tuple[RowSeen, ...]) -> Schedule:
    """Return them in order of time."""
    ordered = sorted(
        rows, key=lambda seen: (seen.row.reception.day, seen.row.reception.begins, seen.row.reception.office)
    )
    return Schedule(
        days=tuple(
            ScheduleDay(day=words.day(day), receptions=tuple(_reception(words, seen) for seen in of_day))
            for day, of_day in groupby(ordered, key=lambda seen: seen.row.reception.day)
        )
    )


def _reception(words: BookWords, seen: RowSeen) -> ScheduledReception:
    reception = seen.row.reception
    return ScheduledReception(
        hours=f"{reception.begins:%H:%M}–{reception.ends:%H:%M}",
        official=words.official(reception.official),
        office=words.office(reception.office),
        body=words.body(reception.body),
        free=seen.free,
        slots=len(reception.slots),
        note=_note(words, seen),
        is_off=seen.row.entry in _OFF,
        is_final=seen.is_final and seen.row.entry not in _OFF,
    )


def _note(words: BookWords, seen: RowSeen) -> str:
    say, row = texts()[words.language].say, seen.row
    other_day = words.day(row.other_day) if row.other_day is not None else ""
    said = {
        Entry.USUAL: "",
        Entry.CHANGED: say("schedule.otherwise"),
        Entry.MOVED_HERE: say("schedule.from_day", day=other_day),
        Entry.MOVED_AWAY: say("schedule.to_day", day=other_day),
        Entry.OFF: say("schedule.off"),
        Entry.DAY_OFF: say("schedule.day_off"),
    }[row.entry]
    parts = [said]
    if row.reception.instead_of is not None:
        instead = say("schedule.instead_of", official=words.official(row.reception.instead_of))
        parts = [instead] if row.entry is Entry.CHANGED else [said, instead]
    if seen.delay_min and row.entry not in _OFF:
        parts.append(say("schedule.late", n=seen.delay_min))
    return " · ".join(part for part in parts if part)
