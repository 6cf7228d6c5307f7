"""Reports on tickets that were numbered alone: made in order of issue, until the dispatcher has taken each. Pure."""

import logging
from collections.abc import Callable, Sequence

import msgspec

from firmware.words import Id, Slug
from kiosk.kept import AloneTicket, Fact, Moment, TicketTold
from kiosk.reports import PASSING, PAUSE_S, WINDOW
from mqtt_bridge.asking import Asking
from mqtt_bridge.commands import ReportAlone, Request
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.replies import Refusal, Reply

PATIENCE_S = 2.0
"""After so long without an answer a report is made anew: it says how long ago the ticket was issued."""

AgeOf = Callable[[Moment], float]

_log = logging.getLogger("kiosk")


class AloneReports:
    """The tickets that the dispatcher does not know of yet, in order of issue."""

    def __init__(self) -> None:
        self._tickets: dict[Id, AloneTicket] = {}
        self._asking = Asking()
        self._under_way: set[Id] = set()
        self._refused: set[Id] = set()
        self._not_before = float("-inf")

    def __len__(self) -> int:
        return len(self._tickets)

    def __contains__(self, ticket_id: object) -> bool:
        return ticket_id in self._tickets

    def tickets(self) -> Sequence[AloneTicket]:
        """Return all that is still to be told."""
        return tuple(self._tickets.values())

    def add(self, ticket: AloneTicket) -> None:
        """Take a ticket in. Nothing is told of it, or of later ones, until its outcome is known."""
        self._tickets.setdefault(ticket.ticket_id, ticket)

    def ended(self, ticket_id: Id, outcome: PaperOutcome, fault: str) -> None:
        """Take what became of the paper; the newest word counts."""
        ticket = self._tickets[ticket_id]
        self._tickets[ticket_id] = msgspec.structs.replace(ticket, outcome=outcome, fault=fault)

    def due(self, station: Slug, now: float, age_of: AgeOf) -> list[Request]:
        """Return what to publish now. Not for while the link is down."""
        again, given_up = self._asking.due(now)
        for waiting in given_up:
            self._under_way.discard(_ticket_id(waiting.request))
        for ticket in self._next() if now >= self._not_before else ():
            self._under_way.add(ticket.ticket_id)
            report = _report(ticket, station, age_of(ticket.moment))
            again.append(self._asking.ask(report, now, patience_s=PATIENCE_S))
        return again

    def link_came_up(self) -> None:
        """Have everything told anew: with ages of today, and what was refused once more."""
        self._asking = Asking()
        self._under_way.clear()
        self._refused.clear()
        self._not_before = float("-inf")

    def answered(self, reply: Reply, now: float) -> Sequence[Fact] | None:
        """Take an answer; return what is to be written down, or None when it answers no report of these."""
        waiting = self._asking.answered(reply)
        if waiting is None:
            return None
        ticket_id = _ticket_id(waiting.request)
        self._under_way.discard(ticket_id)
        if not isinstance(reply.result, Refusal):
            del self._tickets[ticket_id]
            return (TicketTold(ticket_id=ticket_id),)
        if reply.result.code in PASSING:
            self._not_before = now + PAUSE_S
            return ()
        self._refused.add(ticket_id)
        what = (ticket_id, reply.result.code.value, reply.result.detail)
        _log.warning("report kept ticket_id=%s why=refused code=%s detail=%s", *what)
        return (TicketTold(ticket_id=ticket_id, refusal=reply.result.code.value),)

    def next_due(self) -> float:
        """Return when `due` has something to say; the past for at once."""
        return min(self._asking.next_due(), self._not_before if self._next() else float("inf"))

    def _next(self) -> list[AloneTicket]:
        """Return what may be sent beside what is under way, in order of issue."""
        room = WINDOW - len(self._under_way)
        found: list[AloneTicket] = []
        for ticket_id, ticket in self._tickets.items():
            if len(found) >= room or ticket.outcome is None:
                break
            if ticket_id not in self._under_way and ticket_id not in self._refused:
                found.append(ticket)
        return found


def _report(ticket: AloneTicket, station: Slug, age_s: float) -> ReportAlone:
    return ReportAlone(
        station=station,
        ticket_id=ticket.ticket_id,
        lease_id=ticket.lease_id,
        zone=ticket.zone,
        cycle=ticket.cycle,
        number=ticket.number,
        language=ticket.language,
        age_s=round(age_s, 3),
        outcome=ticket.outcome or PaperOutcome.UNCONFIRMED,
        fault=ticket.fault[:64],
        matters=ticket.matters,
        assistance=ticket.assistance,
    )


def _ticket_id(request: Request) -> Id:
    assert isinstance(request.command, ReportAlone)  # noqa: S101 - `due` alone asks here
    return request.command.ticket_id
