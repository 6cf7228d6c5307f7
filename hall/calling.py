"""Rules about places: who is called, called again, served, finished, missed; and taking the last step back."""

from collections.abc import Collection
from typing import Any

from msgspec import structs

from hall.asked import Asked, Decision, refuse
from hall.next_ticket import next_ticket
from hall.outcomes import refuse_outcome
from hall.places import opening
from hall.state import Hall
from hall.ticket import AT_A_PLACE, OPEN_STAGES, Stage, Ticket
from mqtt_bridge.commands import CallNext, Finish, NoShow, Recall, StartServing, Undo
from mqtt_bridge.events import (
    AnyEvent,
    CallingResumed,
    CallKind,
    ServingStarted,
    StepUndone,
    TicketCalled,
    VisitFinished,
    VisitorMissed,
)
from mqtt_bridge.place_commands import CallTicket
from mqtt_bridge.replies import Refusal, RefusalCode


def decide_call_next(hall: Hall, asked: Asked[CallNext]) -> Decision:
    """Send the next ticket to the place. Refused while the place still has one, unless it is to be ended with this."""
    command = asked.command
    place = hall.centre.place(command.place)
    if place is None:
        return refuse(RefusalCode.UNKNOWN_PLACE, command.place)
    if hall.evacuating:
        return refuse(RefusalCode.EVACUATION)
    events: list[AnyEvent] = []
    current = hall.ticket_at(place.name)
    if current is not None:
        if not command.finish_current:
            return refuse(RefusalCode.PLACE_BUSY, f"{place.name} has {current.number}")
        events.append(finished(hall, current, place.name, asked.staff))
    choice = next_ticket(hall, place, asked.at)
    if choice is not None:
        call = _first_call(hall, hall.tickets[choice.ticket_id], asked, place.name)
        without = choice.without_competence
        events += [*opening(hall, place.name, asked.staff), structs.replace(call, without_competence=without)]
    return events or refuse(RefusalCode.NOBODY_WAITING, ", ".join(place.zones))


def decide_call_ticket(hall: Hall, asked: Asked[CallTicket]) -> Decision:
    """Send this ticket to the place, whoever waits longer. The reason is kept."""
    command = asked.command
    if hall.evacuating:
        return refuse(RefusalCode.EVACUATION)
    ticket = hall.tickets.get(command.ticket_id)
    if ticket is None:
        return refuse(RefusalCode.UNKNOWN_TICKET, command.ticket_id)
    if ticket.place is not None:
        return refuse(RefusalCode.TAKEN, ticket.place)
    current = hall.ticket_at(command.place)
    if current is not None:
        return refuse(RefusalCode.PLACE_BUSY, f"{command.place} has {current.number}")
    if ticket.stage is Stage.NO_SHOW:
        refusal = refuse_latecomer(hall, ticket, asked.at)
        if refusal is not None:
            return refusal
    elif ticket.stage not in {Stage.WAITING, Stage.PARKED}:
        return refuse(RefusalCode.WRONG_STATE, ticket.stage.value)
    call = structs.replace(_first_call(hall, ticket, asked, command.place), reason=command.reason)
    return [*opening(hall, command.place, asked.staff), call]


def _first_call(hall: Hall, ticket: Ticket, asked: Asked[Any], place: str) -> TicketCalled:
    return TicketCalled(
        call_id=asked.request_id,
        ticket_id=ticket.ticket_id,
        place=place,
        kind=CallKind.FIRST,
        still_here=_waited_through_an_outage(hall, ticket),
        staff=asked.staff,
    )


def decide_recall(hall: Hall, asked: Asked[Recall]) -> Decision:
    """Say the place's call once more."""
    ticket = ticket_at(hall, asked.command.place, {Stage.CALLED})
    if isinstance(ticket, Refusal):
        return ticket
    if hall.evacuating:
        return refuse(RefusalCode.EVACUATION)
    most = hall.centre.queue.most_recalls
    if ticket.recalls >= most:
        return refuse(RefusalCode.RECALL_LIMIT, f"called again {ticket.recalls} times, at most {most}")
    return [
        TicketCalled(
            call_id=asked.request_id,
            ticket_id=ticket.ticket_id,
            place=asked.command.place,
            kind=CallKind.RECALL,
            still_here=ticket.still_here,
            staff=asked.staff,
        )
    ]


def decide_start(hall: Hall, asked: Asked[StartServing]) -> Decision:
    """Note that the visitor has come."""
    ticket = ticket_at(hall, asked.command.place, {Stage.CALLED})
    if isinstance(ticket, Refusal):
        return ticket
    return [ServingStarted(ticket_id=ticket.ticket_id, place=asked.command.place, staff=asked.staff)]


def decide_finish(hall: Hall, asked: Asked[Finish]) -> Decision:
    """End the visit. A visitor who was never noted as having come may have been served all the same."""
    command = asked.command
    ticket = ticket_at(hall, command.place, AT_A_PLACE)
    if isinstance(ticket, Refusal):
        return ticket
    for given in command.outcomes:
        if (refusal := refuse_outcome(hall.centre, given, ticket.matters)) is not None:
            return refusal
    event = finished(hall, ticket, command.place, asked.staff)
    return [structs.replace(event, outcomes=command.outcomes, follow_up=command.follow_up)]


