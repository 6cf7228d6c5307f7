"""What is known of today's papers: which station prints the newest one of each ticket, and what became of it.

Kept by hearing events: the hall itself keeps only what the rules need.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from mqtt_bridge.events import (
    AnyEvent,
    DayOpened,
    PaperReported,
    PaperSilent,
    Recorded,
    TicketAdmitted,
    TicketIssued,
    TicketReprinted,
)
from mqtt_bridge.paper import PaperOutcome


class PaperStand(Enum):
    """What became of a paper."""

    COMING = "coming"
    OUT = "out"
    UNSURE = "unsure"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Paper:
    """The newest paper of one ticket."""

    job_id: str
    station: str
    at: float
    """When it was asked for, by the hall's time."""
    stand: PaperStand = PaperStand.COMING
    fault: str = ""
    """The code of the fault that was the cause, if one was."""


_STANDS = {
    PaperOutcome.CONFIRMED: PaperStand.OUT,
    PaperOutcome.SENT: PaperStand.OUT,
    PaperOutcome.UNCONFIRMED: PaperStand.UNSURE,
    PaperOutcome.FAILED: PaperStand.FAILED,
}


class DayPapers:
    """The papers of the day that was opened last. For one thread."""

    def __init__(self) -> None:
        self._papers: dict[str, Paper] = {}
        self._askers: dict[str, str] = {}
        self._newest: dict[str, str] = {}
        self._refused: set[str] = set()

    def of(self, ticket_id: str) -> Paper | None:
        """Return the newest paper of a ticket; None for one that a station numbered alone."""
        return self._papers.get(ticket_id)

    def asker(self, ticket_id: str) -> str:
        """Return the peer that asked for the ticket."""
        return self._askers.get(ticket_id, "")

    def note(self, staff: str, ticket_id: str) -> None:
        """Remember who asked for the ticket: its event does not say. Not beyond the life of this process."""
        self._newest[staff] = ticket_id

    def newest_of(self, staff: str) -> str:
        """Return the ticket that somebody asked for last; nothing when that is not known."""
        return self._newest.get(staff, "")

    def note_refused(self, ticket_id: str) -> None:
        """Remember that the dispatcher gave no ticket of this id: asked with it once more, it says the same."""
        self._refused.add(ticket_id)

    def was_refused(self, ticket_id: str) -> bool:
        """Whether another id must be asked with."""
        return ticket_id in self._refused

    def clear(self) -> None:
        """Forget the papers."""
        self._refused.clear()
        self._papers.clear()
        self._askers.clear()

    def hear(self, recorded: Iterable[Recorded]) -> None:
        """Note what has happened."""
        for one in recorded:
            self._note(one.event, one.at)

    def _note(self, event: AnyEvent, at: float) -> None:
        match event:
            case DayOpened():
                self.clear()
            case TicketIssued():
                self._papers[event.ticket_id] = Paper(event.ticket_id, event.station, at)
                self._askers[event.ticket_id] = event.asker
            case TicketReprinted():
                self._papers[event.ticket_id] = Paper(event.job_id, event.station, at)
            case PaperReported():
                self._report(event)
            case PaperSilent():
                self._settle(event.ticket_id, event.ticket_id, PaperStand.UNSURE)
            case TicketAdmitted():
                self._settle(event.ticket_id, "", PaperStand.OUT)

    def _report(self, event: PaperReported) -> None:
        self._settle(event.ticket_id, event.job_id, _STANDS[event.outcome], event.fault)

    def _settle(self, ticket_id: str, job_id: str, stand: PaperStand, fault: str = "") -> None:
        """Note how a paper stands, if it is the newest one; any that is out is good news of the ticket."""
        paper = self._papers.get(ticket_id)
        if paper is None or paper.stand is PaperStand.OUT:
            return
        if job_id == paper.job_id or stand is PaperStand.OUT:
            self._papers[ticket_id] = replace(paper, stand=stand, fault=fault)
