"""A hall at work with an official who receives all day long, by a clock that says noon: for tests alone."""

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from console_at_work import ConsoleAtWork

from centre.calendar import is_working_day
from centre.checks import load_centre
from console.receptions.asked import Asked
from console.receptions.checks import load_receptions
from console.receptions.commands import BookSlot, Source
from console.receptions.looks import LookMade, looks_page
from console.receptions.opening import StoreSettings, open_store
from console.receptions.person import Person
from console.receptions.refusals import Refusal
from console.receptions.schedule import Slot
from console.receptions.store import Store
from console.receptions.timetable import local_day, timetables
from firmware.clock import SystemClock
from firmware.words import Language, new_id

SLOT_MIN = 5
DAY_S = 86_400.0
_RULE = """
[[rules]]
name = "{name}"
official = "{official}"
office = "office-12"
date = {day}
hours = "{hours}"
slot_min = 5
"""


class FrontdeskHall(ConsoleAtWork):
    """The akim receives today all day, and in a week in the morning; the deputy in a week in the afternoon."""

    def __init__(self, folder: Path, site: str, broker_port: int) -> None:
        super().__init__(folder, site, broker_port)
        self._folder = folder / "console"
        self.zone = ZoneInfo(_noon_now())
        self.today = local_day(self.now(), self.zone)
        self.in_a_week = self.today + timedelta(days=7)
        self.allow_undo_for(60)
        centre = self.console.centre
        centre.write_text(centre.read_text("utf-8").replace('"Asia/Almaty"', f'"{self.zone.key}"'), "utf-8")
        self.write_schedule()

    def write_schedule(self, more: str = "") -> None:
        """Write the schedule; the console reads it at its next start."""
        text = self.console.schedule.read_text("utf-8")
        rules = [
            _RULE.format(name="today", official="akim", day=self.today, hours="00:00-23:55"),
            _RULE.format(name="week", official="akim", day=self.in_a_week, hours="10:00-11:00"),
            _RULE.format(name="deputy", official="deputy-akim", day=self.in_a_week, hours="15:00-16:00"),
        ]
        # No list is final before the day is over: tests sign people up on the day itself.
        bookable = text.replace("freeze_working_days = 2", "freeze_working_days = 0").replace('"00:00"', '"23:59"', 1)
        self.console.schedule.write_text(bookable[: bookable.find("[[rules]]")] + "".join(rules) + more, "utf-8")

    def store(self) -> Store:
        """Open the book as another program does."""
        centre = load_centre(self.console.centre)
        schedule = load_receptions(self.console.schedule, centre)
        settings = StoreSettings(file=str(self.console.book), key=str(self._folder / "key"), make_key=True)
        return open_store(settings, timetables(schedule, centre.timezone, partial(is_working_day, centre)))

    def slot(self, store: Store, in_min: float) -> Slot:
        """Return the first slot of today that begins in so many minutes."""
        at = datetime.fromtimestamp(self.now() + in_min * 60, self.zone)
        slots = [slot for slot in store.table_at(self.now()).slots.values() if slot.day == self.today]
        return next(slot for slot in slots if slot.begins >= at.time())

    def booked(self, in_min: float = 0, person: Person | None = None, *, language: Language = Language.KK) -> str:
        """Book somebody for a slot of today, some days ago; return the booking's id."""
        with self.store() as store:
            slot = self.slot(store, in_min)
            while slot.slot_id in store.book.taken:
                in_min += SLOT_MIN
                slot = self.slot(store, in_min)
            return self.book(store, slot, person, language)

    def book(self, store: Store, slot: Slot, person: Person | None = None, language: Language = Language.KK) -> str:
        """Book *slot* some days ago."""
        booking_id = new_id()
        command = BookSlot(booking_id=booking_id, slot_id=slot.slot_id, language=language, source=Source.RECEPTION)
        somebody = person or Person(name="Үлгі Үлгіұлы", contact=f"{booking_id}@example.kz")
        decision = store.book_slot(Asked(command, "some-staff", self.now() - 5 * DAY_S), somebody)
        assert not isinstance(decision, Refusal), decision
        return booking_id

    def looks(self) -> tuple[LookMade, ...]:
        """Return who looked, the newest first."""
        with self.store() as store:
            return looks_page(store).looks

    def stage(self, booking_id: str) -> str:
        """Return where a booking stands."""
        with self.store() as store:
            return store.book.bookings[booking_id].stage.value


def _noon_now() -> str:
    """Return a time zone in which it is about noon, so that no test meets midnight."""
    hour = datetime.fromtimestamp(SystemClock().wall(), UTC).hour
    return f"Etc/GMT{hour - 12:+d}"