def finished(hall: Hall, ticket: Ticket, place: str, staff: str) -> VisitFinished:
    """Return the end of the visit at *place*: the whole visit's, or the ticket goes back to where it was sent from."""
    comes_back = ticket.returns_to is not None
    every = hall.centre.queue.survey_every
    survey = not comes_back and every > 0 and (hall.finished + 1) % every == 0
    return VisitFinished(ticket_id=ticket.ticket_id, place=place, comes_back=comes_back, survey=survey, staff=staff)


def decide_no_show(hall: Hall, asked: Asked[NoShow]) -> Decision:
    """Give up waiting for the visitor, who must have been called again first, and had the time to come.

    A visitor who was asked "are you still here?" need not be called again. What no speaker has said does not count,
    unless it was tried as often as a visitor may be called again.
    """
    ticket = ticket_at(hall, asked.command.place, {Stage.CALLED})
    if isinstance(ticket, Refusal):
        return ticket
    if hall.evacuating:
        return refuse(RefusalCode.EVACUATION)
    queue = hall.centre.queue
    wanted = 0 if ticket.still_here else min(queue.recalls_before_no_show, queue.most_recalls)
    is_called_often = ticket.calls > queue.most_recalls  # with no speaker that works, the board must do
    if ticket.recalls < wanted and not is_called_often:
        unheard = f", {len(ticket.unheard)} calls not announced" if ticket.unheard else ""
        return refuse(RefusalCode.TOO_EARLY, f"{max(ticket.recalls, 0)} of {wanted} recalls made{unheard}")
    waited_s = asked.at - ticket.first_called_at
    wanted_s = queue.assistance_no_show_after_s if ticket.assistance else queue.no_show_after_s
    if waited_s < wanted_s:
        return refuse(RefusalCode.TOO_EARLY, f"called {waited_s:.0f} s ago, a no-show after {wanted_s:.0f} s")
    return [VisitorMissed(ticket_id=ticket.ticket_id, place=asked.command.place, staff=asked.staff)]


def decide_undo(hall: Hall, asked: Asked[Undo]) -> Decision:
    """Take the place's last step back, within the time for it."""
    place = asked.command.place
    steps = hall.place(place).steps
    if not steps:
        return refuse(RefusalCode.NOTHING_TO_UNDO, place)
    step, allowed_s = steps[-1], hall.centre.queue.undo_s
    if asked.at - step.at > allowed_s:
        return refuse(RefusalCode.TOO_LATE, f"{asked.at - step.at:.0f} s ago, at most {allowed_s:.0f} s")
    ticket = hall.tickets[step.ticket_id]
    if ticket.place not in {None, place}:
        return refuse(RefusalCode.TAKEN, str(ticket.place))
    if ticket.moved_seq != step.seq:
        return refuse(RefusalCode.TOO_LATE, f"{ticket.number} is {ticket.stage.value} by now")
    if ticket.stage not in OPEN_STAGES and ticket.number in hall.in_use:
        return refuse(RefusalCode.TOO_LATE, f"{ticket.number} is somebody else's by now")
    return [StepUndone(ticket_id=step.ticket_id, place=place, staff=asked.staff)]


def refuse_latecomer(hall: Hall, ticket: Ticket, at: float) -> Refusal | None:
    """Return why a visitor who was missed is not called any more; None within the tolerance."""
    late_s, allowed_s = at - ticket.ended_at, hall.centre.queue.late_tolerance_s
    if late_s > allowed_s:
        return refuse(RefusalCode.TOO_LATE, f"missed {late_s:.0f} s ago, at most {allowed_s:.0f} s")
    if ticket.number in hall.in_use:
        return refuse(RefusalCode.TOO_LATE, f"{ticket.number} is somebody else's by now")
    return None


def decide_resumed(hall: Hall, outage_s: float) -> list[AnyEvent]:
    """Note that nobody could be called for *outage_s*, if that was long and somebody waits."""
    if outage_s <= hall.centre.queue.outage_s or not hall.lines:
        return []
    return [CallingResumed(outage_s=outage_s)]


def _waited_through_an_outage(hall: Hall, ticket: Ticket) -> bool:
    """Also if it was numbered alone, and the hall heard of it so late: nobody could have called it until then."""
    return ticket.issued_at < hall.resumed_at or ticket.known_at - ticket.issued_at > hall.centre.queue.outage_s


def ticket_at(hall: Hall, place: str, stages: Collection[Stage]) -> Ticket | Refusal:
    """Return the place's ticket, or why nothing can be done with it: it must be in one of *stages*."""
    ticket = hall.ticket_at(place)
    if ticket is None:
        return refuse(RefusalCode.NOTHING_AT_PLACE, place)
    if ticket.stage not in stages:
        return refuse(RefusalCode.WRONG_STATE, ticket.stage.value)
    return ticket
