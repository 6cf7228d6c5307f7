"""What a peer may ask of the dispatcher: one struct per request."""

from typing import Annotated

import msgspec
from msgspec import Meta

from firmware.words import Bilingual, Id, Language, Number, Slug
from mqtt_bridge.command import Command, VisitCommand
from mqtt_bridge.hall_commands import (
    BeginEvacuation,
    EndEvacuation,
    EndSummons,
    GiveFeedback,
    MarkTicket,
    MoveAppointment,
    RaiseSummons,
    Readmit,
    ReleaseSummons,
    ResumeTicket,
    TakeSummons,
)
from mqtt_bridge.lease import HeldLease
from mqtt_bridge.message import Message
from mqtt_bridge.outcome import Outcomes
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.place_commands import CallTicket, ClosePlace, OpenPlace, Park, PausePlace, Transfer


class IssueTicket(Command, frozen=True, kw_only=True, tag="issue-ticket"):
    """Give a number of the zone and have the station print it. The request's id becomes the ticket's."""

    zone: Slug
    language: Language
    station: Slug
    matters: Annotated[tuple[Slug, ...], Meta(max_length=10)] = ()
    """The purposes that the visitor comes for."""
    competence: Slug | None = None
    """None: that of the first matter which has one."""
    assistance: bool = False
    """The visitor needs help until the visit ends."""
    representative: bool = False
    """The visitor acts for somebody else, and the place asks for the papers of that."""
    place: Slug | None = None
    """For an appointment: the office that receives."""
    due_at: Annotated[float, Meta(ge=0)] | None = None
    """For an appointment: its time, in Unix seconds."""
    official: Bilingual | None = None
    """For an appointment: who receives, by the post that the official holds. No person's name."""


class ReportPaper(Command, frozen=True, kw_only=True, tag="report-paper"):
    """What became of a paper. May come more than once for one job: a late `confirmed` counts."""

    ticket_id: Id
    job_id: Id
    outcome: PaperOutcome
    fault: Annotated[str, Meta(max_length=64)] = ""
    """The code of the fault that was the cause, if one was."""


class CallNext(VisitCommand, frozen=True, kw_only=True, tag="call-next"):
    """Send the next ticket to the place. Refused (`place-busy`) while the place still has one."""

    finish_current: bool = False
    """End the visit that the place still has in the same step, for call pads of one button."""


class Recall(VisitCommand, frozen=True, kw_only=True, tag="recall"):
    """Say the place's call once more."""


class StartServing(VisitCommand, frozen=True, kw_only=True, tag="start-serving"):
    """The visitor has come: from now on the visit is measured as service."""


class Finish(VisitCommand, frozen=True, kw_only=True, tag="finish"):
    """The visit at the place has ended."""

    outcomes: Outcomes = ()
    """What came of it, for each matter; empty when nobody said."""
    follow_up: Annotated[str, Meta(pattern=r"^(\d{4}-\d\d-\d\d)?\Z")] = ""
    """The ISO date on which the worker looks at it again."""


class NoShow(VisitCommand, frozen=True, kw_only=True, tag="no-show"):
    """Nobody came. Refused (`too-early`) before the configured number of recalls."""


class Undo(VisitCommand, frozen=True, kw_only=True, tag="undo"):
    """Take back the place's last call, finish, no-show or void, within some seconds."""


class Reprint(Command, frozen=True, kw_only=True, tag="reprint"):
    """Print the ticket once more, marked as a copy."""

    ticket_id: Id
    station: Slug


class Admit(Command, frozen=True, kw_only=True, tag="admit"):
    """The reception has seen the paper of an unsure ticket: it waits like any other."""

    ticket_id: Id


class VoidTicket(Command, frozen=True, kw_only=True, tag="void-ticket"):
    """The ticket counts no more: its paper never came out, or its holder has left."""

    ticket_id: Id
    place: Slug | None = None
    """The place that it is called to, so that this place can undo it."""


class ReportAnnounced(Command, frozen=True, kw_only=True, tag="report-announced"):
    """A speaker has said the call to its end."""

    call_id: Id


