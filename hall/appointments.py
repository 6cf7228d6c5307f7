"""Rules about appointments whose time changes while their visitors wait: an official is late, or no longer so."""

from hall.asked import Asked, Decision, refuse
from hall.state import Hall
from hall.ticket import Stage
from mqtt_bridge.hall_commands import MoveAppointment
from mqtt_bridge.hall_events import AppointmentMoved
from mqtt_bridge.replies import RefusalCode

NOT_CALLED = frozenset({Stage.ISSUED, Stage.WAITING, Stage.UNSURE})


def decide_move_appointment(hall: Hall, asked: Asked[MoveAppointment]) -> Decision:
    """Have an appointment be at another time. Its paper keeps the old one; a copy says the new one."""
    command = asked.command
    ticket = hall.tickets.get(command.ticket_id)
    if ticket is None:
        return refuse(RefusalCode.UNKNOWN_TICKET, command.ticket_id)
    if ticket.due_at is None:
        return refuse(RefusalCode.BY_APPOINTMENT, f"{ticket.number} has no appointment")
    if ticket.stage not in NOT_CALLED:
        return refuse(RefusalCode.WRONG_STATE, ticket.stage.value)
    if ticket.due_at == command.due_at:
        return []
    return [AppointmentMoved(ticket_id=ticket.ticket_id, due_at=command.due_at, staff=asked.staff)]
