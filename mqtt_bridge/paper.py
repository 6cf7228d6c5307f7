"""What goes onto paper, and what became of it."""

from enum import Enum
from typing import Annotated

import msgspec
from msgspec import Meta

from firmware.words import Bilingual, Id, Language, Number, Slug
from mqtt_bridge.estimate import WaitEstimate
from mqtt_bridge.message import Message


class TicketPaper(msgspec.Struct, frozen=True, kw_only=True):
    """One ticket to print. May arrive twice: a station prints each `job_id` once."""

    job_id: Id
    """The ticket's own id for the first paper, a fresh id for every copy."""
    ticket_id: Id
    number: Number
    zone: Slug
    language: Language
    issued_at: float | None
    """Unix seconds, by the dispatcher's clock; none when a station numbered alone and did not know the time."""
    ahead: Annotated[int, Meta(ge=0)] | None
    """How many wait in the same zone before this one, when it was issued; none when a station numbered alone."""
    day: str = ""
    """The business day, an ISO date; empty when a station alone did not know it."""
    cycle: int = 0
    """With day, zone and number it is unique; a lease's own when the station numbered alone."""
    alone: bool = False
    """The station numbered it alone, and the paper says so."""
    copy: bool = False
    """A reprint: the same number, and the paper says that it is a copy."""
    wait: WaitEstimate | None = None
    """How long it was expected to wait when it was issued; none when nobody could tell."""
    due_at: float | None = None
    """An appointment's time, in Unix seconds."""
    place: Slug | None = None
    """An appointment's office."""
    official: Bilingual | None = None
    """Who receives at an appointment, by the post that the official holds. No person's name."""
    purposes: tuple[Slug, ...] = ()
    """What the visitor comes for, where that was asked."""


class PrintTicket(Message, frozen=True, kw_only=True):
    """Somebody else asked for paper from this station. The job lives ten seconds from its arrival."""

    paper: TicketPaper


class PaperOutcome(Enum):
    """What a station knows about one piece of paper. It never guesses: silence is `unconfirmed`."""

    CONFIRMED = "confirmed"
    """The printer worked the whole job off and then said that it has paper and is well."""
    SENT = "sent"
    """All bytes left; the printer is configured as one that cannot answer."""
    UNCONFIRMED = "unconfirmed"
    """Bytes left, and the printer did not say what became of them."""
    FAILED = "failed"
    """Not one byte of the job left, and none ever will."""
