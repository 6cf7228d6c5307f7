"""The life of every ticket as the journal tells it, followed by rules of the checker's own: none of the hall's code."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mqtt_bridge.events import (
    CallKind,
    DayOpened,
    PaperReported,
    PaperSilent,
    StepUndone,
    TicketAdmitted,
    TicketAdopted,
    TicketCalled,
    TicketIssued,
    TicketUnserved,
    TicketVoided,
    VisitFinished,
    VisitorMissed,
)
from mqtt_bridge.paper import PaperOutcome
from storm.findings import Violation
from storm.words import Row

_BECOMES = {TicketAdmitted: "waiting", TicketVoided: "void", TicketUnserved: "unserved"}
_OUT = frozenset({PaperOutcome.CONFIRMED, PaperOutcome.SENT})
_SAME_TIME_S = 1e-6


@dataclass
class Ticket:
    """One ticket."""

    ticket_id: str
    station: str
    zone: str
    day: str
    number: int = 0
    issued_at: float = 0.0
    alone: bool = False
    stage: str = "issued"
    has_paper: bool = False
    was_unsure: bool = False
    outcomes: list[PaperOutcome] = field(default_factory=list)
    place: str = ""


@dataclass(frozen=True)
class Call:
    """One call, first or not."""

    call_id: str
    ticket_id: str
    number: int
    place: str
    is_first: bool


class Story:
    """Follows the journal, event by event. What cannot be is in `violations`."""

    def __init__(self, rows: Iterable[Row], zones_of: Mapping[str, Sequence[str]]) -> None:
        self._zones_of = zones_of
        self.tickets: dict[str, Ticket] = {}
        self.given: list[tuple[str, str, int, str]] = []
        """Every number that was given: day, zone, number, ticket."""
        self.calls: dict[str, Call] = {}
        self.requests: set[str] = set()
        self.violations: list[Violation] = []
        self._at_place: dict[str, str] = {}
        self._day = ""
        seq = 0
        for row in rows:
            if row.seq != seq + 1 and seq:
                self._complain("journal without a gap", f"event {row.seq} follows {seq}")
            seq = row.seq
            if row.request:
                self.requests.add(row.request)
            about = getattr(row.event, "ticket_id", None)
            if about in self.tickets or about is None or isinstance(row.event, TicketIssued | TicketAdopted):
                self._follow(row)
            else:
                self._complain("every event is about a ticket that was given", f"event {seq} about {about}", about)

    def by_stage(self, stage: str) -> Iterator[Ticket]:
        """Yield the tickets that have ended so."""
        return (ticket for ticket in self.tickets.values() if ticket.stage == stage)

    def at(self, place: str) -> str:
        """Return the ticket that *place* has; empty for none."""
        return self._at_place.get(place, "")

    def _follow(self, row: Row) -> None:
        match row.event:
            case DayOpened(day=day):
                self._day = day
            case TicketIssued() | TicketAdopted() as event:
                self._give(event, row.at)
            case PaperReported() as event:
                self._paper(self.tickets[event.ticket_id], event)
            case PaperSilent(ticket_id=ticket_id):
                self._become_unsure(self.tickets[ticket_id])
            case (
                TicketAdmitted(ticket_id=ticket_id)
                | TicketVoided(ticket_id=ticket_id)
                | TicketUnserved(ticket_id=ticket_id)
            ):
                self.tickets[ticket_id].stage = _BECOMES[type(row.event)]
                self._at_place.pop(self.tickets[ticket_id].place, None)
            case TicketCalled() as called:
                self._call(called)
            case VisitFinished(ticket_id=ticket_id, place=place) | VisitorMissed(ticket_id=ticket_id, place=place):
                self._end(ticket_id, place)
            case StepUndone(ticket_id=ticket_id):
                self._complain("nobody undoes anything here", f"ticket {ticket_id}", ticket_id)

    def _give(self, event: TicketIssued | TicketAdopted, at: float) -> None:
        """Note a number. One that a station gave alone replaces what the dispatcher had given for the same press."""
        ticket = self.tickets.setdefault(event.ticket_id, Ticket(event.ticket_id, event.station, event.zone, self._day))
        ticket.number, ticket.issued_at = event.number, at
        if isinstance(event, TicketAdopted):
            ticket.issued_at, ticket.alone = event.issued_at, event.alone
        self.given.append((ticket.day, ticket.zone, ticket.number, ticket.ticket_id))

    def _paper(self, ticket: Ticket, event: PaperReported) -> None:
        ticket.outcomes.append(event.outcome)
        if event.outcome in _OUT:
            if not ticket.has_paper and ticket.stage in {"issued", "unsure", "void"}:
                ticket.stage = "waiting"
            ticket.has_paper = True
        elif event.outcome is PaperOutcome.FAILED and event.job_id == event.ticket_id:
            if ticket.stage in {"issued", "unsure"}:
                ticket.stage = "void"
        elif ticket.stage == "issued":
            self._become_unsure(ticket)

    def _become_unsure(self, ticket: Ticket) -> None:
        ticket.stage, ticket.was_unsure = "unsure", True

    def _call(self, called: TicketCalled) -> None:
        ticket = self.tickets[called.ticket_id]
        is_first = called.kind is CallKind.FIRST
        self.calls[called.call_id] = Call(called.call_id, ticket.ticket_id, ticket.number, called.place, is_first)
        ids = (called.call_id, ticket.ticket_id)
        if not is_first:
            if ticket.stage != "called" or ticket.place != called.place:
                self._complain("only who is called is called again", f"{ticket.number} to {called.place}", *ids)
            return
        if ticket.place:
            rule = "no ticket is called at two places" if ticket.place != called.place else "no ticket is called twice"
            self._complain(rule, f"{ticket.number} to {ticket.place}, then to {called.place}", *ids)
        elif ticket.stage != "waiting":
            self._complain("only who waits is called", f"{ticket.number} is {ticket.stage}", *ids)
        if other := self._at_place.get(called.place):
            self._complain("one ticket at a place", f"{called.place} has {other} still", *ids)
        zones = self._zones_of[called.place]
        waiting = [other for other in self.by_stage("waiting") if other.zone in zones]
        first = min(waiting, key=lambda other: other.issued_at, default=ticket)
        if first.issued_at < ticket.issued_at - _SAME_TIME_S:
            story = f"{ticket.number} was called to {called.place} before {first.number}, which is older"
            self._complain("who has waited longest is called", story, *ids, first.ticket_id)
        ticket.stage, ticket.place = "called", called.place
        self._at_place[called.place] = ticket.ticket_id

    def _end(self, ticket_id: str, place: str) -> None:
        if self._at_place.pop(place, None) != ticket_id:
            self._complain("only who is at a place is ended there", f"{ticket_id} at {place}", ticket_id)
        self.tickets[ticket_id].stage = "ended"

    def _complain(self, rule: str, story: str, *ids: str) -> None:
        self.violations.append(Violation(rule, story, ids))
