"""What a request is answered, read off the event that it led to."""

from dispatcher.hall.state import Hall, Stage
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
from mqtt_bridge.replies import Accepted, AtPlace, Issued, PlaceTicket, Result


def answer_to(hall: Hall, recorded: Recorded) -> Result:
    """Return the result for whoever's request led to *recorded*; *hall* is as it is right after it."""
    event = recorded.event
    if isinstance(event, TicketIssued):
        return Issued(paper=_paper(hall, event.ticket_id, event.ticket_id))
    if isinstance(event, TicketReprinted):
        return Issued(paper=_paper(hall, event.ticket_id, event.job_id, copy=True))
    if isinstance(event, TicketCalled | ServingStarted | VisitFinished | VisitorMissed | StepUndone):
        return at_place(hall, event.place)
    if isinstance(event, TicketVoided) and event.place is not None:
        return at_place(hall, event.place)
    return Accepted()


def at_place(hall: Hall, place: str) -> AtPlace:
    """Return how *place* stands now."""
    ticket = hall.ticket_at(place)
    if ticket is None:
        return AtPlace(place=place, ticket=None)
    return AtPlace(
        place=place,
        ticket=PlaceTicket(
            ticket_id=ticket.ticket_id,
            number=ticket.number,
            zone=ticket.zone,
            language=ticket.language,
            calls=ticket.calls,
            serving=ticket.stage is Stage.SERVING,
        ),
    )


def _paper(hall: Hall, ticket_id: str, job_id: str, *, copy: bool = False) -> TicketPaper:
    ticket = hall.tickets[ticket_id]
    issued_at, _seq, _ticket_id = ticket.turn
    return TicketPaper(
        job_id=job_id,
        ticket_id=ticket.ticket_id,
        number=ticket.number,
        zone=ticket.zone,
        language=ticket.language,
        issued_at=issued_at,
        ahead=ticket.ahead,
        day=hall.day,
        cycle=ticket.cycle,
        alone=ticket.alone,
        copy=copy,
    )
