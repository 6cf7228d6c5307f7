"""Opening what is sealed: nobody sees a visitor's data without that being written down in the same transaction."""

from collections.abc import Mapping
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


@dataclass(frozen=True, slots=True)
class LookMade:
    """A look as it was written down."""

    at: float
    staff: str
    why: Why


def look(store: Store, booking_id: str, staff: str, why: Why, at: float) -> Seen | Refusal:
    """Open one booking's data for *staff*."""
    with store.writing():
        booking = store.book.bookings.get(booking_id)
        if booking is None:
            return Refusal(code=RefusalCode.UNKNOWN_BOOKING)
        if booking.is_erased:
            return Refusal(code=RefusalCode.ERASED)
        return _open(store, booking_id, staff, why, at)


def take_list(store: Store, asked: Asked[TakeList]) -> HandedOver | Refusal:
    """Hand the newest version over: who took it is an event, and every name on it a look."""
    with store.writing():
        store.let_time_pass(asked.at)
        decision = decide_take(store.book, store.table_at(asked.at), asked)
        if isinstance(decision, Refusal):
            return decision
        final = store.book.lists[asked.command.day, asked.command.body]
        persons = {
            row.booking_id: _open(store, row.booking_id, asked.staff, Why.FINAL_LIST, asked.at).person
            for row in final.newest.rows
            if not store.book.bookings[row.booking_id].is_erased
        }
        before = final.taken_before()
        store.happen(decision, asked.staff, asked.at)
    return HandedOver(final.newest, before, persons)


def looks_at(store: Store, booking_id: str) -> list[LookMade]:
    """Return who looked, the first one first: the visitor may ask."""
    query = "SELECT at, staff, why FROM looks WHERE booking_id = ? ORDER BY seq"
    with store.told_as_store_errors():
        rows = store.file.execute(query, (booking_id,)).fetchall()
    return [LookMade(at, staff, Why(why)) for at, staff, why in rows]


def _open(store: Store, booking_id: str, staff: str, why: Why, at: float) -> Seen:
    values = (at, staff, booking_id, why.value)
    store.file.execute("INSERT INTO looks (at, staff, booking_id, why) VALUES (?, ?, ?, ?)", values)
    row = store.file.execute("SELECT person, note FROM bookings WHERE booking_id = ?", (booking_id,)).fetchone()
    person, note = row
    return Seen(
        person=store.vault.person(booking_id, person),
        note=store.vault.note(booking_id, note) if note is not None else "",
    )
