"""The printer's own thread: jobs in, outcomes out. No ticket twice, no silence taken for yes.

What became of a job is known only by the printer's own word; see `PaperOutcome` for the four answers.
"""

import threading
from collections import OrderedDict, deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from time import monotonic

from firmware.inbox import Inbox
from firmware.words import Id
from firmware.worker import Worker
from mqtt_bridge.commands import IssueTicket
from mqtt_bridge.devices import Fault
from mqtt_bridge.paper import PaperOutcome, TicketPaper
from mqtt_bridge.public import Centre
from printer.device import Answers, Printer, PrinterError, Receipt, WorkedOff
from printer.drawing import Drawn, draw_ticket
from printer.encoding import encode
from printer.jobs import ListDone, ListJob, PaperDone, PaperUsed, PrinterChanged, PrintJob
from printer.picture import Layout
from printer.status import Status, faults
from printer.ticket_design import TicketDesign, shipped_design

MOST_JOBS = 8
"""So many may be on their way, the one in the printer included."""
DONE_WITHIN_S = 5.0
"""So long a decimetre may take the printer before it counts as unconfirmed; two centimetres a second are enough."""
TO_THE_KNIFE_MM = 13
"""So much white stands before each paper, as its printer cuts a little behind its head. About: printers differ."""
_MM_PER_INCH = 25.4
STUCK_S = 45.0
"""More than a ticket takes on a slow line, from waiting for the printer to the word that it is done."""
LIMIT_S = 90.0
"""A thread that has been at one thing for so long hangs in a driver."""
_POLL_S = 1.0
_POLL_FAULTY_S = 0.5
_FRESH_S = 0.25
"""A printer that was seen well so lately is not looked at again before a job: the look after it tells all the same."""
_REMEMBERED = 1000
_MOST_OWED = 20


@dataclass
class _Owed:
    """A job that is in the printer, whose end the printer may still tell."""

    receipt: Receipt
    done: PaperDone


@dataclass(frozen=True)
class _Expected:
    """A ticket is about to come."""

    ticket_id: Id
    wanted: IssueTicket
    centre: Centre

    def paper(self) -> TicketPaper:
        """Return the ticket as it will be, but for the number and the time."""
        return TicketPaper(
            job_id=self.ticket_id,
            ticket_id=self.ticket_id,
            number=888,
            zone=self.wanted.zone,
            language=self.wanted.language,
            issued_at=0.0,
            ahead=0,
            purposes=self.wanted.matters,
        )


