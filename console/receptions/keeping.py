"""What the store needs now and then, while nobody waits: erasing, clearing the log, sealing under a new key."""

from console.receptions.erasing import due_for_erasing
from console.receptions.events import PersonErased
from console.receptions.store import Store


def erase_due(store: Store, at: float) -> int:
    """Erase the data whose time is over, and return of how many bookings. To be called with a clock that is right.

    They are out of reach at once, and gone from the disk's files once `scrub` says so.
    """
    with store.writing():
        due = list(due_for_erasing(store.book, store.table_at(at)))
        store.happen([PersonErased(booking_id=booking_id) for booking_id in due], None, at)
    return len(due)


def scrub(store: Store) -> bool:
    """Move the log into the file and empty it. False while another process reads: to be called again later."""
    with store.told_as_store_errors():
        (busy, _pages, _moved) = store.file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def seal_anew(store: Store) -> int:
    """Seal everything under the first key of the file, and return how many bookings; then the old key can go.

    Nobody looks at anything here. Other processes must open the store anew afterwards.
    """
    vault = store.vault
    with store.writing():
        (check,) = store.file.execute("SELECT value FROM meta WHERE key = 'key-check'").fetchone()
        store.file.execute("UPDATE meta SET value = ? WHERE key = 'key-check'", (vault.seal_anew(check),))
        rows = store.file.execute("SELECT booking_id, person, note FROM bookings WHERE person IS NOT NULL").fetchall()
        for booking_id, person, note in rows:
            marks = " ".join(vault.marks(vault.person(booking_id, person)))
            sealed = vault.seal_anew(person), vault.seal_anew(note) if note is not None else None
            store.file.execute(
                "UPDATE bookings SET marks = ?, person = ?, note = ? WHERE booking_id = ?", (marks, *sealed, booking_id)
            )
    return len(rows)
