"""A place as its worker and the hall's moderator see it."""

import msgspec

from hall.state import Hall
from hall.ticket import Stage, Ticket
from mqtt_bridge.replies import PlaceStatus


class PlaceSeen(msgspec.Struct, frozen=True, kw_only=True):
    """How a place stands."""

    place: str
    status: PlaceStatus
    reason: str
    """Why it is paused."""
    staff: str
    """Who works there: an opaque id; empty when nobody said."""
    seen_at: float
    ticket_id: str | None
    is_serving: bool
    since: float
    """Since when its visitor is called, or served."""
    undo_until: float
    """Until when the last step can be taken back, in Unix seconds by the hall's clock; 0 when there is none."""
    undo_ticket_id: str | None
    not_announced: bool
    """Nobody has heard its last call, and no speaker will say it any more: to be called again."""


def place_seen(hall: Hall, name: str) -> PlaceSeen:
    """Return how the place called *name* stands."""
    place, ticket = hall.place(name), hall.ticket_at(name)
    step = place.steps[-1] if place.steps else None
    is_serving = ticket is not None and ticket.stage is Stage.SERVING
    return PlaceSeen(
        place=name,
        status=place.status,
        reason=place.reason,
        staff=place.staff,
        seen_at=place.seen_at,
        ticket_id=place.ticket_id,
        is_serving=is_serving,
        since=_since(ticket),
        undo_until=step.at + hall.centre.queue.undo_s if step is not None else 0.0,
        undo_ticket_id=step.ticket_id if step is not None else None,
        not_announced=_is_unheard(hall, name, ticket),
    )


def parked_by(hall: Hall, name: str) -> list[Ticket]:
    """Return the tickets that the place has parked, the longest so the first."""
    parked = [t for t in hall.tickets.values() if t.stage is Stage.PARKED and t.parked_by == name]
    return sorted(parked, key=lambda ticket: ticket.moved_at)


def _since(ticket: Ticket | None) -> float:
    if ticket is None:
        return 0.0
    return ticket.serving_since if ticket.stage is Stage.SERVING else ticket.first_called_at


def _is_unheard(hall: Hall, name: str, ticket: Ticket | None) -> bool:
    if ticket is None or ticket.stage is not Stage.CALLED:
        return False
    last = next((call for call in hall.calls if call.place == name and call.ticket_id == ticket.ticket_id), None)
    return last is not None and last.is_not_announced
