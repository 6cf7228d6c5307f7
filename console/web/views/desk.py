"""What a desk's page shows: one place or two, whom each serves, who is next and why."""

from enum import Enum

import msgspec

from console.web.views.parts import Choice, Ticket, Timer


class Sitting(Enum):
    """Whether a place serves."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class Why(Enum):
    """By which rule a ticket is the next one."""

    APPOINTMENT = "appointment"
    RETURNED = "returned"
    ASSISTANCE = "assistance"
    COMPETENCE = "competence"
    WEIGHT = "weight"
    LONGEST = "longest"


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """Who is at the place, or called to it."""

    ticket: Ticket
    is_serving: bool
    since: Timer
    """The call, or the beginning of the service."""
    calls: int = 1
    most_calls: int = 4
    is_unheard: bool = False
    """No speaker has said the last call."""
    may_recall: bool = True
    may_miss: bool = False
    """Called often and long enough to be a no-show."""
    must_recall: bool = False
    """It must be called again before."""
    miss_at: float = 0.0
    """When enough time has passed, in Unix seconds; 0 where that is not the reason."""


class NextTicket(msgspec.Struct, frozen=True, kw_only=True):
    """Who is called when *next* is pressed, as far as is known now."""

    ticket: Ticket
    why: Why
    lacks_competence: bool = False
    """The place lacks what the ticket needs, and no open place has it."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a visit may end with."""

    choice: Choice
    needs_reference: bool = False


class OutcomeGroup(msgspec.Struct, frozen=True, kw_only=True):
    """What a visit may end with for one matter; without a matter, for all that the visitor came for."""

    matter: str = ""
    """What it is called; nothing for a ticket with one matter or none."""
    outcomes: tuple[Outcome, ...]
    reference_field: str = ""
    """Where the number of an outcome that has one is typed."""
    reference_key: str = ""


class Undoing(msgspec.Struct, frozen=True, kw_only=True):
    """What can still be taken back, and how long."""

    what: str
    """`desk.undo_of`'s."""
    number: int
    ticket_id: str
    until: float
    """Unix seconds."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """One place that the person holds."""

    name: str
    label: str
    sitting: Sitting
    pause_reason: str = ""
    visitor: Visitor | None = None
    next: NextTicket | None = None
    waiting: int = 0
    served: int = 0
    mean: str = ""
    """How long a visit took here today."""
    undo: Undoing | None = None
    not_announced: tuple[Ticket, ...] = ()
    """Called from here, nobody heard it, and they have left the place since: waiting again, put aside or missed."""
    parked: tuple[Ticket, ...] = ()
    missed: tuple[Ticket, ...] = ()
    """They may still be readmitted."""
    zones: tuple[Choice, ...] = ()
    places: tuple[Choice, ...] = ()
    outcomes: tuple[OutcomeGroup, ...] = ()
    """A group for each matter of the visitor."""
    pause_reasons: tuple[Choice, ...] = ()


class ZoneLine(msgspec.Struct, frozen=True, kw_only=True):
    """One zone's line, as a desk sees it."""

    label: str
    waiting: int
    longest: Timer | None = None


class ReceptionToday(msgspec.Struct, frozen=True, kw_only=True):
    """An official receives today."""

    official: str
    hours: str
    office: str
    note: str = ""


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """The page."""

    places: tuple[Place, ...]
    zones: tuple[ZoneLine, ...] = ()
    summonses: tuple[Choice, ...] = ()
    """Whom a desk can call for."""
    receptions: tuple[ReceptionToday, ...] = ()
