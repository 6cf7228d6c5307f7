"""Opening what is sealed: nobody sees a visitor's data without that being written down in the same transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from console.receptions.asked import Asked
from console.receptions.book import Version
from console.receptions.commands import TakeList
from console.receptions.final_list import decide_take
from console.receptions.person import Hidden, Person
from console.receptions.refusals import Refusal, RefusalCode
from console.receptions.rows import Why
from console.receptions.store import Store


class Seen(Hidden, frozen=True, kw_only=True):
    """What is known of a booking's visitor."""

    person: Person
    note: str
    """Of the documents that are prepared."""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A final list as it leaves the centre."""

    version: Version
    before: Version | None
    """The last other version that somebody was handed, to tell what has changed since. None: nobody has one."""
    persons: Mapping[str, Person]
    """By booking."""


def look(store: Store, booking_id: str, staff: str, why: Why, at: float) -> Seen | Refusal:
    """Open one booking's data for *staff*."""
    with store.writing():
        booking = store.book.bookings.get(booking_id)
        if booking is None:
            return Refusal(code=RefusalCode.UNKNOWN_BOOKING)
        if booking.is_erased:
            return Refusal(code=RefusalCode.ERASED)
        return open_for(store, [booking_id], staff, why, at)[booking_id]


def look_at_all(store: Store, booking_ids: Iterable[str], staff: str, why: Why, at: float) -> dict[str, Seen]:
    """Open the data of those that are known and not erased, in one look. Of none there is no look."""
    with store.writing():
        bookings = store.book.bookings
        there = [each for each in dict.fromkeys(booking_ids) if each in bookings and not bookings[each].is_erased]
        return open_for(store, there, staff, why, at) if there else {}


def take_list(store: Store, asked: Asked[TakeList]) -> HandedOver | Refusal:
    """Hand the newest version over: who took it is an event, and every name on it a look."""
    with store.writing():
        store.let_time_pass(asked.at)
        decision = decide_take(store.book, store.table_at(asked.at), asked)
        if isinstance(decision, Refusal):
            return decision
        final = store.book.lists[asked.command.day, asked.command.body]
        rows = [row.booking_id for row in final.newest.rows if not store.book.bookings[row.booking_id].is_erased]
        opened = open_for(store, rows, asked.staff, Why.FINAL_LIST, asked.at)
        persons = {booking_id: seen.person for booking_id, seen in opened.items()}
        before = final.taken_before()
        store.happen(decision, asked.staff, asked.at)
    return HandedOver(final.newest, before, persons)


def open_for(store: Store, booking_ids: Sequence[str], staff: str, why: Why, at: float) -> dict[str, Seen]:
    """Write one look down, and open what it is at. To be called within `writing`, with bookings that have data."""
    note_look(store, booking_ids, staff, why, at)
    return {booking_id: unseal(store, booking_id) for booking_id in booking_ids}


def note_look(store: Store, booking_ids: Iterable[str], staff: str, why: Why, at: float) -> None:
    """Write down that *staff* was shown these. To be called within `writing`."""
    look = store.file.execute("INSERT INTO looks (at, staff, why) VALUES (?, ?, ?)", (at, staff, why.value)).lastrowid
    store.file.executemany("INSERT INTO looked_at VALUES (?, ?)", [(look, booking_id) for booking_id in booking_ids])


def unseal(store: Store, booking_id: str) -> Seen:
    """Open one booking's data. Nobody may be shown them who is not written down in the same transaction."""
    row = store.file.execute("SELECT person, note FROM bookings WHERE booking_id = ?", (booking_id,)).fetchone()
    person, note = row
    return Seen(
        person=store.vault.person(booking_id, person),
        note=store.vault.note(booking_id, note) if note is not None else "",
    )
