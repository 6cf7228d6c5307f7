"""centre.toml as structs: what a centre is. The checks between keys are in `centre.checks`."""

from datetime import date
from enum import Enum
from typing import Annotated

from msgspec import Meta

from centre.services import CompetenceSettings, OutcomeSettings, PurposeSettings, SummonsSettings, Weight
from centre.ticker import TickerSettings
from firmware.settings import Settings
from firmware.words import Number, PlaceKind, Role, SetText, Slug

PublicAddress = Annotated[
    str,
    Meta(
        max_length=80,
        pattern=r"^(https://[a-z0-9.-]+(:\d{1,5})?(/[A-Za-z0-9._~-]+)*)?\Z",
        description="an address like 'https://kezek.example/t' without a slash at the end; '' for none",
    ),
]
"""More than 80 letters would make the QR code too fine to scan, or too large for a ticket."""


class QueueSettings(Settings, frozen=True, kw_only=True):
    """The hall's own rules."""

    recalls_before_no_show: Annotated[int, Meta(ge=0, le=10)] = 1
    """So many recalls must have been made before a visitor may be called a no-show."""
    undo_s: Annotated[float, Meta(ge=0, le=60)] = 10.0
    """For so long a place can take its last step back."""
    paper_silence_s: Annotated[float, Meta(ge=10, le=300)] = 20.0
    """A ticket whose station says nothing of its paper for so long is unsure. A print job itself lives 10 s."""
    outage_s: Annotated[float, Meta(ge=30, le=86_400)] = 600.0
    """When nobody could be called for longer than this, who waited through it is asked "still here?"."""
    speak_s: Annotated[float, Meta(ge=5, le=120)] = 30.0
    """For so long after a call it may still be spoken."""
    most_recalls: Annotated[int, Meta(ge=0, le=20)] = 3
    """A visitor is called again so many times at most; then the place says no-show."""
    no_show_after_s: Annotated[float, Meta(ge=0, le=600)] = 0.0
    """So long after its first call a ticket may be a no-show at the soonest."""
    assistance_no_show_after_s: Annotated[float, Meta(ge=0, le=1800)] = 180.0
    """The same for a visitor who needs assistance."""
    assistance_weight: Weight = 1.0
    assistance_summons: Slug | None = None
    """The kind of summons that a ticket with assistance raises, and that stays until the visit ends."""
    late_tolerance_s: Annotated[float, Meta(ge=0, le=86_400)] = 900.0
    """A no-show who turns up within so long is called next."""
    appointment_early_s: Annotated[float, Meta(ge=0, le=7200)] = 0.0
    """An appointment may be called so long before its time."""
    others_take_competence: bool = True
    """When no open place has a competence, places without it call its tickets; else these wait."""
    competence_summons: Slug | None = None
    """The kind of summons that says that tickets of a competence wait which no open place has."""
    unattended_s: Annotated[float, Meta(ge=60, le=86_400)] = 10_800.0
    """A staffed place at which nothing was done for so long of opening time is unattended."""
    unattended_summons: Slug | None = None
    """The kind of summons that names an unattended place."""
    feedback_s: Annotated[float, Meta(ge=10, le=3600)] = 120.0
    """So long after a visit its visitor can rate it."""
    survey_every: Annotated[int, Meta(ge=0, le=1000)] = 0
    """Every so many finished visits the visitor is asked for the survey; 0 for never."""
    announce_opening_min: Annotated[int, Meta(ge=0, le=60)] = 5
    """So long before the hours begin, or go on after a break, the voice says when; 0 for never."""
    announce_lunch_min: Annotated[int, Meta(ge=0, le=60)] = 10
    """So long before a break it says from when to when; 0 for never."""
    announce_closing_min: Annotated[int, Meta(ge=0, le=60)] = 15
    """So long before the day's last hours end it says when; 0 for never."""
    announce_closed: bool = True
    """Once they have ended it says so."""
    evacuation_repeat_s: Annotated[float, Meta(ge=5, le=120)] = 20.0
    """The words of an evacuation are said again after so long."""
    unserved_after_closing_min: Annotated[int, Meta(ge=0, le=720)] = 30
    """So long after the day's last hours have ended, tickets that still wait end as unserved."""


