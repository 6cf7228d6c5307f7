"""A place as its worker and the hall's moderator see it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from centre.settings import PlaceSettings
from hall.next_ticket import callers
from hall.state import CallMade, Hall
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


class PutAside(msgspec.Struct, frozen=True, kw_only=True):
    """Who has left a place and may come back to it, by the place's name."""

    parked: Mapping[str, Sequence[Ticket]]
    """The longest so the first."""
    missed: Mapping[str, Sequence[Ticket]]
    """Who may still be let back into the line."""


def put_aside(hall: Hall, at: float) -> PutAside:
    """Look through all tickets of the day, once for all places."""
    parked, missed = defaultdict[str, list[Ticket]](list), defaultdict[str, list[Ticket]](list)
    for ticket in hall.tickets.values():
        if ticket.stage is Stage.PARKED:
            parked[ticket.parked_by or ""].append(ticket)
        elif ticket.stage is Stage.NO_SHOW and _is_missed(hall, ticket, at):
            missed[ticket.ended_place].append(ticket)
    for tickets in parked.values():
        tickets.sort(key=lambda ticket: ticket.moved_at)
    return PutAside(parked=parked, missed=missed)


def unheard_at(hall: Hall, place: PlaceSettings, at: float) -> list[Ticket]:
    """Return whose last call to *place* nobody heard, and who has left it: perhaps they still sit in the hall.

    They were missed, or put aside, or the place could call them again.
    """
    calls: dict[str, CallMade] = {}
    for call in hall.calls:  # the newest first
        if call.place == place.name:
            calls.setdefault(call.ticket_id, call)
    unheard = [(hall.tickets[call.ticket_id], call) for call in calls.values() if call.is_not_announced]
    return [ticket for ticket, call in unheard if ticket.serving_since < call.at and _may_come(hall, ticket, place, at)]


def _is_missed(hall: Hall, ticket: Ticket, at: float) -> bool:
    """Whether somebody who did not come may still be let back into the line."""
    return at - ticket.ended_at <= hall.centre.queue.late_tolerance_s and ticket.number not in hall.in_use


def _may_come(hall: Hall, ticket: Ticket, place: PlaceSettings, at: float) -> bool:
    if ticket.stage is Stage.NO_SHOW:
        return ticket.ended_place == place.name and _is_missed(hall, ticket, at)
    if ticket.stage is Stage.PARKED:
        return ticket.parked_by == place.name
    return ticket.stage is Stage.WAITING and bool(callers(hall, ticket.line_key, (place,)))


def _since(ticket: Ticket | None) -> float:
    if ticket is None:
        return 0.0
    return ticket.serving_since if ticket.stage is Stage.SERVING else ticket.first_called_at


def _is_unheard(hall: Hall, name: str, ticket: Ticket | None) -> bool:
    if ticket is None or ticket.stage is not Stage.CALLED:
        return False
    last = next((call for call in hall.calls if call.place == name and call.ticket_id == ticket.ticket_id), None)
    return last is not None and last.is_not_announced
