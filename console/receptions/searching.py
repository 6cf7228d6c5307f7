"""Finding somebody's booking at the reception: by a part of the name, a telephone, a number of a document or an appeal.

Names are sealed, so those of today and the coming days are opened and compared in memory. Whoever was found is shown in
one look that is written down; what was searched for is nowhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from unicodedata import normalize

import msgspec

from console.receptions.arrival import slot_of
from console.receptions.book import Booking
from console.receptions.errors import UnwritableTextError
from console.receptions.looking import Seen, note_look, unseal
from console.receptions.person import Hidden, Person
from console.receptions.refusals import Refusal, RefusalCode
from console.receptions.rows import Why
from console.receptions.store import Store
from console.receptions.timetable import Timetable

FEWEST_LETTERS = 2
FEWEST_DIGITS = 4
"""Fewer find everybody."""
MOST_FOUND = 20
"""More than that wants more letters."""

_ALIKE = str.maketrans("әғқңөұүһіё", "агкноуухие")
"""Who has no Kazakh letters on the keyboard types these."""


class SearchWords(Hidden, frozen=True, kw_only=True):
    """What somebody typed: of a person, so it shows itself nowhere."""

    words: str


@dataclass(frozen=True, slots=True)
class Found:
    """Who was found, today first, then the coming days, then those gone by."""

    seen: dict[str, Seen]
    """By booking, in order."""
    has_more: bool


class _Sought(Hidden, frozen=True, kw_only=True):
    parts: tuple[str, ...]
    """What a word of the name begins with, each."""
    whole: str
    """Without spaces and hyphens: a part of an appeal's number or an address."""
    digits: str
    """Of a telephone, where nothing but digits was typed."""


def search(store: Store, sought: SearchWords, staff: str, at: float) -> Found | Refusal:
    """Return whom the words mean. One look, at those that are shown; also a search that finds nobody is one.

    A whole telephone or a whole number of a document also finds bookings gone by, without opening any other.
    """
    meant = _sought(sought.words)
    if len(meant.digits) < FEWEST_DIGITS and sum(letter.isalpha() for letter in meant.whole) < FEWEST_LETTERS:
        return Refusal(code=RefusalCode.TOO_SHORT)
    with store.writing():
        table, book = store.table_at(at), store.book
        marks = marks_of(store, sought.words)
        matches: list[Booking] = []
        for booking in book.bookings.values():
            if booking.is_erased:
                continue
            comes = slot_of(table, booking).day >= table.today
            is_same = not marks.isdisjoint(booking.marks)
            if is_same or (comes and _means(meant, unseal(store, booking.booking_id).person)):
                matches.append(booking)
        matches.sort(key=lambda booking: _order(table, booking))
        shown = [booking.booking_id for booking in matches[:MOST_FOUND]]
        note_look(store, shown, staff, Why.SEARCH, at)
        seen = {booking_id: unseal(store, booking_id) for booking_id in shown}
    return Found(seen, len(matches) > MOST_FOUND)


def _sought(words: str) -> _Sought:
    plain = _folded(words)
    digits = re.sub(r"[\s()+.-]", "", plain)
    return _Sought(
        parts=tuple(re.findall(r"\w+", plain)),
        whole=_squeezed(plain),
        digits=digits if digits.isdecimal() else "",
    )


def _means(sought: _Sought, person: Person) -> bool:
    if sought.digits:
        known = (person.contact, person.person_id, person.reference)
        # Without what stands before a number: +7 from abroad, 8 within the country.
        digits = re.sub(r"^[78](?=\d{10}\Z)", "", sought.digits)
        return any(digits in re.sub(r"\D", "", number) for number in known)
    names = list(_words(person))
    if sought.parts and all(any(name.startswith(part) for name in names) for part in sought.parts):
        return True
    return any(sought.whole in _squeezed(_folded(known)) for known in (person.reference, person.contact))


def _words(person: Person) -> Iterator[str]:
    for text in (person.name, person.organisation):
        yield from re.findall(r"\w+", _folded(text))


def marks_of(store: Store, words: str) -> frozenset[str]:
    """Return the marks that somebody would have whose contact or document these words are."""
    said = words.strip()
    try:
        person = msgspec.convert({"name": "-", "contact": said, "person_id": said[:30]}, Person)
        return frozenset(store.vault.marks(person))
    except (msgspec.ValidationError, UnwritableTextError):  # too long, empty, or half a character: nobody's
        return frozenset()


def _order(table: Timetable, booking: Booking) -> tuple[int, int, time]:
    slot = slot_of(table, booking)
    ahead = (slot.day - table.today).days
    return (0 if ahead >= 0 else 1, abs(ahead), slot.begins)


def _folded(text: str) -> str:
    return normalize("NFKC", text).casefold().translate(_ALIKE)


def _squeezed(text: str) -> str:
    return re.sub(r"[\s-]", "", text)
