"""What an event does to the hall. The only module that changes it; live running and replay are the same code."""

from bisect import insort
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from centre.checks import decode_centre
from hall.answers import answer_to
from hall.changing_hall import CHANGES_OF_THE_HALL
from hall.changing_places import CHANGES_OF_PLACES
from hall.line import Rank
from hall.moving import admit, end_at_place, keep_places, move, place_of, renumber, stand
from hall.numbering import Given, skipped
from hall.opening import hall_of_day
from hall.state import Hall, NumberedAlone
from hall.ticket import Stage, Ticket
from mqtt_bridge.events import (
    AnyEvent,
    CallingResumed,
    CentreConfigured,
    DayOpened,
    PaperReported,
    PaperSilent,
    Recorded,
    TicketAdmitted,
    TicketAdopted,
    TicketIssued,
    TicketReprinted,
    TicketUnserved,
    TicketVoided,
)
from mqtt_bridge.lease_events import CollectingEnded, JournalRestored, LeaseGranted, LeaseRetired, StationJoined
from mqtt_bridge.paper import PaperOutcome

PAPER_IS_OUT = frozenset({PaperOutcome.CONFIRMED, PaperOutcome.SENT})


def evolve(hall: Hall, recorded: Recorded, request_id: str = "") -> None:
    """Let *recorded* have happened, on the request *request_id* if on one. O(log n); same events, same hall."""
    hall.before, hall.seq, hall.at = hall.at, recorded.seq, recorded.at
    _EVOLVE[type(recorded.event)](hall, recorded.event)
    if request_id:
        hall.answers[request_id] = answer_to(hall, recorded)


def _day_opened(hall: Hall, event: DayOpened) -> None:
    fresh = hall_of_day(event, hall.seq, hall.at)
    for name in Hall.__slots__:
        setattr(hall, name, getattr(fresh, name))


def _centre_configured(hall: Hall, event: CentreConfigured) -> None:
    hall.centre = decode_centre(event.settings)
    keep_places(hall)
    hall.book.keep_stations(hall.centre.stations())


def _ticket_issued(hall: Hall, event: TicketIssued) -> None:
    hall.tickets[event.ticket_id] = Ticket(
        event.ticket_id,
        event.zone,
        event.cycle,
        event.number,
        event.language,
        event.station,
        (hall.at, hall.seq, event.ticket_id),
        event.ahead,
        known_at=hall.at,
        matters=event.matters,
        competence=event.competence,
        assistance=event.assistance,
        representative=event.representative,
        due_at=event.due_at,
        office=event.place,
        official=event.official,
        wait=event.wait,
        rank=Rank.ORDINARY if event.due_at is None else Rank.APPOINTMENT,
        bound_to=event.place,
    )
    hall.given[event.zone] = Given(event.cycle, event.number)
    _note_number(hall, event)
    hall.in_use[event.number] += 1
    hall.unreported[event.ticket_id] = hall.at


def _note_number(hall: Hall, event: TicketIssued | TicketAdopted) -> None:
    hall.numbered.setdefault(event.number, set()).add((event.zone, event.cycle))


def _ticket_adopted(hall: Hall, event: TicketAdopted) -> None:
    ticket = hall.tickets.get(event.ticket_id)
    newly_alone = event.alone and (ticket is None or not ticket.alone)
    if ticket is None:
        ticket = hall.tickets[event.ticket_id] = Ticket(
            event.ticket_id,
            event.zone,
            event.cycle,
            event.number,
            event.language,
            event.station,
            (event.issued_at, hall.seq, event.ticket_id),
            ahead=None,
            alone=event.alone,
            known_at=hall.at,
            matters=event.matters,
            competence=event.competence,
            assistance=event.assistance,
        )
        hall.in_use[event.number] += 1
    else:
        renumber(hall, ticket, event)
    _note_number(hall, event)
    if newly_alone:
        _count_alone(hall, event.station, 1)
        insort(hall.issued_alone.setdefault(event.cycle, []), (event.number, event.issued_at))
    if event.cycle >= 0:
        given = Given(event.cycle, event.number)
        hall.given[event.zone] = max(hall.given.get(event.zone, given), given)
    hall.book.take(event)


