"""What the dispatcher answers: the result, or a refusal with a code."""

from enum import Enum

import msgspec

from firmware.words import Id, Language, Number, Slug
from mqtt_bridge.events import Recorded
from mqtt_bridge.message import Message
from mqtt_bridge.paper import TicketPaper


class Issued(msgspec.Struct, frozen=True, kw_only=True, tag="issued"):
    """The ticket. A station that asked for itself prints `paper`; every other station is sent a `print`."""

    paper: TicketPaper


class PlaceTicket(msgspec.Struct, frozen=True, kw_only=True):
    """The ticket that a place has."""

    ticket_id: Id
    number: Number
    zone: Slug
    language: Language
    calls: int
    """How often it was called to this place: 1 after the first call."""
    serving: bool
    matters: tuple[Slug, ...] = ()
    competence: Slug | None = None
    assistance: bool = False
    """The visitor needs help until the visit ends."""
    representative: bool = False
    """The visitor acts for somebody else: ask for the papers of that."""
    due_at: float | None = None
    returns_to: Slug | None = None
    """Once finished here it goes back to this place."""


class PlaceStatus(Enum):
    """Whether a place calls visitors."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class AtPlace(msgspec.Struct, frozen=True, kw_only=True, tag="at-place"):
    """How the place stands after the command."""

    place: Slug
    ticket: PlaceTicket | None
    status: PlaceStatus = PlaceStatus.OPEN


class Accepted(msgspec.Struct, frozen=True, kw_only=True, tag="accepted"):
    """Taken note of."""


class EventsPage(msgspec.Struct, frozen=True, kw_only=True, tag="events-page"):
    """A page of the journal, oldest first; empty when nothing is newer."""

    events: tuple[Recorded, ...]
    last_seq: int
    """The newest event there is, so that a reader knows whether to ask on."""


class RefusalCode(Enum):
    """Why not. The code is for programs and catalogues; `Refusal.detail` is for the log."""

    NOT_ALLOWED = "not-allowed"
    NOT_UNDERSTOOD = "not-understood"
    UNKNOWN_ZONE = "unknown-zone"
    UNKNOWN_PLACE = "unknown-place"
    UNKNOWN_STATION = "unknown-station"
    UNKNOWN_TICKET = "unknown-ticket"
    UNKNOWN_CALL = "unknown-call"
    STATION_OFFLINE = "station-offline"
    NUMBERS_USED_UP = "numbers-used-up"
    PLACE_BUSY = "place-busy"
    NOBODY_WAITING = "nobody-waiting"
    NOTHING_AT_PLACE = "nothing-at-place"
    OTHER_TICKET = "other-ticket"
    """The place has another ticket than the one that the asker means."""
    WRONG_STATE = "wrong-state"
    TAKEN = "taken"
    TOO_EARLY = "too-early"
    TOO_LATE = "too-late"
    NOTHING_TO_UNDO = "nothing-to-undo"
    CLOSED = "closed"
    """Outside the centre's hours no ticket is given."""
    LUNCH = "lunch"
    """Nor during a break between two times of one day."""
    UNKNOWN_PURPOSE = "unknown-purpose"
    UNKNOWN_COMPETENCE = "unknown-competence"
    UNKNOWN_OUTCOME = "unknown-outcome"
    UNKNOWN_SUMMONS = "unknown-summons"
    BY_APPOINTMENT = "by-appointment"
    """The zone's tickets are given at check-in alone."""
    PLACE_CLOSED = "place-closed"
    """Nobody would call a visitor who was sent there."""
    RECALL_LIMIT = "recall-limit"
    """Called again as often as may be."""
    WRONG_REFERENCE = "wrong-reference"
    """The outcome's number is not as it must be."""
    NO_TARGET = "no-target"
    """A transfer to nowhere, to where it is, or to two targets."""
    EVACUATION = "evacuation"
    NOT_NOW = "not-now"
    """No evacuation goes on, or one does already."""
    NOTHING_TO_RATE = "nothing-to-rate"
    RATED = "rated"
    LAST_TICKETS = "last-tickets"
    """No more tickets of this zone are given before the break or the closing: it is near, or the line is too long."""
    CANNOT_RECORD = "cannot-record"
    """The journal cannot be written just now, so nothing can happen: stations number alone."""
    RESTORING = "restoring"
    """After a restore from a backup, until the stations have said which numbers they printed: they number alone."""


class Refusal(msgspec.Struct, frozen=True, kw_only=True, tag="refused"):
    """The command was not carried out and nothing has changed."""

    code: RefusalCode
    detail: str = ""
    until: float | None = None
    """Of `lunch`, `closed` and `last-tickets`: when tickets are given again, in Unix seconds; none when not known."""


Result = Issued | AtPlace | Accepted | EventsPage | Refusal


class Reply(Message, frozen=True, kw_only=True):
    """The answer to the request of the same id."""

    id: Id
    result: Result
