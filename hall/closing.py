"""What becomes of those who still wait when the centre has closed. A break is no closing: they keep their turns."""

from collections.abc import Sequence

from centre.hours import coming_hours
from hall.state import Hall
from hall.summoning import with_summonses
from hall.ticket import Stage
from mqtt_bridge.events import AnyEvent, TicketUnserved

NOT_AT_A_PLACE = frozenset({Stage.ISSUED, Stage.WAITING, Stage.PARKED, Stage.UNSURE})
"""Who was called, or is being served, is not sent away; nor is who comes back from another place."""


def unserved_at_closing(hall: Hall, at: float) -> Sequence[AnyEvent]:
    """Return the ends of all tickets that wait *at* a moment so long after the day's last hours that nobody will come.

    Also of one that was adopted, or put back into the line, later than that. A day without hours ends none of them: the
    next day's beginning does.
    """
    hours = coming_hours(hall.centre, hall.day)
    if hours is None or hours.day_ends is None or not hall.in_use:
        return ()
    patience_s = hall.centre.queue.unserved_after_closing_min * 60
    if at < hours.day_ends + patience_s:
        return ()
    unserved = (
        ticket
        for ticket in hall.tickets.values()
        if ticket.stage in NOT_AT_A_PLACE
        and not (ticket.first_called_at and ticket.moved_at >= hours.day_ends)
        and at >= (ticket.due_at or 0.0) + patience_s
    )
    return with_summonses(hall, [TicketUnserved(ticket_id=ticket.ticket_id) for ticket in unserved])
