"""What the spool is given to print, and what it tells of it."""

from dataclasses import dataclass, field
from typing import Protocol

from firmware.words import Id, new_id
from mqtt_bridge.devices import Fault
from mqtt_bridge.paper import PaperOutcome, TicketPaper
from mqtt_bridge.public import Centre
from printer.picture import Layout
from printer.status import Status


class Page(Protocol):
    """What can be drawn for the printer."""

    def draw(self, width_px: int) -> Layout:
        """Draw it on 384 or 576 dots, in the printer's thread."""


@dataclass(frozen=True)
class PaperDone:
    """What became of a job. Told again for a job given twice; a late `confirmed` may follow `unconfirmed`."""

    job_id: Id
    ticket_id: Id
    outcome: PaperOutcome
    fault: Fault | None = None
    """Why it is not confirmed."""
    bytes: int = 0
    took_ms: float = 0.0
    """From taking the job up to knowing."""
    first_byte_at: float | None = None
    last_byte_at: float | None = None
    """When the first portion was about to leave and the last had left. Monotonic."""
    complaints: tuple[str, ...] = ()
    """What could not be printed as it was written."""


@dataclass(frozen=True)
class ListDone:
    """What became of one paper of a waiting list. Told once."""

    job_id: Id
    outcome: PaperOutcome
    fault: Fault | None


@dataclass(frozen=True)
class PaperUsed:
    """So much of the roll went through with a job, whatever became of it. Told once for each job that left."""

    paper_mm: int


@dataclass(frozen=True)
class PrinterChanged:
    """The printer is not as it was."""

    status: Status
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class PrintJob:
    """A ticket to print, with what the centre was when it was asked for."""

    paper: TicketPaper
    centre: Centre
    deadline: float
    """Monotonic; from then on it is never begun."""


@dataclass(frozen=True)
class ListJob:
    """A paper that is no ticket: of a waiting list, or a test slip. The dispatcher never hears of it."""

    page: Page
    deadline: float
    job_id: Id = field(default_factory=new_id)
