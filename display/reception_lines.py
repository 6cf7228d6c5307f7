"""Which receptions the wall tells of: today's while they last, and the next day's when it is closed. Pure."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from display import wording
from display.dates import receptions_of
from display.local_time import local_time
from display.scene import Condition, PlaceLine, ReceptionLine, ReceptionSheet
from firmware.words import Slug
from mqtt_bridge.receptions import Receptions, ReceptionSign


def reception_sheets(
    receptions: Receptions | None, local: datetime | None, place: Callable[[Slug], PlaceLine], condition: Condition
) -> tuple[ReceptionSheet, ...]:
    """Return the days to be shown, at the time *local*; *place* names an office."""
    if receptions is None or local is None or condition is Condition.STALE:
        return ()
    return tuple(_sheets(receptions, local, place, is_closed=condition is Condition.CLOSED))


def _sheets(
    receptions: Receptions, local: datetime, place: Callable[[Slug], PlaceLine], *, is_closed: bool
) -> Iterator[ReceptionSheet]:
    today = local.date()
    for day in receptions.days:
        on = _date(day.day)
        if on is None or on < today or (on > today and not is_closed):
            continue
        lines = tuple(
            _line(sign, local, place)
            for sign in day.receptions
            if on > today or sign.ends + sign.delay_min * 60 > local.timestamp()
        )
        if lines:
            yield ReceptionSheet(receptions_of(on, today), lines)
        if on > today:
            return


def _line(sign: ReceptionSign, local: datetime, place: Callable[[Slug], PlaceLine]) -> ReceptionLine:
    zone = str(local.tzinfo)
    times = [local_time(zone, moment) for moment in (sign.begins, sign.ends)]
    note = wording.OFF if sign.is_off else wording.late(sign.delay_min) if sign.delay_min else None
    return ReceptionLine(sign.official, place(sign.place), "–".join(f"{t:%H:%M}" for t in times if t), note)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:  # the form is right, and no calendar has it
        return None
