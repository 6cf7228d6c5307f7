"""Rules about visitors who go elsewhere and come back: transferred, parked, late; and what staff must know of them."""

from hall.asked import Asked, Decision, refuse
from hall.calling import refuse_latecomer, ticket_at
from hall.state import Hall
from hall.ticket import AT_A_PLACE, OPEN_STAGES, Stage, Ticket
from mqtt_bridge.hall_commands import MarkTicket, Readmit, ResumeTicket
from mqtt_bridge.hall_events import TicketMarked, TicketReadmitted, TicketResumed
from mqtt_bridge.place_commands import Park, Transfer
from mqtt_bridge.place_events import TicketParked, TicketTransferred
from mqtt_bridge.replies import PlaceStatus, Refusal, RefusalCode


def decide_transfer(hall: Hall, asked: Asked[Transfer]) -> Decision:
    """Send the place's visitor on. The number and the time of issue stay: nobody queues twice."""
    command = asked.command
    ticket = ticket_at(hall, command.place, AT_A_PLACE)
    if isinstance(ticket, Refusal):
        return ticket
    if (command.to_zone is None) == (command.to_place is None):
        return refuse(RefusalCode.NO_TARGET, "name a zone or a place, and only one of them")
    zone = command.to_zone
    if command.to_place is not None:
        target = hall.centre.place(command.to_place)
        if target is None:
            return refuse(RefusalCode.UNKNOWN_PLACE, command.to_place)
        if target.name == command.place:
            return refuse(RefusalCode.NO_TARGET, f"{target.name} has it already")
        if hall.place(target.name).status is PlaceStatus.CLOSED and target.name != ticket.office:
            return refuse(RefusalCode.PLACE_CLOSED, target.name)
        zone = ticket.zone if ticket.zone in target.zones else target.zones[0]
    if zone is None or hall.centre.zone(zone) is None:
        return refuse(RefusalCode.UNKNOWN_ZONE, str(zone))
    return [
        TicketTransferred(
            ticket_id=ticket.ticket_id,
            place=command.place,
            zone=zone,
            to_place=command.to_place,
            comes_back=command.comes_back,
            staff=asked.staff,
        )
    ]


def decide_park(hall: Hall, asked: Asked[Park]) -> Decision:
    """Let the place's visitor fetch something."""
    command = asked.command
    ticket = ticket_at(hall, command.place, AT_A_PLACE)
    if isinstance(ticket, Refusal):
        return ticket
    return [TicketParked(ticket_id=ticket.ticket_id, place=command.place, reason=command.reason, staff=asked.staff)]


def decide_resume(hall: Hall, asked: Asked[ResumeTicket]) -> Decision:
    """Have a parked ticket called next by the place that parked it, or by any of the zone's once that one is closed."""
    ticket = _ticket(hall, asked.command.ticket_id)
    if isinstance(ticket, Refusal):
        return ticket
    if ticket.stage is not Stage.PARKED:
        return refuse(RefusalCode.WRONG_STATE, ticket.stage.value)
    return [TicketResumed(ticket_id=ticket.ticket_id, staff=asked.staff)]


def decide_readmit(hall: Hall, asked: Asked[Readmit]) -> Decision:
    """Have a visitor called next who was missed and has turned up within the tolerance."""
    ticket = _ticket(hall, asked.command.ticket_id)
    if isinstance(ticket, Refusal):
        return ticket
    if ticket.stage is not Stage.NO_SHOW:
        return refuse(RefusalCode.WRONG_STATE, ticket.stage.value)
    refusal = refuse_latecomer(hall, ticket, asked.at)
    return refusal or [TicketReadmitted(ticket_id=ticket.ticket_id, staff=asked.staff)]


def decide_mark(hall: Hall, asked: Asked[MarkTicket]) -> Decision:
    """Note what staff must know of a ticket's visitor."""
    command = asked.command
    ticket = _ticket(hall, command.ticket_id)
    if isinstance(ticket, Refusal):
        return ticket
    if ticket.stage not in OPEN_STAGES:
        return refuse(RefusalCode.WRONG_STATE, ticket.stage.value)
    if (ticket.assistance, ticket.representative) == (command.assistance, command.representative):
        return []
    return [
        TicketMarked(
            ticket_id=ticket.ticket_id,
            assistance=command.assistance,
            representative=command.representative,
            staff=asked.staff,
        )
    ]


def _ticket(hall: Hall, ticket_id: str) -> Ticket | Refusal:
    return hall.tickets.get(ticket_id) or refuse(RefusalCode.UNKNOWN_TICKET, ticket_id)
