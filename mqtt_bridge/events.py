"""The facts of the journal, as they are stored and as they go out on `event`."""

from enum import Enum

import msgspec

from firmware.words import Bilingual, Id, Language, Number, Slug
from mqtt_bridge.estimate import WaitEstimate
from mqtt_bridge.event import Event
from mqtt_bridge.hall_events import (
    AnnouncementMade,
    AppointmentMoved,
    EvacuationBegan,
    EvacuationEnded,
    SummonsEnded,
    SummonsRaised,
    SummonsReleased,
    SummonsRepeated,
    SummonsTaken,
    TicketMarked,
    TicketReadmitted,
    TicketResumed,
    VisitRated,
)
from mqtt_bridge.lease import StationLease
from mqtt_bridge.lease_events import (
    CollectingEnded,
    JournalRestored,
    KnownStation,
    LeaseGranted,
    LeaseRetired,
    StationJoined,
)
from mqtt_bridge.message import Message
from mqtt_bridge.outcome import Outcomes
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.place_events import PlaceClosed, PlaceOpened, PlacePaused, TicketParked, TicketTransferred


class DayOpened(Event, frozen=True, kw_only=True, tag="day-opened"):
    """A business day began. A start replays from the last one of these, so it carries what outlives a day."""

    day: str
    """ISO date of the business day, in the site's zone."""
    epoch: int
    """Counts the lives of the journal: raised when it was restored from a backup."""
    settings: str
    """The centre's settings in force, the whole document as JSON."""
    leases: tuple[StationLease, ...] = ()
    """Those that stations hold: they outlive the day."""
    stations: tuple[KnownStation, ...] = ()
    lease_serial: int = 0
    """How many leases this epoch has granted."""
    awaited: tuple[Slug, ...] = ()
    """Stations that have not joined since the journal was restored: no number is given before."""
    unheard: tuple[Slug, ...] = ()
    """Stations that have not joined in time: no lease is granted before."""
    evacuating: bool = False
    """An evacuation goes on."""
    whole_until: float = 0.0
    """Unix seconds of the newest event in the backup that the journal was restored from; 0 for none."""


class CentreConfigured(Event, frozen=True, kw_only=True, tag="centre-configured"):
    """Other settings of the centre are in force from now on: the whole document as JSON."""

    settings: str


class TicketIssued(Event, frozen=True, kw_only=True, tag="ticket-issued"):
    """A number was given. Not callable and not counted until its station has reported the paper."""

    ticket_id: Id
    zone: Slug
    cycle: int
    """How often the zone's numbers had been used up that day; (day, zone, cycle, number) is unique."""
    number: Number
    language: Language
    station: Slug
    asker: Slug
    ahead: int
    matters: tuple[Slug, ...] = ()
    competence: Slug | None = None
    assistance: bool = False
    representative: bool = False
    place: Slug | None = None
    """The only place that calls it, for an appointment."""
    due_at: float | None = None
    """The appointment's time, in Unix seconds."""
    official: Bilingual | None = None
    """Who receives, by the post that the official holds."""
    wait: WaitEstimate | None = None
    """How long it is expected to wait; none when nobody can tell."""


class PaperReported(Event, frozen=True, kw_only=True, tag="paper-reported"):
    """What the station knows of a paper of this ticket."""

    ticket_id: Id
    job_id: Id
    outcome: PaperOutcome
    fault: str = ""


class PaperSilent(Event, frozen=True, kw_only=True, tag="paper-silent"):
    """The station has said nothing of the paper for so long that the ticket is unsure."""

    ticket_id: Id


class TicketReprinted(Event, frozen=True, kw_only=True, tag="ticket-reprinted"):
    """A copy was sent to a station."""

    ticket_id: Id
    job_id: Id
    station: Slug
    ahead: int
    staff: str = ""


class TicketAdmitted(Event, frozen=True, kw_only=True, tag="ticket-admitted"):
    """The reception has seen the paper: the ticket waits."""

    ticket_id: Id
    staff: str = ""


class TicketVoided(Event, frozen=True, kw_only=True, tag="ticket-voided"):
    """The ticket counts no more."""

    ticket_id: Id
    place: Slug | None = None
    staff: str = ""


class CallKind(Enum):
    """The first call of a ticket to a place, or another one."""

    FIRST = "first"
    RECALL = "recall"


