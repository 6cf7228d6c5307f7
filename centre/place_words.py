"""The words for a place: the short label for boards and papers, the phrase that sends a visitor there. Pure."""

from typing import Protocol

from centre.numerals import cardinal, ordinal_kk
from centre.words import words
from firmware.words import Bilingual, Language, PlaceKind


class NamedPlace(Protocol):
    """A place as people find it. Its settings are one, and its sign on the wire."""

    @property
    def kind(self) -> PlaceKind:
        """What it is."""

    @property
    def number(self) -> int | None:
        """1-999; None when it has a name of its own."""

    @property
    def letter(self) -> str:
        """What stands behind the number; mostly nothing."""

    @property
    def title(self) -> Bilingual | None:
        """The name of its own, if it has one."""

    @property
    def way(self) -> Bilingual | None:
        """What sends a visitor to a place with a name of its own."""


def place_label(place: NamedPlace, language: Language) -> str:
    """Return the name that signs, boards and papers show: "3-терезе", "Кабинет 12А", or the name of its own."""
    if place.title is not None:
        return place.title.get(language)
    sign = words().places[place.kind].sign.get(language)
    return sign.format(number=f"{place.number or ''}{place.letter}")


def way_to_place(place: NamedPlace, language: Language) -> str:
    """Return the spoken phrase, all in words, that sends a visitor to the place."""
    if place.way is not None:
        return place.way.get(language)
    if place.number is None:  # a sign of a newer neighbour's making: what it is called must do
        return place_label(place, language)
    number = ordinal_kk(place.number) if language is Language.KK else cardinal(place.number, Language.RU)
    if place.letter:
        number = f"{number} {words().letters[language].get(place.letter, place.letter)}"
    return words().places[place.kind].way.get(language).format(number=number)
