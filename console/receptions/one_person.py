"""Which bookings are of one visitor, and erasing them all when the visitor asks for it. Telling: `person_told`."""

from collections.abc import Iterable

import msgspec

from console.receptions.asked import Asked
from console.receptions.book import AWAITED, Booking
from console.receptions.booking import decide_cancel
from console.receptions.commands import CancelBooking
from console.receptions.events import AnyEvent, PersonErased
from console.receptions.keeping import scrub
from console.receptions.offers import telling
from console.receptions.refusals import Refusal, RefusalCode
from console.receptions.searching import marks_of
from console.receptions.store import Store


class Erased(msgspec.Struct, frozen=True, kw_only=True):
    """What was done."""

    bookings: int
    cancelled: int
    """Of them, those that were yet to come: nobody could call their visitor any more."""
    is_scrubbed: bool
    """The disk's files hold nothing of it any more. False: another thread was reading; `scrub` again later."""


def of_contact(store: Store, said: str) -> tuple[str, ...]:
    """Return the bookings of whoever has this whole telephone, address or number of a document, the oldest first.

    Nothing is opened. A family may share a telephone: the caller shows what there is before anything is erased.
    """
    store.refresh()
    marks = marks_of(store, said)
    return tuple(each.booking_id for each in store.book.bookings.values() if not marks.isdisjoint(each.marks))


def of_same_person(store: Store, booking_id: str) -> tuple[str, ...]:
    """Return this booking and all others of the same person; by the document alone, where the contact is shared."""
    store.refresh()
    booking = store.book.bookings.get(booking_id)
    if booking is None:
        return ()
    marks = telling(booking.marks, also_for_contact=booking.also_for_contact)
    return tuple(
        each.booking_id
        for each in store.book.bookings.values()
        if each is booking or not marks.isdisjoint(telling(each.marks, also_for_contact=each.also_for_contact))
    )


def erase_person(store: Store, booking_ids: Iterable[str], staff: str, at: float) -> Erased | Refusal:
    """Erase what is known of these bookings' visitor, at once. That it was done, when and by whom is kept.

    Whoever is yet to come is cancelled first.
    """
    wanted = tuple(dict.fromkeys(booking_ids))
    with store.writing():
        refusal = refuse_of(store, wanted)
        if refusal is not None:
            return refusal
        store.let_time_pass(at)
        cancelled: list[AnyEvent] = []
        for booking_id in wanted:
            decision = _cancel(store, store.book.bookings[booking_id], staff, at)
            cancelled += decision
        erased = [PersonErased(booking_id=booking_id) for booking_id in wanted]
        store.happen([*cancelled, *erased], staff, at)
        store.let_time_pass(at)
    return Erased(bookings=len(wanted), cancelled=len(cancelled), is_scrubbed=scrub(store))


def refuse_of(store: Store, booking_ids: tuple[str, ...]) -> Refusal | None:
    """Return why nothing can be told or erased: there must be bookings, all known, and none erased."""
    if not booking_ids:
        return Refusal(code=RefusalCode.UNKNOWN_BOOKING)
    for booking_id in booking_ids:
        booking = store.book.bookings.get(booking_id)
        if booking is None:
            return Refusal(code=RefusalCode.UNKNOWN_BOOKING)
        if booking.is_erased:
            return Refusal(code=RefusalCode.ERASED)
    return None


def _cancel(store: Store, booking: Booking, staff: str, at: float) -> list[AnyEvent]:
    if booking.stage not in AWAITED:
        return []
    command = CancelBooking(booking_id=booking.booking_id)
    decision = decide_cancel(store.book, store.table_at(at), Asked(command, staff, at))
    return [] if isinstance(decision, Refusal) else list(decision)
