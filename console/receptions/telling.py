"""Whom to tell what: a visitor that the reception has changed, everybody that an official is late. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from console.receptions.book import AWAITED, Book, Booking
from console.receptions.schedule import Reception, Slot
from console.receptions.timetable import Timetable
from firmware.words import Bilingual


@dataclass(frozen=True, slots=True)
class OutOfStep:
    """A booking that the schedule has changed under."""

    booking: Booking
    now: Slot | None
    """How it is now; None: it does not take place, and the booking must be moved or cancelled."""


@dataclass(frozen=True, slots=True)
class DelayShown:
    """What is shown to everybody while an official is late: of whom, where, how long, and no visitor."""

    reception: Reception
    delay_min: int
    text: Bilingual


def out_of_step(book: Book, table: Timetable) -> Iterator[OutOfStep]:
    """Yield the visitors yet to come whose time, office or official is not what they were told."""
    for booking in book.live():
        now = table.slots.get(booking.slot.slot_id)
        if booking.stage in AWAITED and booking.slot.day >= table.today and now != booking.slot:
            yield OutOfStep(booking, now)


def delays_shown(book: Book, table: Timetable) -> Iterator[DelayShown]:
    """Yield today's delays, for pages to show; calls wait by themselves, for tickets have due times."""
    for reception in table.receptions.values():
        delay = book.delays.get(reception.reception_id)
        if reception.day == table.today and delay is not None and delay.now_min:
            yield DelayShown(reception, delay.now_min, _words(delay.now_min))


def _words(delay_min: int) -> Bilingual:
    # Abbreviated, so that neither language needs an ending for the number.
    return Bilingual(kk=f"Қабылдау кешігуде: шамамен {delay_min} мин", ru=f"Приём задерживается: около {delay_min} мин")
