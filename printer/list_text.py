"""What stands on a waiting list, line by line, in both languages, with foreign text made harmless."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from centre.place_words import place_label
from firmware.words import Bilingual, Language, Number
from mqtt_bridge.public import Called, Centre
from printer import texts
from printer.cleaning import HasLetter, clean
from printer.local_time import local_time
from printer.waiting_list import ListedZone, WaitingList


class ListPart(Enum):
    """What a line of the list is for."""

    HEAD = auto()
    SOURCE = auto()
    ZONE = auto()
    CAPTION = auto()
    MORE = auto()


@dataclass(frozen=True)
class Words:
    """One text, unwrapped."""

    part: ListPart
    text: str
    is_first: bool = True
    """In Kazakh, or in both; Russian stands beneath."""


@dataclass(frozen=True)
class AtPlace:
    """A place, and who is there."""

    place: str
    number: Number


@dataclass(frozen=True)
class Numbers:
    """Numbers in the order of call."""

    numbers: tuple[Number, ...]


ListLine = Words | AtPlace | Numbers


def list_text(paper: WaitingList, centre: Centre, has_letter: HasLetter, page: int, pages: int) -> Iterator[ListLine]:
    """Compose one paper of a list, from top to bottom. Never raises on foreign text, unknown zones or time zones."""
    count = f"  {page}/{pages}" if pages > 1 else ""
    yield Words(ListPart.HEAD, texts.LIST.kk + count)
    yield Words(ListPart.HEAD, texts.LIST.ru, is_first=False)
    yield from _both(ListPart.SOURCE, _source(paper, centre))
    yield from _both(ListPart.SOURCE, _with_time(texts.LIST_PRINTED, paper.printed_at, centre))
    for zone in paper.zones:
        yield from _zone(zone, centre, has_letter, is_known=paper.board_at is not None)


def _source(paper: WaitingList, centre: Centre) -> Bilingual:
    return texts.LIST_NO_BOARD if paper.board_at is None else _with_time(texts.LIST_BOARD, paper.board_at, centre)


def _with_time(text: Bilingual, at: float | None, centre: Centre) -> Bilingual:
    time = None if at is None else local_time(at, centre.timezone, "%d.%m %H:%M")
    return Bilingual(
        kk=text.kk.format(time=time or texts.TIME_UNKNOWN.kk), ru=text.ru.format(time=time or texts.TIME_UNKNOWN.ru)
    )


def _zone(zone: ListedZone, centre: Centre, has_letter: HasLetter, *, is_known: bool) -> Iterator[ListLine]:
    yield from _both(ListPart.ZONE, _title(zone, centre, has_letter))
    if zone.now:
        yield from _in_one(ListPart.CAPTION, texts.AT_PLACES)
        for called in zone.now:
            yield AtPlace(_place(called, centre), called.number)
    if zone.numbers:
        yield from _in_one(ListPart.CAPTION, texts.GOES_ON if zone.goes_on else texts.IN_ORDER)
        yield Numbers(zone.numbers)
    elif not zone.more:
        yield from _in_one(ListPart.CAPTION, texts.NOBODY_WAITS if is_known else texts.NO_TICKETS)
    if zone.more:
        more = Bilingual(kk=texts.MORE.kk.format(more=zone.more), ru=texts.MORE.ru.format(more=zone.more))
        yield from _both(ListPart.MORE, more)


def _title(zone: ListedZone, centre: Centre, has_letter: HasLetter) -> Bilingual:
    sign = next((sign for sign in centre.zones if sign.zone == zone.zone), None)
    if sign is None:
        return Bilingual(kk=zone.zone, ru=zone.zone)
    kk, ru = (clean(sign.title.get(language), has_letter)[0] or zone.zone for language in (Language.KK, Language.RU))
    return Bilingual(kk=kk, ru=ru)


def _place(called: Called, centre: Centre) -> str:
    sign = next((sign for sign in centre.places if sign.place == called.place), None)
    if sign is None:
        return called.place
    return " · ".join(place_label(sign, language) for language in (Language.KK, Language.RU))


def _both(part: ListPart, text: Bilingual) -> Iterator[Words]:
    yield Words(part, text.kk)
    if text.ru != text.kk:
        yield Words(part, text.ru, is_first=False)


def _in_one(part: ListPart, text: Bilingual) -> Iterator[Words]:
    yield Words(part, f"{text.kk} · {text.ru}")
