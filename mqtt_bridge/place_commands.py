"""What is asked for a place: who sits there, and where its visitor goes next."""

from typing import Annotated

from msgspec import Meta

from firmware.words import Id, Slug
from mqtt_bridge.command import Command, VisitCommand

Reason = Annotated[str, Meta(max_length=200)]
"""In the words of staff, and never about a person."""


class OpenPlace(Command, frozen=True, kw_only=True, tag="open-place"):
    """Somebody is at the place and calls visitors from now on. Calling one opens a place as well."""

    place: Slug


class PausePlace(Command, frozen=True, kw_only=True, tag="pause-place"):
    """Nobody is at the place for a while. Refused (`place-busy`) while it has a ticket."""

    place: Slug
    reason: Annotated[str, Meta(min_length=1, max_length=200)]


class ClosePlace(Command, frozen=True, kw_only=True, tag="close-place"):
    """The place serves nobody any more. Refused (`place-busy`) while it has a ticket."""

    place: Slug


class CallTicket(Command, frozen=True, kw_only=True, tag="call-ticket"):
    """Call this ticket to the place, out of its order: one that waits, is parked, or was missed a short while ago."""

    place: Slug
    ticket_id: Id
    reason: Annotated[str, Meta(min_length=1, max_length=200)]
    """Why out of order: it is kept."""


class Transfer(VisitCommand, frozen=True, kw_only=True, tag="transfer"):
    """Send the place's visitor on, to a zone or to one place. The ticket keeps its number and its time."""

    to_zone: Slug | None = None
    to_place: Slug | None = None
    """Exactly one of the two."""
    comes_back: bool = False
    """Once finished there it is called to this place again, before others."""


class Park(VisitCommand, frozen=True, kw_only=True, tag="park"):
    """Let the place's visitor go and fetch something; the ticket waits aside until it is resumed."""

    reason: Reason = ""