class ReportNotAnnounced(Command, frozen=True, kw_only=True, tag="report-not-announced"):
    """A speaker will not say the call any more: its time is over, or a recall that came meanwhile is said instead."""

    call_id: Id


class PrintedPaper(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket that came out of a station: what is needed to take it in, should the dispatcher not know it."""

    ticket_id: Id
    zone: Slug
    cycle: int
    number: Number
    language: Language
    age_s: Annotated[float, Meta(ge=0)]
    """How long ago it was issued; at least so long when the station was switched off in between."""
    alone: bool = False


class JoinHall(Command, frozen=True, kw_only=True, tag="join-hall"):
    """A station is there: which zones it gives tickets of, and what it may number alone.

    Asked whenever its link came up, and whenever the epoch of what it hears has changed. What it is to hold from now on
    comes on `lease/{station}`.
    """

    station: Slug
    store: Id | None
    """Made once on the station's disk; another one is another disk. None while the disk cannot be written: it then
    gets no lease."""
    zones: Annotated[tuple[Slug, ...], Meta(max_length=20)]
    held: Annotated[tuple[HeldLease, ...], Meta(max_length=200)] = ()
    epoch: int = 0
    """The epoch that the station heard of last; 0 for none."""
    printed: Annotated[tuple[PrintedPaper, ...], Meta(max_length=200)] = ()
    """When the epoch has changed: the newest papers that came out within a day, the oldest of them first."""


class ReportAlone(Command, frozen=True, kw_only=True, tag="report-alone"):
    """The station numbered a ticket alone, and this is what became of its paper. Acts once per ticket.

    The dispatcher may have given another number for the same press, which nobody has ever seen: this one replaces it.
    """

    station: Slug
    ticket_id: Id
    lease_id: Id
    zone: Slug
    cycle: int
    number: Number
    language: Language
    age_s: Annotated[float, Meta(ge=0)]
    """How long ago it was issued; at least so long when the station was switched off in between."""
    outcome: PaperOutcome
    fault: Annotated[str, Meta(max_length=64)] = ""
    matters: Annotated[tuple[Slug, ...], Meta(max_length=10)] = ()
    """What its button was for. A purpose that the centre does not have is passed over: the paper is out."""
    assistance: bool = False


class EventsSince(Command, frozen=True, kw_only=True, tag="events-since"):
    """A page of the journal, from the first event after *seq*.

    When that one is no longer kept, the page begins with the oldest one that is: the gap is not a loss on the way.
    """

    seq: Annotated[int, Meta(ge=0, le=9_007_199_254_740_991)]  # all that JSON holds for everybody; SQLite holds more
    limit: Annotated[int, Meta(ge=1, le=100)] = 100


AnyCommand = (
    IssueTicket
    | ReportPaper
    | CallNext
    | Recall
    | StartServing
    | Finish
    | NoShow
    | Undo
    | Reprint
    | Admit
    | VoidTicket
    | ReportAnnounced
    | ReportNotAnnounced
    | JoinHall
    | ReportAlone
    | EventsSince
    | OpenPlace
    | PausePlace
    | ClosePlace
    | CallTicket
    | Transfer
    | Park
    | ResumeTicket
    | Readmit
    | MarkTicket
    | MoveAppointment
    | RaiseSummons
    | TakeSummons
    | ReleaseSummons
    | EndSummons
    | BeginEvacuation
    | EndEvacuation
    | GiveFeedback
)


class Request(Message, frozen=True, kw_only=True):
    """One command or report with its id. Asked again with the same id it gives the same answer and acts once."""

    id: Id
    command: AnyCommand
    patience_ms: Annotated[int, Meta(ge=100, le=60_000)] = 1500
    """How long the asker waits for an answer. Later than that the request is not worth acting on."""
    staff: Annotated[str, Meta(max_length=64)] = ""
    """Who asked: an opaque staff id, never a name."""


class RequestHead(msgspec.Struct, frozen=True):
    """What can be read of a request that is not understood, so that its asker still gets an answer."""

    id: Id
