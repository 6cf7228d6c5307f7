"""A small schedule, a calendar and a book to decide in: for tests alone."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from centre.checks import load_centre
from console.receptions.asked import Asked, Decision
from console.receptions.book import Book, Booking
from console.receptions.checks import load_receptions
from console.receptions.commands import AnyCommand, BookSlot, Source
from console.receptions.deciding import decide
from console.receptions.events import AnyEvent, Recorded
from console.receptions.evolving import evolve
from console.receptions.final_list import what_time_brings
from console.receptions.person import Person
from console.receptions.refusals import Refusal, RefusalCode
from console.receptions.schedule import Slot
from console.receptions.settings import ReceptionsSettings
from console.receptions.timetable import Timetable, timetables
from firmware.words import Language, new_id

CHECKOUT = Path(__file__).parents[2]
CENTRE = load_centre(CHECKOUT / "centre" / "borodulikha.toml")
SHIPPED = CHECKOUT / "console" / "receptions" / "borodulikha.toml"
SETTINGS = load_receptions(SHIPPED, CENTRE)
ZONE = ZoneInfo(CENTRE.timezone)
STAFF = "staff-7"
HOLIDAYS = {date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 7), date(2027, 3, 8), date(2027, 3, 22)}


def works(day: date) -> bool:
    """Tell whether the centre works: Monday to Friday, and not on a holiday."""
    return day.weekday() < 5 and day not in HOLIDAYS


def at(moment: str) -> float:
    """Return the Unix seconds of a local time such as "2027-01-21 10:00"."""
    return datetime.fromisoformat(moment).replace(tzinfo=ZONE).timestamp()


def visitor(contact: str = "+7 701 000 00 01", **more: str) -> Person:
    """Make somebody who does not exist."""
    return Person(**{"name": "Мысал Мысалұлы", "contact": contact, "subject": "жол", **more})


class BookUnderTest:
    """Asks, and lets happen what was decided; time brings what it brings before and after, as in the store."""

    def __init__(self, now: str = "2027-01-11 09:00", settings: ReceptionsSettings = SETTINGS) -> None:
        self.book = Book()
        self.at = at(now)
        self.history: list[Recorded] = []
        self.use(settings)

    def use(self, settings: ReceptionsSettings) -> None:
        """Have another schedule from now on."""
        self._table_at = timetables(settings, CENTRE.timezone, works)

    @property
    def table(self) -> Timetable:
        return self._table_at(self.at)

    def go_to(self, moment: str) -> None:
        self.at = at(moment)
        self.let_time_pass()

    def let_time_pass(self) -> Sequence[AnyEvent]:
        events = what_time_brings(self.book, self.table, self.at)
        self.happen(events, None)
        return events

    def happen(self, events: Sequence[AnyEvent], staff: str | None) -> None:
        for event in events:
            recorded = Recorded(seq=self.book.seq + 1, at=self.at, staff=staff, event=event)
            evolve(self.book, recorded)
            self.history.append(recorded)

    def ask(self, command: AnyCommand) -> Decision:
        self.let_time_pass()
        decision = decide(self.book, self.table, Asked(command, STAFF, self.at))
        if not isinstance(decision, Refusal):
            self.happen(decision, STAFF)
            self.let_time_pass()
        return decision

    def slot(self, day: str, begins: str, official: str = "akim") -> Slot:
        """Return the slot of the schedule."""
        return slot_in(self.table, day, begins, official)

    def book_slot(self, slot: Slot, *marks: str, assistance: bool = False) -> Booking:
        """Book what must be free."""
        booking_id = new_id()
        decision = self.ask(booking_of(slot, booking_id, *marks, assistance=assistance))
        assert not isinstance(decision, Refusal), decision
        return self.book.bookings[booking_id]


def slot_in(table: Timetable, day: str, begins: str, official: str = "akim") -> Slot:
    """Return the slot of *table*."""
    (slot,) = [
        slot
        for slot in table.slots.values()
        if (str(slot.day), slot.begins.strftime("%H:%M"), slot.official) == (day, begins, official)
    ]
    return slot


def booking_of(slot: Slot, booking_id: str = "", *marks: str, assistance: bool = False) -> BookSlot:
    """Make the command that books *slot*."""
    return BookSlot(
        booking_id=booking_id or new_id(),
        slot_id=slot.slot_id,
        language=Language.KK,
        source=Source.RECEPTION,
        assistance=assistance,
        marks=marks,
    )


def refused(decision: object) -> RefusalCode:
    """Return the code of what must be a refusal."""
    assert isinstance(decision, Refusal), decision
    return decision.code


def offered(decision: object) -> list[str]:
    """Return the times that a refusal offers, such as "2027-01-21 10:20"."""
    assert isinstance(decision, Refusal), decision
    return [f"{slot.day} {slot.begins:%H:%M}" for slot in decision.offers]


def days(first: str, count: int) -> list[date]:
    """Return *count* days from *first* on."""
    begins = date.fromisoformat(first)
    return [begins + timedelta(days=ahead) for ahead in range(count)]
