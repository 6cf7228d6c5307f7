"""A book of receptions for guests: visitors who do not exist, today and later. Only for demonstrations."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from centre.calendar import is_working_day
from centre.checks import load_centre
from console.receptions.asked import Asked
from console.receptions.checks import load_receptions
from console.receptions.commands import (
    AnyCommand,
    BookSlot,
    CancelBooking,
    DelayReception,
    MarkAbsent,
    MarkReceived,
    MoveBooking,
    Source,
)
from console.receptions.opening import open_store
from console.receptions.person import Person
from console.receptions.schedule import Slot
from console.receptions.store import Store
from console.receptions.timetable import timetables
from console.settings import ConsoleSettings
from firmware.settings import load_settings
from firmware.words import Language, new_id

VISITORS = 12
STAFF = "demonstration"
_DAYS_BEFORE = 10
"""So long ago they signed up: a list of today is final long since, and nobody can sign up for it now."""
_DAY_S = 86_400.0
_FOLLOW_UP_DAYS = 14
_SUBJECTS = (
    "Жол жөндеу / Ремонт дороги",
    "Жер учаскесі / Земельный участок",
    "Су құбыры / Водопровод",
    "Мектеп автобусы / Школьный автобус",
)


def fill_book(store: Store, now: float) -> int:
    """Have people booked, moved, cancelled, received and absent; return how many, none where somebody is to come."""
    today = store.table_at(now).today
    if any(booking.slot.day >= today for booking in store.book.live()):
        return 0
    then = now - _DAYS_BEFORE * _DAY_S
    slots = _slots(store, now)
    booked = [made for number, slot in enumerate(slots) if (made := _book(store, slot, number, then)) is not None]
    for command in _before(store, booked, then):
        store.act(Asked(command, STAFF, then))
    store.pass_time(now - _DAY_S)
    for command in _today(store, booked, now):
        store.act(Asked(command, STAFF, now))
    return len(booked)


def fill_books(folder: Path, consoles: Sequence[str], now: float) -> None:
    """Fill the book of each console of a run directory whose receptions are for guests. Raises StoreError."""
    centre = load_centre(folder / "centre.toml")
    for name in consoles:
        settings = load_settings(folder / "settings" / f"{name}.toml", ConsoleSettings).store
        schedule = load_receptions(folder / settings.receptions, centre)
        here = replace(settings, file=str(folder / settings.file), key=str(folder / settings.key))
        table_at = timetables(schedule, centre.timezone, partial(is_working_day, centre))
        with open_store(here, table_at) as store:
            fill_book(store, now)


def _slots(store: Store, now: float) -> list[Slot]:
    """Return every other slot: a day that still has room, half of them on the first day."""
    table = store.table_at(now)
    coming = [slot for slot in table.slots.values() if table.today <= slot.day <= table.last_day()]
    first = [slot for slot in coming if slot.day == min(each.day for each in coming)][::2][: VISITORS // 2]
    others = [slot for slot in coming if first and slot.day > first[0].day][::2]
    return [*first, *others][:VISITORS]


def _book(store: Store, slot: Slot, number: int, at: float) -> str | None:
    command = BookSlot(
        booking_id=new_id(),
        slot_id=slot.slot_id,
        language=list(Language)[number % 2],
        source=list(Source)[number % 3],
        assistance=number % 5 == 1,
    )
    person = Person(
        name=f"Келуші {number + 1} / Посетитель {number + 1}",
        contact=f"+7 700 000 00 {number + 1:02}",
        subject=_SUBJECTS[number % len(_SUBJECTS)],
        organisation="«Мысал» ЖШС / ТОО «Пример»" if number == VISITORS // 3 else "",
    )
    store.book_slot(Asked(command, STAFF, at), person)
    return command.booking_id if command.booking_id in store.book.bookings else None


def _before(store: Store, booked: list[str], then: float) -> Iterator[AnyCommand]:
    """Yield what befell some of them before their day: the last one was moved, the one before has cancelled."""
    table, book = store.table_at(then), store.book
    for booking_id in booked[-1:]:
        told = book.bookings[booking_id].slot
        free = [slot for slot in table.slots.values() if slot.day >= told.day and slot.slot_id not in book.taken]
        for slot in [slot for slot in free if slot.official == told.official][:1]:
            yield MoveBooking(booking_id=booking_id, slot_id=slot.slot_id)
    for booking_id in booked[-2:-1]:
        yield CancelBooking(booking_id=booking_id)


def _today(store: Store, booked: list[str], now: float) -> Iterator[AnyCommand]:
    """Yield what has become of today's first ones: received, absent once the time is over; and the official is late."""
    table = store.table_at(now)
    today = [each for each in booked if store.book.bookings[each].slot.day == table.today]
    if not today:
        return
    outcome = table.settings.outcomes[0].name
    follow_up = table.today + timedelta(days=_FOLLOW_UP_DAYS)
    yield MarkReceived(booking_id=today[0], outcome=outcome, follow_up=follow_up)
    for booking_id in today[1:2]:
        yield MarkAbsent(booking_id=booking_id)  # refused as long as the visitor may still come
    yield DelayReception(reception_id=store.book.bookings[today[-1]].slot.reception_id, delay_min=10)