class Spool:
    """Prints one job after the other, and watches the printer in between. Tells *inbox*."""

    def __init__(
        self,
        printer: Printer,
        inbox: Inbox,
        width_px: int,
        answers: Answers,
        dots_per_inch: int = 203,
        design: TicketDesign | None = None,
    ) -> None:
        self._printer = printer
        self._inbox = inbox
        self._width_px = width_px
        self._answers = answers
        self._dots_per_inch = dots_per_inch
        self._design = design or shipped_design()
        self._lock = threading.Lock()
        self._accepted: set[Id] = set()
        self._finished: OrderedDict[Id, PaperDone] = OrderedDict()
        self._owed: deque[_Owed] = deque(maxlen=_MOST_OWED)
        self._told: PrinterChanged | None = None
        self._looked_at = float("-inf")
        self._stopping = threading.Event()
        self._worker = Worker("printer", self._work, idle_s=_POLL_FAULTY_S, limit_s=LIMIT_S, is_vital=True)

    @property
    def thread(self) -> threading.Thread:
        """Return the thread that must live."""
        return self._worker.thread

    @property
    def waiting(self) -> int:
        """Return how many jobs are accepted and not finished. From any thread."""
        with self._lock:
            return len(self._accepted)

    def is_stuck(self, now: float) -> bool:
        """Whether the thread has been at one thing for so long that nobody should wait for it. From any thread."""
        return self._worker.thread.is_overdue(now + LIMIT_S - STUCK_S)

    def start(self) -> None:
        """Start the thread. Its first word is how the printer is."""
        self._worker.put(None)
        self._worker.start()

    def stop(self, patience_s: float = 10.0) -> bool:
        """Finish the job in the printer, fail the others, end the thread; False if it had not ended in time."""
        self._stopping.set()
        has_ended = self._worker.stop(patience_s)
        if has_ended:
            self._printer.close()
        return has_ended

    def put(self, job: PrintJob | ListJob) -> bool:
        """Accept *job*; False when `MOST_JOBS` are on their way. A ticket given twice is printed once, told twice."""
        job_id = job.paper.job_id if isinstance(job, PrintJob) else job.job_id
        with self._lock:
            finished = self._finished.get(job_id)
            if finished is None:
                if job_id in self._accepted:
                    return True
                if len(self._accepted) >= MOST_JOBS:
                    return False
                self._accepted.add(job_id)
        if finished is not None:
            return self._inbox.put(finished)
        return self._worker.put(job)

    def expect(self, ticket_id: Id, wanted: IssueTicket, centre: Centre) -> None:
        """Get ready for a ticket whose number is being asked for, so that it need not wait for what can be done now.

        The printer is looked at, and the ticket drawn once for the sake of all that is known of it: its QR code, and
        what stays the same on it.
        """
        if not self.waiting:
            self._worker.put(_Expected(ticket_id, wanted, centre))

    def _work(self, job: object | None) -> None:
        if isinstance(job, PrintJob):
            self._print_ticket(job)
            return
        if isinstance(job, ListJob):
            self._print_list(job)
            return
        if isinstance(job, _Expected):
            self._look()
            encode(self._draw(job.paper(), job.centre).layout, self._dots_per_inch)
            return
        healthy = self._told is not None and not self._told.faults
        if monotonic() - self._looked_at >= (_POLL_S if healthy else _POLL_FAULTY_S) * 0.9:
            self._look()
        self._collect_owed()

    def _print_ticket(self, job: PrintJob) -> None:
        began = monotonic()
        drawn = self._draw(job.paper, job.centre)
        done = PaperDone(job.paper.job_id, job.paper.ticket_id, PaperOutcome.FAILED, complaints=drawn.complaints)
        done, receipt = self._print(drawn.layout, job.deadline, done)
        done = replace(done, took_ms=(monotonic() - began) * 1000)
        if receipt is not None and done.outcome is PaperOutcome.UNCONFIRMED and self._answers == "processed":
            self._owed.append(_Owed(receipt, done))
        self._finish(done)

    def _draw(self, paper: TicketPaper, centre: Centre) -> Drawn:
        return draw_ticket(paper, centre, self._width_px, self._design)

    def _print_list(self, job: ListJob) -> None:
        done = PaperDone(job.job_id, job.job_id, PaperOutcome.FAILED)
        done, _receipt = self._print(job.page.draw(self._width_px), job.deadline, done)
        with self._lock:
            self._accepted.discard(job.job_id)
        self._inbox.put(ListDone(job.job_id, done.outcome, done.fault))

    def _print(self, layout: Layout, deadline: float, done: PaperDone) -> tuple[PaperDone, Receipt | None]:
        """Send the paper as soon as the printer can print; return what became of it, and what to ask later by."""
        data = encode(layout, self._dots_per_inch)
        while True:
            fault = Fault(code="stopping") if self._stopping.is_set() else self._look_unless_fresh()
            if monotonic() >= deadline or self._stopping.is_set():
                return replace(done, fault=fault or Fault(code="too-late")), None
            if fault is None:
                try:
                    return self._send(done, data, self._paper_mm(layout))
                except PrinterError as error:
                    self._tell(Status(), (_fault(error),))
                    if error.left:
                        self._inbox.put(PaperUsed(self._paper_mm(layout)))
                        outcome = PaperOutcome.UNCONFIRMED
                        return replace(done, outcome=outcome, fault=_fault(error), bytes=len(data)), None
            self._stopping.wait(min(_POLL_FAULTY_S, max(deadline - monotonic(), 0.0)))

    def _send(self, done: PaperDone, data: bytes, paper_mm: int) -> tuple[PaperDone, Receipt]:
        """Send the job and wait for the printer's word. Raises PrinterError when it was not taken as a whole."""
        first_byte_at = monotonic()
        receipt = self._printer.send(data)
        last_byte_at = monotonic()
        self._inbox.put(PaperUsed(paper_mm))
        outcome, fault = self._outcome(receipt, last_byte_at + DONE_WITHIN_S * max(paper_mm / 100, 1.0))
        told = replace(done, bytes=len(data), first_byte_at=first_byte_at, last_byte_at=last_byte_at)
        return replace(told, outcome=outcome, fault=fault), receipt

    def _paper_mm(self, layout: Layout) -> int:
        return round(layout.height_px * _MM_PER_INCH / self._dots_per_inch) + TO_THE_KNIFE_MM

    def _outcome(self, receipt: Receipt, until: float) -> tuple[PaperOutcome, Fault | None]:
        if self._answers == "nothing":
            return PaperOutcome.SENT, None
        fault: Fault | None = None
        while True:
            try:
                left_s = max(min(until - monotonic(), _POLL_FAULTY_S), 0.0)
                worked = self._worked_off(receipt, left_s)
            except PrinterError as error:
                fault = _fault(error)
                self._tell(Status(), (fault,))
                return PaperOutcome.UNCONFIRMED, fault
            fault = self._look()
            if worked is WorkedOff.YES and fault is None:
                return PaperOutcome.CONFIRMED, None
            if worked is WorkedOff.NEVER or monotonic() >= until:
                return PaperOutcome.UNCONFIRMED, fault or Fault(
                    code="printer-silent", detail="it did not say it is done"
                )
            if self._answers == "status" or worked is WorkedOff.YES:
                self._stopping.wait(_POLL_FAULTY_S)

    def _worked_off(self, receipt: Receipt, timeout_s: float) -> WorkedOff:
        return WorkedOff.YES if self._answers == "status" else self._printer.worked_off(receipt, timeout_s)

    def _collect_owed(self) -> None:
        """Hear whether jobs that were unconfirmed have come out after all."""
        while self._owed:
            owed = self._owed[0]
            try:
                worked = self._printer.worked_off(owed.receipt, 0.0)
            except PrinterError:
                worked = WorkedOff.NEVER
            if worked is WorkedOff.NOT_YET or (worked is WorkedOff.YES and self._look() is not None):
                return
            self._owed.popleft()
            if worked is WorkedOff.YES:
                self._finish(replace(owed.done, outcome=PaperOutcome.CONFIRMED, fault=None))

    def _look_unless_fresh(self) -> Fault | None:
        """Look, unless the printer was seen well a moment ago, while the number was asked for."""
        seen_well = self._told is not None and self._told.status.is_ready
        return None if seen_well and monotonic() - self._looked_at < _FRESH_S else self._look()

    def _look(self) -> Fault | None:
        """Ask the printer how it is and tell what has changed; return what keeps it from printing."""
        self._looked_at = monotonic()
        try:
            status = self._printer.status()
        except PrinterError as error:
            self._tell(Status(), (_fault(error),))
            return _fault(error)
        ailments = () if self._answers == "nothing" else faults(status)
        self._tell(status, ailments)
        if status.is_ready or self._answers == "nothing":
            return None
        return next(iter(ailments), Fault(code="printer-silent"))

    def _tell(self, status: Status, ailments: Iterable[Fault]) -> None:
        changed = PrinterChanged(status, tuple(ailments))
        if changed != self._told:
            self._told = changed
            self._inbox.put(changed)

    def _finish(self, done: PaperDone) -> None:
        with self._lock:
            self._accepted.discard(done.job_id)
            self._finished[done.job_id] = done
            self._finished.move_to_end(done.job_id)
            while len(self._finished) > _REMEMBERED:
                self._finished.popitem(last=False)
        self._inbox.put(done)


def _fault(error: PrinterError) -> Fault:
    return Fault(code=error.code, detail=error.detail[:200])
