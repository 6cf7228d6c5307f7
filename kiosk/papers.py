"""Papers on their way through the printer, and those that must never get there. Pure."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from firmware.words import Id
from kiosk.deeds import Spool
from kiosk.kept import Fact
from kiosk.telling import Telling
from mqtt_bridge.commands import ReportPaper
from mqtt_bridge.paper import TicketPaper

JOB_LIFE_S = 10.0
"""A print job lives so long from its arrival."""

_REMEMBERED = 1000


@dataclass(frozen=True)
class Job:
    """A paper on its way through the printer."""

    paper: TicketPaper
    pressed_at: float | None
    """When it was pressed for here, if it was. Monotonic."""
    button: str = ""
    """By which button, if it was."""


class Papers:
    """Each job is printed once or disowned, and the dispatcher is told which."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling
        self._printing: dict[Id, Job] = {}
        self._disowned: OrderedDict[Id, None] = OrderedDict()

    def __len__(self) -> int:
        return len(self._printing)

    def spool(self, paper: TicketPaper, now: float, pressed_at: float | None = None, button: str = "") -> Spool:
        """Send *paper* to the printer."""
        self._printing.setdefault(paper.job_id, Job(paper, pressed_at, button))
        return Spool(paper, now + JOB_LIFE_S)

    def buttons(self) -> set[str]:
        """Return the buttons whose papers are on their way."""
        return {job.button for job in self._printing.values()}

    def disown(self, job_id: Id, ticket_id: Id) -> None:
        """Never print this job. The dispatcher may have given a number for it: it is told, each time that it comes."""
        self._disowned[job_id] = None
        while len(self._disowned) > _REMEMBERED:
            self._disowned.popitem(last=False)
        self._telling.disown(job_id, ticket_id)

    def is_disowned(self, job_id: Id) -> bool:
        """Tell whether this job must not be printed."""
        return job_id in self._disowned

    def ended(self, report: ReportPaper, now: float) -> tuple[Job | None, Sequence[Fact]]:
        """Take what became of a job; return it, None when that was told before, and what is to be written down."""
        job = self._printing.pop(report.job_id, None)
        return job, self._telling.printed(report, None if job is None else job.paper, now)
