"""A conversation with a printer over any wire: real-time questions, jobs, and the printer's word that one is done."""

import errno
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import Protocol

from printer.device import Answers, PrinterError, Receipt, WorkedOff
from printer.status import ERROR_CAUSE, OFFLINE_CAUSE, PAPER_SENSOR, PRINTER, Status, faults, parse_status, status_byte

ANSWER_WITHIN_S = 0.7
"""A printer answers DLE EOT out of its interrupt; longer is silence."""
STUCK_AFTER_S = 5.0
"""A write that gets nothing out for so long has failed."""
REOPEN_AFTER_S = 10.0
"""A connection that has been silent for so long is made anew: the printer may have lost its end of it."""
_FIXED_BITS, _UNASKED, _WHEN_DONE_BITS = 0b1001_0011, 0b0001_0000, 0b1001_0000
STATUS_WHEN_DONE = b"\x1dr\x01"
"""GS r 1: executed in its turn, so answered only when all before it has been. Never while offline."""


class Wire(Protocol):
    """An open connection. Raises OSError when it breaks."""

    def write(self, data: memoryview, timeout_s: float) -> int:
        """Send some of *data*; return how many bytes left, 0 when none could within *timeout_s*."""

    def drain(self, timeout_s: float) -> bool:
        """Wait until all that was written is on its way to the printer; False if it was not within *timeout_s*."""

    def read(self, timeout_s: float) -> bytes:
        """Return what has come, as soon as something has; empty after *timeout_s*. 0 only looks."""

    def status(self) -> Status | None:
        """Return what the wire itself knows of the printer, as USB does; None: ask over the wire."""

    def close(self) -> None:
        """Hang up."""


class WirePrinter:
    """A printer at the end of a wire that is opened by *open_wire*, lazily, and anew after each fault."""

    def __init__(self, open_wire: Callable[[], Wire], answers: Answers = "processed") -> None:
        self._open_wire = open_wire
        self._answers = answers
        self._wire: Wire | None = None
        self._connection = 0
        self._sent = 0
        self._worked = 0
        self._skip = 0
        self._silent_since: float | None = None

    def status(self) -> Status:  # noqa: D102 - the Protocol holds the promise
        was_open = self._wire is not None
        try:
            return self._ask_all()
        except OSError as error:
            self.close()
            if not was_open:
                raise _gone(error) from error
        # An old connection may have been closed by a printer that was switched off and on: that is no fault yet.
        try:
            return self._ask_all()
        except OSError as error:
            self.close()
            raise _gone(error) from error

    def send(self, job: bytes) -> Receipt:  # noqa: D102 - likewise
        left = 0
        data = memoryview(job + STATUS_WHEN_DONE if self._answers == "processed" else job)
        try:
            wire = self._opened()
            while left < len(data):
                count = wire.write(data[left:], STUCK_AFTER_S)
                if count == 0:
                    raise TimeoutError(f"took no byte for {STUCK_AFTER_S:.0f} s, {len(data) - left} were left")
                left += count
            if not wire.drain(STUCK_AFTER_S):
                raise TimeoutError(f"did not take the last bytes within {STUCK_AFTER_S:.0f} s")
        except OSError as error:
            cause = self._cause(error)
            self.close()
            raise PrinterError(cause, _why(error), left=left > 0) from error
        self._sent += 1
        return Receipt((self._connection, self._sent))

    def worked_off(self, receipt: Receipt, timeout_s: float) -> WorkedOff:  # noqa: D102 - likewise
        if self._wire is None or receipt[0] != self._connection:
            return WorkedOff.NEVER
        deadline = monotonic() + timeout_s
        try:
            while self._worked < receipt[1]:
                came = self._wire.read(max(deadline - monotonic(), 0.0))
                if not came:
                    return WorkedOff.NOT_YET
                self._sort(came)
                if monotonic() > deadline + ANSWER_WITHIN_S:
                    return WorkedOff.NOT_YET
        except OSError as error:
            self.close()
            raise _gone(error) from error
        return WorkedOff.YES

    def close(self) -> None:  # noqa: D102 - likewise
        if self._wire is not None:
            self._wire.close()
            self._wire = None

    def _cause(self, error: OSError) -> str:
        """Return the code of what broke a job off: the wire's own word on the printer, if it has one."""
        if isinstance(error, TimeoutError) and self._wire is not None:
            with suppress(OSError):
                known = self._wire.status()
                ailments = faults(known) if known is not None else ()
                return ailments[0].code if ailments else _code(error)
        return _code(error)

    def _opened(self) -> Wire:
        if self._wire is None:
            self._wire = self._open_wire()
            self._connection += 1
            self._sent = self._worked = self._skip = 0
            self._silent_since = None
        return self._wire

    def _ask_all(self) -> Status:
        known = self._opened().status()
        if known is not None:
            return known
        if self._answers == "nothing":
            self._hear()
            return Status()
        answers = {PRINTER: self._ask(PRINTER)}
        said = status_byte(answers[PRINTER])
        if said is None:
            self._count_silence()
            return Status()
        self._silent_since = None
        questions = (OFFLINE_CAUSE, ERROR_CAUSE, PAPER_SENSOR) if said & 0x08 else (PAPER_SENSOR,)
        answers.update((question, self._ask(question)) for question in questions)
        return parse_status(answers)

    def _ask(self, question: int) -> bytes:
        """Ask in real time (DLE EOT n) and return the bytes of a status that came."""
        wire = self._opened()
        self._hear()  # pixels that look like a question get answers nobody waits for
        data = memoryview(bytes((0x10, 0x04, question)))
        while data:
            count = wire.write(data, ANSWER_WITHIN_S)
            if count == 0:
                return b""
            data = data[count:]
        deadline = monotonic() + ANSWER_WITHIN_S
        while (left_s := deadline - monotonic()) > 0:
            answer = self._sort(wire.read(left_s))
            if answer:
                return answer
        return b""

    def _hear(self) -> None:
        """Take in what has come unasked, and notice when the printer has hung up."""
        deadline = monotonic() + ANSWER_WITHIN_S
        while came := self._opened().read(0):
            self._sort(came)
            if monotonic() > deadline:
                raise ConnectionAbortedError("it talks without end: is that the printer?")

    def _sort(self, came: bytes) -> bytes:
        """Count the answers to GS r (0xx0xxxx), drop status sent unasked (0xx1xx00 and three more), return the rest."""
        rest = bytearray()
        for byte in came:
            if self._skip:
                self._skip -= 1
            elif byte & _FIXED_BITS == _UNASKED:
                self._skip = 3
            elif byte & _WHEN_DONE_BITS == 0:
                self._worked = min(self._worked + 1, self._sent)
            else:
                rest.append(byte)
        return bytes(rest)

    def _count_silence(self) -> None:
        now = monotonic()
        if self._silent_since is None:
            self._silent_since = now
        elif now - self._silent_since > REOPEN_AFTER_S:
            self.close()


def _gone(error: OSError) -> PrinterError:
    return PrinterError(_code(error), _why(error))


def _why(error: OSError) -> str:
    return (error.strerror or str(error))[:150]


def _code(error: OSError) -> str:
    forbidden = error.errno in {errno.EACCES, errno.EPERM}
    out = error.errno == errno.ENOSPC  # what usblp says once LPABORT is set
    return "printer-forbidden" if forbidden else "paper-out" if out else "printer-unplugged"
