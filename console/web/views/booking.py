"""What the pages of appointments show: the office's day, the reception's list, slots to book, the schedule."""

from enum import Enum

import msgspec

from console.web.views.desk import Place
from console.web.views.parts import Choice, Entry


class Stand(Enum):
    """How far an appointment is."""

    BOOKED = "booked"
    HERE = "here"
    CALLED = "called"
    RECEIVED = "received"
    ABSENT = "absent"
    CANCELLED = "cancelled"


class Appointment(msgspec.Struct, frozen=True, kw_only=True):
    """One booking, and whose it is. What is of the person is None until somebody asks to see it, which is recorded."""

    booking_id: str
    time: str
    official: str
    office: str
    stand: Stand
    day: str = ""
    number: int | None = None
    """The ticket, once checked in."""
    needs_assistance: bool = False
    is_legal_entity: bool = False
    source: str = ""
    name: str | None = None
    contact: str | None = None
    subject: str | None = None
    organisation: str | None = None
    note: str | None = None
    """What is said of the documents that are prepared."""
    outcome: str = ""
    outcome_name: str = ""
    """What is ticked in the form: what was told, or was before the end of the visit was taken back."""
    follow_up: str = ""
    follow_up_day: str = ""
    """The same as a field of a form has it, or what was told before."""
    is_withdrawn: bool = False
    """What is ticked does not count, until the visit ends again."""
    ticket_id: str = ""
    may_call: bool = False
    """Its ticket waits."""
    may_tell: bool = False
    """What came of it can be told, or told anew."""
    wants_outcome: bool = False
    """The visit has ended, and nobody has said what came of it."""
    is_late: bool = False
    """Its time has passed, and nobody is there."""
    when: str = ""
    """How whoever comes now comes, and what else is to be known: `appointments.when`'s."""
    told: str = ""
    """What the visitor was told, where that is something else."""
    paper: str = ""
    """What is known of the ticket's paper: `reception.paper`'s."""
    paper_ticket_id: str = ""
    """The ticket whose paper somebody must see to."""
    may_check_in: bool = False
    """Also once more, where the first ticket will not come out."""
    may_move: bool = False
    may_cancel: bool = False


class ToCall(msgspec.Struct, frozen=True, kw_only=True):
    """A visitor who must be told that the reception has changed."""

    booking_id: str
    official: str
    told: str
    """The day and the time that the visitor was told."""
    now: str
    """Empty: it does not take place, and the booking must be moved or cancelled."""
    name: str | None = None
    contact: str | None = None


class DayList(msgspec.Struct, frozen=True, kw_only=True):
    """Who comes on a day, and whom to call."""

    date: str
    """ISO, for addresses."""
    appointments: tuple[Appointment, ...] = ()
    to_call: tuple[ToCall, ...] = ()
    waits: int = 0
    station: str = ""
    """Where papers come out unless told."""
    other_stations: tuple[Choice, ...] = ()
    is_closed: bool = False
    """The book cannot be read."""


class Appointments(msgspec.Struct, frozen=True, kw_only=True):
    """The reception's list of a day, and what a search has found."""

    day: str
    previous: str
    """The ISO date before, for the address."""
    following: str
    list: DayList
    search: Entry = Entry()
    found: tuple[Appointment, ...] | None = None
    """None when nobody has searched."""
    has_more: bool = False
    """More were found than are shown."""


class SlotChoice(msgspec.Struct, frozen=True, kw_only=True):
    """A time that can be booked, or cannot."""

    slot_id: str
    time: str
    is_free: bool = True
    is_chosen: bool = False


class ReceptionDay(msgspec.Struct, frozen=True, kw_only=True):
    """One reception and its slots."""

    official: str
    day: str
    office: str
    slots: tuple[SlotChoice, ...] = ()
    closed: str = ""
    """Why nothing can be booked, such as a list that is final."""


class Booking(msgspec.Struct, frozen=True, kw_only=True):
    """The form of a new booking, or of one that is moved."""

    booking_id: str = ""
    """Empty for a new one."""
    is_filled: bool = False
    """What was typed stands in it again, and is not booked yet."""
    moved: Appointment | None = None
    officials: tuple[Choice, ...] = ()
    receptions: tuple[ReceptionDay, ...] = ()
    """From the first one on that has a free slot."""
    full_days: tuple[str, ...] = ()
    """Days of receptions before that, on which nothing can be booked."""
    none_free: str = ""
    """That nothing can be booked with this official at all."""
    none_free_do: str = ""
    slot_error: str = ""
    name: Entry = Entry()
    contact: Entry = Entry()
    subject: Entry = Entry()
    organisation: Entry = Entry()
    person_id: Entry = Entry()
    reference: Entry = Entry()
    languages: tuple[Choice, ...] = ()
    sources: tuple[Choice, ...] = ()
    needs_assistance: bool = False
    asks_same_contact: bool = False
    """Somebody with the same contact is booked: is this another person?"""
    is_other_person: bool = False
    """Somebody has said that it is."""
    official: str = ""
    """Whose receptions are shown."""


class ScheduleDay(msgspec.Struct, frozen=True, kw_only=True):
    """One day of the schedule."""

    day: str
    receptions: tuple["ScheduledReception", ...]


class ScheduledReception(msgspec.Struct, frozen=True, kw_only=True):
    """One reception as it will take place."""

    hours: str
    official: str
    office: str
    body: str
    free: int
    slots: int
    note: str = ""
    """Moved, late, off, or that somebody else receives."""
    is_off: bool = False
    is_final: bool = False
    """Its list is final: nothing can be booked any more."""


class Schedule(msgspec.Struct, frozen=True, kw_only=True):
    """The reception schedule, as staff see it."""

    days: tuple[ScheduleDay, ...]


class OfficeReception(msgspec.Struct, frozen=True, kw_only=True):
    """One official's reception in the office."""

    reception_id: str
    official: str
    hours: str
    delay: str = ""
    """By how much it is late."""
    delays: tuple[Choice, ...] = ()
    video_link: str = ""
    appointments: tuple[Appointment, ...] = ()


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """An official's office on one day."""

    place: Place
    url: str = ""
    """Of its page."""
    is_one: bool = True
    """It has the page for itself."""
    receptions: tuple[OfficeReception, ...] = ()
    current: Appointment | None = None
    """Of the visitor who is there; None for a ticket without an appointment."""
    outcomes: tuple[Choice, ...] = ()
    """Of a reception."""
    summonses: tuple[Choice, ...] = ()
    has_names: bool = False
    """This page was opened with names."""
    is_book_closed: bool = False
    """The book of receptions cannot be used just now."""
    others: tuple[Choice, ...] = ()
    """The other offices that the person holds, and where their pages are."""
    view_id: str = ""
    """Of this opening of the page: what it shows of names hangs on it."""