Spans = Annotated[
    tuple[
        Annotated[
            str,
            Meta(
                pattern=r"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d\Z",
                description="two times of day in quotes, like '09:00-13:00'",
            ),
        ],
        ...,
    ],
    Meta(max_length=4),
]


class HoursSettings(Settings, frozen=True, kw_only=True, cache_hash=True):
    """When tickets are given, by weekday; a break is the time between two spans. A weekday without spans is closed."""

    mon: Spans = ()
    tue: Spans = ()
    wed: Spans = ()
    thu: Spans = ()
    fri: Spans = ()
    sat: Spans = ()
    sun: Spans = ()


class DayKind(Enum):
    """What the centre itself says of a day."""

    OFF = "off"
    WORKING = "working"
    MOVED = "moved"
    """Worked, although it would be off; another day is off instead."""


class CalendarDay(Settings, frozen=True, kw_only=True, omit_defaults=True, rename={"on": "date", "kind": "is"}):
    """One day that the centre keeps otherwise than the weekdays and the library say."""

    on: date
    kind: DayKind
    to: date | None = None
    """Of a moved day: which one is off instead."""
    hours: Spans = ()
    """Of a worked day: its own hours; those of its weekday without any."""
    name: SetText | None = None
    """Why, as visitors and staff are told."""


CalendarDays = Annotated[tuple[CalendarDay, ...], Meta(max_length=400)]


class CalendarFile(Settings, frozen=True, kw_only=True):
    """The file that `[calendar]` names: what the centre has learnt of single days."""

    days: CalendarDays = ()


class CalendarSettings(Settings, frozen=True, kw_only=True, cache_hash=True):
    """Which days differ from their weekdays, and where that is written down."""

    holidays: Annotated[
        str, Meta(pattern=r"^([A-Z]{2})?\Z", description="the code of a country in quotes, like 'KZ'; '' for none")
    ] = ""
    """The country whose public holidays the centre keeps."""
    file: Annotated[str, Meta(max_length=255)] = ""
    """A file beside this one with days of the centre's own, which overrule the country's."""
    days: CalendarDays = ()
    """Those days; out of the file when there is one, so that the document in force needs no file."""


class ZoneSettings(Settings, frozen=True, kw_only=True):
    """A kind of service with a number range."""

    name: Slug
    title: SetText
    wait_at: SetText
    """Where its visitors wait, as the ticket says it."""
    first: Number
    last: Number
    weight: Weight = 1.0
    by_appointment: bool = False
    """Its tickets are given at the check-in of an appointment alone, never by a button."""
    stop_when_full: bool = False
    """No ticket is given any more whose turn is not expected to come before the next break or closing."""
    stop_before_break_min: Annotated[int, Meta(ge=0, le=240)] = 0
    """So long before a break begins no more of its tickets are given."""
    stop_before_closing_min: Annotated[int, Meta(ge=0, le=240)] = 0
    """Likewise before the end of the day's last hours."""


PlaceLetter = Annotated[
    str,
    Meta(
        pattern=r"^[АБВГДЕЖЗИКЛМНОПРСТ]?\Z",
        description="one capital Cyrillic letter in quotes out of АБВГДЕЖЗИКЛМНОПРСТ, like 'А'",
    ),
]
"""A letter that both languages have, and that the voice can read out."""


class PlaceSettings(Settings, frozen=True, kw_only=True):
    """Where a visitor is served."""

    name: Slug
    kind: PlaceKind
    number: Annotated[int, Meta(ge=1, le=999)] | None = None
    """Needed, unless it has a name of its own."""
    letter: PlaceLetter = ""
    """Behind the number, as in cabinet 12А."""
    title: SetText | None = None
    """A name of its own instead of kind and number, such as an official's office."""
    way: SetText | None = None
    """What the voice says to send a visitor to a place with such a name, all in words, in small letters."""
    body: SetText
    """The state body or department that staffs it."""
    zones: Annotated[tuple[Slug, ...], Meta(min_length=1)]
    """The zones whose tickets it calls."""
    competences: tuple[Slug, ...] = ()
    """What its worker is competent for, besides what needs no competence."""
    staffed: bool = True
    """Somebody works here, and is missed when nothing is done for long."""


