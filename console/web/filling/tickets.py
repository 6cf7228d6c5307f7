"""A ticket as staff see it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from console.web.filling.looking import Looking
from console.web.lengths import length
from console.web.views.parts import Ticket, Timer
from hall.ticket import AT_A_PLACE
from hall.ticket import Ticket as HallTicket


def ticket_seen(looking: Looking, ticket: HallTicket) -> Ticket:
    """Return the ticket; its wait runs on, unless its visitor has been called."""
    return Ticket(
        ticket_id=ticket.ticket_id,
        number=ticket.number,
        zone=looking.zone(ticket.zone),
        language=ticket.language,
        waited=_waited(ticket),
        matters=tuple(looking.purpose(matter) for matter in ticket.matters),
        competence=looking.competence(ticket.competence),
        needs_assistance=ticket.assistance,
        has_representative=ticket.representative,
        due=time_of_day(looking, ticket.due_at) if ticket.due_at is not None else "",
        is_alone=ticket.alone,
        comes_back=bool(ticket.returns),
    )


def time_of_day(looking: Looking, at: float) -> str:
    """Return the site's wall clock: 09:05."""
    return clock_time(at, looking.centre.timezone)


def clock_time(at: float, timezone: str) -> str:
    """Return what the clock on the wall showed *at* these Unix seconds."""
    return datetime.fromtimestamp(at, ZoneInfo(timezone)).strftime("%H:%M")


def waits_since(ticket: HallTicket) -> float:
    """Return since when its visitor waits: who has an appointment, from its time on."""
    return ticket.turn_in_line[0] if ticket.due_at is not None else ticket.issued_at


def clock_moment(at: float, timezone: str) -> str:
    """Return the day as well: 27.11.2026, 09:05."""
    return datetime.fromtimestamp(at, ZoneInfo(timezone)).strftime("%d.%m.%Y, %H:%M")


def _waited(ticket: HallTicket) -> Timer:
    since = waits_since(ticket)
    if ticket.stage in AT_A_PLACE:
        return Timer(since=since, shown=length(ticket.first_called_at - since))
    return Timer(since=since)
