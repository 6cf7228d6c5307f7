"""The rules of the day itself: checked in, called, absent, received, an official who is late. Pure; they only read."""

from datetime import date

from console.receptions.arrival import arrival, due_at, missed_at, slot_of, takes_place
from console.receptions.asked import Asked, Decision
from console.receptions.book import AWAITED, Book, Delay, Stage
from console.receptions.booking import booking_at
from console.receptions.commands import CheckIn, DelayReception, MarkAbsent, MarkCalled, MarkReceived, ReopenVisit
from console.receptions.events import (
    Punctuality,
    ReceptionDelayed,
    VisitorAbsent,
    VisitorCalled,
    VisitorCheckedIn,
    VisitorReceived,
    VisitReopened,
)
from console.receptions.offers import refuse
from console.receptions.refusals import Refusal, RefusalCode
from console.receptions.timetable import Timetable, local_day

FOLLOW_UP_YEARS = 2
"""So long after the reception, at the latest, something is followed up."""

_TURNED_AWAY = {Punctuality.WRONG_DAY: RefusalCode.WRONG_DAY, Punctuality.TOO_LATE: RefusalCode.TOO_LATE}


def decide_check_in(book: Book, table: Timetable, asked: Asked[CheckIn]) -> Decision:
    """Take the visitor in. Who was marked absent and comes after all needs `admit_late`."""
    command = asked.command
    stages = AWAITED | {Stage.CHECKED_IN} | ({Stage.ABSENT} if command.admit_late else set())
    booking = booking_at(book, command.booking_id, stages)
    if isinstance(booking, Refusal):
        return booking
    if booking.ticket_id == command.ticket_id:
        return Refusal(code=RefusalCode.KNOWN_ALREADY)
    if book.tickets.get(command.ticket_id, booking.booking_id) != booking.booking_id:
        return Refusal(code=RefusalCode.TICKET_TAKEN)
    admits = command.admit_late or booking.stage is Stage.CHECKED_IN  # whose second ticket may come late
    here = arrival(book, table, booking, asked.at, admit_late=admits)
    if here.request is None:
        code = _TURNED_AWAY[here.punctuality] if takes_place(table, booking) else RefusalCode.NO_RECEPTION
        return refuse(code, book, table, slot_of(table, booking), asked.at)
    checked_in = VisitorCheckedIn(
        booking_id=booking.booking_id, ticket_id=command.ticket_id, punctuality=here.punctuality
    )
    return [checked_in]


def decide_called(book: Book, table: Timetable, asked: Asked[MarkCalled]) -> Decision:
    """Note the first call, also of somebody who was missed and is back; recalls are the hall's own."""
    booking = booking_at(book, asked.command.booking_id, {Stage.CHECKED_IN, Stage.ABSENT})
    if isinstance(booking, Refusal):
        return booking
    if booking.ticket_id is None:
        return Refusal(code=RefusalCode.WRONG_STATE)
    return [VisitorCalled(booking_id=booking.booking_id, due_at=due_at(book, table, booking))]


def decide_absent(book: Book, table: Timetable, asked: Asked[MarkAbsent]) -> Decision:
    """Somebody called who does not come is absent at once; anybody else, when the slot is missed."""
    booking = booking_at(book, asked.command.booking_id, AWAITED | {Stage.CHECKED_IN, Stage.CALLED})
    if isinstance(booking, Refusal):
        return booking
    if booking.stage is not Stage.CALLED and asked.at <= missed_at(book, table, booking):
        return Refusal(code=RefusalCode.TOO_EARLY)
    return [VisitorAbsent(booking_id=booking.booking_id)]


def decide_received(book: Book, table: Timetable, asked: Asked[MarkReceived]) -> Decision:
    """Note the outcome, from the day of the reception on: also of somebody whom nobody checked in or called."""
    command = asked.command
    booking = booking_at(book, command.booking_id, set(Stage) - {Stage.CANCELLED})
    if isinstance(booking, Refusal):
        return booking
    if booking.is_erased:
        return Refusal(code=RefusalCode.ERASED)
    if slot_of(table, booking).day > local_day(asked.at, table.zone):
        return Refusal(code=RefusalCode.WRONG_DAY)
    if command.outcome is None:
        if booking.stage is Stage.RECEIVED:  # what somebody said is not taken back by nobody
            return Refusal(code=RefusalCode.KNOWN_ALREADY)
    elif all(outcome.name != command.outcome for outcome in table.settings.outcomes):
        return Refusal(code=RefusalCode.UNKNOWN_OUTCOME)
    if command.follow_up is not None and not _is_sensible(command.follow_up, slot_of(table, booking).day):
        return Refusal(code=RefusalCode.WRONG_FOLLOW_UP)
    received = VisitorReceived(booking_id=booking.booking_id, outcome=command.outcome, follow_up=command.follow_up)
    return [received]


def decide_reopened(book: Book, _table: Timetable, asked: Asked[ReopenVisit]) -> Decision:
    """Take back that the visit has ended, with what came of it, or that nobody came."""
    booking = booking_at(book, asked.command.booking_id, {Stage.RECEIVED, Stage.ABSENT})
    if isinstance(booking, Refusal):
        return booking
    if booking.is_erased:  # nobody could tell anew what came of it
        return Refusal(code=RefusalCode.ERASED)
    return [VisitReopened(booking_id=booking.booking_id)]


def _is_sensible(follow_up: date, received_on: date) -> bool:
    """Whether it is no typing mistake, which would keep the visitor's data for longer than anybody needs them."""
    years_before = (follow_up.year - FOLLOW_UP_YEARS, follow_up.month, follow_up.day)
    return received_on <= follow_up and years_before <= (received_on.year, received_on.month, received_on.day)


def decide_delay(book: Book, table: Timetable, asked: Asked[DelayReception]) -> Decision:
    """Shift a reception of today. One of another day is moved in the schedule."""
    command = asked.command
    reception = table.receptions.get(command.reception_id)
    if reception is None:
        return Refusal(code=RefusalCode.UNKNOWN_RECEPTION)
    if reception.day != local_day(asked.at, table.zone):
        return Refusal(code=RefusalCode.WRONG_DAY)
    if book.delays.get(command.reception_id, Delay()).now_min == command.delay_min:
        return Refusal(code=RefusalCode.KNOWN_ALREADY)
    return [ReceptionDelayed(reception_id=command.reception_id, delay_min=command.delay_min)]
