"""Whose data have been kept long enough. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta

from console.receptions.arrival import slot_of
from console.receptions.book import Book, Booking
from console.receptions.timetable import Timetable


def due_for_erasing(book: Book, table: Timetable) -> Iterator[str]:
    """Yield the ids of bookings whose time is over, counted from the reception or the follow-up, the later of them."""
    before = table.today - timedelta(days=table.settings.erase_after_days)
    for booking in book.bookings.values():
        if not booking.is_erased and _last_needed(table, booking) < before:
            yield booking.booking_id


def erased_on(table: Timetable, booking: Booking) -> date:
    """Return the day on which the booking's data are erased."""
    return _last_needed(table, booking) + timedelta(days=table.settings.erase_after_days + 1)


def _last_needed(table: Timetable, booking: Booking) -> date:
    day = slot_of(table, booking).day
    return day if booking.follow_up is None else max(day, booking.follow_up)
