"""Rules about places: who is called, called again, served, finished, missed; and taking the last step back."""

from dispatcher.hall.asked import Asked, Decision, refuse
from dispatcher.hall.line import next_turn
from dispatcher.hall.state import OPEN_STAGES, Hall, Stage, Ticket
from mqtt_bridge.commands import CallNext, Finish, NoShow, Recall, ReportAnnounced, StartServing, Undo
from mqtt_bridge.events import (
    AnyEvent,
    CallAnnounced,
    CallingResumed,
    CallKind,
    ServingStarted,
    StepUndone,
    TicketCalled,
    VisitFinished,
    VisitorMissed,
)
from mqtt_bridge.replies import Refusal, RefusalCode


def decide_call_next(hall: Hall, asked: Asked[CallNext]) -> Decision:
    """Send the next ticket to the place. Refused while the place still has one, unless it is to be ended with this."""
    command = asked.command
    place = hall.centre.place(command.place)
    if place is None:
        return refuse(RefusalCode.UNKNOWN_PLACE, command.place)
    events: list[AnyEvent] = []
    current = hall.ticket_at(place.name)
    if current is not None:
        if not command.finish_current:
            return refuse(RefusalCode.PLACE_BUSY, f"{place.name} has {current.number}")
        events.append(VisitFinished(ticket_id=current.ticket_id, place=place.name, staff=asked.staff))
    turn = next_turn(hall.line(zone) for zone in place.zones)
    if turn is not None:
        _at, _seq, ticket_id = turn
        events.append(
            TicketCalled(
                call_id=asked.request_id,
                ticket_id=ticket_id,
                place=place.name,
                kind=CallKind.FIRST,
                still_here=_waited_through_an_outage(hall, hall.tickets[ticket_id]),
                staff=asked.staff,
            )
        )
    return events or refuse(RefusalCode.NOBODY_WAITING, ", ".join(place.zones))


def decide_recall(hall: Hall, asked: Asked[Recall]) -> Decision:
    """Say the place's call once more."""
    ticket = _ticket_at(hall, asked.command.place, {Stage.CALLED})
    if isinstance(ticket, Refusal):
        return ticket
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
    ticket = _ticket_at(hall, asked.command.place, {Stage.CALLED})
    if isinstance(ticket, Refusal):
        return ticket
    return [ServingStarted(ticket_id=ticket.ticket_id, place=asked.command.place, staff=asked.staff)]


def decide_finish(hall: Hall, asked: Asked[Finish]) -> Decision:
    """End the visit. A visitor who was never noted as having come may have been served all the same."""
    command = asked.command
    ticket = _ticket_at(hall, command.place, {Stage.CALLED, Stage.SERVING})
    if isinstance(ticket, Refusal):
        return ticket
    return [VisitFinished(ticket_id=ticket.ticket_id, place=command.place, outcome=command.outcome, staff=asked.staff)]


def decide_no_show(hall: Hall, asked: Asked[NoShow]) -> Decision:
    """Give up waiting for the visitor, who must have been called again first, unless asked "are you still here?"."""
    ticket = _ticket_at(hall, asked.command.place, {Stage.CALLED})
    if isinstance(ticket, Refusal):
        return ticket
    recalls = ticket.calls - 1
    wanted = 0 if ticket.still_here else hall.centre.queue.recalls_before_no_show
    if recalls < wanted:
        return refuse(RefusalCode.TOO_EARLY, f"{recalls} of {wanted} recalls made")
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
    if ticket.stage not in OPEN_STAGES and ticket.number in hall.in_use:
        return refuse(RefusalCode.TOO_LATE, f"{ticket.number} is somebody else's by now")
    return [StepUndone(ticket_id=step.ticket_id, place=place, staff=asked.staff)]


def decide_announced(hall: Hall, asked: Asked[ReportAnnounced]) -> Decision:
    """Take note that a speaker has said a call. Old news brings nothing."""
    call_id = asked.command.call_id
    call = next((call for call in hall.calls if call.call_id == call_id), None)
    if call is None:
        return refuse(RefusalCode.UNKNOWN_CALL, call_id)
    return [] if asked.peer in call.announced_by else [CallAnnounced(call_id=call_id, speaker=asked.peer)]


def decide_resumed(hall: Hall, outage_s: float) -> list[AnyEvent]:
    """Note that nobody could be called for *outage_s*, if that was long and somebody waits."""
    if outage_s <= hall.centre.queue.outage_s or not any(len(line) for line in hall.lines.values()):
        return []
    return [CallingResumed(outage_s=outage_s)]


def _waited_through_an_outage(hall: Hall, ticket: Ticket) -> bool:
    """Also if it was numbered alone, and the hall heard of it so late: nobody could have called it until then."""
    issued_at, _seq, _ticket_id = ticket.turn
    return issued_at < hall.resumed_at or ticket.known_at - issued_at > hall.centre.queue.outage_s


def _ticket_at(hall: Hall, place: str, stages: set[Stage]) -> Ticket | Refusal:
    ticket = hall.ticket_at(place)
    if ticket is None:
        return refuse(RefusalCode.NOTHING_AT_PLACE, place)
    if ticket.stage not in stages:
        return refuse(RefusalCode.WRONG_STATE, ticket.stage.value)
    return ticket
