"""What a request is answered, read off the event that it led to."""

from hall.state import Hall
from hall.ticket import Stage
from mqtt_bridge.events import (
    Recorded,
    ServingStarted,
    StepUndone,
    TicketCalled,
    TicketIssued,
    TicketReprinted,
    TicketVoided,
    VisitFinished,
    VisitorMissed,
)
from mqtt_bridge.paper import TicketPaper
from mqtt_bridge.place_events import PlaceClosed, PlaceOpened, PlacePaused, TicketParked, TicketTransferred
from mqtt_bridge.replies import Accepted, AtPlace, Issued, PlaceTicket, Result

_OF_A_PLACE = (
    TicketCalled,
    ServingStarted,
    VisitFinished,
    VisitorMissed,
    StepUndone,
    TicketTransferred,
    TicketParked,
    PlaceOpened,
    PlacePaused,
    PlaceClosed,
)


def answer_to(hall: Hall, recorded: Recorded) -> Result:
    """Return the result for whoever's request led to *recorded*; *hall* is as it is right after it."""
    event = recorded.event
    if isinstance(event, TicketIssued):
        return Issued(paper=_paper(hall, event.ticket_id, event.ticket_id))
    if isinstance(event, TicketReprinted):
        return Issued(paper=_paper(hall, event.ticket_id, event.job_id, copy=True))
    if isinstance(event, _OF_A_PLACE):
        return at_place(hall, event.place)
    if isinstance(event, TicketVoided) and event.place is not None:
        return at_place(hall, event.place)
    return Accepted()


def at_place(hall: Hall, place: str) -> AtPlace:
    """Return how *place* stands now."""
    ticket, status = hall.ticket_at(place), hall.place(place).status
    if ticket is None:
        return AtPlace(place=place, ticket=None, status=status)
    return AtPlace(
        place=place,
        status=status,
        ticket=PlaceTicket(
            ticket_id=ticket.ticket_id,
            number=ticket.number,
            zone=ticket.zone,
            language=ticket.language,
            calls=ticket.calls,
            serving=ticket.stage is Stage.SERVING,
            matters=ticket.matters,
            competence=ticket.competence,
            assistance=ticket.assistance,
            representative=ticket.representative,
            due_at=ticket.due_at,
            returns_to=ticket.returns_to,
        ),
    )


def _paper(hall: Hall, ticket_id: str, job_id: str, *, copy: bool = False) -> TicketPaper:
    ticket = hall.tickets[ticket_id]
    return TicketPaper(
        job_id=job_id,
        ticket_id=ticket.ticket_id,
        number=ticket.number,
        zone=ticket.zone,
        language=ticket.language,
        issued_at=ticket.issued_at,
        ahead=ticket.ahead,
        day=hall.day,
        cycle=ticket.cycle,
        alone=ticket.alone,
        copy=copy,
        wait=ticket.wait if not copy else None,
        due_at=ticket.due_at,
        place=ticket.bound_to if ticket.due_at is not None else None,
        official=ticket.official if ticket.bound_to == ticket.office else None,
        purposes=ticket.matters,
    )
