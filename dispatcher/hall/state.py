"""The hall as it stands: tickets, lines, places, calls. Only `evolve` writes here."""

from collections import Counter, deque
from dataclasses import dataclass, field
from enum import Enum

from centre.settings import CentreSettings
from dispatcher.hall.lease_book import LeaseBook
from dispatcher.hall.line import Line, Turn
from dispatcher.hall.numbering import Given
from firmware.words import Language
from mqtt_bridge.events import CallKind
from mqtt_bridge.lease import StationLease
from mqtt_bridge.replies import Result


class Stage(Enum):
    """Where a ticket is in its life."""

    ISSUED = "issued"
    """Not callable and not counted: nobody has reported its paper yet."""
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    FINISHED = "finished"
    NO_SHOW = "no-show"
    UNSURE = "unsure"
    """Its paper may or may not be out: the reception decides."""
    VOID = "void"
    UNSERVED = "unserved"


OPEN_STAGES = frozenset({Stage.ISSUED, Stage.WAITING, Stage.CALLED, Stage.SERVING, Stage.UNSURE})
"""Somebody in the hall may hold a ticket of these, so its number is in use."""


@dataclass(slots=True)
class Ticket:
    """One visitor's turn."""

    ticket_id: str
    zone: str
    cycle: int
    number: int
    language: Language
    station: str
    turn: Turn
    ahead: int | None
    """How many waited before it; none when the dispatcher did not number it."""
    alone: bool = False
    """Its station numbered it."""
    known_at: float = 0.0
    """When the dispatcher first heard of it."""
    stage: Stage = Stage.ISSUED
    has_paper: bool = False
    """A station has confirmed a paper, or the reception has seen it."""
    place: str | None = None
    calls: int = 0
    """How often it was called to the place where it is: 1 after the first call."""
    called_at: float = 0.0
    """When it was called last."""
    still_here: bool = False
    """Its last first call asked whether the visitor is still there."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a place did last, and how the ticket was before it, for `undo`."""

    at: float
    ticket_id: str
    stage: Stage
    place: str | None
    calls: int
    call_id: str | None = None
    """The call that the step made."""


@dataclass(slots=True)
class Place:
    """Where visitors are served, and who is there."""

    ticket_id: str | None = None
    steps: list[Step] = field(default_factory=list)
    """The newest last; only as many as can matter within the time for undo."""


@dataclass(slots=True)
class CallMade:
    """One call on the board."""

    call_id: str
    ticket_id: str
    number: int
    zone: str
    place: str
    language: Language
    kind: CallKind
    at: float
    still_here: bool = False
    announced_by: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class NumberedAlone:
    """What a station numbered alone today, as far as it has told."""

    tickets: int
    told_at: float


@dataclass(slots=True)
class Hall:
    """Everyone waiting and every place, within one business day."""

    centre: CentreSettings
    day: str = ""
    seq: int = 0
    at: float = 0.0
    before: float = 0.0
    """When the event before the newest one happened."""
    tickets: dict[str, Ticket] = field(default_factory=dict)
    lines: dict[str, Line] = field(default_factory=dict)
    given: dict[str, Given] = field(default_factory=dict)
    """The last number by zone."""
    numbered: dict[int, set[tuple[str, int]]] = field(default_factory=dict)
    """Every number that a ticket was given today, with the zones and cycles of them."""
    in_use: Counter[int] = field(default_factory=Counter)
    """How many open tickets carry a number: one, unless a late confirmation revived one whose number was given anew."""
    unreported: dict[str, float] = field(default_factory=dict)
    """When each ticket was issued whose paper nobody has reported: the oldest first."""
    places: dict[str, Place] = field(default_factory=dict)
    calls: deque[CallMade] = field(default_factory=deque)
    """The newest first; those on the board."""
    copies: dict[str, str] = field(default_factory=dict)
    """Which station prints a copy, by its job id."""
    answers: dict[str, Result] = field(default_factory=dict)
    """What was answered, by the request's id: asked again, it is answered the same."""
    book: LeaseBook = field(default_factory=LeaseBook)
    """Stations, and what they may number alone."""
    issued_alone: dict[int, list[tuple[int, float]]] = field(default_factory=dict)
    """By a lease's cycle, in order: each number that its station told of, and when it was issued."""
    alone: dict[str, NumberedAlone] = field(default_factory=dict)
    """By station."""
    resumed_at: float = 0.0
    """When calling went on after an outage; 0 for never today."""

    @property
    def epoch(self) -> int:
        """Which life of the journal this is."""
        return self.book.epoch

    @property
    def awaited(self) -> frozenset[str]:
        """The stations that must join before a number is given: the journal was restored."""
        return self.book.awaited

    @property
    def leases(self) -> dict[str, StationLease]:
        """The leases in force, by id."""
        return self.book.leases

    def line(self, zone: str) -> Line:
        """Return the line of *zone*; an empty one that stands for nothing when nobody ever waited there."""
        return self.lines.get(zone) or Line()

    def place(self, name: str) -> Place:
        """Return how the place stands; an empty one when nobody was ever called there."""
        return self.places.get(name) or Place()

    def ticket_at(self, place: str) -> Ticket | None:
        """Return the ticket that *place* has."""
        ticket_id = self.place(place).ticket_id
        return self.tickets[ticket_id] if ticket_id is not None else None
