"""From a booking to a ticket, step by step, whatever fails between the book and the dispatcher. Pure.

The request is written down before the dispatcher is asked, and carries the ticket's id. So there is never a ticket of
which nobody knows whose it is, and never a second one while the first may still come out.
"""

from enum import Enum

from console.receptions.arrival import QueueRequest
from console.receptions.asked import Asked, Decision
from console.receptions.book import Book, Booking
from console.receptions.commands import AskTicket, CheckIn
from console.receptions.events import TicketAskedFor
from console.receptions.refusals import Refusal, RefusalCode
from console.receptions.timetable import Timetable
from console.receptions.visiting import decide_check_in
from hall.ticket import Stage as TicketStage
from mqtt_bridge.commands import IssueTicket


class NextStep(Enum):
    """What the reception does now for a visitor who is here."""

    ASK = "ask"
    """Ask the dispatcher for the first ticket."""
    ASK_AGAIN = "ask-again"
    """Nobody has answered: ask with the same id, which acts once."""
    ASK_ANOTHER = "ask-another"
    """The ticket will not come out: another one, with another id, instead of it."""
    WAIT = "wait"
    """The station has yet to say what became of the paper."""
    DECIDE = "decide"
    """The paper may be out or not. Is it there: admit. Is it not: void, and then another one."""
    NOTHING = "nothing"
    """The visitor has a ticket. A lost paper is printed anew, as a copy."""


_STEPS = {
    TicketStage.ISSUED: NextStep.WAIT,
    TicketStage.UNSURE: NextStep.DECIDE,
    TicketStage.VOID: NextStep.ASK_ANOTHER,
}


def next_step(booking: Booking, stage: TicketStage | None, *, refused: bool = False) -> NextStep:
    """Return what to do. *stage* is the hall's, of `booking.asked_ticket`; None when the hall knows no such ticket.

    *refused*: the dispatcher has answered the request, and gave none.
    """
    if booking.asked_ticket is None:
        return NextStep.ASK
    if stage is None:
        return NextStep.ASK_ANOTHER if refused or booking.asked_ticket == booking.ticket_id else NextStep.ASK_AGAIN
    return _STEPS.get(stage, NextStep.NOTHING)


def decide_ask(book: Book, table: Timetable, asked: Asked[AskTicket]) -> Decision:
    """Let the dispatcher be asked, if the visitor can be checked in now. Of two who ask at once, one does."""
    command = asked.command
    booking = book.bookings.get(command.booking_id)
    if booking is None:
        return Refusal(code=RefusalCode.UNKNOWN_BOOKING)
    if booking.asked_ticket == command.ticket_id:
        return Refusal(code=RefusalCode.KNOWN_ALREADY)
    check_in = CheckIn(booking_id=command.booking_id, ticket_id=command.ticket_id, admit_late=command.admit_late)
    checked = decide_check_in(book, table, Asked(check_in, asked.staff, asked.at))
    if isinstance(checked, Refusal):
        return checked
    if command.ticket_id in book.tickets:
        return Refusal(code=RefusalCode.TICKET_TAKEN)
    if booking.asked_ticket != command.instead_of:
        return Refusal(code=RefusalCode.TICKET_ASKED)
    return [TicketAskedFor(booking_id=command.booking_id, ticket_id=command.ticket_id)]


def issue_ticket(
    request: QueueRequest, station: str, matters: tuple[str, ...] = (), *, representative: bool = False
) -> IssueTicket:
    """Return what the dispatcher is asked, with the ticket's id as the request's.

    It raises the summons for an escort by itself, for every ticket of an appointment.
    """
    return IssueTicket(
        zone=request.zone,
        language=request.language,
        station=station,
        matters=matters,
        assistance=request.assistance,
        representative=representative,
        place=request.office,
        due_at=request.due_at,
        official=request.official,
    )
