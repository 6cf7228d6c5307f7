"""What was done to the hall, and what was seen of it from outside: the lines of a history."""

from pathlib import Path
from typing import Any

import msgspec

from mqtt_bridge.events import AnyEvent


class Line(msgspec.Struct, frozen=True, kw_only=True, tag_field="what", omit_defaults=True):
    """The root of all lines."""

    at: float
    """Seconds since the run began, on the machine's monotonic clock."""


class Pressed(Line, frozen=True, kw_only=True, tag="pressed"):
    """A finger pressed a button."""

    station: str
    button: str
    felt: bool
    """The button's daemon took it. One that was frozen may take it later all the same."""


class Accepted(Line, frozen=True, kw_only=True, tag="accepted"):
    """A station or call pad took a press up; its id is the ticket's, or the call's."""

    station: str
    press: str
    button: str


class Refused(Line, frozen=True, kw_only=True, tag="refused"):
    """A station or call pad showed that a press came to nothing."""

    station: str
    press: str
    reason: str
    button: str = ""
    """Empty when the press had been accepted first."""


class PaperOut(Line, frozen=True, kw_only=True, tag="paper-out"):
    """A paper was cut off. Nobody knew it when it has no ticket."""

    station: str
    n: int
    ticket_id: str | None
    number: int | None = None
    zone: str | None = None
    copy: bool = False


class Said(Line, frozen=True, kw_only=True, tag="said"):
    """A sentence began to sound."""

    speaker: str
    call_id: str
    number: int
    place: str


class Seen(Line, frozen=True, kw_only=True, tag="seen"):
    """A picture was presented; *call_ids* are those on it that were on none before."""

    display: str
    call_ids: tuple[str, ...]


class Asked(Line, frozen=True, kw_only=True, tag="asked"):
    """The reception asked for something."""

    request: str
    command: str
    about: str


class Replied(Line, frozen=True, kw_only=True, tag="replied"):
    """An answer of the dispatcher's was on the wire. Heard again when it was sent again."""

    peer: str
    request: str
    result: str
    code: str = ""
    ticket_id: str = ""
    number: int = 0


class Clicked(Line, frozen=True, kw_only=True, tag="clicked"):
    """A clerk clicked a button of a place's page."""

    place: str
    button: str
    request: str
    """The dispatcher's id for it: also a call's that comes of it."""
    ticket_id: str = ""
    """What the page says that it is about; it may be a page that nobody has looked at for long."""


class ClickEnded(Line, frozen=True, kw_only=True, tag="click-ended"):
    """The page told what became of a click. Twice when it was sent twice."""

    request: str
    status: int
    """0: that it was lost. The page had sent it again and again, and heard nothing."""
    tries: int = 1


class SentAway(Line, frozen=True, kw_only=True, tag="sent-away"):
    """The page of a place was to be loaded anew, and something else came."""

    place: str
    status: int
    to: str = ""


class Shown(Line, frozen=True, kw_only=True, tag="shown"):
    """Who is at a place by its page, when all was calm."""

    place: str
    ticket_id: str = ""


class CopyDue(Line, frozen=True, kw_only=True, tag="copy-due"):
    """How far the journal was when all was calm: the console's copy must be as far."""

    seq: int


class FaultBegan(Line, frozen=True, kw_only=True, tag="fault-began"):
    """Something was done to *target*: a process, a device's line, a printer, a disk, a clock."""

    kind: str
    target: str
    detail: str = ""


class FaultEnded(Line, frozen=True, kw_only=True, tag="fault-ended"):
    """It is as it was before; a killed process runs again."""

    kind: str
    target: str


class Stalled(Line, frozen=True, kw_only=True, tag="stalled"):
    """The campaign itself could not go on, from then *until*: the machine had no time, for the hall neither."""

    until: float


class StartedAgain(Line, frozen=True, kw_only=True, tag="started-again"):
    """A process has ended, whoever brought that about, and was started again."""

    name: str


class Calm(Line, frozen=True, kw_only=True, tag="calm"):
    """The last fault has ended; from now on all must settle."""


AnyLine = (
    Pressed
    | Accepted
    | Refused
    | PaperOut
    | Said
    | Seen
    | Asked
    | Replied
    | Clicked
    | ClickEnded
    | SentAway
    | Shown
    | CopyDue
    | FaultBegan
    | FaultEnded
    | Stalled
    | StartedAgain
    | Calm
)


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """An event as the journal holds it, with the request that it answers."""

    seq: int
    at: float
    """Unix seconds by the dispatcher's own clock: not the history's."""
    day: str
    request: str = ""
    event: AnyEvent


def read_history(path: Path) -> list[AnyLine]:
    """Return all lines in the order of time. Raises OSError or msgspec.DecodeError."""
    decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(AnyLine)
    lines: list[AnyLine] = [decoder.decode(line) for line in path.read_bytes().splitlines() if line]
    return sorted(lines, key=lambda line: line.at)
