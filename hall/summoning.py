"""Rules about summonses: who is called for, by whom or by which rule, until somebody takes it and it is done."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeGuard

from hall.asked import Asked, Decision, refuse
from hall.rule_id import rule_id
from hall.state import Hall, Summons
from hall.ticket import OPEN_STAGES, Stage
from mqtt_bridge.events import (
    AnyEvent,
    PaperReported,
    StepUndone,
    TicketAdopted,
    TicketCalled,
    TicketIssued,
    TicketUnserved,
    TicketVoided,
    VisitFinished,
    VisitorMissed,
)
from mqtt_bridge.hall_commands import EndSummons, RaiseSummons, ReleaseSummons, TakeSummons
from mqtt_bridge.hall_events import (
    SummonsEnded,
    SummonsEndWhy,
    SummonsRaised,
    SummonsReason,
    SummonsReleased,
    SummonsRepeated,
    SummonsTaken,
    TicketMarked,
    TicketReadmitted,
)
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.replies import RefusalCode

MOST_ASKED = 100
"""So many may be open that somebody asked for; more are somebody leaning on a button."""
LONGEST_PAUSES = 16
"""A summons that nobody takes is said again after one, two, four … of its kind's pauses, at most so many."""


def decide_raise(hall: Hall, asked: Asked[RaiseSummons]) -> Decision:
    """Call for a worker. The same wish of the same place or ticket is not raised twice."""
    command = asked.command
    if hall.centre.summons(command.kind) is None:
        return refuse(RefusalCode.UNKNOWN_SUMMONS, command.kind)
    if command.place is not None and hall.centre.place(command.place) is None:
        return refuse(RefusalCode.UNKNOWN_PLACE, command.place)
    if command.ticket_id is not None:
        ticket = hall.tickets.get(command.ticket_id)
        if ticket is None:
            return refuse(RefusalCode.UNKNOWN_TICKET, command.ticket_id)
        if ticket.stage not in OPEN_STAGES:
            return refuse(RefusalCode.WRONG_STATE, ticket.stage.value)
    peer = hall.centre.peer(asked.peer)
    station = peer.station if peer is not None else None
    wish = (command.kind, command.place, station, command.ticket_id)
    asked_for = [each for each in hall.summonses.values() if each.reason is SummonsReason.ASKED]
    same = [each for each in asked_for if (each.kind, each.place, each.station, each.ticket_id) == wish]
    if asked.request_id in hall.summonses or any(not each.taken for each in same):
        return []
    if sum(not each.taken and each.kind == command.kind for each in asked_for) >= MOST_ASKED:
        return refuse(RefusalCode.NOT_NOW, f"{MOST_ASKED} summonses are open that somebody asked for")
    raised = SummonsRaised(
        summons_id=asked.request_id,
        kind=command.kind,
        reason=SummonsReason.ASKED,
        place=command.place,
        station=station,
        ticket_id=command.ticket_id,
        staff=asked.staff,
    )
    return [*(SummonsEnded(summons_id=each.summons_id, why=SummonsEndWhy.ANEW) for each in same), raised]


def decide_take(hall: Hall, asked: Asked[TakeSummons]) -> Decision:
    """Note who goes. Who comes second is told who was first."""
    summons = hall.summonses.get(asked.command.summons_id)
    if summons is None:
        return refuse(RefusalCode.UNKNOWN_SUMMONS, asked.command.summons_id)
    if summons.taken:
        return refuse(RefusalCode.TAKEN, summons.taken_by or "by another")
    return [SummonsTaken(summons_id=summons.summons_id, staff=asked.staff)]


def decide_release(hall: Hall, asked: Asked[ReleaseSummons]) -> Decision:
    """Have it open again, as it was raised. Nobody lets another's go; what nobody has taken stays as it is."""
    summons = hall.summonses.get(asked.command.summons_id)
    if summons is None:
        return refuse(RefusalCode.UNKNOWN_SUMMONS, asked.command.summons_id)
    if not summons.taken:
        return []
    if summons.taken_by != asked.staff:
        return refuse(RefusalCode.TAKEN, summons.taken_by or "by another")
    return [SummonsReleased(summons_id=summons.summons_id, staff=asked.staff)]


