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


class Step(Enum):
    """What the reception can do about a ticket."""

    ADMIT = "admit"
    REPRINT = "reprint"
    ANEW = "anew"
    """Another ticket instead: this one counts no more, since its paper never came."""
    READMIT = "readmit"
    RESUME = "resume"
    MARK = "mark"
    VOID = "void"


class IssuedTicket(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket as the reception sees it."""

    ticket: Ticket
    station: str
    at: str
    paper: PaperState
    fault: str = ""
    """Why the paper did not come, in the words of docs/faults.md."""
    do: str = ""
    steps: tuple[Step, ...] = ()
    reminders: tuple[str, ...] = ()
    """What its visitor is reminded of."""
    stands: str = ""
    """Where it is, when it waits no more: `reception.stands`'s."""


class Reminder(msgspec.Struct, frozen=True, kw_only=True):
    """What the reception must think of for a purpose."""

    purpose: str
    texts: tuple[str, ...]


class Purposes(msgspec.Struct, frozen=True, kw_only=True):
    """What visitors come for, and whether tickets are given."""

    choices: tuple[Choice, ...]
    closed: str = ""
    """Why no tickets are given now, and when again."""
    silent: tuple[str, ...] = ()
    """Each station where no ticket comes out, and why."""


class Papers(msgspec.Struct, frozen=True, kw_only=True):
    """The tickets that the reception looks after."""

    newest: IssuedTicket | None = None
    """The one that the person issued last."""
    unsettled: tuple[IssuedTicket, ...] = ()
    """Whose paper the reception must see to."""
    found: tuple[IssuedTicket, ...] | None = None
    """Those of the number that was looked for; None when nobody looked."""
    last: tuple[IssuedTicket, ...] = ()
    stations: tuple[Choice, ...] = ()


class Reception(msgspec.Struct, frozen=True, kw_only=True):
    """The page."""

    languages: tuple[Choice, ...]
    stations: tuple[Choice, ...]
    purposes: Purposes
    papers: Papers
    matters: tuple[str, ...] = ()
    """Of several, those that are chosen."""
    competences: tuple[Choice, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    needs_assistance: bool = False
    has_representative: bool = False
    summonses: tuple[Choice, ...] = ()
