"""Which slots can be booked now, and which are offered to somebody who cannot have the one asked for. Pure."""

from collections.abc import Iterable, Iterator

from console.receptions.arrival import slot_of
from console.receptions.book import Book, Booking
from console.receptions.person import CONTACT
from console.receptions.refusals import Refusal, RefusalCode
from console.receptions.schedule import Slot
from console.receptions.timetable import Timetable

OFFERS = 5


def why_not(book: Book, table: Timetable, slot: Slot, at: float) -> RefusalCode | None:
    """Return what keeps *slot* from being booked, if anything does."""
    if table.moment(slot.day, slot.begins) <= at:
        return RefusalCode.SLOT_PAST
    if is_frozen(book, table, slot, at):
        return RefusalCode.DAY_FROZEN
    if slot.day > table.last_day():
        return RefusalCode.TOO_FAR
    return RefusalCode.SLOT_TAKEN if slot.slot_id in book.taken else None


def is_frozen(book: Book, table: Timetable, slot: Slot, at: float) -> bool:
    """Whether the list that *slot* would be on is final. Once frozen it stays so, whatever the calendar says later."""
    return (slot.day, slot.body) in book.lists or at >= table.freezes_at(slot.day)


def free_slots(book: Book, table: Timetable, official: str, at: float) -> Iterator[Slot]:
    """Yield what can be booked with *official*, the next one first."""
    for slot in table.slots.values():
        if slot.official == official and why_not(book, table, slot, at) is None:
            yield slot


def offers(
    book: Book, table: Timetable, slot: Slot, at: float, marks: frozenset[str] = frozenset()
) -> tuple[Slot, ...]:
    """Return the next free slots of the same official, without days on which *marks* have one already."""
    offered: list[Slot] = []
    for free in free_slots(book, table, slot.official, at):
        if len(offered) == OFFERS:
            break
        if same_visit(book, table, free, marks) is None:
            offered.append(free)
    return tuple(offered)


def same_visit(book: Book, table: Timetable, slot: Slot, marks: frozenset[str]) -> Booking | None:
    """Return a booking of the same person with the same official on the same day, if there is one."""
    for booking in book.live():
        if not marks.isdisjoint(booking.marks) and is_same_visit(slot_of(table, booking), slot):
            return booking
    return None


def is_same_visit(one: Slot, other: Slot) -> bool:
    """Whether both are with the same official on the same day."""
    return (one.official, one.day) == (other.official, other.day)


def telling(marks: Iterable[str], *, also_for_contact: bool) -> frozenset[str]:
    """Return the marks that tell one person from another: not the contact's, where it is known to be shared."""
    return frozenset(mark for mark in marks if not (also_for_contact and mark.startswith(f"{CONTACT}-")))


def refuse(
    code: RefusalCode, book: Book, table: Timetable, slot: Slot, at: float, marks: frozenset[str] = frozenset()
) -> Refusal:
    """Make a refusal with the next free slots of the official that *slot* was to be with."""
    return Refusal(code=code, offers=offers(book, table, slot, at, marks))