class PeerSettings(Settings, frozen=True, kw_only=True):
    """A device or program that may speak in this hall, and what it may speak about."""

    name: Slug
    """Its device name: the MQTT client id and, with certificates, their CN."""
    role: Role
    station: Slug | None = None
    """For a ticket station: the name under which papers are sent to it. Without one it prints nothing."""
    title: SetText | None = None
    """What staff call it, where its name does not say it."""
    places: tuple[Slug, ...] = ()
    """The places that its buttons may act for."""
    summonses: tuple[Slug, ...] = ()
    """The kinds of summons that its buttons may raise."""
    evacuation: bool = False
    """It may begin and end an evacuation."""


class CentreSettings(Settings, frozen=True, kw_only=True):
    """A whole centre. Another centre is another document, never another program."""

    site: Slug
    name: SetText
    address: SetText
    timezone: Annotated[str, Meta(min_length=1, max_length=64)] = "Asia/Almaty"
    day_begins: Annotated[
        str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d\Z", description="a time of day in quotes, like '03:00'")
    ] = "03:00"
    """The local time at which one business day ends and the next begins."""
    public_address: PublicAddress = ""
    """Where visitors look their ticket up: each ticket then has a QR code of it, "/" and the ticket's token."""
    queue: QueueSettings = QueueSettings()
    hours: HoursSettings | None = None
    """None: open at every hour, on every day."""
    calendar: CalendarSettings = CalendarSettings()
    zones: Annotated[tuple[ZoneSettings, ...], Meta(min_length=1, max_length=20)]
    places: Annotated[tuple[PlaceSettings, ...], Meta(min_length=1, max_length=100)]
    peers: Annotated[tuple[PeerSettings, ...], Meta(max_length=200)] = ()
    competences: Annotated[tuple[CompetenceSettings, ...], Meta(max_length=20)] = ()
    purposes: Annotated[tuple[PurposeSettings, ...], Meta(max_length=50)] = ()
    outcomes: Annotated[tuple[OutcomeSettings, ...], Meta(max_length=30)] = ()
    summonses: Annotated[tuple[SummonsSettings, ...], Meta(max_length=10)] = ()
    ticker: Annotated[tuple[TickerSettings, ...], Meta(max_length=20)] = ()
    """What the wall says at its foot, line by line."""

    def zone(self, name: str) -> ZoneSettings | None:
        """Return the zone called *name*, if there is one."""
        return next((zone for zone in self.zones if zone.name == name), None)

    def place(self, name: str) -> PlaceSettings | None:
        """Return the place called *name*, if there is one."""
        return next((place for place in self.places if place.name == name), None)

    def peer(self, name: str) -> PeerSettings | None:
        """Return the peer called *name*, if there is one."""
        return next((peer for peer in self.peers if peer.name == name), None)

    def purpose(self, name: str) -> PurposeSettings | None:
        """Return the purpose called *name*, if there is one."""
        return next((purpose for purpose in self.purposes if purpose.name == name), None)

    def competence(self, name: str) -> CompetenceSettings | None:
        """Return the competence called *name*, if there is one."""
        return next((competence for competence in self.competences if competence.name == name), None)

    def outcome(self, name: str) -> OutcomeSettings | None:
        """Return the outcome called *name*, if there is one."""
        return next((outcome for outcome in self.outcomes if outcome.name == name), None)

    def summons(self, name: str) -> SummonsSettings | None:
        """Return the kind of summons called *name*, if there is one."""
        return next((summons for summons in self.summonses if summons.name == name), None)

    def stations(self) -> frozenset[str]:
        """Return the names of all ticket stations."""
        return frozenset(peer.station for peer in self.peers if peer.station is not None)

    def station_peer(self, station: str) -> PeerSettings | None:
        """Return the peer that prints for *station*, if there is one."""
        return next((peer for peer in self.peers if peer.station == station), None)
