"""What a day was like, read off its events: waits, ends, and how well waits were foretold."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from mqtt_bridge.estimate import WaitEstimate
from mqtt_bridge.events import (
    CallKind,
    Recorded,
    StepUndone,
    TicketCalled,
    TicketIssued,
    TicketUnserved,
    VisitFinished,
    VisitorMissed,
)
from mqtt_bridge.hall_events import TicketReadmitted

MINUTE_S = 60.0


@dataclass
class Ticket:
    """One ticket's day."""

    zone: str
    issued_at: float
    due_at: float | None
    estimate: WaitEstimate | None
    called_at: float | None = None
    """The first time."""
    end: str = ""

    @property
    def wait_min(self) -> float | None:
        """How long it waited for its first call; an appointment that came early, from its time on."""
        if self.called_at is None:
            return None
        return max(0.0, self.called_at - max(self.issued_at, self.due_at or 0.0)) / MINUTE_S


@dataclass
class Measured:
    """The tickets of some days."""

    all: list[Ticket] = field(default_factory=list)

    def of(self, zone: str) -> list[Ticket]:
        """Return those that were given for *zone*, wherever they were sent afterwards."""
        return [ticket for ticket in self.all if ticket.zone == zone]

    def take(self, history: Iterable[Recorded]) -> None:
        """Take the events of a day."""
        tickets: dict[str, Ticket] = {}
        for recorded in history:
            event = recorded.event
            match event:
                case TicketIssued():
                    tickets[event.ticket_id] = Ticket(event.zone, recorded.at, event.due_at, event.wait)
                case TicketCalled(kind=CallKind.FIRST):
                    ticket = tickets[event.ticket_id]
                    if ticket.called_at is None:
                        ticket.called_at = recorded.at
                case VisitFinished(comes_back=False):
                    tickets[event.ticket_id].end = "served"
                case VisitorMissed():
                    tickets[event.ticket_id].end = "no_shows"
                case StepUndone() | TicketReadmitted():
                    tickets[event.ticket_id].end = ""
                case TicketUnserved():
                    tickets[event.ticket_id].end = "unserved"
                case _:
                    pass
        self.all.extend(tickets.values())
