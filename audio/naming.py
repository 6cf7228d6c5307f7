"""A place as a technician names it on a command line: one of a centre's, or just a kind and a number. Pure."""

import re

from centre.place_words import NamedPlace
from centre.settings import CentreSettings
from centre.words import words
from firmware.words import Language, PlaceKind, Slug
from mqtt_bridge.public import PlaceSign


def place_named(name: str, centre: CentreSettings | None) -> tuple[Slug, NamedPlace]:
    """Return the place's name in the bank, and the place. Raises ValueError with what would be right."""
    if centre is not None:
        place = centre.place(name)
        if place is None:
            raise ValueError(f"place {name}: there is none; there are {', '.join(one.name for one in centre.places)}")
        return place.name, place
    kinds, letters = "|".join(kind.value for kind in PlaceKind), "".join(words().letters[Language.KK])
    found = re.fullmatch(rf"({kinds})-([1-9]\d{{0,2}})([{letters}]?)", name)
    if found is None:
        raise ValueError(f"place {name}: is no kind and number; right would be one like window-3, or --centre")
    kind, number, letter = found.groups()
    sign = PlaceSign(place=f"{kind}-{number}", kind=PlaceKind(kind), number=int(number), letter=letter, zones=())
    return sign.place, sign