def _count_alone(hall: Hall, station: str, more: int) -> None:
    known = hall.alone.get(station)
    tickets = more + (known.tickets if known is not None else 0)
    if tickets > 0:
        hall.alone[station] = NumberedAlone(tickets, hall.at)
    else:
        hall.alone.pop(station, None)


def _paper_reported(hall: Hall, event: PaperReported) -> None:
    ticket = hall.tickets[event.ticket_id]
    hall.unreported.pop(ticket.ticket_id, None)
    first_paper = event.job_id == event.ticket_id
    if event.outcome in PAPER_IS_OUT:
        admit(hall, ticket)  # also a void one: paper beats belief
    elif event.outcome is PaperOutcome.FAILED and first_paper and ticket.stage in {Stage.ISSUED, Stage.UNSURE}:
        move(hall, ticket, Stage.VOID)
    elif ticket.stage is Stage.ISSUED:
        move(hall, ticket, Stage.UNSURE)


def _paper_silent(hall: Hall, event: PaperSilent) -> None:
    hall.unreported.pop(event.ticket_id, None)
    move(hall, hall.tickets[event.ticket_id], Stage.UNSURE)


def _ticket_reprinted(hall: Hall, event: TicketReprinted) -> None:
    hall.copies[event.job_id] = event.station


def _ticket_admitted(hall: Hall, event: TicketAdmitted) -> None:
    hall.unreported.pop(event.ticket_id, None)
    admit(hall, hall.tickets[event.ticket_id])


def _ticket_voided(hall: Hall, event: TicketVoided) -> None:
    ticket = hall.tickets[event.ticket_id]
    hall.unreported.pop(event.ticket_id, None)
    if event.place is not None:
        end_at_place(hall, ticket, event.place, Stage.VOID)
    else:
        move(hall, ticket, Stage.VOID)


def _ticket_unserved(hall: Hall, event: TicketUnserved) -> None:
    ticket = hall.tickets[event.ticket_id]
    hall.unreported.pop(ticket.ticket_id, None)
    if ticket.place is not None:
        place_of(hall, ticket.place).ticket_id = None
    if ticket.alone:
        _count_alone(hall, ticket.station, -1)  # nobody will be called with such a number that the board had not shown
    stand(hall, ticket, replace(ticket.standing, stage=Stage.UNSERVED, place=None))


def _book_changed(hall: Hall, event: LeaseGranted | LeaseRetired | StationJoined) -> None:
    hall.book.take(event)


def _journal_restored(hall: Hall, event: JournalRestored) -> None:
    hall.book.restored(event, whole_until=hall.before)


def _collecting_ended(hall: Hall, event: CollectingEnded) -> None:
    hall.book.take(event)
    for zone in hall.centre.zones:
        given = skipped(zone.first, zone.last, hall.given.get(zone.name), event.skipped)
        if given is not None:
            hall.given[zone.name] = given


def _calling_resumed(hall: Hall, _event: CallingResumed) -> None:
    hall.resumed_at = hall.at


_EVOLVE: dict[type[AnyEvent], Callable[[Hall, Any], None]] = {
    DayOpened: _day_opened,
    CentreConfigured: _centre_configured,
    TicketIssued: _ticket_issued,
    PaperReported: _paper_reported,
    PaperSilent: _paper_silent,
    TicketReprinted: _ticket_reprinted,
    TicketAdmitted: _ticket_admitted,
    TicketVoided: _ticket_voided,
    TicketUnserved: _ticket_unserved,
    TicketAdopted: _ticket_adopted,
    StationJoined: _book_changed,
    LeaseGranted: _book_changed,
    LeaseRetired: _book_changed,
    JournalRestored: _journal_restored,
    CollectingEnded: _collecting_ended,
    CallingResumed: _calling_resumed,
    **CHANGES_OF_PLACES,
    **CHANGES_OF_THE_HALL,
}
