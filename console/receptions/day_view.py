"""A reception day as staff see it: who comes when, and how each stands. Pure, frozen, and without any name."""

from collections import defaultdict
from datetime import date, time
from enum import Enum

import msgspec

from console.receptions.arrival import arrival, due_at, slot_of, takes_place
from console.receptions.book import AWAITED, Book, Booking, Stage
from console.receptions.person import Applicant
from console.receptions.schedule import Reception, Slot
from console.receptions.shown import taken_off
from console.receptions.telling import out_of_step
from console.receptions.timetable import Timetable
from firmware.words import Language


class State(Enum):
    """How a booking stands at one moment."""

    OFF = "off"
    """Its reception does not take place: to be moved or cancelled."""
    AWAITED = "awaited"
    """Of a day that has not come, or has gone by."""
    EARLY = "early"
    """As is who would come at this moment; so are the next three."""
    DUE = "due"
    LATE = "late"
    TOO_LATE = "too-late"
    ASKED = "asked"
    """Is here; whether there is a ticket, the dispatcher has not said yet."""
    CHECKED_IN = "checked-in"
    CALLED = "called"
    RECEIVED = "received"
    ABSENT = "absent"
    CANCELLED = "cancelled"


class BookingRow(msgspec.Struct, frozen=True, kw_only=True):
    """One visitor of a day."""

    booking_id: str
    slot: Slot
    """As it is now."""
    told: Slot | None
    """What the visitor was told, where that is something else."""
    state: State
    due_at: float
    """Unix seconds, with the official's delay."""
    ticket_id: str | None
    """The newest that was asked for."""
    language: Language
    assistance: bool
    applicant: Applicant
    outcome: str | None
    follow_up: date | None
    withdrawn_outcome: str | None
    """Told before the end of the visit was taken back."""
    withdrawn_follow_up: date | None
    is_erased: bool

    @property
    def wants_outcome(self) -> bool:
        """Whether the visit has ended, and nobody has said what came of it."""
        return self.state is State.RECEIVED and self.outcome is None


class ReceptionRow(msgspec.Struct, frozen=True, kw_only=True):
    """One reception of a day with its visitors."""

    reception: Reception
    delay_min: int
    rows: tuple[BookingRow, ...]
    """In order of time, cancelled ones among them."""
    free: tuple[Slot, ...]
    """Slots that nobody holds, whether they can still be booked or not."""


class DayView(msgspec.Struct, frozen=True, kw_only=True):
    """One day, of all offices or of one."""

    day: date
    receptions: tuple[ReceptionRow, ...]
    off: tuple[Reception, ...]
    """What the rules have on this day, and an exception took away."""
    stranded: tuple[BookingRow, ...]
    """Visitors who were told this day, and whose reception is another day or does not take place."""


class ToTell(msgspec.Struct, frozen=True, kw_only=True):
    """A visitor whom somebody must call."""

    booking_id: str
    told: Slot
    now: Slot | None
    """None: the reception does not take place, and the booking must be moved or cancelled."""


def day_view(
    book: Book, table: Timetable, day: date, at: float, *, office: str | None = None, official: str | None = None
) -> DayView:
    """Return *day* as it stands *at* these Unix seconds, of one office or official if told."""
    by_reception: defaultdict[str, list[BookingRow]] = defaultdict(list)
    stranded: list[BookingRow] = []
    for booking in book.bookings.values():
        slot = slot_of(table, booking)
        if day not in {slot.day, booking.slot.day} or not _is_of(slot, office, official):
            continue
        row = booking_row(book, table, booking, at)
        if slot.day == day and slot.reception_id in table.receptions and takes_place(table, booking):
            by_reception[slot.reception_id].append(row)
        elif booking.stage is not Stage.CANCELLED and booking.slot.day == day:
            stranded.append(row)
    receptions = [one for one in table.receptions.values() if one.day == day and _is_of(one, office, official)]
    return DayView(
        day=day,
        receptions=tuple(_reception_row(book, one, by_reception[one.reception_id]) for one in receptions),
        off=tuple(gone for gone in taken_off(table, day, day) if _is_of(gone, office, official)),
        stranded=tuple(sorted(stranded, key=_time_of)),
    )


def booking_row(book: Book, table: Timetable, booking: Booking, at: float) -> BookingRow:
    """Return one booking as it stands *at* these Unix seconds."""
    slot = slot_of(table, booking)
    return BookingRow(
        booking_id=booking.booking_id,
        slot=slot,
        told=booking.slot if booking.slot != slot else None,
        state=_state(book, table, booking, at),
        due_at=due_at(book, table, booking),
        ticket_id=booking.asked_ticket,
        language=booking.language,
        assistance=booking.assistance,
        applicant=booking.applicant,
        outcome=booking.outcome,
        follow_up=booking.follow_up,
        withdrawn_outcome=booking.withdrawn_outcome,
        withdrawn_follow_up=booking.withdrawn_follow_up,
        is_erased=booking.is_erased,
    )


def to_tell(book: Book, table: Timetable) -> tuple[ToTell, ...]:
    """Return whom the schedule has changed under, the next ones first."""
    waiting = [
        ToTell(booking_id=step.booking.booking_id, told=step.booking.slot, now=step.now)
        for step in out_of_step(book, table)
    ]
    return tuple(sorted(waiting, key=lambda each: (each.told.day, each.told.begins, each.booking_id)))


def _reception_row(book: Book, reception: Reception, rows: list[BookingRow]) -> ReceptionRow:
    delay = book.delays.get(reception.reception_id)
    return ReceptionRow(
        reception=reception,
        delay_min=delay.now_min if delay is not None else 0,
        rows=tuple(sorted(rows, key=_time_of)),
        free=tuple(slot for slot in reception.slots if slot.slot_id not in book.taken),
    )


def _state(book: Book, table: Timetable, booking: Booking, at: float) -> State:
    if booking.stage not in AWAITED:
        return State(booking.stage.value)
    if not takes_place(table, booking):
        return State.OFF
    if booking.asked_ticket is not None:
        return State.ASKED
    if slot_of(table, booking).day != table.today:
        return State.AWAITED
    return State(arrival(book, table, booking, at).punctuality.value)


def _is_of(what: Slot | Reception, office: str | None, official: str | None) -> bool:
    return office in {None, what.office} and official in {None, what.official}


def _time_of(row: BookingRow) -> tuple[time, str, str]:
    return row.slot.begins, row.slot.office, row.booking_id
