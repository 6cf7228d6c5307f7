"""Reading receptions.toml, and the checks between its keys and with the centre."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from centre.calendar import LocalSpans
from centre.settings import CentreSettings
from console.receptions.outside_hours import outside_hours
from console.receptions.overlaps import overlaps
from console.receptions.schedule import holds_on, minutes, planned_between
from console.receptions.settings import ExceptionSettings, ReceptionsSettings, RuleSettings, times_of
from firmware.settings import SettingsError, load_settings, parse_settings
from firmware.words import PlaceKind

YEARS = range(2020, 2101)
"""Any other year is a typing mistake."""


def load_receptions(path: Path, centre: CentreSettings) -> ReceptionsSettings:
    """Read and check receptions.toml. Raises SettingsError with one line: file, key, what would be right."""
    return _checked(load_settings(path, ReceptionsSettings), centre, str(path))


def parse_receptions(text: str, centre: CentreSettings, source: str) -> ReceptionsSettings:
    """Read and check TOML text; *source* is how errors call it. Raises SettingsError."""
    return _checked(parse_settings(text, ReceptionsSettings, source), centre, source)


def complaints(settings: ReceptionsSettings, centre: CentreSettings) -> Iterator[str]:
    """Yield what is wrong. What overlaps is looked for only where all else is in order."""
    before = False
    for complaint in _of_keys(settings, centre):
        before = True
        yield complaint
    if not before:
        yield from overlaps(settings)


def warnings(
    settings: ReceptionsSettings, spans_on: Callable[[date], LocalSpans], first: date, last: date
) -> Iterator[str]:
    """Yield the receptions of these days at which the centre is closed. *spans_on* is when it is open on a day."""
    place = {rule.name: index for index, rule in enumerate(settings.rules)}
    planned = planned_between(settings, first, last)
    for reception in planned:
        if not spans_on(reception.day):
            yield (
                f"rules[{place[reception.rule]}]: the centre does not work on {reception.day}, and {reception.rule!r} "
                f"does not take place; an exception with moved_to would give its visitors another day"
            )
    for rule, outside in outside_hours(planned, spans_on).items():
        yield f"rules[{place[rule]}].hours: {outside}"


def _of_keys(settings: ReceptionsSettings, centre: CentreSettings) -> Iterator[str]:
    yield from _twice("bodies", [body.name for body in settings.bodies])
    yield from _twice("officials", [official.name for official in settings.officials])
    yield from _twice("outcomes", [outcome.name for outcome in settings.outcomes])
    yield from _twice("rules", [rule.name for rule in settings.rules])
    if centre.zone(settings.zone) is None:
        yield f"zone: the centre has no zone {settings.zone!r}; it has {_names(zone.name for zone in centre.zones)}"
    bodies = [body.name for body in settings.bodies]
    for index, official in enumerate(settings.officials):
        yield from _unknown(f"officials[{index}].body", "body", official.body, bodies)
        for competence in official.competences:
            known = [one.name for one in centre.competences]
            yield from _unknown(f"officials[{index}].competences", "competence", competence, known)
    for index, rule in enumerate(settings.rules):
        yield from _rule(f"rules[{index}]", rule, settings, centre)
    seen: set[tuple[str, date]] = set()
    for index, exception in enumerate(settings.exceptions):
        yield from _exception(f"exceptions[{index}]", exception, settings, centre)
        if (exception.rule, exception.date) in seen:
            yield f"exceptions[{index}].date: {exception.date} of {exception.rule!r} is taken; one exception says all"
        seen.add((exception.rule, exception.date))


def _rule(key: str, rule: RuleSettings, settings: ReceptionsSettings, centre: CentreSettings) -> Iterator[str]:
    yield from _unknown(f"{key}.official", "official", rule.official, [one.name for one in settings.officials])
    if rule.body is not None:
        yield from _unknown(f"{key}.body", "body", rule.body, [body.name for body in settings.bodies])
    yield from _office(f"{key}.office", rule.office, settings, centre)
    yield from _hours(f"{key}.hours", rule.hours, rule.slot_min)
    for name in ("date", "valid_from", "valid_until"):
        yield from _year(f"{key}.{name}", getattr(rule, name))
    if (rule.weekday is None) == (rule.date is None):
        both = rule.date is not None
        yield f"{key}.weekday: {'stands beside' if both else 'is missing, and so is'} date; right would be one of them"
    elif rule.date is not None and (rule.weeks or rule.valid_from or rule.valid_until):
        yield f"{key}.date: says the one day already; weeks, valid_from and valid_until go with a weekday"
    if rule.valid_from is not None and rule.valid_until is not None and rule.valid_until < rule.valid_from:
        yield f"{key}.valid_until: {rule.valid_until} is before valid_from = {rule.valid_from}"


def _exception(
    key: str, exception: ExceptionSettings, settings: ReceptionsSettings, centre: CentreSettings
) -> Iterator[str]:
    changes = [exception.moved_to, exception.hours, exception.office, exception.substitute]
    told = any(change is not None for change in changes)
    if exception.off == told:
        yield f"{key}.off: right would be either off = true, or some of moved_to, hours, office, substitute"
    yield from _year(f"{key}.moved_to", exception.moved_to)
    rule = settings.rule(exception.rule)
    if rule is None:
        yield from _unknown(f"{key}.rule", "rule", exception.rule, [one.name for one in settings.rules])
        return
    if not holds_on(rule, exception.date):
        yield f"{key}.date: {rule.name!r} has no reception on {exception.date}; right would be a day on which it holds"
    if exception.substitute is not None:
        officials = [official.name for official in settings.officials]
        yield from _unknown(f"{key}.substitute", "official", exception.substitute, officials)
    if exception.office is not None:
        yield from _office(f"{key}.office", exception.office, settings, centre)
    if exception.hours is not None:
        yield from _hours(f"{key}.hours", exception.hours, rule.slot_min)


def _office(key: str, name: str, settings: ReceptionsSettings, centre: CentreSettings) -> Iterator[str]:
    offices = [place.name for place in centre.places if place.kind is PlaceKind.OFFICE]
    place = centre.place(name)
    if place is None:
        yield f"{key}: the centre has no place {name!r}; its offices are {_names(offices)}"
    elif place.kind is not PlaceKind.OFFICE:
        yield f"{key}: {name!r} is a {place.kind.value}; right would be an office: {_names(offices)}"
    elif settings.zone not in place.zones:
        yield f"{key}: {name!r} does not call the tickets of zone {settings.zone!r}; name the zone there in centre.toml"


def _hours(key: str, hours: str, slot_min: int) -> Iterator[str]:
    begins, ends = times_of(hours)
    if ends <= begins:
        yield f"{key}: {hours!r} ends before it has begun; right would be an end later that day"
    elif minutes(ends) - minutes(begins) < slot_min:
        yield f"{key}: {hours!r} is shorter than slot_min = {slot_min}; right would be one slot at least"


def _year(key: str, day: date | None) -> Iterator[str]:
    if day is not None and day.year not in YEARS:
        yield f"{key}: {day} is wrong; right would be a date from {YEARS[0]} to {YEARS[-1]}"


def _unknown(key: str, thing: str, name: str, known: Sequence[str]) -> Iterator[str]:
    if name not in known:
        yield f"{key}: there is no {thing} {name!r}; there are {_names(known)}"


def _names(names: Sequence[str] | Iterator[str]) -> str:
    return ", ".join(sorted(names)) or "none"


def _twice(table: str, names: Sequence[str]) -> Iterator[str]:
    for index, name in enumerate(names):
        if names.index(name) != index:
            yield f"{table}[{index}].name: {name} is taken by {table}[{names.index(name)}]; it must be unique"


def _checked(settings: ReceptionsSettings, centre: CentreSettings, source: str) -> ReceptionsSettings:
    for complaint in complaints(settings, centre):
        raise SettingsError(f"{source}: {complaint}")
    return settings
