"""Whether a command for a place is about the ticket that its asker means."""

from hall.asked import Asked, refuse
from hall.state import Hall
from mqtt_bridge.command import Command, VisitCommand
from mqtt_bridge.commands import Undo
from mqtt_bridge.replies import Refusal, RefusalCode


def refuse_other_ticket(hall: Hall, asked: Asked[Command]) -> Refusal | None:
    """Return why not, when the command names a ticket and is about another; None when it names none, as pads do.

    A place without a ticket is for the command's own rule: it says so, or calls the next all the same.
    """
    command = asked.command
    if not isinstance(command, VisitCommand) or command.ticket_id is None:
        return None
    ticket_id = _about(hall, command)
    if ticket_id is None or ticket_id == command.ticket_id:
        return None
    return refuse(RefusalCode.OTHER_TICKET, f"{command.place} has {hall.tickets[ticket_id].number}")


def _about(hall: Hall, command: VisitCommand) -> str | None:
    place = hall.place(command.place)
    if not isinstance(command, Undo):
        return place.ticket_id
    return place.steps[-1].ticket_id if place.steps else None
