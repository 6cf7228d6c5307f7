"""Whether two receptions want one office or one official at one time. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from console.receptions.schedule import Reception, holds_on, planned_between
from console.receptions.settings import ReceptionsSettings, RuleSettings, times_of

_ANY_DAY = date(2026, 1, 1)
"""Weeks and months repeat: where no rule says since when it holds, any two years tell."""
_LOOKED_AT_DAYS = 800


def overlaps(settings: ReceptionsSettings) -> Iterator[str]:
    """Yield a complaint for each pair that overlaps: days with exceptions or dates one by one, the others by rule."""
    place = {rule.name: index for index, rule in enumerate(settings.rules)}
    days = {rule.date for rule in settings.rules} | {exception.date for exception in settings.exceptions}
    days |= {exception.moved_to for exception in settings.exceptions}
    for day in sorted(day for day in days if day is not None):
        planned = sorted(planned_between(settings, day, day), key=lambda reception: place[reception.rule])
        for one, other in combinations(planned, 2):
            shared = _shared(one, other)
            if shared and one.begins < other.ends and other.begins < one.ends:
                yield _complaint(place[other.rule], other.rule, one.rule, day, shared)
    for one_rule, other_rule in combinations(settings.rules, 2):
        if one_rule.weekday is None or one_rule.weekday != other_rule.weekday:
            continue
        shared = "office" if one_rule.office == other_rule.office else ""
        shared = shared or ("official" if one_rule.official == other_rule.official else "")
        if shared and _hours_meet(one_rule, other_rule):
            common = _common_day(settings, one_rule, other_rule)
            if common is not None:
                yield _complaint(place[other_rule.name], other_rule.name, one_rule.name, common, shared)


def _shared(one: Reception, other: Reception) -> str:
    if one.office == other.office:
        return "office"
    return "official" if one.official == other.official else ""


def _hours_meet(one: RuleSettings, other: RuleSettings) -> bool:
    (begins, ends), (other_begins, other_ends) = times_of(one.hours), times_of(other.hours)
    return begins < other_ends and other_begins < ends


def _common_day(settings: ReceptionsSettings, one: RuleSettings, other: RuleSettings) -> date | None:
    """Return a day on which both rules hold and nothing is said of either."""
    froms = [rule.valid_from for rule in (one, other) if rule.valid_from is not None]
    untils = [rule.valid_until for rule in (one, other) if rule.valid_until is not None]
    before_end = min(untils) - timedelta(days=_LOOKED_AT_DAYS) if untils else _ANY_DAY
    first = max(froms) if froms else before_end
    spoken_of = {exception.date for exception in settings.exceptions if exception.rule in {one.name, other.name}}
    for ahead in range(_LOOKED_AT_DAYS + 1):
        day = first + timedelta(days=ahead)
        if day not in spoken_of and holds_on(one, day) and holds_on(other, day):
            return day
    return None


def _complaint(index: int, rule: str, earlier: str, day: date, shared: str) -> str:
    return (
        f"rules[{index}].hours: on {day} {rule!r} overlaps {earlier!r} of the same {shared}; "
        f"receptions of one {shared} must not share a minute"
    )