def decide_end(hall: Hall, asked: Asked[EndSummons]) -> Decision:
    """Note that it is done, or not wanted any more."""
    summons = hall.summonses.get(asked.command.summons_id)
    if summons is None:
        return refuse(RefusalCode.UNKNOWN_SUMMONS, asked.command.summons_id)
    why = SummonsEndWhy.DONE if asked.command.done else SummonsEndWhy.WITHDRAWN
    return [SummonsEnded(summons_id=summons.summons_id, why=why, staff=asked.staff)]


def raised_by_rule(hall: Hall, kind: str, reason: SummonsReason, about: str) -> SummonsRaised:
    """Return the summons that a rule raises; its id follows from when it does, and from *about* whom."""
    return SummonsRaised(summons_id=rule_id(hall, f"{kind} {reason.value} {about}"), kind=kind, reason=reason)


def has(hall: Hall, reason: SummonsReason, *, place: str | None = None, competence: str | None = None) -> bool:
    """Whether a rule's summons is open already."""
    return any(
        (each.reason, each.place, each.competence) == (reason, place, competence) for each in hall.summonses.values()
    )


def repeated(hall: Hall, at: float) -> Iterator[SummonsRepeated]:
    """Yield the summonses that nobody has taken for so long that they are said again."""
    for each in hall.summonses.values():
        kind = hall.centre.summons(each.kind)
        if each.taken or kind is None:
            continue
        if at - each.said_at >= kind.repeat_s * min(2**each.repeats, LONGEST_PAUSES):
            yield SummonsRepeated(summons_id=each.summons_id)


def with_summonses(hall: Hall, events: Iterable[AnyEvent]) -> list[AnyEvent]:
    """Return *events* with the summonses that they raise or end.

    These stand before the others, so that a request is answered by what it asked for.
    """
    told = list(events)
    return [*(summons for event in told for summons in _following(hall, event)), *_of_adopted(hall, told), *told]


def _of_adopted(hall: Hall, events: Sequence[AnyEvent]) -> Iterator[SummonsRaised]:
    """Whoever was given a ticket by a station alone is helped as well, unless the paper failed or the day is over."""
    gone = {event.ticket_id for event in events if isinstance(event, TicketUnserved) or _has_failed(event)}
    for event in events:
        if isinstance(event, TicketAdopted) and event.ticket_id not in gone | hall.tickets.keys():
            yield from _of_ticket(hall, event)


def _has_failed(event: AnyEvent) -> TypeGuard[PaperReported]:
    return isinstance(event, PaperReported) and event.outcome is PaperOutcome.FAILED


def _following(hall: Hall, event: AnyEvent) -> Iterator[AnyEvent]:
    if isinstance(event, TicketIssued):
        yield from _of_ticket(hall, event)
    elif isinstance(event, TicketMarked):
        yield from _of_mark(hall, event)
    elif isinstance(event, StepUndone) and hall.place(event.place).steps[-1].before.stage not in OPEN_STAGES:
        yield from _ended(hall, event.ticket_id)  # the call of somebody who had been missed
    elif isinstance(event, StepUndone | TicketReadmitted | TicketCalled):
        yield from _back(hall, event.ticket_id)
    elif isinstance(event, PaperReported):
        yield from _of_paper(hall, event)
    elif isinstance(event, VisitorMissed | TicketUnserved | TicketVoided) or (
        isinstance(event, VisitFinished) and not event.comes_back
    ):
        yield from _ended(hall, event.ticket_id)


