"""What a printer says about itself: status bytes to values, values to faults. Silence stays unknown."""

from dataclasses import dataclass
from enum import Enum

from mqtt_bridge.devices import Fault

PRINTER, OFFLINE_CAUSE, ERROR_CAUSE, PAPER_SENSOR = 1, 2, 3, 4
"""The questions that DLE EOT n asks."""

_FIXED_MASK, _FIXED = 0b1001_0011, 0b0001_0010
_CUTTER, _OTHER_ERRORS = 0x08, 0x60
"""Bits of DLE EOT 3: the knife; an error that needs power off, and one that goes by itself."""
_USBLP_PAPER_OUT, _USBLP_SELECTED, _USBLP_NO_ERROR = 0x20, 0x10, 0x08


class Paper(Enum):
    """What the paper sensor says. UNKNOWN is an answer: never guess full or empty from silence."""

    OK = "ok"
    LOW = "low"
    OUT = "out"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Status:
    """What the printer said just now; None is "it did not say"."""

    paper: Paper = Paper.UNKNOWN
    online: bool | None = None
    cover_open: bool | None = None
    error: bool | None = None
    """One that has no name of its own here."""
    cutter_jammed: bool | None = None

    @property
    def is_ready(self) -> bool:
        """A job sent now would come out: it is online, and has paper."""
        return self.online is True and self.paper in {Paper.OK, Paper.LOW}


READY = Status(Paper.OK, online=True, cover_open=False, error=False, cutter_jammed=False)


def status_byte(answer: bytes) -> int | None:
    """Return the one byte of an answer to DLE EOT n; None unless it is exactly one of the form 0xx1xx10."""
    if len(answer) == 1 and answer[0] & _FIXED_MASK == _FIXED:
        return answer[0]
    return None


def parse_status(answers: dict[int, bytes]) -> Status:
    """Read the answers to DLE EOT 1 to 4, by question (Epson, TM-T88III, DLE EOT). A question not asked is unknown."""
    printer, cause, error, sensor = (status_byte(answers.get(question, b"")) for question in (1, 2, 3, 4))
    if printer is None:
        return Status()
    online = not printer & 0x08
    # A printer that is online has its cover closed and no error: it need not be asked.
    return Status(
        _paper(sensor, cause),
        online=online,
        cover_open=bool(cause & 0x04) if cause is not None else False if online else None,
        error=_error(cause, error, online=online),
        cutter_jammed=bool(error & _CUTTER) if error is not None else False if online else None,
    )


def _paper(sensor: int | None, cause: int | None) -> Paper:
    if (sensor is not None and sensor & 0x60) or (cause is not None and cause & 0x20):
        return Paper.OUT
    if sensor is None:
        return Paper.UNKNOWN
    return Paper.LOW if sensor & 0x0C else Paper.OK


def _error(cause: int | None, error: int | None, *, online: bool) -> bool | None:
    if error is not None and error & (_CUTTER | _OTHER_ERRORS):
        return bool(error & _OTHER_ERRORS)  # it tells which one is the cause of being offline
    if cause is not None:
        return bool(cause & 0x40)
    return False if online else None


def parse_usblp(bits: int) -> Status:
    """Read what ioctl LPGETSTATUS gives (Linux, drivers/usb/class/usblp.c): 0x18 is well, 0x38 is out of paper."""
    out = bool(bits & _USBLP_PAPER_OUT)
    error = not bits & _USBLP_NO_ERROR
    online = bool(bits & _USBLP_SELECTED) and not error and not out
    return Status(Paper.OUT if out else Paper.OK, online=online, error=error)


def faults(status: Status) -> tuple[Fault, ...]:
    """Say what ails a printer, the worst first. Nothing when a job would come out and the roll is not near its end."""
    if status.online is None or (status.online and status.paper is Paper.UNKNOWN):
        return (Fault(code="printer-silent"),)
    codes = []
    if status.cover_open:
        codes.append("cover-open")
    if status.paper is Paper.OUT:
        codes.append("paper-out")
    if status.cutter_jammed:
        codes.append("cutter-jammed")
    if status.error:
        codes.append("printer-error")
    if not status.online and not codes:
        codes.append("printer-offline")
    if status.paper is Paper.LOW:
        codes.append("paper-low")
    return tuple(Fault(code=code) for code in codes)
