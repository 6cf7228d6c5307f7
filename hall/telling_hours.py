"""Telling all that the hours begin or end soon: each once a day, and not during an evacuation."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from centre.hours import ComingHours, coming_hours
from firmware.words import TimeOfDay
from hall.rule_id import rule_id
from hall.state import Hall
from mqtt_bridge.hall_events import AnnouncementKind, AnnouncementMade

CLOSED_TOLD_S = 120.0
"""So long after the last hours have ended it is still worth saying that they have."""


def told_of_hours(hall: Hall, at: float) -> Iterator[AnnouncementMade]:
    """Yield what is to be told *at* a moment because the hours begin or end, and was not told yet."""
    hours = coming_hours(hall.centre, hall.day)
    if hours is None or hours.day_ends is None or hall.evacuating:
        return
    for kind, about, begins, ends in _due(hall, _of_today(hours, hours.day_ends), at):
        if (kind, about) not in hall.told:
            yield AnnouncementMade(
                announcement_id=rule_id(hall, kind.value),
                kind=kind,
                about=about,
                begins=_time_of_day(hall, begins),
                ends=_time_of_day(hall, ends),
            )


_Due = tuple[AnnouncementKind, float, float | None, float | None]


def _due(hall: Hall, spans: list[tuple[float, float]], at: float) -> Iterator[_Due]:
    queue = hall.centre.queue
    closed_since = float("-inf")
    for index, (begins, ends) in enumerate(spans):
        if max(begins - queue.announce_opening_min * 60, closed_since) <= at < begins:
            yield AnnouncementKind.OPENING_SOON, begins, begins, None
        if index + 1 < len(spans):
            if max(ends - queue.announce_lunch_min * 60, begins) <= at < ends:
                yield AnnouncementKind.LUNCH_SOON, ends, ends, spans[index + 1][0]
        elif max(ends - queue.announce_closing_min * 60, begins) <= at < ends:
            yield AnnouncementKind.CLOSING_SOON, ends, None, ends
        elif queue.announce_closed and ends <= at < ends + CLOSED_TOLD_S:
            yield AnnouncementKind.CLOSED, ends, None, None
        closed_since = ends


def _of_today(hours: ComingHours, day_ends: float) -> list[tuple[float, float]]:
    """Return the spans of the business day, those that adjoin as one."""
    today: list[tuple[float, float]] = []
    for span in hours.spans:
        if span.ends > day_ends:
            break
        if today and span.begins <= today[-1][1]:
            today[-1] = (today[-1][0], span.ends)
        else:
            today.append((span.begins, span.ends))
    return today


def _time_of_day(hall: Hall, at: float | None) -> TimeOfDay | None:
    return None if at is None else datetime.fromtimestamp(at, ZoneInfo(hall.centre.timezone)).strftime("%H:%M")
