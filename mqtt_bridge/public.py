"""What the hall may know: the centre, the board, a call. Numbers only, never a person."""

from typing import Annotated

import msgspec
from msgspec import Meta

from firmware.words import Bilingual, Id, Language, Number, OpeningState, PlaceKind, Slug, TimeOfDay
from mqtt_bridge.estimate import WaitEstimate
from mqtt_bridge.events import CallKind
from mqtt_bridge.hall_events import AnnouncementKind, SummonsReason
from mqtt_bridge.message import Message

BOARD_CALLS = 20
"""So many calls stand on the board."""


class ZoneSign(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of service, as signs and papers name it."""

    zone: Slug
    title: Bilingual
    wait_at: Bilingual
    """Where its visitors wait."""
    stop_before_break_min: Annotated[int, Meta(ge=0, le=240)] = 0
    """So long before a break no more of its tickets are given, by the dispatcher and by a station alone."""
    stop_before_closing_min: Annotated[int, Meta(ge=0, le=240)] = 0
    """Likewise before the end of the day's last span."""


class PurposeSign(msgspec.Struct, frozen=True, kw_only=True):
    """What a visitor may come for, and what its button asks for."""

    purpose: Slug
    title: Bilingual
    zone: Slug | None
    """None when it leads to no ticket."""
    summons: Slug | None
    """The kind of summons that it raises."""


class PlaceSign(msgspec.Struct, frozen=True, kw_only=True):
    """Where a visitor is served, as signs and the voice name it."""

    place: Slug
    kind: PlaceKind
    number: Annotated[int, Meta(ge=1, le=999)] | None = None
    """None when it has a name of its own."""
    letter: Annotated[str, Meta(max_length=1)] = ""
    """Behind the number."""
    title: Bilingual | None = None
    """A name of its own, shown and said instead of kind and number."""
    way: Bilingual | None = None
    """What sends a visitor to a place with a name of its own, all in words."""
    zones: tuple[Slug, ...]
    body: Bilingual | None = None
    """The state body or department that staffs it: whom to tell when nobody is there."""


class OpenSpan(msgspec.Struct, frozen=True, kw_only=True):
    """From when to when tickets are given, in Unix seconds; the end is not in it."""

    begins: float
    ends: float
    ends_day: bool = True
    """It is the last one of its business day: what follows is no break."""


class OpeningHours(msgspec.Struct, frozen=True, kw_only=True):
    """When tickets are given, as far ahead as it is known. A station alone keeps to it."""

    spans: Annotated[tuple[OpenSpan, ...], Meta(max_length=100)]
    """In order, not overlapping."""
    known_until: float
    """Unix seconds. What comes later is not said here."""


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """Whether the centre is open now. Sent anew when it changes: an old one is no news, but `hours` are."""

    state: OpeningState
    until: float | None = None
    """When it changes next, in Unix seconds; none when it never does, or when that is not known."""
    name: Bilingual | None = None
    """Of the holiday, or of the day off of its own, that the centre is closed for."""


class AloneStation(msgspec.Struct, frozen=True, kw_only=True):
    """A station that numbered tickets alone today, and has told so."""

    station: Slug
    tickets: Annotated[int, Meta(ge=1)]
    told_at: float
    """When the dispatcher heard of the last of them, in Unix seconds."""


class TickerLine(msgspec.Struct, frozen=True, kw_only=True):
    """What the wall says at its foot, and when; always where nothing is said of it."""

    text: Bilingual
    first_day: Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d\Z")] | None = None
    """An ISO date, as the site's wall has it."""
    last_day: Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d\Z")] | None = None
    begins: TimeOfDay | None = None
    """On each of these days, the local time from which on."""
    ends: TimeOfDay | None = None


class Centre(Message, frozen=True, kw_only=True):
    """What the centre is today."""

    name: Bilingual
    address: Bilingual
    timezone: str
    day: str
    """The business day, an ISO date."""
    zones: tuple[ZoneSign, ...]
    places: tuple[PlaceSign, ...]
    hours: OpeningHours | None = None
    """The next 14 days; none when the centre is open at every hour."""
    purposes: tuple[PurposeSign, ...] = ()
    opening: Opening = Opening(state=OpeningState.OPEN)
    ticker: Annotated[tuple[TickerLine, ...], Meta(max_length=20)] = ()
    public_address: str = ""
    """Where a visitor can look a ticket up: `<address>/<token>` is its QR code. Empty when there is no such place."""


class Call(Message, frozen=True, kw_only=True, tag="call"):
    """A ticket is called to a place. Act on the first sight of its id, on `call` or on `board`; never twice."""

    call_id: Id
    number: Number
    zone: Slug
    place: Slug
    language: Language
    kind: CallKind
    at: float
    """Unix seconds, by the dispatcher's clock."""
    still_here: bool = False
    """The visitor waited through an outage, and is asked whether they are still there."""
    not_announced: bool = False
    """No speaker has said it, and none will: its place may call again, and that counts as if it were the first."""
    speak_left_s: Annotated[float, Meta(ge=0, le=120)]
    """For so long the call may still be spoken, counted from the arrival of the message; 0 when it is past."""


class Announcement(Message, frozen=True, kw_only=True, tag="announcement"):
    """All are told something, in both languages. Act on the first sight of its id, on `call` or on `board`."""

    announcement_id: Id
    kind: AnnouncementKind
    begins: TimeOfDay | None = None
    """When the break or the hours begin that it is about."""
    ends: TimeOfDay | None = None
    """When they end."""
    at: float
    """Unix seconds, by the dispatcher's clock."""
    speak_left_s: Annotated[float, Meta(ge=0, le=120)]
    """For so long it may still be spoken, counted from the arrival of the message; 0 when it is past."""


class OpenSummons(msgspec.Struct, frozen=True, kw_only=True):
    """A worker is called for and has not come yet, as staff's screens show it."""

    summons_id: Id
    kind: Slug
    reason: SummonsReason
    place: Slug | None
    station: Slug | None
    number: Number | None
    """The visitor's ticket, if it is for one."""
    competence: Slug | None
    raised_at: float
    """Unix seconds, by the dispatcher's clock."""
    taken: bool


class Called(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket that is at a place now, called or being served."""

    number: Number
    place: Slug


class BoardZone(msgspec.Struct, frozen=True, kw_only=True):
    """A zone's part of the board."""

    zone: Slug
    now: tuple[Called, ...]
    """At places now, the newest call first; ten at most."""
    next: tuple[Number, ...]
    """The next numbers in the line, ten at most."""
    waiting: Annotated[int, Meta(ge=0)]
    wait: WaitEstimate | None = None
    """How long who comes now is expected to wait; none when nobody can tell."""
    open_places: Annotated[int, Meta(ge=0)] = 0
    """Places that call its tickets now."""


class Board(Message, frozen=True, kw_only=True):
    """The public picture of the hall, 16 kB at most."""

    epoch: int
    seq: int
    """(epoch, seq) grows with every change: an older board is ignored."""
    at: float
    calls: tuple[Call, ...]
    """The last 20 calls, the newest first."""
    zones: tuple[BoardZone, ...]
    alone: tuple[AloneStation, ...] = ()
    """Stations that numbered alone today: why a number may be called that nobody has seen on the board."""
    announcements: tuple[Announcement, ...] = ()
    """Those that may still be spoken, the newest first."""
    evacuation: bool = False
    """Everybody is to leave: no ticket, no call."""
    summonses: tuple[OpenSummons, ...] = ()
    """The newest ten, the newest first. For staff's screens; no visitor's."""
