"""The rules of signing up: book, move, cancel. Pure; they only read."""

from collections.abc import Set as AbstractSet

from console.receptions.arrival import slot_of, takes_place
from console.receptions.asked import Asked, Decision
from console.receptions.book import AWAITED, Book, Booking, Stage
from console.receptions.commands import BookSlot, CancelBooking, MoveBooking
from console.receptions.events import BookingCancelled, BookingMoved, SlotBooked
from console.receptions.offers import is_same_visit, refuse, same_visit, telling, why_not
from console.receptions.refusals import Refusal, RefusalCode
from console.receptions.schedule import Slot
from console.receptions.timetable import Timetable


def booking_at(book: Book, booking_id: str, stages: AbstractSet[Stage]) -> Booking | Refusal:
    """Return the booking if it stands at one of *stages*."""
    booking = book.bookings.get(booking_id)
    if booking is None:
        return Refusal(code=RefusalCode.UNKNOWN_BOOKING)
    return booking if booking.stage in stages else Refusal(code=RefusalCode.WRONG_STATE)


def decide_book(book: Book, table: Timetable, asked: Asked[BookSlot]) -> Decision:
    """Give the slot to the first who asks."""
    command = asked.command
    if command.booking_id in book.bookings:
        return Refusal(code=RefusalCode.KNOWN_ALREADY)
    slot = table.slots.get(command.slot_id)
    if slot is None:
        return Refusal(code=RefusalCode.UNKNOWN_SLOT)
    marks = telling(command.marks, also_for_contact=command.also_for_contact)
    refused = _refused(book, table, slot, asked.at, marks, None)
    if refused is not None:
        return refused
    booked = SlotBooked(
        booking_id=command.booking_id,
        slot=slot,
        applicant=command.applicant,
        language=command.language,
        assistance=command.assistance,
        source=command.source,
        also_for_contact=command.also_for_contact,
        marks=command.marks,
    )
    return [booked]


def decide_move(book: Book, table: Timetable, asked: Asked[MoveBooking]) -> Decision:
    """Give the visitor another slot, also with another official.

    The visitor's own slot, where the schedule has changed it: the visitor was told, and has agreed.
    """
    command = asked.command
    booking = booking_at(book, command.booking_id, AWAITED)
    if isinstance(booking, Refusal):
        return booking
    slot = table.slots.get(command.slot_id)
    if slot is None:
        return Refusal(code=RefusalCode.UNKNOWN_SLOT)
    if slot.slot_id == booking.slot.slot_id:
        return Refusal(code=RefusalCode.KNOWN_ALREADY) if slot == booking.slot else [_moved(command, slot)]
    also_for_contact = command.also_for_contact or booking.also_for_contact
    marks = telling(booking.marks, also_for_contact=also_for_contact)
    refused = _refused(book, table, slot, asked.at, marks, booking)
    return refused or [_moved(command, slot)]


def decide_cancel(book: Book, table: Timetable, asked: Asked[CancelBooking]) -> Decision:
    """Free the slot, until its time is over: who has not come by then is absent."""
    booking = booking_at(book, asked.command.booking_id, AWAITED | {Stage.CHECKED_IN})
    if isinstance(booking, Refusal):
        return booking
    slot = slot_of(table, booking)
    if takes_place(table, booking) and table.moment(slot.day, slot.ends) <= asked.at:
        return Refusal(code=RefusalCode.SLOT_PAST)
    return [BookingCancelled(booking_id=booking.booking_id)]


def _moved(command: MoveBooking, slot: Slot) -> BookingMoved:
    return BookingMoved(booking_id=command.booking_id, slot=slot, also_for_contact=command.also_for_contact)


def _refused(
    book: Book, table: Timetable, slot: Slot, at: float, marks: frozenset[str], moving: Booking | None
) -> Refusal | None:
    code = why_not(book, table, slot, at)
    stays = moving is not None and is_same_visit(slot_of(table, moving), slot)  # two of one family may be there already
    if code is None and not stays and same_visit(book, table, slot, marks) is not None:
        code = RefusalCode.BOOKED_ALREADY
    return refuse(code, book, table, slot, at, marks) if code is not None else None
