"""What is to be done after receptions: promises that fall due, and outcomes that nobody has told. Pure, frozen."""

from datetime import date

import msgspec

from console.receptions.arrival import slot_of
from console.receptions.book import Book, Booking, Stage
from console.receptions.schedule import Slot
from console.receptions.timetable import Timetable


class FollowUp(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was promised to a visitor."""

    booking_id: str
    slot: Slot
    outcome: str | None
    due: date
    days_left: int
    """Negative when it is overdue."""


class OutcomeMissing(msgspec.Struct, frozen=True, kw_only=True):
    """A visit that has ended."""

    booking_id: str
    slot: Slot


def follow_ups(book: Book, table: Timetable, until: date, *, official: str | None = None) -> tuple[FollowUp, ...]:
    """Return what falls due up to *until*, overdue ones first. Telling the outcome anew without a date ends it."""
    due = [
        FollowUp(
            booking_id=booking.booking_id,
            slot=slot_of(table, booking),
            outcome=booking.outcome,
            due=booking.follow_up,
            days_left=(booking.follow_up - table.today).days,
        )
        for booking in _received(book, table, official)
        if booking.follow_up is not None and booking.follow_up <= until
    ]
    return tuple(sorted(due, key=lambda each: (each.due, each.booking_id)))


def outcomes_missing(book: Book, table: Timetable, *, official: str | None = None) -> tuple[OutcomeMissing, ...]:
    """Return whose visit has ended in the hall without anybody telling what came of it, the oldest first."""
    missing = [
        OutcomeMissing(booking_id=booking.booking_id, slot=slot_of(table, booking))
        for booking in _received(book, table, official)
        if booking.outcome is None and not booking.is_erased
    ]
    return tuple(sorted(missing, key=lambda each: (each.slot.day, each.slot.begins, each.booking_id)))


def _received(book: Book, table: Timetable, official: str | None) -> list[Booking]:
    return [
        booking
        for booking in book.bookings.values()
        if booking.stage is Stage.RECEIVED and official in {None, slot_of(table, booking).official}
    ]
