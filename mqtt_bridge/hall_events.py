"""The facts about the hall as a whole: tickets that are not at a place, summonses, evacuation, feedback."""

from enum import Enum

from firmware.words import Id, Slug, TimeOfDay
from mqtt_bridge.event import Event


class TicketResumed(Event, frozen=True, kw_only=True, tag="ticket-resumed"):
    """A parked ticket waits again, to be called next."""

    ticket_id: Id
    staff: str = ""


class TicketReadmitted(Event, frozen=True, kw_only=True, tag="ticket-readmitted"):
    """A visitor who was missed has turned up in time, and is called next."""

    ticket_id: Id
    staff: str = ""


class TicketMarked(Event, frozen=True, kw_only=True, tag="ticket-marked"):
    """What staff must know of the ticket's visitor from now on."""

    ticket_id: Id
    assistance: bool
    representative: bool
    staff: str = ""


class AppointmentMoved(Event, frozen=True, kw_only=True, tag="appointment-moved"):
    """The ticket is called at another time than its paper says."""

    ticket_id: Id
    due_at: float
    """Unix seconds."""
    staff: str = ""


class SummonsReason(Enum):
    """Why a worker is called for."""

    ASKED = "asked"
    """Somebody pressed a button or asked on a page."""
    PURPOSE = "purpose"
    """The visitor comes for something that needs a worker's help."""
    ASSISTANCE = "assistance"
    APPOINTMENT = "appointment"
    """The visitor is to be accompanied to the office."""
    COMPETENCE = "competence"
    """Tickets wait for a competence that no open place has."""
    UNATTENDED = "unattended"
    """Nothing was done at a staffed place for long."""


class SummonsRaised(Event, frozen=True, kw_only=True, tag="summons-raised"):
    """A worker is called for."""

    summons_id: Id
    kind: Slug
    reason: SummonsReason
    place: Slug | None = None
    station: Slug | None = None
    ticket_id: Id | None = None
    competence: Slug | None = None
    staff: str = ""


class SummonsRepeated(Event, frozen=True, kw_only=True, tag="summons-repeated"):
    """Nobody has taken it yet."""

    summons_id: Id


class SummonsTaken(Event, frozen=True, kw_only=True, tag="summons-taken"):
    """Somebody goes."""

    summons_id: Id
    staff: str = ""


class SummonsReleased(Event, frozen=True, kw_only=True, tag="summons-released"):
    """Who went cannot come: nobody goes."""

    summons_id: Id
    staff: str = ""


class SummonsEndWhy(Enum):
    """How a summons ended."""

    DONE = "done"
    WITHDRAWN = "withdrawn"
    VISIT_ENDED = "visit-ended"
    NO_CAUSE = "no-cause"
    """What had raised it is over."""
    ANEW = "anew"
    """Somebody had taken it, and it was raised again."""
    DAY_ENDED = "day-ended"


class SummonsEnded(Event, frozen=True, kw_only=True, tag="summons-ended"):
    """The worker is not called for any more."""

    summons_id: Id
    why: SummonsEndWhy
    staff: str = ""


class EvacuationBegan(Event, frozen=True, kw_only=True, tag="evacuation-began"):
    """No ticket, no call; everybody leaves."""

    staff: str = ""


class EvacuationEnded(Event, frozen=True, kw_only=True, tag="evacuation-ended"):
    """The hall goes on where it stood."""

    staff: str = ""


class AnnouncementKind(Enum):
    """What a speaker says to all, in both languages."""

    OPENING_SOON = "opening-soon"
    """Also after a break."""
    LUNCH_SOON = "lunch-soon"
    CLOSING_SOON = "closing-soon"
    CLOSED = "closed"

    EVACUATION = "evacuation"
    EVACUATION_OVER = "evacuation-over"


class AnnouncementMade(Event, frozen=True, kw_only=True, tag="announcement-made"):
    """All are told something."""

    announcement_id: Id
    kind: AnnouncementKind
    about: float = 0.0
    """Which moment, in Unix seconds, of what is told because of the hours: it is told once. 0 for an evacuation."""
    begins: TimeOfDay | None = None
    """When the break or the hours begin that it is about."""
    ends: TimeOfDay | None = None
    """When they end."""


class VisitRated(Event, frozen=True, kw_only=True, tag="visit-rated"):
    """The visitor has rated the visit."""

    ticket_id: Id
    place: Slug
    rating: int
    """1 to 5, 5 is best."""
