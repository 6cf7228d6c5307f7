"""What an event does to the hall. The only module that changes it; live running and replay are the same code."""

from collections.abc import Callable
from typing import Any

from centre.checks import decode_centre
from dispatcher.hall.answers import answer_to
from dispatcher.hall.line import Line
from dispatcher.hall.numbering import Given
from dispatcher.hall.state import OPEN_STAGES, CallMade, Hall, Place, Stage, Step, Ticket
from mqtt_bridge.events import (
    AnyEvent,
    CallAnnounced,
    CallKind,
    CentreConfigured,
    DayOpened,
    PaperReported,
    PaperSilent,
    Recorded,
    ServingStarted,
    StepUndone,
    TicketAdmitted,
    TicketCalled,
    TicketIssued,
    TicketReprinted,
    TicketUnserved,
    TicketVoided,
    VisitFinished,
    VisitorMissed,
)
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.public import BOARD_CALLS

STEPS_KEPT = 4
"""A place's last steps: as many as people can make and regret within the time for undo."""

PAPER_IS_OUT = frozenset({PaperOutcome.CONFIRMED, PaperOutcome.SENT})


def evolve(hall: Hall, recorded: Recorded, request_id: str = "") -> None:
    """Let *recorded* have happened, on the request *request_id* if on one. O(log n); same events, same hall."""
    hall.seq, hall.at = recorded.seq, recorded.at
    _EVOLVE[type(recorded.event)](hall, recorded.event)
    if request_id:
        hall.answers[request_id] = answer_to(hall, recorded)


def _day_opened(hall: Hall, event: DayOpened) -> None:
    fresh = Hall(decode_centre(event.settings), event.day, event.epoch, hall.seq, hall.at)
    for name in Hall.__slots__:
        setattr(hall, name, getattr(fresh, name))


def _centre_configured(hall: Hall, event: CentreConfigured) -> None:
    hall.centre = decode_centre(event.settings)
    known = {place.name for place in hall.centre.places}
    for name in [name for name in hall.places if name not in known]:
        _close_place(hall, name)


def _close_place(hall: Hall, name: str) -> None:
    """Forget a place that is gone. Who was there waits again: nobody could recall or finish this ticket any more."""
    ticket = hall.ticket_at(name)
    if ticket is not None:
        _move(hall, ticket, Stage.WAITING)
        ticket.place, ticket.calls = None, 0
    del hall.places[name]
    for call in [call for call in hall.calls if call.place == name]:
        hall.calls.remove(call)


def _ticket_issued(hall: Hall, event: TicketIssued) -> None:
    hall.tickets[event.ticket_id] = Ticket(
        event.ticket_id,
        event.zone,
        event.number,
        event.language,
        event.station,
        (hall.at, hall.seq, event.ticket_id),
        event.ahead,
    )
    hall.given[event.zone] = Given(event.cycle, event.number)
    hall.in_use[event.number] += 1
    hall.unreported[event.ticket_id] = hall.at


def _paper_reported(hall: Hall, event: PaperReported) -> None:
    ticket = hall.tickets[event.ticket_id]
    hall.unreported.pop(ticket.ticket_id, None)
    first_paper = event.job_id == event.ticket_id
    if event.outcome in PAPER_IS_OUT:
        _admit(hall, ticket)  # also a void one: paper beats belief
    elif event.outcome is PaperOutcome.FAILED and first_paper and ticket.stage in {Stage.ISSUED, Stage.UNSURE}:
        _move(hall, ticket, Stage.VOID)
    elif ticket.stage is Stage.ISSUED:
        _move(hall, ticket, Stage.UNSURE)


def _paper_silent(hall: Hall, event: PaperSilent) -> None:
    hall.unreported.pop(event.ticket_id, None)
    _move(hall, hall.tickets[event.ticket_id], Stage.UNSURE)


def _ticket_reprinted(hall: Hall, event: TicketReprinted) -> None:
    hall.copies[event.job_id] = event.station


def _ticket_admitted(hall: Hall, event: TicketAdmitted) -> None:
    hall.unreported.pop(event.ticket_id, None)
    _admit(hall, hall.tickets[event.ticket_id])


def _ticket_voided(hall: Hall, event: TicketVoided) -> None:
    ticket = hall.tickets[event.ticket_id]
    hall.unreported.pop(event.ticket_id, None)
    if event.place is not None:
        _end_at_place(hall, ticket, event.place, Stage.VOID)
    else:
        _move(hall, ticket, Stage.VOID)


