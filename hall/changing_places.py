"""What an event at a place does to the hall. Only `evolving` calls these."""

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hall.line import Rank
from hall.moving import end_at_place, leave_place, place_of, remember, stand
from hall.state import SERVICES_KEPT, CallMade, Hall
from hall.ticket import Return, Stage, Standing, Ticket
from mqtt_bridge.events import (
    AnyEvent,
    CallKind,
    ServingStarted,
    StepUndone,
    TicketCalled,
    VisitFinished,
    VisitorMissed,
)
from mqtt_bridge.place_events import PlaceClosed, PlaceOpened, PlacePaused, TicketParked, TicketTransferred
from mqtt_bridge.public import BOARD_CALLS
from mqtt_bridge.replies import PlaceStatus


def _place_opened(hall: Hall, event: PlaceOpened) -> None:
    place = place_of(hall, event.place)
    place.status, place.reason, place.staff = PlaceStatus.OPEN, "", event.staff
    place.seen_at = hall.at


def _place_paused(hall: Hall, event: PlacePaused) -> None:
    place = place_of(hall, event.place)
    place.status, place.reason = PlaceStatus.PAUSED, event.reason
    place.seen_at = hall.at


def _place_closed(hall: Hall, event: PlaceClosed) -> None:
    """Who waits for this place alone waits for any of the zone's from now on; an appointment stays with its office."""
    place = place_of(hall, event.place)
    place.status, place.reason, place.staff = PlaceStatus.CLOSED, "", ""
    place.seen_at = hall.at
    bound = [key for key in hall.lines if key.bound_to == event.place]
    for ticket in [hall.tickets[ticket_id] for key in bound for ticket_id in hall.lines[key]]:
        if ticket.office != event.place:
            stand(hall, ticket, ticket.standing)  # which binds nobody to a closed place


def _ticket_called(hall: Hall, event: TicketCalled) -> None:
    ticket, place = hall.tickets[event.ticket_id], place_of(hall, event.place)
    place.seen_at = hall.at
    if event.kind is CallKind.FIRST:
        remember(hall, place, ticket, event.call_id)
        stand(hall, ticket, replace(ticket.standing, stage=Stage.CALLED, place=event.place, calls=0))
        ticket.unheard = frozenset()
        place.ticket_id = ticket.ticket_id
        ticket.still_here = event.still_here
        ticket.first_called_at = hall.at
    ticket.calls += 1
    ticket.called_at = hall.at
    hall.calls.appendleft(
        CallMade(
            event.call_id,
            ticket.ticket_id,
            ticket.number,
            ticket.zone,
            event.place,
            ticket.language,
            event.kind,
            hall.at,
            event.still_here,
        )
    )
    if len(hall.calls) > BOARD_CALLS:
        hall.calls.pop()


def _serving_started(hall: Hall, event: ServingStarted) -> None:
    ticket = hall.tickets[event.ticket_id]
    ticket.stage = Stage.SERVING
    ticket.serving_since = hall.at
    place_of(hall, event.place).seen_at = hall.at


def _visit_finished(hall: Hall, event: VisitFinished) -> None:
    ticket, place = hall.tickets[event.ticket_id], place_of(hall, event.place)
    _note_service(hall, ticket)
    place.seen_at = hall.at
    if event.comes_back:
        leave_place(hall, ticket, event.place, _sent_back(hall, ticket))
        return
    end_at_place(hall, ticket, event.place, Stage.FINISHED)
    place.finished_id = ticket.ticket_id
    hall.finished += 1


def _sent_back(hall: Hall, ticket: Ticket) -> Standing:
    """Return how *ticket* waits for the place that had sent it on."""
    back = ticket.returns[-1]
    return replace(
        ticket.standing,
        stage=Stage.WAITING,
        zone=back.zone if hall.centre.zone(back.zone) is not None else ticket.zone,
        rank=Rank.RETURNER,
        place=None,
        calls=0,
        bound_to=back.place,
        returns=ticket.returns[:-1],
    )


def _visitor_missed(hall: Hall, event: VisitorMissed) -> None:
    _note_service(hall, hall.tickets[event.ticket_id])
    end_at_place(hall, hall.tickets[event.ticket_id], event.place, Stage.NO_SHOW)
    place_of(hall, event.place).seen_at = hall.at


def _note_service(hall: Hall, ticket: Ticket) -> None:
    """For so long the ticket had its place, which says how long the next ones will have theirs."""
    services = hall.services.setdefault(ticket.zone, deque(maxlen=SERVICES_KEPT))
    until = hall.evacuating_since if hall.evacuating else hall.at
    ticket.served_seq, ticket.served_s = hall.seq, max(0.0, until - ticket.first_called_at)
    services.append(ticket.served_s)


def _ticket_transferred(hall: Hall, event: TicketTransferred) -> None:
    ticket = hall.tickets[event.ticket_id]
    standing = replace(
        ticket.standing,
        stage=Stage.WAITING,
        zone=event.zone,
        rank=Rank.ORDINARY,
        place=None,
        calls=0,
        bound_to=event.to_place,
        returns=(*ticket.returns, Return(event.place, ticket.zone)) if event.comes_back else ticket.returns,
    )
    leave_place(hall, ticket, event.place, standing)
    place_of(hall, event.place).seen_at = hall.at


def _ticket_parked(hall: Hall, event: TicketParked) -> None:
    ticket = hall.tickets[event.ticket_id]
    standing = replace(ticket.standing, stage=Stage.PARKED, place=None, calls=0, parked_by=event.place)
    leave_place(hall, ticket, event.place, standing)
    place_of(hall, event.place).seen_at = hall.at


def _step_undone(hall: Hall, event: StepUndone) -> None:
    ticket, place = hall.tickets[event.ticket_id], place_of(hall, event.place)
    step = place.steps.pop()
    place.seen_at = hall.at
    if step.call_id is not None:
        for call in [call for call in hall.calls if call.ticket_id == ticket.ticket_id and call.place == event.place]:
            hall.calls.remove(call)
    if ticket.stage is Stage.FINISHED:
        hall.finished -= 1
    if place.finished_id == ticket.ticket_id:
        place.finished_id = None
    if ticket.served_seq == step.seq and ticket.served_s in hall.services.get(step.before.zone, ()):
        hall.services[step.before.zone].remove(ticket.served_s)
        if not hall.services[step.before.zone]:
            del hall.services[step.before.zone]
    stand(hall, ticket, step.before)
    ticket.moved_seq, ticket.moved_at = step.before_seq, step.before_at
    place.ticket_id = None
    if step.before.place == event.place:
        place.ticket_id, place.status = ticket.ticket_id, PlaceStatus.OPEN


CHANGES_OF_PLACES: dict[type[AnyEvent], Callable[[Hall, Any], None]] = {
    PlaceOpened: _place_opened,
    PlacePaused: _place_paused,
    PlaceClosed: _place_closed,
    TicketCalled: _ticket_called,
    ServingStarted: _serving_started,
    VisitFinished: _visit_finished,
    VisitorMissed: _visitor_missed,
    TicketTransferred: _ticket_transferred,
    TicketParked: _ticket_parked,
    StepUndone: _step_undone,
}
