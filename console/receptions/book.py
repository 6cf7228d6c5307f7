"""What the book of receptions knows: bookings, delays and final lists. Changed by `evolving` alone."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from console.receptions.commands import ListFormat, Source
from console.receptions.events import ListRow
from console.receptions.person import Applicant
from console.receptions.schedule import Slot
from firmware.words import Language


class Stage(Enum):
    """Where a booking stands."""

    BOOKED = "booked"
    MOVED = "moved"
    """Booked, at another slot than at first."""
    CANCELLED = "cancelled"
    CHECKED_IN = "checked-in"
    CALLED = "called"
    RECEIVED = "received"
    ABSENT = "absent"


AWAITED = frozenset({Stage.BOOKED, Stage.MOVED})
"""The visitor has yet to come."""


@dataclass(slots=True)
class Booking:
    """One visitor's slot. It has an id, and no name."""

    booking_id: str
    slot: Slot
    """As the visitor was told it last; where the schedule has changed since, `Timetable.slots` knows better."""
    applicant: Applicant
    language: Language
    assistance: bool
    source: Source
    marks: frozenset[str]
    also_for_contact: bool
    """The reception says that somebody else with the same contact is another person."""
    booked_by: str | None
    booked_at: float
    stage: Stage = Stage.BOOKED
    asked_ticket: str | None = None
    """The newest ticket that the dispatcher was asked for, whether there is one or not."""
    asked_by: str | None = None
    ticket_id: str | None = None
    """The newest one that there is."""
    called_due_at: float | None = None
    """When it was due, in Unix seconds, as it was called."""
    outcome: str | None = None
    follow_up: date | None = None
    withdrawn_outcome: str | None = None
    """Told of a visit whose end was taken back: it does not count, and is offered when the visit ends again."""
    withdrawn_follow_up: date | None = None
    is_erased: bool = False

    @property
    def is_live(self) -> bool:
        """Whether it holds its slot."""
        return self.stage is not Stage.CANCELLED


@dataclass(frozen=True, slots=True)
class Version:
    """A final list as it was at one time."""

    number: int
    at: float
    rows: tuple[ListRow, ...]


@dataclass(frozen=True, slots=True)
class Taking:
    """Who was handed a version."""

    staff: str | None
    at: float
    version: int
    format: ListFormat


@dataclass(slots=True)
class FinalList:
    """The list of one body for one day, since it was frozen."""

    versions: list[Version] = field(default_factory=list)
    takings: list[Taking] = field(default_factory=list)

    @property
    def newest(self) -> Version:
        """The version in force."""
        return self.versions[-1]

    def taken_before(self) -> Version | None:
        """Return the newest version that somebody was handed, other than the one in force."""
        taken = [taking.version for taking in self.takings if taking.version < self.newest.number]
        return self.versions[max(taken) - 1] if taken else None


@dataclass(slots=True)
class Delay:
    """How late an official is on one day."""

    now_min: int = 0
    largest_min: int = 0
    """The most that visitors may have been told: nobody has missed a slot who comes by it."""


@dataclass(slots=True)
class Book:
    """Everything. Same events, same book."""

    bookings: dict[str, Booking] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)
    """Slots to the bookings that hold them."""
    tickets: dict[str, str] = field(default_factory=dict)
    """To the bookings that they were given for, also those that never came out."""
    delays: dict[str, Delay] = field(default_factory=dict)
    lists: dict[tuple[date, str], FinalList] = field(default_factory=dict)
    """By day and body."""
    seq: int = 0

    def live(self) -> Iterator[Booking]:
        """Yield the bookings that hold their slots."""
        return (self.bookings[booking_id] for booking_id in self.taken.values())
