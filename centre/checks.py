"""Reading a centre's document, and the checks between its keys; a complaint names the key and what would be right."""

from collections.abc import Hashable, Iterator
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec.structs import replace

from centre.calendar_checks import (
    calendar_warnings,
    country_complaints,
    day_complaints,
    estimate_warnings,
    hours_complaints,
)
from centre.lease_sizes import lease_size, pool_of
from centre.place_checks import place_complaints
from centre.service_checks import service_complaints
from centre.settings import CalendarFile, CentreSettings
from centre.ticker import ticker_complaints
from firmware.settings import SettingsError, load_settings, parse_settings
from firmware.words import Role

MOST_BYTES = 48_000
"""Of a whole document as it stands in the journal: an event, and the `centre` snapshot, must fit into one message."""

DAY_BYTES = 60_000
"""Of the event that opens a day: the document, and what is known of each station."""
STATION_BYTES = 800
"""A station with twenty zones of long names."""


def load_centre(path: Path) -> CentreSettings:
    """Read and check centre.toml and the calendar file beside it. The days of that one are then the centre's own.

    Raises SettingsError with one line: file, key, what would be right.
    """
    centre = load_settings(path, CentreSettings)
    if not centre.calendar.file:
        return _checked(centre, str(path))
    if centre.calendar.days:
        raise SettingsError(f"{path}: calendar.days: stand in {centre.calendar.file!r}; right would be no days here")
    source = path.parent / centre.calendar.file
    days = load_settings(source, CalendarFile).days
    for complaint in day_complaints(days, "days"):
        raise SettingsError(f"{source}: {complaint}")
    return _checked(replace(centre, calendar=replace(centre.calendar, days=days)), str(path))


def load_centre_of(path: Path, site: str, whose: str) -> CentreSettings:
    """Do as `load_centre`; the centre must be that of *site*, which stands in the own settings of *whose*."""
    centre = load_centre(path)
    if centre.site != site:
        right = f"{site!r}, as in {whose} own settings"
        raise SettingsError(f"{path}: site: {centre.site!r} is wrong; right would be {right}")
    return centre


def parse_centre(text: str, source: str) -> CentreSettings:
    """Read and check TOML text; *source* is how errors call it. No calendar file is read. Raises SettingsError."""
    return _checked(parse_settings(text, CentreSettings, source), source)


def decode_centre(document: str) -> CentreSettings:
    """Read the JSON that `encode_centre` wrote. Raises SettingsError when it is of another program.

    It was checked before it came into the journal, and is not again: a journal must be readable for a program whose
    checks are stricter, or on a machine that lacks the time zone.
    """
    try:
        return msgspec.json.decode(document, type=CentreSettings)
    except msgspec.DecodeError as error:
        raise SettingsError(f"the settings in force: {error}") from error


def encode_centre(centre: CentreSettings) -> str:
    """Return the whole document as JSON, for the journal."""
    return msgspec.json.encode(centre).decode()


def complaints(centre: CentreSettings) -> Iterator[str]:
    """Yield what is wrong between the keys of *centre*: "key: what is wrong, what would be right"."""
    try:
        ZoneInfo(centre.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield f"timezone: {centre.timezone!r} is no time zone; right would be a name like 'Asia/Almaty'"
    yield from _twice("zones", "name", [zone.name for zone in centre.zones])
    yield from _twice("places", "name", [place.name for place in centre.places])
    yield from _twice("peers", "name", [peer.name for peer in centre.peers])
    yield from _twice("peers", "station", [peer.station for peer in centre.peers])
    yield from place_complaints(centre)
    yield from _ranges(centre)
    yield from hours_complaints(centre)
    yield from country_complaints(centre)
    yield from day_complaints(centre.calendar.days, "calendar.days")
    zones = {zone.name for zone in centre.zones}
    for index, place in enumerate(centre.places):
        for zone in place.zones:
            if zone not in zones:
                yield f"places[{index}].zones: there is no zone {zone!r}; there are {', '.join(sorted(zones))}"
    called = {zone for place in centre.places for zone in place.zones}
    for index, zone_settings in enumerate(centre.zones):
        if zone_settings.name not in called:
            yield f"zones[{index}].name: no place calls the tickets of zone {zone_settings.name!r}; name it in places"
    yield from _peers(centre)
    yield from service_complaints(centre)
    yield from ticker_complaints(centre.ticker)
    size = len(msgspec.json.encode(encode_centre(centre)))
    most = min(MOST_BYTES, DAY_BYTES - STATION_BYTES * len(centre.stations()))
    if size > most:
        yield f"the file: {size} bytes as JSON, at most {most}; texts, or the calendar, must be shorter"


def warnings(centre: CentreSettings, today: date) -> Iterator[str]:
    """Yield what works, but not well: "key: what will happen, what would help"."""
    stations = len(centre.stations())
    for index, zone in enumerate(centre.zones):
        if stations and not lease_size(zone, stations):
            yield (
                f"zones[{index}].last: of {len(pool_of(zone))} numbers at the top, {stations} stations cannot have a "
                f"share each, and give none of zone {zone.name!r} while nobody answers; a longer range would help"
            )
    yield from calendar_warnings(centre)
    yield from estimate_warnings(centre, today)


def _ranges(centre: CentreSettings) -> Iterator[str]:
    for index, zone in enumerate(centre.zones):
        if zone.last < zone.first:
            yield f"zones[{index}].last: {zone.last} is less than first = {zone.first}"
        for earlier in centre.zones[:index]:
            if zone.first <= earlier.last and earlier.first <= zone.last:
                yield (
                    f"zones[{index}].first: {zone.first}-{zone.last} of zone {zone.name!r} overlaps "
                    f"{earlier.first}-{earlier.last} of zone {earlier.name!r}; ranges of zones must not share a number"
                )


def _peers(centre: CentreSettings) -> Iterator[str]:
    places = {place.name for place in centre.places}
    for index, peer in enumerate(centre.peers):
        if peer.station is not None and peer.role is not Role.KIOSK:
            yield f"peers[{index}].station: role {peer.role.value} prints nothing; only a kiosk has a station"
        if peer.places and peer.role is not Role.KIOSK:
            yield f"peers[{index}].places: role {peer.role.value} has no buttons; only a kiosk has places"
        if peer.summonses and peer.role is not Role.KIOSK:
            yield f"peers[{index}].summonses: role {peer.role.value} has no buttons; only a kiosk needs summonses"
        if peer.evacuation and peer.role is not Role.KIOSK:
            yield f"peers[{index}].evacuation: role {peer.role.value} has no buttons; only a kiosk needs this right"
        for place in peer.places:
            if place not in places:
                yield f"peers[{index}].places: there is no place {place!r}; there are {', '.join(sorted(places))}"


def _twice(table: str, key: str, values: list[Hashable]) -> Iterator[str]:
    first: dict[Hashable, int] = {}
    for index, value in enumerate(values):
        if value is not None and first.setdefault(value, index) != index:
            yield f"{table}[{index}].{key}: {value} is taken by {table}[{first[value]}]; it must be unique"


def _checked(centre: CentreSettings, source: str) -> CentreSettings:
    for complaint in complaints(centre):
        raise SettingsError(f"{source}: {complaint}")
    return centre
