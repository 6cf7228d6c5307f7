"""The clips that a centre needs, and what is said in each. Pure."""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from centre.numerals import cardinal, time_words
from centre.place_words import NamedPlace, way_to_place
from centre.settings import CentreSettings
from centre.words import words
from firmware.words import Bilingual, Language, Slug, TimeOfDay
from mqtt_bridge.public import Centre

CHIME = "chime"
"""The key of the clip that stands before a call; no voice says it."""
NOTICE = "notice"
"""Likewise before words to all."""
ALARM = "alarm"
"""Likewise before words that may save lives. Nobody takes it for one of the others."""
TONES = (CHIME, NOTICE, ALARM)

_FALLS, _STAYS_UP = ".", ","
_TONE_OF_SIGN = {"": _STAYS_UP, ",": _STAYS_UP, ":": _FALLS, ".": _FALLS, "?": "?", "!": "!"}
_TONE_OF_TIME = {Language.KK: _STAYS_UP, Language.RU: _FALLS}
"""In Kazakh the verb comes after it, in Russian nothing."""

_NUMBER_PARTS = (*range(1, 100), *range(100, 1000, 100), *range(1000, 10_000, 1000))


@dataclass(frozen=True, order=True)
class Clip:
    """One piece of speech. Its key is its name in the bank, and as a file the name of its recording."""

    key: str
    language: Language
    text: str
    tone: str = _STAYS_UP
    """How the voice goes at its end: it stays up with a comma, falls with a full stop, asks with a question mark."""

    def written(self) -> str:
        """Return the text as an engine is to read it."""
        return self.text + self.tone


class NamedZone(Protocol):
    """A zone as people read of it. Its settings are one, and its sign on the wire."""

    @property
    def title(self) -> Bilingual:
        """What it is called."""

    @property
    def wait_at(self) -> Bilingual:
        """Where its visitors wait."""


@dataclass(frozen=True)
class Needs:
    """What a centre's voice must be able to say besides numbers and phrases."""

    places: Mapping[Slug, NamedPlace]
    times: frozenset[TimeOfDay] = frozenset()
    """At which its hours begin and end."""
    zones: Mapping[Slug, NamedZone] = field(default_factory=dict)
    """What its stations say of them."""


def needs_of(centre: CentreSettings) -> Needs:
    """Return what a centre needs by its settings: the hours of all its weekdays, and of its own days."""
    days = centre.hours
    spans = [span for day in centre.calendar.days for span in day.hours]
    if days is not None:
        spans += [s for day in (days.mon, days.tue, days.wed, days.thu, days.fri, days.sat, days.sun) for s in day]
    times = frozenset(time for span in spans for time in span.split("-"))
    zones: dict[Slug, NamedZone] = {zone.name: zone for zone in centre.zones}
    return Needs({place.name: place for place in centre.places}, times, zones)


def needs_heard(centre: Centre) -> Needs:
    """Return what the centre that is published needs: the hours of the next days."""
    zones: dict[Slug, NamedZone] = {sign.zone: sign for sign in centre.zones}
    try:
        zone = ZoneInfo(centre.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # then nobody can tell what time it is there
        return Needs({sign.place: sign for sign in centre.places}, zones=zones)
    moments = [at for span in centre.hours.spans for at in (span.begins, span.ends)] if centre.hours else []
    times = frozenset(datetime.fromtimestamp(at, zone).strftime("%H:%M") for at in moments)
    return Needs({sign.place: sign for sign in centre.places}, times, zones)


def number_clip(part: int, language: Language) -> Clip:
    """Return the clip of one of `centre.numerals.parts`: 1-99, whole hundreds, whole thousands."""
    return Clip(f"{language.value}/{part}", language, cardinal(part, language))


def phrase_clip(name: str, language: Language) -> Clip:
    """Return the clip of one of the phrases of words.toml."""
    phrase = words().phrase(name, language)
    return Clip(f"{language.value}/{name}", language, phrase.name, _TONE_OF_SIGN[phrase.sign])


def place_clip(name: Slug, place: NamedPlace, language: Language) -> Clip:
    """Return the clip that sends a visitor to the place of that name."""
    return Clip(f"{language.value}/to-{name}", language, way_to_place(place, language), _FALLS)


def time_clip(time: TimeOfDay, language: Language) -> Clip:
    """Return the clip that says when something happens."""
    key = f"{language.value}/at-{time.replace(':', '')}"
    return Clip(key, language, time_words(time, language), _TONE_OF_TIME[language])


def zone_clip(name: Slug, title: Bilingual, language: Language) -> Clip:
    """Return the clip that names a zone."""
    return _own_clip("zone", name, title.get(language), language)


def wait_clip(name: Slug, wait_at: Bilingual, language: Language) -> Clip:
    """Return the clip that says where a zone's visitors wait."""
    text = wait_at.get(language)
    return _own_clip("wait", name, text[:1].lower() + text[1:], language)


def _own_clip(kind: str, name: Slug, text: str, language: Language) -> Clip:
    """Return the clip of a text of the centre's own. Its key says which text, so that no bank says yesterday's."""
    text = text.strip().rstrip(".")
    return Clip(f"{language.value}/{kind}-{name}-{zlib.crc32(text.encode()):08x}", language, text, _FALLS)


def inventory(needs: Needs) -> list[Clip]:
    """Return all clips of a centre but the tones: every number 1-9999 is three of them at most."""
    clips: list[Clip] = []
    for language in Language:
        clips += _of_language(needs, language)
    return clips


def _of_language(needs: Needs, language: Language) -> Iterable[Clip]:
    yield from (phrase_clip(name, language) for name in words().phrases[language])
    yield from (number_clip(part, language) for part in _NUMBER_PARTS)
    yield from (place_clip(name, place, language) for name, place in sorted(needs.places.items()))
    yield from (time_clip(time, language) for time in sorted(needs.times))
    for name, zone in sorted(needs.zones.items()):
        yield from (zone_clip(name, zone.title, language), wait_clip(name, zone.wait_at, language))
