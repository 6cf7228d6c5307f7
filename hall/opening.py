"""A business day's beginning: what it takes over from the day before, and nothing else."""

from centre.checks import decode_centre
from hall.evacuating import SAID_OFTEN
from hall.lease_book import book_of_day
from hall.state import Hall
from mqtt_bridge.events import DayOpened

FIRST_EPOCH = 1
"""The epoch of a journal that was never restored."""


def day_opened(hall: Hall, day: str, settings: str) -> DayOpened:
    """Return the event that opens *day* after all that *hall* has seen."""
    book, stations = hall.book, decode_centre(settings).stations()
    return DayOpened(
        day=day,
        epoch=book.epoch or FIRST_EPOCH,
        settings=settings,
        leases=tuple(book.leases.values()),
        stations=tuple(known for known in book.stations.values() if known.station in stations),
        lease_serial=book.serial,
        awaited=tuple(sorted(book.awaited & stations)),
        unheard=tuple(sorted(book.unheard & stations)),
        evacuating=hall.evacuating,
        whole_until=book.whole_until if not book.is_complete else 0.0,
    )


def hall_of_day(event: DayOpened, seq: int, at: float) -> Hall:
    """Return the hall right after *event*: empty, but for what outlives a day."""
    return Hall(
        decode_centre(event.settings),
        event.day,
        seq,
        at,
        day_began_at=at,
        book=book_of_day(event),
        evacuating=event.evacuating,
        evacuating_since=at,
        evacuation_said=SAID_OFTEN if event.evacuating else 0,
    )
