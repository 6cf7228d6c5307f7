"""Which tickets in the hall have another time than their bookings: to be moved, when an official is late. Pure."""

from collections.abc import Mapping

from console.receptions.arrival import due_at, slot_of, takes_place
from console.receptions.book import Book, Stage
from console.receptions.timetable import Timetable
from hall.appointments import NOT_CALLED
from hall.ticket import Ticket
from mqtt_bridge.hall_commands import MoveAppointment


def tickets_to_move(book: Book, table: Timetable, tickets: Mapping[str, Ticket]) -> tuple[MoveAppointment, ...]:
    """Return what to ask the dispatcher for, those who are due first in front; nothing when all is in step.

    *tickets* are the hall's. Asked whenever a delay is told, taken back, or a ticket was given meanwhile: what was
    moved already is in step, so it can be asked after any failure again.
    """
    moves: list[MoveAppointment] = []
    for booking in book.live():
        ticket = tickets.get(booking.ticket_id) if booking.ticket_id is not None else None
        if ticket is None or booking.stage is not Stage.CHECKED_IN or ticket.stage not in NOT_CALLED:
            continue
        if slot_of(table, booking).day != table.today or not takes_place(table, booking):
            continue
        due = due_at(book, table, booking)
        if ticket.due_at not in {None, due}:
            moves.append(MoveAppointment(ticket_id=ticket.ticket_id, due_at=due))
    return tuple(sorted(moves, key=lambda move: (move.due_at, move.ticket_id)))
