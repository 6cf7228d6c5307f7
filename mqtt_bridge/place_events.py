"""The facts about a place: who sits there, and where its visitor went next."""

from firmware.words import Id, Slug
from mqtt_bridge.event import Event


class PlaceOpened(Event, frozen=True, kw_only=True, tag="place-opened"):
    """Somebody is at the place, and it calls visitors."""

    place: Slug
    staff: str = ""


class PlacePaused(Event, frozen=True, kw_only=True, tag="place-paused"):
    """Nobody is at the place for a while."""

    place: Slug
    reason: str
    staff: str = ""


class PlaceClosed(Event, frozen=True, kw_only=True, tag="place-closed"):
    """The place serves nobody any more."""

    place: Slug
    staff: str = ""


class TicketTransferred(Event, frozen=True, kw_only=True, tag="ticket-transferred"):
    """The place has sent its visitor on. The ticket waits, with its number and its time."""

    ticket_id: Id
    place: Slug
    """The one that it left."""
    zone: Slug
    """The one whose line it stands in now."""
    to_place: Slug | None = None
    """The only place that calls it; none for any of the zone's."""
    comes_back: bool = False
    staff: str = ""


class TicketParked(Event, frozen=True, kw_only=True, tag="ticket-parked"):
    """The visitor fetches something; nobody calls the ticket until it is resumed."""

    ticket_id: Id
    place: Slug
    reason: str = ""
    staff: str = ""
