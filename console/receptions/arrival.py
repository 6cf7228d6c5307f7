"""A visitor is here: early or late, and what the dispatcher must be asked. Pure, and nothing of the person."""

from enum import Enum

import msgspec

from console.receptions.book import Book, Booking
from console.receptions.events import Punctuality
from console.receptions.schedule import Slot
from console.receptions.timetable import Timetable, local_day
from firmware.words import Bilingual, Language, Slug

_MINUTE_S = 60.0


class Escort(Enum):
    """Where a worker accompanies the visitor to."""

    OFFICE = "office"
    WAITING = "waiting"


class QueueRequest(msgspec.Struct, frozen=True, kw_only=True):
    """The ticket and the summons to ask the dispatcher for."""

    zone: Slug
    office: Slug
    """Only this place may call the ticket."""
    official: Bilingual | None
    """Who receives, by the post's title, as the ticket says it; None when the schedule knows the official no more."""
    due_at: float
    """Unix seconds before which it is not called."""
    language: Language
    assistance: bool
    escort: Escort


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """What is true of a booking at one time."""

    punctuality: Punctuality
    due_at: float
    request: QueueRequest | None
    """None: the visitor gets no ticket."""


def slot_of(table: Timetable, booking: Booking) -> Slot:
    """Return the slot as the schedule has it now; as the visitor was told it, where the schedule has it no more."""
    return table.slots.get(booking.slot.slot_id, booking.slot)


def takes_place(table: Timetable, booking: Booking) -> bool:
    """Whether the schedule still has the booking's slot."""
    return booking.slot.slot_id in table.slots


def due_at(book: Book, table: Timetable, booking: Booking) -> float:
    """Return when the visitor is due, in Unix seconds: with the official's delay, until the visitor is called."""
    if booking.called_due_at is not None:
        return booking.called_due_at
    slot = slot_of(table, booking)
    delay = book.delays.get(slot.reception_id)
    return table.moment(slot.day, slot.begins) + (delay.now_min * _MINUTE_S if delay is not None else 0.0)


def missed_at(book: Book, table: Timetable, booking: Booking) -> float:
    """Return after which time the slot is missed. A delay that was told and taken back still counts."""
    slot = slot_of(table, booking)
    delay = book.delays.get(slot.reception_id)
    told = delay.largest_min * _MINUTE_S if delay is not None else 0.0
    return table.moment(slot.day, slot.begins) + told + table.settings.late_s


def arrival(book: Book, table: Timetable, booking: Booking, at: float, *, admit_late: bool = False) -> Arrival:
    """Return how the visitor stands who is here *at* this time."""
    slot, due = slot_of(table, booking), due_at(book, table, booking)
    punctuality = _punctuality(book, table, booking, at)
    is_turned_away = punctuality is Punctuality.WRONG_DAY or (punctuality is Punctuality.TOO_LATE and not admit_late)
    if is_turned_away or not takes_place(table, booking):
        return Arrival(punctuality=punctuality, due_at=due, request=None)
    request = QueueRequest(
        zone=table.settings.zone,
        office=slot.office,
        official=_title(table, slot),
        due_at=due,
        language=booking.language,
        assistance=booking.assistance,
        escort=Escort.WAITING if punctuality is Punctuality.EARLY else Escort.OFFICE,
    )
    return Arrival(punctuality=punctuality, due_at=due, request=request)


def _title(table: Timetable, slot: Slot) -> Bilingual | None:
    official = table.settings.official(slot.official)
    return None if official is None else Bilingual(kk=official.title.kk, ru=official.title.ru)


def _punctuality(book: Book, table: Timetable, booking: Booking, at: float) -> Punctuality:
    due = due_at(book, table, booking)
    if slot_of(table, booking).day != local_day(at, table.zone):
        return Punctuality.WRONG_DAY
    if at < due - table.settings.early_s:
        return Punctuality.EARLY
    if at <= due:
        return Punctuality.DUE
    return Punctuality.LATE if at <= missed_at(book, table, booking) else Punctuality.TOO_LATE
