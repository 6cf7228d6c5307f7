"""The final list: when it freezes, what is on it, and what has changed since. Pure."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, time

import msgspec

from console.receptions.arrival import slot_of, takes_place
from console.receptions.asked import Asked, Decision
from console.receptions.book import Book, Version
from console.receptions.commands import TakeList
from console.receptions.events import AnyEvent, ListFrozen, ListRevised, ListRow, ListTaken
from console.receptions.refusals import Refusal, RefusalCode
from console.receptions.timetable import Timetable


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What distinguishes a version from the one before."""

    added: tuple[ListRow, ...]
    removed: tuple[ListRow, ...]
    changed: tuple[ListRow, ...]
    """Same visitor, another time, office or official; as it is now."""


def what_time_brings(book: Book, table: Timetable, at: float) -> list[AnyEvent]:
    """Return the lists that are final by now, and the new versions of those that were. Of days gone by nothing."""
    events: list[AnyEvent] = []
    rows = rows_of_lists(book, table)
    for day, body in _lists_of(table):
        if (day, body) not in book.lists and at >= table.freezes_at(day):
            events.append(ListFrozen(day=day, body=body, rows=rows.get((day, body), ())))
    for (day, body), final in book.lists.items():
        if day >= table.today:
            now = rows.get((day, body), ())
            if now != final.newest.rows:
                events.append(ListRevised(day=day, body=body, version=final.newest.number + 1, rows=now))
    return events


def rows_of_lists(book: Book, table: Timetable) -> dict[tuple[date, str], tuple[ListRow, ...]]:
    """Return who is to be received, by day and body, in order of time."""
    rows: defaultdict[tuple[date, str], list[ListRow]] = defaultdict(list)
    for booking in book.live():
        if takes_place(table, booking):
            slot = slot_of(table, booking)
            rows[slot.day, slot.body].append(ListRow(booking_id=booking.booking_id, slot=slot))
    return {key: tuple(sorted(listed, key=_place_in_list)) for key, listed in rows.items()}


def changes(before: Version, after: Version) -> Changes:
    """Return what has changed between two versions."""
    old = {row.booking_id: row for row in before.rows}
    new = {row.booking_id: row for row in after.rows}
    return Changes(
        added=tuple(row for row in after.rows if row.booking_id not in old),
        removed=tuple(row for row in before.rows if row.booking_id not in new),
        changed=tuple(row for row in after.rows if old.get(row.booking_id, row) != row),
    )


def decide_take(book: Book, _table: Timetable, asked: Asked[TakeList]) -> Decision:
    """Hand out the newest version of a list that is final, as often as somebody asks."""
    command = asked.command
    final = book.lists.get((command.day, command.body))
    if final is None:
        return Refusal(code=RefusalCode.UNKNOWN_LIST)
    taken = ListTaken(day=command.day, body=command.body, version=final.newest.number, format=command.format)
    return [taken]


def _lists_of(table: Timetable) -> Iterator[tuple[date, str]]:
    lists = {(reception.day, reception.body) for reception in table.receptions.values()}
    return (key for key in sorted(lists) if key[0] >= table.today)


def _place_in_list(row: ListRow) -> tuple[time, str, str]:
    return row.slot.begins, row.slot.office, row.slot.slot_id
