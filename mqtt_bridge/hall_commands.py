"""What is asked about the hall as a whole: tickets that are not at a place, summonses, evacuation, feedback."""

from typing import Annotated

from msgspec import Meta

from firmware.words import Id, Slug
from mqtt_bridge.command import Command


class ResumeTicket(Command, frozen=True, kw_only=True, tag="resume-ticket"):
    """A parked ticket's visitor is back: the place that parked it calls it next."""

    ticket_id: Id


class Readmit(Command, frozen=True, kw_only=True, tag="readmit"):
    """A visitor who was missed has turned up: the ticket is called next. Refused (`too-late`) after the tolerance."""

    ticket_id: Id


class MarkTicket(Command, frozen=True, kw_only=True, tag="mark-ticket"):
    """Say what staff must know of a ticket's visitor."""

    ticket_id: Id
    assistance: bool
    representative: bool


class MoveAppointment(Command, frozen=True, kw_only=True, tag="move-appointment"):
    """The appointment of a ticket that was not called yet is at another time: an official is late, or not any more."""

    ticket_id: Id
    due_at: Annotated[float, Meta(ge=0)]
    """Its time from now on, in Unix seconds."""


class RaiseSummons(Command, frozen=True, kw_only=True, tag="raise-summons"):
    """Call for a worker. The request's id becomes the summons's."""

    kind: Slug
    place: Slug | None = None
    """Where the worker is wanted; none for the peer's own station."""
    ticket_id: Id | None = None
    """Whose visitor it is for; it then ends with the visit."""


class TakeSummons(Command, frozen=True, kw_only=True, tag="take-summons"):
    """Somebody goes. Refused (`taken`) once another has taken it."""

    summons_id: Id


class ReleaseSummons(Command, frozen=True, kw_only=True, tag="release-summons"):
    """Who goes cannot come after all: it is open again, and said again. Refused (`taken`) while another goes."""

    summons_id: Id


class EndSummons(Command, frozen=True, kw_only=True, tag="end-summons"):
    """It is done, or not wanted any more."""

    summons_id: Id
    done: bool = True
    """False: withdrawn."""


class BeginEvacuation(Command, frozen=True, kw_only=True, tag="begin-evacuation"):
    """Give no ticket, call nobody, and have board and voice send everybody out."""


class EndEvacuation(Command, frozen=True, kw_only=True, tag="end-evacuation"):
    """Go on where the hall stood."""


class GiveFeedback(Command, frozen=True, kw_only=True, tag="give-feedback"):
    """Rate the visit that was finished last at the place. Once per visit, within some time."""

    place: Slug
    rating: Annotated[int, Meta(ge=1, le=5)]
    """5 is best."""