class TicketCalled(Event, frozen=True, kw_only=True, tag="ticket-called"):
    """A ticket was called to a place."""

    call_id: Id
    ticket_id: Id
    place: Slug
    kind: CallKind
    still_here: bool = False
    """It waited through an outage: the hall is asked whether it is still there, and need not be called twice."""
    reason: str = ""
    """Why out of order; empty when it was next."""
    without_competence: bool = False
    """The place lacks the ticket's competence, and no open place has it."""
    staff: str = ""


class CallAnnounced(Event, frozen=True, kw_only=True, tag="call-announced"):
    """A speaker said the call to its end."""

    call_id: Id
    speaker: Slug


class CallNotAnnounced(Event, frozen=True, kw_only=True, tag="call-not-announced"):
    """A speaker will not say the call any more. Nobody has heard it, unless another speaker has said it."""

    call_id: Id
    speaker: Slug


class ServingStarted(Event, frozen=True, kw_only=True, tag="serving-started"):
    """The visitor has come to the place."""

    ticket_id: Id
    place: Slug
    staff: str = ""


class VisitFinished(Event, frozen=True, kw_only=True, tag="visit-finished"):
    """The visit at the place has ended."""

    ticket_id: Id
    place: Slug
    outcomes: Outcomes = ()
    follow_up: str = ""
    """An ISO date; empty for none."""
    comes_back: bool = False
    """The ticket goes back to the place that sent it here."""
    survey: bool = False
    """The visitor is to be asked for the survey."""
    staff: str = ""


class VisitorMissed(Event, frozen=True, kw_only=True, tag="visitor-missed"):
    """Nobody came to the place: a no-show."""

    ticket_id: Id
    place: Slug
    staff: str = ""


class StepUndone(Event, frozen=True, kw_only=True, tag="step-undone"):
    """The place's last step was taken back: the ticket is as it was before it."""

    ticket_id: Id
    place: Slug
    staff: str = ""


class TicketUnserved(Event, frozen=True, kw_only=True, tag="ticket-unserved"):
    """The day ended, or the centre had closed for long enough, before the ticket's turn came."""

    ticket_id: Id


class TicketAdopted(Event, frozen=True, kw_only=True, tag="ticket-adopted"):
    """A paper is in a visitor's hand whose number this journal had not given: it counts as its paper says.

    A station numbered it alone, or it was given before the journal was restored from an older backup. If the journal
    knew the ticket under another number, nobody has ever seen that one.
    """

    ticket_id: Id
    zone: Slug
    cycle: int
    number: Number
    language: Language
    station: Slug
    issued_at: float
    """Unix seconds by the dispatcher's clock, as well as the station could tell: the line goes by it."""
    alone: bool
    matters: tuple[Slug, ...] = ()
    competence: Slug | None = None
    assistance: bool = False


class CallingResumed(Event, frozen=True, kw_only=True, tag="calling-resumed"):
    """For so long nobody could be called. Who waited through it is asked whether they are still there."""

    outage_s: float


AnyEvent = (
    DayOpened
    | CentreConfigured
    | TicketIssued
    | PaperReported
    | PaperSilent
    | TicketReprinted
    | TicketAdmitted
    | TicketVoided
    | TicketCalled
    | CallAnnounced
    | CallNotAnnounced
    | ServingStarted
    | VisitFinished
    | VisitorMissed
    | StepUndone
    | TicketUnserved
    | TicketAdopted
    | StationJoined
    | LeaseGranted
    | LeaseRetired
    | JournalRestored
    | CollectingEnded
    | CallingResumed
    | PlaceOpened
    | PlacePaused
    | PlaceClosed
    | TicketTransferred
    | TicketParked
    | TicketResumed
    | TicketReadmitted
    | TicketMarked
    | AppointmentMoved
    | SummonsRaised
    | SummonsRepeated
    | SummonsTaken
    | SummonsReleased
    | SummonsEnded
    | EvacuationBegan
    | EvacuationEnded
    | AnnouncementMade
    | VisitRated
)


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """An event with its place in the journal."""

    seq: int
    at: float
    """Unix seconds by the dispatcher's stored clock, which never goes back."""
    event: AnyEvent


class Events(Message, frozen=True, kw_only=True):
    """What one transaction wrote. A reader whose last seq is not the first one's less 1 asks `EventsSince`."""

    events: tuple[Recorded, ...]
