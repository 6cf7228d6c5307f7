"""A country's public holidays, by the library `holidays`, and which of them are certain. Loads it when first asked."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from centre.holiday_names import russian_name
from firmware.words import Bilingual

_BETWEEN_NAMES = "; "
"""What the library puts between the names of holidays that fall on one day."""


class PublicDays(NamedTuple):
    """Those of one year."""

    off: Mapping[date, Bilingual]
    estimated: Mapping[date, Bilingual]
    """Reckoned by the moon, and announced only shortly before: nobody is off for certain."""
    worked: frozenset[date]
    """Days of a weekend that are worked for another day."""


NO_DAYS = PublicDays({}, {}, frozenset())


def is_known_country(country: str) -> bool:
    """Tell whether the library knows the country of that code; '' is one without holidays."""
    return not country or _kind(country) is not None


@lru_cache(maxsize=8)
def public_days(country: str, year: int) -> PublicDays:
    """Return the days of *year*; none of a country that is not known. The first call takes a fifth of a second."""
    kind = _kind(country) if country else None
    if kind is None:
        return NO_DAYS
    names = {language: dict(_names(kind, year, language)) for language in ("kk", "ru")}
    off: dict[date, Bilingual] = {}
    estimated: dict[date, Bilingual] = {}
    for day, (certain, guessed) in names["kk"].items():
        kk, which = (certain, 0) if certain else (guessed, 1)
        ru = names["ru"][day][which] if "ru" in kind.supported_languages else list(map(russian_name, kk))
        (estimated if which else off)[day] = Bilingual(kk=_BETWEEN_NAMES.join(kk), ru=_BETWEEN_NAMES.join(ru))
    worked = frozenset(day for day in kind(years=year).weekend_workdays if day.year == year)
    return PublicDays(off, estimated, worked)


@lru_cache(maxsize=8)
def _kind(country: str) -> Any:
    import holidays  # all countries of the world: 13 MB

    try:
        return type(holidays.country_holidays(country))
    except NotImplementedError:
        return None


def _names(kind: Any, year: int, language: str) -> Iterator[tuple[date, tuple[list[str], list[str]]]]:
    """Yield each day with the names that are certain, and with those that are estimated."""
    # Asked for a language that it has not, the library gives English, or that of the environment, in silence.
    calendar = kind(years=year, language=language if language in kind.supported_languages else kind.default_language)
    labels = [getattr(kind, label, None) for label in ("observed_estimated_label", "estimated_label")]
    marks = [re.escape(calendar.tr(label)).replace("%s", "(.+)") for label in labels if label]
    marked = re.compile("|".join(marks) or r"(?!)")
    for day, text in calendar.items():
        certain: list[str] = []
        guessed: list[str] = []
        for name in text.split(_BETWEEN_NAMES):
            found = marked.fullmatch(name)
            if found is None:
                certain.append(name)
            else:
                guessed.append(next(group for group in found.groups() if group))
        yield day, (certain, guessed)
