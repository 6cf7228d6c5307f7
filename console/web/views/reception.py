"""What the reception's page shows: what visitors come for, and what became of the last papers."""

from enum import Enum

import msgspec

from console.web.views.parts import Choice, Ticket


class PaperState(Enum):
    """What is known of a ticket's paper."""

    COMING = "coming"
    OUT = "out"
    UNSURE = "unsure"
    FAILED = "failed"
    STATION_OFFLINE = "station-offline"
    VOID = "void"


class IssuedTicket(msgspec.Struct, frozen=True, kw_only=True):
    """One of the tickets that the reception issued last."""

    ticket: Ticket
    station: str
    at: str
    paper: PaperState
    fault: str = ""
    """Why the paper did not come, in the words of docs/faults.md."""
    do: str = ""


class Reminder(msgspec.Struct, frozen=True, kw_only=True):
    """What the reception must think of for a purpose."""

    purpose: str
    texts: tuple[str, ...]


class Reception(msgspec.Struct, frozen=True, kw_only=True):
    """The page."""

    languages: tuple[Choice, ...]
    stations: tuple[Choice, ...]
    purposes: tuple[Choice, ...]
    competences: tuple[Choice, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    needs_assistance: bool = False
    has_representative: bool = False
    newest: IssuedTicket | None = None
    unsettled: tuple[IssuedTicket, ...] = ()
    """Whose paper the reception must see to."""
    last: tuple[IssuedTicket, ...] = ()
    summonses: tuple[Choice, ...] = ()
    is_closed: str = ""
    """Why no tickets are given now, and when again."""
