"""What can be asked of the book of receptions: one struct per command. None has room for anything of a person."""

from datetime import date
from enum import Enum
from typing import Annotated

import msgspec
from msgspec import Meta

from console.receptions.person import Applicant
from console.receptions.schedule import SlotId
from firmware.words import Id, Language, Slug

Staff = Annotated[str, Meta(min_length=1, max_length=64)]
"""Who did it: an opaque staff id, never a name."""


class Source(Enum):
    """How somebody came to sign up."""

    RECEPTION = "reception"
    INFORMATION_SYSTEM = "information-system"
    APPEAL = "appeal"


class ListFormat(Enum):
    """How a final list left the centre."""

    PAPER = "paper"
    CSV = "csv"


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """The root of all commands."""


class BookSlot(Command, frozen=True, kw_only=True):
    """Give the slot to a visitor. The asker makes the booking's id, so a page that is sent twice books once."""

    booking_id: Id
    slot_id: SlotId
    language: Language
    source: Source
    assistance: bool = False
    applicant: Applicant = Applicant.PERSON
    also_for_contact: bool = False
    """Somebody else with the same contact, of one family say, is another person. Documents still tell who is who."""
    marks: tuple[str, ...] = ()
    """Keyed hashes of what the visitor is known by. The store fills both in from the person."""


class MoveBooking(Command, frozen=True, kw_only=True):
    """Give the visitor another slot instead."""

    booking_id: Id
    slot_id: SlotId
    also_for_contact: bool = False
    """As for a booking, which keeps it."""


class CancelBooking(Command, frozen=True, kw_only=True):
    """The visitor will not come. The slot is free again, unless its day is frozen."""

    booking_id: Id


class AskTicket(Command, frozen=True, kw_only=True):
    """The visitor is here, and the dispatcher is going to be asked for a ticket: written down before it is.

    So what becomes of the request is known, whoever dies on the way.
    """

    booking_id: Id
    ticket_id: Id
    """The id of the request, and so of the ticket."""
    admit_late: bool = False
    """As for a check-in."""
    instead_of: Id | None = None
    """The ticket asked for before, which will not come out: it was refused, or its paper failed."""


class CheckIn(Command, frozen=True, kw_only=True):
    """The visitor is here. Once more with another ticket, where the first one never came out."""

    booking_id: Id
    ticket_id: Id
    """Of the ticket that the dispatcher is asked for."""
    admit_late: bool = False
    """The official receives although the slot was missed."""


class MarkCalled(Command, frozen=True, kw_only=True):
    """The hall has called the visitor's ticket to the office."""

    booking_id: Id


class MarkAbsent(Command, frozen=True, kw_only=True):
    """The visitor did not come: not within the time for latecomers, or not when called."""

    booking_id: Id


class MarkReceived(Command, frozen=True, kw_only=True):
    """The official has received the visitor. Once more, where the outcome or the follow-up has changed."""

    booking_id: Id
    outcome: Slug | None
    """None: the visit has ended in the hall, and nobody has said yet what came of it."""
    follow_up: date | None = None
    """By when the body's workers must have done what was promised."""


class ReopenVisit(Command, frozen=True, kw_only=True):
    """The hall has taken back that the visit has ended, or that nobody came: the visitor is there still."""

    booking_id: Id


class DelayReception(Command, frozen=True, kw_only=True):
    """The official is late today: everybody not called yet is due so much later than the slot says. 0: no more."""

    reception_id: Id
    delay_min: Annotated[int, Meta(ge=0, le=720)]


class TakeList(Command, frozen=True, kw_only=True):
    """Hand the newest version of a final list over."""

    day: date
    body: Slug
    format: ListFormat


AnyCommand = (
    BookSlot
    | MoveBooking
    | CancelBooking
    | AskTicket
    | CheckIn
    | MarkCalled
    | MarkAbsent
    | MarkReceived
    | ReopenVisit
    | DelayReception
    | TakeList
)