def _of_paper(hall: Hall, event: PaperReported) -> Iterator[AnyEvent]:
    """Whoever got no paper has gone, unless it comes out after all."""
    ticket = hall.tickets.get(event.ticket_id)
    if ticket is None or ticket.has_paper or event.job_id != event.ticket_id:
        return
    if _has_failed(event):
        yield from _ended(hall, event.ticket_id)
    elif event.outcome is not PaperOutcome.UNCONFIRMED and ticket.stage is Stage.VOID:
        yield from _back(hall, event.ticket_id, ticket.matters)


def _of_ticket(hall: Hall, issued: TicketIssued | TicketAdopted) -> Iterator[SummonsRaised]:
    due_at = issued.due_at if isinstance(issued, TicketIssued) else None
    wanted = _wanted(hall, issued.matters, is_booked=due_at is not None, assistance=issued.assistance)
    for kind, reason in wanted.items():
        yield _for_ticket(hall, kind, reason, issued.ticket_id, issued.station)


def _wanted(hall: Hall, matters: Iterable[str], *, is_booked: bool, assistance: bool) -> dict[str, SummonsReason]:
    """Return who is wanted for a visitor: with what needs help, with an appointment, with assistance."""
    wanted: dict[str, SummonsReason] = {}
    for matter in matters:
        purpose = hall.centre.purpose(matter)
        if purpose is not None and purpose.summons is not None:
            wanted.setdefault(purpose.summons, SummonsReason.PURPOSE)
    escort = hall.centre.queue.assistance_summons
    if escort is not None and (assistance or is_booked):
        wanted.setdefault(escort, SummonsReason.ASSISTANCE if assistance else SummonsReason.APPOINTMENT)
    return wanted


def _of_mark(hall: Hall, marked: TicketMarked) -> Iterator[AnyEvent]:
    ticket = hall.tickets[marked.ticket_id]
    is_booked = ticket.due_at is not None
    wanted = _wanted(hall, ticket.matters, is_booked=is_booked, assistance=marked.assistance)
    open_now = [each for each in _of(hall, ticket.ticket_id) if each.reason is not SummonsReason.ASKED]
    kinds = {each.kind for each in open_now}
    for kind, reason in wanted.items():
        if kind not in kinds and reason is SummonsReason.ASSISTANCE:
            yield _for_ticket(hall, kind, reason, ticket.ticket_id, ticket.station)
    for each in open_now:
        if each.kind not in wanted:
            yield SummonsEnded(summons_id=each.summons_id, why=SummonsEndWhy.NO_CAUSE)


def _back(hall: Hall, ticket_id: str, matters: Iterable[str] = ()) -> Iterator[SummonsRaised]:
    """Whose visit had ended, and goes on, is accompanied as before."""
    ticket = hall.tickets[ticket_id]
    if ticket.stage in OPEN_STAGES:
        return
    wanted = _wanted(hall, matters, is_booked=ticket.due_at is not None, assistance=ticket.assistance)
    for kind, reason in wanted.items():
        yield _for_ticket(hall, kind, reason, ticket_id, ticket.station)


def ended_with_the_day(hall: Hall) -> Iterator[SummonsEnded]:
    """Yield the end of every summons: nobody is there any more."""
    for each in hall.summonses.values():
        yield SummonsEnded(summons_id=each.summons_id, why=SummonsEndWhy.DAY_ENDED)


def _for_ticket(hall: Hall, kind: str, reason: SummonsReason, ticket_id: str, station: str) -> SummonsRaised:
    raised = raised_by_rule(hall, kind, reason, ticket_id)
    return SummonsRaised(
        summons_id=raised.summons_id, kind=kind, reason=reason, ticket_id=ticket_id, station=station or None
    )


def _ended(hall: Hall, ticket_id: str) -> Iterator[SummonsEnded]:
    for each in _of(hall, ticket_id):
        yield SummonsEnded(summons_id=each.summons_id, why=SummonsEndWhy.VISIT_ENDED)


def _of(hall: Hall, ticket_id: str) -> list[Summons]:
    return [each for each in hall.summonses.values() if each.ticket_id == ticket_id]
