"""What places are called, on signs and by the voice: the checks. A complaint names the key and what would be right."""

from collections.abc import Iterator

from centre.settings import CentreSettings, PlaceSettings

LONGEST_TITLE = 60
"""Letters of a place's own name: more have no room on a wall or a ticket."""
LONGEST_WAY = 160


def place_complaints(centre: CentreSettings) -> Iterator[str]:
    """Yield what is wrong with the names of places."""
    signs: dict[str, int] = {}
    for index, place in enumerate(centre.places):
        yield from (f"places[{index}].{complaint}" for complaint in _complaints(place))
        for key, sign in _signs(place):
            first = signs.setdefault(sign, index)
            if first != index:
                yield f"places[{index}].{key}: {sign} is taken by places[{first}]; it must be unique"


def _complaints(place: PlaceSettings) -> Iterator[str]:
    if place.number is None and place.title is None:
        yield "number: is missing; right would be a number, or a title and a way for a place with a name of its own"
    if place.letter and place.number is None:
        yield f"letter: {place.letter} stands behind no number; right would be a number as well"
    if place.title is not None and place.way is None:
        yield "way: is missing; right would be what the voice says to send a visitor there, in both languages"
    if place.way is not None and place.title is None:
        yield "title: is missing; right would be the name on the sign, in both languages, beside the way"
    for key, text, most in (("title", place.title, LONGEST_TITLE), ("way", place.way, LONGEST_WAY)):
        for language, written in (("kk", text.kk), ("ru", text.ru)) if text is not None else ():
            if len(written) > most:
                yield f"{key}.{language}: has {len(written)} characters, at most {most}"
            if key == "way" and any(letter.isdigit() for letter in written):
                yield f"way.{language}: {written!r} has digits; right would be words, as they are to be spoken"


def _signs(place: PlaceSettings) -> Iterator[tuple[str, str]]:
    if place.title is not None:
        yield "title.kk", place.title.kk
        yield "title.ru", place.title.ru
    elif place.number is not None:
        yield "number", f"{place.kind.value} {place.number}{place.letter}"
