"""From the rules of the schedule and their exceptions to receptions and slots. Pure."""

from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from hashlib import sha256
from typing import Annotated

import msgspec
from msgspec import Meta

from centre.calendar import WEEKDAYS
from console.receptions.settings import ExceptionSettings, ReceptionsSettings, RuleSettings, times_of
from firmware.words import Id, Slug

SlotId = Annotated[str, Meta(pattern=r"^[0-9a-f]{16}-\d{1,4}\Z")]
"""The reception's id and the minute of the day at which the slot begins, by the hours of the rule.

So a booking goes with a reception that is moved, and keeps its time whatever the slots before it become.
"""


class Slot(msgspec.Struct, frozen=True, kw_only=True):
    """A time at which one visitor is received, and by whom. Local times of the site."""

    slot_id: SlotId
    reception_id: Id
    official: Slug
    office: Slug
    body: Slug
    day: date
    begins: time
    ends: time


class Reception(msgspec.Struct, frozen=True, kw_only=True):
    """One official receives on one day. The id is of the rule's name and the rule's date, and of nothing else."""

    reception_id: Id
    rule: Slug
    official: Slug
    instead_of: Slug | None
    """The official of the rule, when somebody else receives."""
    office: Slug
    body: Slug
    day: date
    begins: time
    ends: time
    video_link: str | None
    slots: tuple[Slot, ...]


def receptions_between(
    settings: ReceptionsSettings, is_working_day: Callable[[date], bool], first: date, last: date
) -> list[Reception]:
    """Return the receptions that take place from *first* to *last*, both included, in order of time."""
    return [reception for reception in planned_between(settings, first, last) if is_working_day(reception.day)]


def planned_between(settings: ReceptionsSettings, first: date, last: date) -> list[Reception]:
    """Return what the schedule says of these days, whether the centre works on them or not."""
    changed = {(exception.rule, exception.date): exception for exception in settings.exceptions}
    planned = [
        _reception(settings, rule, day, exception)
        for rule in settings.rules
        for day in _days_of(rule, first, last)
        for exception in [changed.get((rule.name, day))]
        if exception is None or not (exception.off or exception.moved_to)
    ]
    for exception in settings.exceptions:
        rule = settings.rule(exception.rule)
        if rule is not None and exception.moved_to is not None and first <= exception.moved_to <= last:
            planned.append(_reception(settings, rule, exception.date, exception))
    return sorted(planned, key=lambda reception: (reception.day, reception.begins, reception.office))


def holds_on(rule: RuleSettings, day: date) -> bool:
    """Whether *rule*, without its exceptions, has a reception on *day*."""
    if rule.date is not None:
        return rule.date == day
    return (
        rule.weekday == WEEKDAYS[day.weekday()]
        and (not rule.weeks or (day.day - 1) // 7 + 1 in rule.weeks)
        and (rule.valid_from is None or rule.valid_from <= day)
        and (rule.valid_until is None or day <= rule.valid_until)
    )


def minutes(moment: time) -> int:
    """Return the minutes since midnight."""
    return moment.hour * 60 + moment.minute


def _days_of(rule: RuleSettings, first: date, last: date) -> Iterator[date]:
    if rule.date is not None:
        if first <= rule.date <= last:
            yield rule.date
        return
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        if holds_on(rule, day):
            yield day


def _reception(
    settings: ReceptionsSettings, rule: RuleSettings, day: date, exception: ExceptionSettings | None
) -> Reception:
    takes_place, hours, office, official = day, rule.hours, rule.office, rule.official
    if exception is not None:
        takes_place = exception.moved_to or day
        hours, office = exception.hours or hours, exception.office or office
        official = exception.substitute or official
    known = settings.official(official)
    body = rule.body or (known.body if known is not None else "")
    begins, ends = times_of(hours)
    shift = _shift(rule.hours, hours)
    reception_id = sha256(f"{rule.name} {day.isoformat()}".encode()).hexdigest()[:16]
    slots = tuple(
        Slot(
            slot_id=f"{reception_id}-{minute - shift}",
            reception_id=reception_id,
            official=official,
            office=office,
            body=body,
            day=takes_place,
            begins=_time_of(minute),
            ends=_time_of(minute + rule.slot_min),
        )
        for minute in range(minutes(begins), minutes(ends) - rule.slot_min + 1, rule.slot_min)
    )
    return Reception(
        reception_id=reception_id,
        rule=rule.name,
        official=official,
        instead_of=rule.official if official != rule.official else None,
        office=office,
        body=body,
        day=takes_place,
        begins=begins,
        ends=ends,
        video_link=rule.video_link,
        slots=slots,
    )


def _shift(usual: str, hours: str) -> int:
    """Return by how many minutes other hours move everybody along: not at all where some of the usual ones are left."""
    (usual_begins, usual_ends), (begins, ends) = times_of(usual), times_of(hours)
    if begins < usual_ends and usual_begins < ends:
        return 0
    return minutes(begins) - minutes(usual_begins)


def _time_of(minute: int) -> time:
    return time(minute // 60, minute % 60)
