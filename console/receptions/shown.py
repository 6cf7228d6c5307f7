"""The receptions of the next days as walls show them: posts, offices and hours, and nothing of a visitor. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from msgspec.structs import replace

from console.receptions.book import Book
from console.receptions.schedule import Reception, planned_between, receptions_between
from console.receptions.settings import ReceptionsSettings
from console.receptions.timetable import Timetable
from firmware.words import Bilingual
from mqtt_bridge.receptions import DAYS_SHOWN, MOST_A_DAY, ReceptionDay, Receptions, ReceptionSign
from mqtt_bridge.topics import PAYLOAD_LIMIT, RECEPTIONS


def receptions_shown(book: Book, table: Timetable) -> Receptions:
    """Return what is told of the days from the timetable's today on. A day with more than can be told is cut short.

    What the schedule has and an exception took away stands there as off: who comes for it is to see that.
    """
    first, last = table.today, table.today + timedelta(days=DAYS_SHOWN - 1)
    signs = [(reception.day, _sign(book, table, reception)) for reception in _on(table, first, last)]
    signs += [(gone.day, replace(_sign(book, table, gone), is_off=True)) for gone in taken_off(table, first, last)]
    signs.sort(key=lambda told: (told[0], told[1].begins, told[1].place))
    days = [
        ReceptionDay(day=day.isoformat(), receptions=tuple(sign for _day, sign in told)[:MOST_A_DAY])
        for day, told in groupby(signs, key=lambda told: told[0])
    ]
    return _short_enough(days)


def _short_enough(days: list[ReceptionDay]) -> Receptions:
    """Leave out the latest receptions until it can be sent: a broker throws out whoever sends more."""
    while len(RECEPTIONS.encode(told := Receptions(days=tuple(days)))) > PAYLOAD_LIMIT:
        *before, last = days
        shorter = last.receptions[:-1]
        days = [*before, replace(last, receptions=shorter)] if shorter else before
    return told


def _on(table: Timetable, first: date, last: date) -> list[Reception]:
    return receptions_between(table.settings, table.is_working_day, first, last)


def taken_off(table: Timetable, first: date, last: date) -> Iterator[Reception]:
    """Yield what the rules alone would have on days on which the centre works, and which is not there then."""
    there = {(reception.reception_id, reception.day) for reception in planned_between(table.settings, first, last)}
    for reception in planned_between(replace(table.settings, exceptions=()), first, last):
        if (reception.reception_id, reception.day) not in there and table.is_working_day(reception.day):
            yield reception


def _sign(book: Book, table: Timetable, reception: Reception) -> ReceptionSign:
    delay = book.delays.get(reception.reception_id) if reception.day == table.today else None
    return ReceptionSign(
        official=_post(table.settings, reception.official),
        place=reception.office,
        begins=table.moment(reception.day, reception.begins),
        ends=table.moment(reception.day, reception.ends),
        delay_min=delay.now_min if delay is not None else 0,
    )


def _post(settings: ReceptionsSettings, official: str) -> Bilingual:
    known = settings.official(official)
    title = known.title if known is not None else Bilingual(kk=official, ru=official)
    return Bilingual(kk=title.kk, ru=title.ru)
