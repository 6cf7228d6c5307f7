"""What an event about the hall as a whole does to it. Only `evolving` calls these."""

from collections.abc import Callable
from dataclasses import replace
from itertools import takewhile
from typing import Any

from hall.line import Rank
from hall.moving import mark, put_off, stand
from hall.state import AnnouncementSaid, CallMade, Hall, Summons
from hall.ticket import Stage, Ticket
from mqtt_bridge.events import AnyEvent, CallAnnounced, CallKind, CallNotAnnounced
from mqtt_bridge.hall_events import (
    AnnouncementMade,
    AppointmentMoved,
    EvacuationBegan,
    EvacuationEnded,
    SummonsEnded,
    SummonsRaised,
    SummonsReleased,
    SummonsRepeated,
    SummonsTaken,
    TicketMarked,
    TicketReadmitted,
    TicketResumed,
    VisitRated,
)


def _call_announced(hall: Hall, event: CallAnnounced) -> None:
    for call in hall.calls:
        if call.call_id == event.call_id:
            call.announced_by.add(event.speaker)
            hall.tickets[call.ticket_id].unheard -= {call.call_id}
    for said in hall.announcements:
        if said.announcement_id == event.call_id:
            said.announced_by.add(event.speaker)


def _call_not_announced(hall: Hall, event: CallNotAnnounced) -> None:
    for call in hall.calls:
        if call.call_id == event.call_id:
            call.not_announced_by.add(event.speaker)
            if call.is_not_announced and not _was_called_anew(hall, call):
                hall.tickets[call.ticket_id].unheard |= {call.call_id}


def _was_called_anew(hall: Hall, call: CallMade) -> bool:
    """Tell whether the ticket of *call* was called for the first time somewhere since."""
    newer = takewhile(lambda other: other is not call, hall.calls)
    return any(other.ticket_id == call.ticket_id and other.kind is CallKind.FIRST for other in newer)


def _ticket_resumed(hall: Hall, event: TicketResumed) -> None:
    ticket = hall.tickets[event.ticket_id]
    _return(hall, ticket, ticket.parked_by)


def _ticket_readmitted(hall: Hall, event: TicketReadmitted) -> None:
    ticket = hall.tickets[event.ticket_id]
    _return(hall, ticket, ticket.bound_to)


def _return(hall: Hall, ticket: Ticket, to: str | None) -> None:
    """Let it wait for the place *to* again."""
    standing = replace(ticket.standing, stage=Stage.WAITING, rank=Rank.RETURNER, calls=0, bound_to=to, parked_by=None)
    stand(hall, ticket, standing)


def _ticket_marked(hall: Hall, event: TicketMarked) -> None:
    ticket = hall.tickets[event.ticket_id]
    mark(hall, ticket, assistance=event.assistance, representative=event.representative)


def _appointment_moved(hall: Hall, event: AppointmentMoved) -> None:
    put_off(hall, hall.tickets[event.ticket_id], event.due_at)


def _summons_raised(hall: Hall, event: SummonsRaised) -> None:
    hall.summonses[event.summons_id] = Summons(
        event.summons_id,
        event.kind,
        event.reason,
        raised_at=hall.at,
        said_at=hall.at,
        place=event.place,
        station=event.station,
        ticket_id=event.ticket_id,
        competence=event.competence,
    )


def _summons_repeated(hall: Hall, event: SummonsRepeated) -> None:
    summons = hall.summonses[event.summons_id]
    summons.said_at, summons.repeats = hall.at, summons.repeats + 1


def _summons_taken(hall: Hall, event: SummonsTaken) -> None:
    summons = hall.summonses[event.summons_id]
    summons.taken, summons.taken_by = True, event.staff


def _summons_released(hall: Hall, event: SummonsReleased) -> None:
    summons = hall.summonses[event.summons_id]
    summons.taken, summons.taken_by = False, ""
    summons.said_at, summons.repeats = hall.at, 0


def _summons_ended(hall: Hall, event: SummonsEnded) -> None:
    del hall.summonses[event.summons_id]


def _evacuation_began(hall: Hall, _event: EvacuationBegan) -> None:
    hall.evacuating, hall.evacuating_since, hall.evacuation_said = True, hall.at, 0


def _evacuation_ended(hall: Hall, _event: EvacuationEnded) -> None:
    """Go on as if no time had passed: nobody was late, and no visit took longer, because of the alarm."""
    hall.evacuating = False
    for ticket in hall.tickets.values():
        if ticket.first_called_at:
            ticket.first_called_at += hall.at - max(ticket.first_called_at, hall.evacuating_since)
        if ticket.stage is Stage.NO_SHOW:
            ticket.ended_at += hall.at - max(ticket.ended_at, hall.evacuating_since)
    for place in hall.places.values():
        if place.seen_at:
            place.seen_at += hall.at - max(place.seen_at, hall.evacuating_since)


def _announcement_made(hall: Hall, event: AnnouncementMade) -> None:
    said = AnnouncementSaid(event.announcement_id, event.kind, hall.at, event.begins, event.ends)
    hall.announcements.appendleft(said)
    if event.about:
        hall.told.add((event.kind, event.about))
    else:
        hall.evacuation_said += 1


def _visit_rated(hall: Hall, event: VisitRated) -> None:
    hall.rated.add(event.ticket_id)


CHANGES_OF_THE_HALL: dict[type[AnyEvent], Callable[[Hall, Any], None]] = {
    CallAnnounced: _call_announced,
    CallNotAnnounced: _call_not_announced,
    TicketResumed: _ticket_resumed,
    TicketReadmitted: _ticket_readmitted,
    TicketMarked: _ticket_marked,
    AppointmentMoved: _appointment_moved,
    SummonsRaised: _summons_raised,
    SummonsRepeated: _summons_repeated,
    SummonsTaken: _summons_taken,
    SummonsReleased: _summons_released,
    SummonsEnded: _summons_ended,
    EvacuationBegan: _evacuation_began,
    EvacuationEnded: _evacuation_ended,
    AnnouncementMade: _announcement_made,
    VisitRated: _visit_rated,
}