def _ticket_called(hall: Hall, event: TicketCalled) -> None:
    ticket, place = hall.tickets[event.ticket_id], _place(hall, event.place)
    if event.kind is CallKind.FIRST:
        _remember(hall, place, ticket, event.call_id)
        _move(hall, ticket, Stage.CALLED)
        ticket.place, ticket.calls, place.ticket_id = event.place, 0, ticket.ticket_id
    ticket.calls += 1
    ticket.called_at = hall.at
    call = CallMade(
        event.call_id, ticket.ticket_id, ticket.number, ticket.zone, event.place, ticket.language, event.kind, hall.at
    )
    hall.calls.appendleft(call)
    if len(hall.calls) > BOARD_CALLS:
        hall.calls.pop()


def _call_announced(hall: Hall, event: CallAnnounced) -> None:
    for call in hall.calls:
        if call.call_id == event.call_id:
            call.announced_by.add(event.speaker)


def _serving_started(hall: Hall, event: ServingStarted) -> None:
    hall.tickets[event.ticket_id].stage = Stage.SERVING


def _visit_finished(hall: Hall, event: VisitFinished) -> None:
    _end_at_place(hall, hall.tickets[event.ticket_id], event.place, Stage.FINISHED)


def _visitor_missed(hall: Hall, event: VisitorMissed) -> None:
    _end_at_place(hall, hall.tickets[event.ticket_id], event.place, Stage.NO_SHOW)


def _step_undone(hall: Hall, event: StepUndone) -> None:
    ticket, place = hall.tickets[event.ticket_id], _place(hall, event.place)
    step = place.steps.pop()
    if step.call_id is not None:
        for call in [call for call in hall.calls if call.ticket_id == ticket.ticket_id and call.place == event.place]:
            hall.calls.remove(call)
    _move(hall, ticket, step.stage)
    ticket.place, ticket.calls = step.place, step.calls
    place.ticket_id = ticket.ticket_id if step.place == event.place else None


def _ticket_unserved(hall: Hall, event: TicketUnserved) -> None:
    ticket = hall.tickets[event.ticket_id]
    if ticket.place is not None:
        _place(hall, ticket.place).ticket_id = None
    _move(hall, ticket, Stage.UNSERVED)


def _place(hall: Hall, name: str) -> Place:
    return hall.places.setdefault(name, Place())


def _remember(hall: Hall, place: Place, ticket: Ticket, call_id: str | None = None) -> None:
    place.steps.append(Step(hall.at, ticket.ticket_id, ticket.stage, ticket.place, ticket.calls, call_id))
    del place.steps[:-STEPS_KEPT]


def _end_at_place(hall: Hall, ticket: Ticket, name: str, stage: Stage) -> None:
    place = _place(hall, name)
    _remember(hall, place, ticket)
    _move(hall, ticket, stage)
    ticket.place, place.ticket_id = None, None


def _admit(hall: Hall, ticket: Ticket) -> None:
    """Its paper is out: it waits, unless that was known already."""
    if not ticket.has_paper and ticket.stage in {Stage.ISSUED, Stage.UNSURE, Stage.VOID}:
        _move(hall, ticket, Stage.WAITING)
    ticket.has_paper = True


def _move(hall: Hall, ticket: Ticket, stage: Stage) -> None:
    """Bring *ticket* to *stage*, and keep the lines and the numbers in use true."""
    if ticket.stage is Stage.WAITING:
        hall.lines[ticket.zone].remove(ticket.turn)
    if stage is Stage.WAITING:
        hall.lines.setdefault(ticket.zone, Line()).add(ticket.turn)
    was_open, is_open = ticket.stage in OPEN_STAGES, stage in OPEN_STAGES
    ticket.stage = stage
    hall.in_use[ticket.number] += is_open - was_open
    if not hall.in_use[ticket.number]:
        del hall.in_use[ticket.number]


_EVOLVE: dict[type[AnyEvent], Callable[[Hall, Any], None]] = {
    DayOpened: _day_opened,
    CentreConfigured: _centre_configured,
    TicketIssued: _ticket_issued,
    PaperReported: _paper_reported,
    PaperSilent: _paper_silent,
    TicketReprinted: _ticket_reprinted,
    TicketAdmitted: _ticket_admitted,
    TicketVoided: _ticket_voided,
    TicketCalled: _ticket_called,
    CallAnnounced: _call_announced,
    ServingStarted: _serving_started,
    VisitFinished: _visit_finished,
    VisitorMissed: _visitor_missed,
    StepUndone: _step_undone,
    TicketUnserved: _ticket_unserved,
}
