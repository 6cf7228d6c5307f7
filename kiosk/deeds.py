"""What the station's rules want done: values that the daemon carries out, in order."""

from dataclasses import dataclass

from firmware.words import Id
from kiosk.kept import Fact
from mqtt_bridge.commands import IssueTicket, Request
from mqtt_bridge.paper import TicketPaper


@dataclass(frozen=True)
class Accept:
    """A press is accepted: publish its request."""

    request: Request
    button: str


@dataclass(frozen=True)
class AcceptAlone:
    """A press is accepted, and the dispatcher is not asked: the station is about to number it."""

    press: Id
    command: IssueTicket
    button: str


@dataclass(frozen=True)
class Ask:
    """Publish a request that nobody pressed for just now: a repetition or a report."""

    request: Request


@dataclass(frozen=True)
class Keep:
    """Have a fact written to the station's disk."""

    fact: Fact


@dataclass(frozen=True)
class Spool:
    """Give a ticket to the printer."""

    paper: TicketPaper
    deadline: float
    """Monotonic; it is not printed later than that."""


@dataclass(frozen=True)
class Refuse:
    """A press ends here, and whoever pressed must see it."""

    press: Id
    reason: str
    """A code: the dispatcher's, the printer's fault, or one of `kiosk.station`."""
    detail: str = ""
    until: float | None = None
    """When tickets are given again, in Unix seconds, where the reason is one of the hours and that is known."""
    button: str = ""
    """Which was pressed; none for what was asked without one."""


@dataclass(frozen=True)
class Answer:
    """A press that asks for no ticket is carried out: say so, if there is a speaker."""

    button: str


Deed = Accept | AcceptAlone | Ask | Keep | Spool | Refuse | Answer
