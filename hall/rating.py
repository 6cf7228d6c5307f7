"""Rules about feedback: whose visit a press at a place rates."""

from hall.asked import Asked, Decision, refuse
from hall.state import Hall
from hall.ticket import Stage
from mqtt_bridge.hall_commands import GiveFeedback
from mqtt_bridge.hall_events import VisitRated
from mqtt_bridge.replies import RefusalCode


def decide_feedback(hall: Hall, asked: Asked[GiveFeedback]) -> Decision:
    """Rate the visit that was finished last at the place. One rating a visit: the first counts."""
    command = asked.command
    ticket_id = hall.place(command.place).finished_id
    ticket = hall.tickets.get(ticket_id) if ticket_id is not None else None
    if ticket is None or ticket.stage is not Stage.FINISHED:
        return refuse(RefusalCode.NOTHING_TO_RATE, command.place)
    ago_s, allowed_s = asked.at - ticket.ended_at, hall.centre.queue.feedback_s
    if ago_s > allowed_s:
        return refuse(RefusalCode.NOTHING_TO_RATE, f"the last visit ended {ago_s:.0f} s ago, at most {allowed_s:.0f} s")
    if ticket.ticket_id in hall.rated:
        return refuse(RefusalCode.RATED, command.place)
    return [VisitRated(ticket_id=ticket.ticket_id, place=command.place, rating=command.rating)]
