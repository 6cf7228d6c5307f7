"""The receptions around a day, to look slots up in: what decisions need besides the book. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from console.receptions.schedule import Reception, Slot, receptions_between
from console.receptions.settings import ReceptionsSettings
from console.receptions.working_days import working_days_before

KNOWN_BACK_DAYS = 31
"""A slot of the past is still known by its official for so long."""
KNOWN_AHEAD_DAYS = 62
"""Beyond what can be booked: a reception that is moved away keeps its visitors."""


@dataclass(frozen=True)
class Timetable:
    """Receptions and slots by id, each in order of time."""

    settings: ReceptionsSettings
    zone: ZoneInfo
    is_working_day: Callable[[date], bool]
    today: date
    receptions: dict[str, Reception] = field(default_factory=dict)
    slots: dict[str, Slot] = field(default_factory=dict)

    def moment(self, day: date, local: time) -> float:
        """Return the Unix seconds of a local time."""
        return datetime.combine(day, local, self.zone).timestamp()

    def freezes_at(self, day: date) -> float:
        """Return from when on, in Unix seconds, the lists of *day* are final."""
        settings = self.settings
        frozen = working_days_before(day, settings.freeze_working_days, self.is_working_day)
        return self.moment(frozen, time.fromisoformat(settings.freeze_time))

    def last_day(self) -> date:
        """Return the last day that can be booked."""
        return self.today + timedelta(days=self.settings.book_ahead_days)


def local_day(at: float, zone: ZoneInfo) -> date:
    """Return the date on the site's wall *at* these Unix seconds."""
    return datetime.fromtimestamp(at, zone).date()


def timetable_of(
    settings: ReceptionsSettings, zone: ZoneInfo, is_working_day: Callable[[date], bool], today: date
) -> Timetable:
    """Return the timetable as it is seen on *today*."""
    first = today - timedelta(days=KNOWN_BACK_DAYS)
    last = today + timedelta(days=settings.book_ahead_days + KNOWN_AHEAD_DAYS)
    table = Timetable(settings, zone, is_working_day, today)
    for reception in receptions_between(settings, is_working_day, first, last):
        table.receptions[reception.reception_id] = reception
        table.slots.update((slot.slot_id, slot) for slot in reception.slots)
    return table


def timetables(
    settings: ReceptionsSettings, timezone: str, is_working_day: Callable[[date], bool]
) -> Callable[[float], Timetable]:
    """Return what tells the timetable at some Unix seconds; a day's is made once."""
    zone = ZoneInfo(timezone)
    known: list[Timetable] = []

    def table_at(at: float) -> Timetable:
        today = local_day(at, zone)
        if not known or known[0].today != today:
            known[:] = [timetable_of(settings, zone, is_working_day, today)]
        return known[0]

    return table_at
