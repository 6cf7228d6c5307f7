"""The book of receptions on its SQLite file: every command is one transaction, also against other processes."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

from console.receptions.asked import Asked, Decision
from console.receptions.book import Book
from console.receptions.commands import AnyCommand, BookSlot, MarkReceived
from console.receptions.deciding import decide
from console.receptions.errors import KeyFileError
from console.receptions.events import AnyEvent, Recorded
from console.receptions.evolving import evolve
from console.receptions.final_list import what_time_brings
from console.receptions.person import Person
from console.receptions.refusals import Refusal
from console.receptions.rows import append, events_after
from console.receptions.store_file import open_store_file, store_error
from console.receptions.timetable import Timetable
from console.receptions.vault import Vault
from firmware.transaction import transaction


class Store:
    """Opens or makes the file. For one thread; other threads and processes have a `Store` of their own.

    *table_at* gives the timetable of the day that some Unix seconds lie in. Raises StoreError, here and everywhere.
    """

    def __init__(self, path: Path, vault: Vault, table_at: Callable[[float], Timetable]) -> None:
        self.path = path
        self.book = Book()
        """As of the last command or `refresh`. To be read only."""
        self.vault = vault
        self.table_at = table_at
        self.file = open_store_file(path)
        try:
            self._check_key()
            self.refresh()
        except BaseException:
            self.file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. What was accepted is on the disk already."""
        self.file.close()

    def refresh(self) -> None:
        """Learn what other processes have done."""
        with self.told_as_store_errors():
            self._catch_up()

    def act(self, asked: Asked[AnyCommand]) -> Decision:
        """Carry out a command with which no data of a person come."""
        return self._act(asked, lambda: None)

    def book_slot(self, asked: Asked[BookSlot], person: Person) -> Decision:
        """Book for *person*, whose data are sealed in the same transaction. Raises UnwritableTextError."""
        booking_id, vault = asked.command.booking_id, self.vault
        command = msgspec.structs.replace(asked.command, applicant=person.applicant, marks=vault.marks(person))
        values = (vault.seal_person(booking_id, person), booking_id)
        return self._act(
            Asked(command, asked.staff, asked.at),
            lambda: self.file.execute("UPDATE bookings SET person = ? WHERE booking_id = ?", values),
        )

    def note_received(self, asked: Asked[MarkReceived], note: str | None) -> Decision:
        """Note the outcome, and seal what is said of the documents that are prepared.

        None leaves what was said before; an empty note takes it away. Raises UnwritableTextError.
        """
        if note is None:
            return self.act(asked)
        booking_id = asked.command.booking_id
        values = (self.vault.seal_note(booking_id, note) if note else None, booking_id)
        return self._act(asked, lambda: self.file.execute("UPDATE bookings SET note = ? WHERE booking_id = ?", values))

    def pass_time(self, at: float) -> Sequence[AnyEvent]:
        """Freeze the lists that are final by now, and note what the schedule has changed on them."""
        with self.writing():
            return self.let_time_pass(at)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Let all that is done inside happen, or nothing; the book knows what other processes did before."""
        with self.told_as_store_errors():
            try:
                with transaction(self.file):
                    self._catch_up()
                    yield
            except BaseException:
                self.book = Book()  # it may know what never happened; all of it is read anew
                raise

    def happen(self, events: Sequence[AnyEvent], staff: str | None, at: float) -> None:
        """Write *events* down. To be called within `writing`."""
        for event in events:
            recorded = Recorded(seq=self.book.seq + 1, at=at, staff=staff, event=event)
            append(self.file, recorded)
            evolve(self.book, recorded)

    def _act(self, asked: Asked[Any], seal: Callable[[], object]) -> Decision:
        with self.writing():
            self.let_time_pass(asked.at)
            decision = decide(self.book, self.table_at(asked.at), asked)
            if not isinstance(decision, Refusal):
                self.happen(decision, asked.staff, asked.at)
                seal()
                self.let_time_pass(asked.at)
        return decision

    def let_time_pass(self, at: float) -> Sequence[AnyEvent]:
        """See `pass_time`. To be called within `writing`."""
        events = what_time_brings(self.book, self.table_at(at), at)
        self.happen(events, None, at)
        return events

    def _catch_up(self) -> None:
        for recorded in events_after(self.file, self.book.seq):
            evolve(self.book, recorded)

    def _check_key(self) -> None:
        with self.told_as_store_errors(), transaction(self.file):
            row = self.file.execute("SELECT value FROM meta WHERE key = 'key-check'").fetchone()
            if row is None:
                values = (self.vault.seal_note("", "kezek"),)
                self.file.execute("INSERT INTO meta VALUES ('key-check', ?)", values)
            elif not self.vault.opens(row[0]):
                raise KeyFileError(
                    f"{self.path}: its names are sealed under another key than {self.vault.source} holds; "
                    f"put the right key file back"
                )

    @contextmanager
    def told_as_store_errors(self) -> Iterator[None]:
        """Let what SQLite says inside be a StoreError."""
        try:
            yield
        except sqlite3.Error as error:
            raise store_error(error, self.path) from error
