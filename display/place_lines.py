"""A place as the board writes it: its number large, and beside it what it is, in both languages. Pure."""

from functools import cache

from centre.place_words import NamedPlace
from centre.words import words
from display.scene import Direction, PlaceLine
from firmware.words import Bilingual


def place_line(place: NamedPlace, direction: Direction | None = None) -> PlaceLine:
    """Divide the name on a place's sign, "3-терезе" or "Окно 3", into number and noun."""
    if place.title is not None or place.number is None:
        title = place.title or words().places[place.kind].sign
        return PlaceLine(
            "", Bilingual(kk=_noun(title.kk), ru=_noun(title.ru)) if place.title is None else title, direction
        )
    sign = words().places[place.kind].sign
    return PlaceLine(f"{place.number}{place.letter}", Bilingual(kk=_noun(sign.kk), ru=_noun(sign.ru)), direction)


@cache
def _noun(sign: str) -> str:
    noun = sign.format(number="").strip(" -")
    return noun[:1].lower() + noun[1:]
