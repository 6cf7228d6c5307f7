"""A store on a real file with bookings of people who do not exist: for tests alone."""

from pathlib import Path

from cryptography.fernet import Fernet
from reception_days import CENTRE, SETTINGS, STAFF, at, booking_of, slot_in, visitor, works

from console.receptions.asked import Asked
from console.receptions.person import Person
from console.receptions.refusals import Refusal
from console.receptions.store import Store
from console.receptions.timetable import timetables
from console.receptions.vault import Vault

TABLE_AT = timetables(SETTINGS, CENTRE.timezone, works)
MONDAY, THURSDAY = at("2027-01-11 09:00"), at("2027-01-21 10:00")
"""When people are booked, and the day of the akim's reception."""
KEY = Fernet.generate_key()


def store_in(folder: Path, key: bytes = KEY) -> Store:
    """Open or make the store of *folder*."""
    return Store(folder / "receptions.db", Vault([key]), TABLE_AT)


def booked(
    store: Store, begins: str, person: Person | None = None, day: str = "2027-01-21", official: str = "akim"
) -> str:
    """Book *person*, by default one of that time alone, and return the booking's id."""
    command = booking_of(slot_in(TABLE_AT(MONDAY), day, begins, official))
    somebody = person or visitor(f"{begins}-{day}@x.kz")
    decision = store.book_slot(Asked(command, STAFF, MONDAY), somebody)
    assert not isinstance(decision, Refusal), decision
    return command.booking_id


def bytes_of(store: Store) -> bytes:
    """Return all that is on the disk."""
    wal = store.path.with_name(store.path.name + "-wal")
    return store.path.read_bytes() + (wal.read_bytes() if wal.exists() else b"")
