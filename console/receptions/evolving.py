"""What an event does to the book. The only module that changes it; live running and replay are the same code."""

from collections.abc import Callable
from typing import Any

from console.receptions.book import Book, Booking, Delay, FinalList, Stage, Taking, Version
from console.receptions.events import (
    AnyEvent,
    BookingCancelled,
    BookingMoved,
    ListFrozen,
    ListRevised,
    ListTaken,
    PersonErased,
    ReceptionDelayed,
    Recorded,
    SlotBooked,
    TicketAskedFor,
    VisitorAbsent,
    VisitorCalled,
    VisitorCheckedIn,
    VisitorReceived,
    VisitReopened,
)


def evolve(book: Book, recorded: Recorded) -> None:
    """Let *recorded* have happened."""
    book.seq = recorded.seq
    _EVOLVE[type(recorded.event)](book, recorded, recorded.event)


def _booked(book: Book, recorded: Recorded, event: SlotBooked) -> None:
    book.bookings[event.booking_id] = Booking(
        booking_id=event.booking_id,
        slot=event.slot,
        applicant=event.applicant,
        language=event.language,
        assistance=event.assistance,
        source=event.source,
        marks=frozenset(event.marks),
        also_for_contact=event.also_for_contact,
        booked_by=recorded.staff,
        booked_at=recorded.at,
    )
    book.taken[event.slot.slot_id] = event.booking_id


def _moved(book: Book, _recorded: Recorded, event: BookingMoved) -> None:
    booking = book.bookings[event.booking_id]
    del book.taken[booking.slot.slot_id]
    book.taken[event.slot.slot_id] = event.booking_id
    booking.slot, booking.stage = event.slot, Stage.MOVED
    booking.also_for_contact |= event.also_for_contact
    booking.asked_ticket = booking.asked_by = None


def _cancelled(book: Book, _recorded: Recorded, event: BookingCancelled) -> None:
    booking = book.bookings[event.booking_id]
    del book.taken[booking.slot.slot_id]
    booking.stage = Stage.CANCELLED


def _asked_for(book: Book, recorded: Recorded, event: TicketAskedFor) -> None:
    booking = book.bookings[event.booking_id]
    booking.asked_ticket, booking.asked_by = event.ticket_id, recorded.staff
    book.tickets[event.ticket_id] = event.booking_id


def _checked_in(book: Book, _recorded: Recorded, event: VisitorCheckedIn) -> None:
    booking = book.bookings[event.booking_id]
    booking.stage, booking.ticket_id = Stage.CHECKED_IN, event.ticket_id
    booking.asked_ticket = event.ticket_id
    book.tickets[event.ticket_id] = event.booking_id


def _called(book: Book, _recorded: Recorded, event: VisitorCalled) -> None:
    booking = book.bookings[event.booking_id]
    booking.stage, booking.called_due_at = Stage.CALLED, event.due_at


def _absent(book: Book, _recorded: Recorded, event: VisitorAbsent) -> None:
    booking = book.bookings[event.booking_id]
    booking.stage, booking.called_due_at = Stage.ABSENT, None


def _received(book: Book, _recorded: Recorded, event: VisitorReceived) -> None:
    booking = book.bookings[event.booking_id]
    booking.stage, booking.outcome, booking.follow_up = Stage.RECEIVED, event.outcome, event.follow_up
    if event.outcome is not None:
        booking.withdrawn_outcome = booking.withdrawn_follow_up = None


def _reopened(book: Book, _recorded: Recorded, event: VisitReopened) -> None:
    booking = book.bookings[event.booking_id]
    if booking.outcome is not None:
        booking.withdrawn_outcome, booking.withdrawn_follow_up = booking.outcome, booking.follow_up
    booking.stage, booking.outcome, booking.follow_up = Stage.CALLED, None, None


def _delayed(book: Book, _recorded: Recorded, event: ReceptionDelayed) -> None:
    delay = book.delays.setdefault(event.reception_id, Delay())
    delay.now_min, delay.largest_min = event.delay_min, max(delay.largest_min, event.delay_min)


def _frozen(book: Book, recorded: Recorded, event: ListFrozen) -> None:
    book.lists[event.day, event.body] = FinalList([Version(1, recorded.at, event.rows)])


def _revised(book: Book, recorded: Recorded, event: ListRevised) -> None:
    book.lists[event.day, event.body].versions.append(Version(event.version, recorded.at, event.rows))


def _taken(book: Book, recorded: Recorded, event: ListTaken) -> None:
    taking = Taking(recorded.staff, recorded.at, event.version, event.format)
    book.lists[event.day, event.body].takings.append(taking)


def _erased(book: Book, _recorded: Recorded, event: PersonErased) -> None:
    booking = book.bookings[event.booking_id]
    booking.is_erased, booking.marks = True, frozenset()
    booking.withdrawn_outcome = booking.withdrawn_follow_up = None


_EVOLVE: dict[type[AnyEvent], Callable[[Book, Recorded, Any], None]] = {
    SlotBooked: _booked,
    BookingMoved: _moved,
    BookingCancelled: _cancelled,
    TicketAskedFor: _asked_for,
    VisitorCheckedIn: _checked_in,
    VisitorCalled: _called,
    VisitorAbsent: _absent,
    VisitorReceived: _received,
    VisitReopened: _reopened,
    ReceptionDelayed: _delayed,
    ListFrozen: _frozen,
    ListRevised: _revised,
    ListTaken: _taken,
    PersonErased: _erased,
}
