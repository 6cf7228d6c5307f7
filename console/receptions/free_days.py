"""Which days and times staff can offer with an official. Pure, frozen."""

from datetime import date
from itertools import groupby

import msgspec

from console.receptions.book import Book
from console.receptions.offers import free_slots
from console.receptions.schedule import Slot
from console.receptions.timetable import Timetable


class FreeDay(msgspec.Struct, frozen=True, kw_only=True):
    """A day on which somebody can still be booked."""

    day: date
    slots: tuple[Slot, ...]


class FreeDays(msgspec.Struct, frozen=True, kw_only=True):
    """What can be booked with one official."""

    official: str
    days: tuple[FreeDay, ...]
    """The next one first; empty when there is none as far as one can book."""
    has_more: bool
    """There are more days than were asked for."""


def free_days(book: Book, table: Timetable, official: str, at: float, most: int = 10) -> FreeDays:
    """Return the next days with free slots, *most* of them."""
    days = [
        FreeDay(day=day, slots=tuple(slots))
        for day, slots in groupby(free_slots(book, table, official, at), key=lambda slot: slot.day)
    ]
    return FreeDays(official=official, days=tuple(days[:most]), has_more=len(days) > most)


def free_with_each(book: Book, table: Timetable, at: float, most: int = 10) -> tuple[FreeDays, ...]:
    """Return the same of every official of the schedule, in its order."""
    return tuple(free_days(book, table, official.name, at, most) for official in table.settings.officials)
