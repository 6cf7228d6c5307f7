"""The facts of the book of receptions, as they are stored. They outlive the visitor's data, and have none of them."""

from datetime import date
from enum import Enum

import msgspec

from console.receptions.commands import ListFormat, Source, Staff
from console.receptions.person import Applicant
from console.receptions.schedule import Slot
from firmware.words import Id, Language, Slug


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """The root of all events: a fact, in the past tense."""


class SlotBooked(Event, frozen=True, kw_only=True, tag="slot-booked"):
    """A visitor has a slot."""

    booking_id: Id
    slot: Slot
    """As it was told to the visitor."""
    applicant: Applicant
    language: Language
    assistance: bool
    source: Source
    also_for_contact: bool = False
    """Whoever booked says that somebody else with the same contact is another person."""
    marks: tuple[str, ...] = ()
    """Stored beside the event, not in it, so that they can be erased."""


class BookingMoved(Event, frozen=True, kw_only=True, tag="booking-moved"):
    """The visitor has another slot instead."""

    booking_id: Id
    slot: Slot
    also_for_contact: bool = False
    """As for a booking."""


class BookingCancelled(Event, frozen=True, kw_only=True, tag="booking-cancelled"):
    """The visitor will not come."""

    booking_id: Id


class Punctuality(Enum):
    """When a visitor comes, measured by the time at which the booking is due."""

    EARLY = "early"
    DUE = "due"
    LATE = "late"
    TOO_LATE = "too-late"
    WRONG_DAY = "wrong-day"


class TicketAskedFor(Event, frozen=True, kw_only=True, tag="ticket-asked-for"):
    """The visitor is here, and the dispatcher is asked for a ticket; whether there is one, the hall tells."""

    booking_id: Id
    ticket_id: Id


class VisitorCheckedIn(Event, frozen=True, kw_only=True, tag="visitor-checked-in"):
    """The visitor is here, and has a ticket."""

    booking_id: Id
    ticket_id: Id
    punctuality: Punctuality


class VisitorCalled(Event, frozen=True, kw_only=True, tag="visitor-called"):
    """The visitor was called. A later delay of the official is no concern of this booking any more."""

    booking_id: Id
    due_at: float
    """Unix seconds at which the booking was due then."""


class VisitorAbsent(Event, frozen=True, kw_only=True, tag="visitor-absent"):
    """The visitor did not come."""

    booking_id: Id


class VisitorReceived(Event, frozen=True, kw_only=True, tag="visitor-received"):
    """The official has received the visitor, or something of the outcome has changed since."""

    booking_id: Id
    outcome: Slug | None
    follow_up: date | None


class VisitReopened(Event, frozen=True, kw_only=True, tag="visit-reopened"):
    """The end of the visit was taken back, and what came of it with it: the visitor is there still."""

    booking_id: Id


class ReceptionDelayed(Event, frozen=True, kw_only=True, tag="reception-delayed"):
    """The official begins so much later, or goes on so much later."""

    reception_id: Id
    delay_min: int


class ListRow(msgspec.Struct, frozen=True, kw_only=True):
    """One of those to be received."""

    booking_id: Id
    slot: Slot


class ListFrozen(Event, frozen=True, kw_only=True, tag="list-frozen"):
    """Version 1: from now on nobody is added, and every other change is a version."""

    day: date
    body: Slug
    rows: tuple[ListRow, ...]


class ListRevised(Event, frozen=True, kw_only=True, tag="list-revised"):
    """A booking of a final list was cancelled or moved away, or its reception was changed in the schedule."""

    day: date
    body: Slug
    version: int
    rows: tuple[ListRow, ...]
    """All that is on it now."""


class ListTaken(Event, frozen=True, kw_only=True, tag="list-taken"):
    """Somebody was handed this version."""

    day: date
    body: Slug
    version: int
    format: ListFormat


class PersonErased(Event, frozen=True, kw_only=True, tag="person-erased"):
    """Nobody can say any more whose booking this was."""

    booking_id: Id


AnyEvent = (
    SlotBooked
    | BookingMoved
    | BookingCancelled
    | TicketAskedFor
    | VisitorCheckedIn
    | VisitorCalled
    | VisitorAbsent
    | VisitorReceived
    | VisitReopened
    | ReceptionDelayed
    | ListFrozen
    | ListRevised
    | ListTaken
    | PersonErased
)


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """An event with its place in the book."""

    seq: int
    at: float
    """Unix seconds."""
    staff: Staff | None
    """None: time brought it, nobody did."""
    event: AnyEvent
