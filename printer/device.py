"""The promise that every printer keeps, and the fake that keeps it without one."""

import threading
from dataclasses import dataclass
from enum import Enum
from typing import Literal, NewType, Protocol

from printer.status import Paper, Status

Answers = Literal["processed", "status", "nothing"]
"""What can be asked of a printer: whether a job is done (GS r), how it is, or not even that."""

Receipt = NewType("Receipt", tuple[int, int])
"""Which job of which connection: to ask later whether it has been worked off."""


class PrinterError(OSError):
    """The printer is not there, or did not take a job. `code` is the fault in the words of a device's state."""

    def __init__(self, code: str, detail: str, *, left: bool = False) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.left = left
        """Bytes of the job may have reached the printer: it must never be sent again."""


class WorkedOff(Enum):
    """What the printer said about one job."""

    YES = "yes"
    NOT_YET = "not-yet"
    NEVER = "never"
    """The connection over which it would have said so is gone."""


class Printer(Protocol):
    """A ticket printer. Methods block, for 5 s at most without progress; call them from the printer's thread only."""

    def status(self) -> Status:
        """Ask the device now, connecting if need be; silence is unknown. Raises PrinterError when it is not there."""

    def send(self, job: bytes) -> Receipt:
        """Write a whole job. Raises PrinterError, whose `left` tells whether it may be sent again."""

    def worked_off(self, receipt: Receipt, timeout_s: float) -> WorkedOff:
        """Wait for the printer to say that it has executed that job. Raises PrinterError when the printer is gone."""

    def close(self) -> None:
        """Let go of the device. The next `status` takes it again."""


@dataclass
class FakePrinter:
    """A printer with *tickets_left* tickets of paper. Behaves; any thread may open its cover or pull its plug."""

    tickets_left: int = 1000
    low_at: int = 0
    cover_open: bool = False
    cutter_jammed: bool = False
    silent: bool = False
    unplugged: bool = False
    hangs: bool = False
    """The call into the driver does not come back while this is so."""
    breaks_in_job: bool = False
    """The plug comes out while the next job is on its way."""
    runs_out_in_job: bool = False
    """The paper ends in the middle of the next job; what is left of it waits for new paper."""
    jams_in_job: bool = False
    """The knife gets stuck at the end of the next job, which hangs out of the printer until the knife is free."""

    def __post_init__(self) -> None:
        self.printed: list[bytes] = []
        """What lies in the tray."""
        self._lock = threading.Lock()
        self._waiting: list[bytes] = []
        self._sent = 0
        self._worked = 0
        self._connection = 0

    def status(self) -> Status:  # noqa: D102 - the Protocol holds the promise
        with self._lock:
            self._be_there()
            if self.silent:
                return Status()
            self._work()
            out = self.tickets_left <= 0
            paper = Paper.OUT if out else Paper.LOW if self.tickets_left <= self.low_at else Paper.OK
            return Status(
                paper,
                online=not out and not self.cover_open and not self.cutter_jammed,
                cover_open=self.cover_open,
                error=False,
                cutter_jammed=self.cutter_jammed,
            )

    def send(self, job: bytes) -> Receipt:  # noqa: D102 - likewise
        with self._lock:
            self._be_there()
            if self.breaks_in_job:
                self.breaks_in_job, self.unplugged = False, True
                self._connection += 1
                raise PrinterError("printer-unplugged", "the plug was pulled", left=True)
            self._sent += 1
            if not self.silent:
                if self.runs_out_in_job:
                    self.runs_out_in_job, self.tickets_left = False, 0
                if self.jams_in_job:
                    self.jams_in_job, self.cutter_jammed = False, True
                self._waiting.append(job)
                self._work()
            return Receipt((self._connection, self._sent))

    def worked_off(self, receipt: Receipt, timeout_s: float) -> WorkedOff:  # noqa: ARG002, D102 - it never dawdles
        with self._lock:
            self._be_there()
            if receipt[0] != self._connection:
                return WorkedOff.NEVER
            return WorkedOff.YES if self._worked >= receipt[1] and not self.silent else WorkedOff.NOT_YET

    def close(self) -> None:  # noqa: D102 - likewise
        with self._lock:
            self._connection += 1

    def refill(self, tickets: int = 1000) -> None:
        """Put in a new roll; what was waiting for it comes out, as on a real printer."""
        with self._lock:
            self.tickets_left = tickets
            self._work()

    def free_cutter(self) -> None:
        """Take out what jams the knife; it cuts off what hangs there, and goes on with what waits."""
        with self._lock:
            self.cutter_jammed = False
            self._work()

    def _be_there(self) -> None:
        while self.hangs:
            threading.Event().wait(0.02)
        if self.unplugged:
            raise PrinterError("printer-unplugged", "nothing is plugged in")

    def _work(self) -> None:
        while self._waiting and self.tickets_left > 0 and not self.cover_open and not self.cutter_jammed:
            self.printed.append(self._waiting.pop(0))
            self.tickets_left -= 1
            self._worked += 1
