"""The hall as it stands: tickets, lines, places, calls. Only `evolve` writes here."""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from centre.settings import CentreSettings
from firmware.words import Language
from hall.lease_book import LeaseBook
from hall.line import Line, LineKey
from hall.numbering import Given
from hall.ticket import Standing, Ticket
from mqtt_bridge.events import CallKind
from mqtt_bridge.hall_events import AnnouncementKind, SummonsReason
from mqtt_bridge.lease import StationLease
from mqtt_bridge.replies import PlaceStatus, Result

ANNOUNCEMENTS_KEPT = 3
SERVICES_KEPT = 20
"""So many of a zone's newest visits say how long the next ones take."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a place did last, and how the ticket was before it, for `undo`."""

    at: float
    seq: int
    ticket_id: str
    before: Standing
    call_id: str | None = None
    """The call that the step made."""
    before_seq: int = 0
    """The event that had brought the ticket where it stood, and when."""
    before_at: float = 0.0


@dataclass(slots=True)
class Place:
    """Where visitors are served, and who is there."""

    status: PlaceStatus = PlaceStatus.CLOSED
    reason: str = ""
    """Why it is paused."""
    staff: str = ""
    """Who works there: an opaque id, empty when nobody said."""
    seen_at: float = 0.0
    """When something was done there last; 0 for never today."""
    ticket_id: str | None = None
    steps: list[Step] = field(default_factory=list)
    """The newest last; only as many as can matter within the time for undo."""
    finished_id: str | None = None
    """The ticket that was finished there last, and may be rated."""


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
    """The speakers that have said it."""
    not_announced_by: set[str] = field(default_factory=set)
    """Those that will not."""

    @property
    def is_not_announced(self) -> bool:
        """Whether nobody has heard it, as far as speakers have told."""
        return bool(self.not_announced_by) and not self.announced_by


@dataclass(slots=True)
class Summons:
    """A call for a worker that has not ended."""

    summons_id: str
    kind: str
    reason: SummonsReason
    raised_at: float
    said_at: float
    """When it was raised or repeated last."""
    repeats: int = 0
    place: str | None = None
    station: str | None = None
    ticket_id: str | None = None
    competence: str | None = None
    taken: bool = False
    taken_by: str = ""


@dataclass(slots=True)
class AnnouncementSaid:
    """Something that all are told."""

    announcement_id: str
    kind: AnnouncementKind
    at: float
    begins: str | None = None
    ends: str | None = None
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
    day_began_at: float = 0.0
    before: float = 0.0
    """When the event before the newest one happened."""
    tickets: dict[str, Ticket] = field(default_factory=dict)
    lines: dict[LineKey, Line] = field(default_factory=dict)
    """None of them is empty."""
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
    evacuating: bool = False
    evacuating_since: float = 0.0
    evacuation_said: int = 0
    """How often its words were said."""
    announcements: deque[AnnouncementSaid] = field(default_factory=lambda: deque(maxlen=ANNOUNCEMENTS_KEPT))
    """The newest first."""
    told: set[tuple[AnnouncementKind, float]] = field(default_factory=set)
    """What was told today because of the hours, and of which moment."""
    summonses: dict[str, Summons] = field(default_factory=dict)
    """Those that have not ended, the oldest first."""
    services: dict[str, deque[float]] = field(default_factory=dict)
    """By zone: for how long, in seconds, its last visits had a place, the newest last."""
    finished: int = 0
    """Visits finished today."""
    rated: set[str] = field(default_factory=set)
    """Tickets whose visitors have rated their visit."""

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

    def waiting(self, zone: str) -> int:
        """Return how many wait in *zone*."""
        return sum(len(line) for key, line in self.lines.items() if key.zone == zone)

    def line(self, zone: str, most: int | None = None) -> Iterator[str]:
        """Yield who waits in *zone*: appointments, then returners, then everybody by time of issue."""
        heads = [
            (key.rank, *turn)
            for key, line in self.lines.items()
            if key.zone == zone
            for turn in line.head(len(line) if most is None else most)
        ]
        return (ticket_id for _rank, _at, _seq, ticket_id in sorted(heads)[:most])

    def place(self, name: str) -> Place:
        """Return how the place stands; an empty one when nobody was ever called there."""
        return self.places.get(name) or Place()

    def ticket_at(self, place: str) -> Ticket | None:
        """Return the ticket that *place* has."""
        ticket_id = self.place(place).ticket_id
        return self.tickets[ticket_id] if ticket_id is not None else None
