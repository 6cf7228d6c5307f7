"""Who waits, on paper, for a hall that goes on by hand: what the list holds, and over how many papers it goes. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from firmware.words import Number, Slug
from mqtt_bridge.public import Called

MOST_NUMBERS = 60
"""So many numbers are on one paper."""
IN_A_ROW = 3
"""Numbers beside each other on the narrower paper; the wider one has room for one more."""
_MOST_ROWS = 30
"""With the head about 30 cm."""
_ROWS_OF_A_HEAD = 5
"""A zone's title in both languages, and the captions."""


@dataclass(frozen=True)
class ListedZone:
    """A zone's part of the list."""

    zone: Slug
    now: tuple[Called, ...] = ()
    """Who is at which place."""
    numbers: tuple[Number, ...] = ()
    """Who waits, in the order in which they are to be called."""
    more: int = 0
    """So many wait besides, and the station does not know their numbers."""
    goes_on: bool = False
    """The paper before this one holds the beginning."""


@dataclass(frozen=True)
class WaitingList:
    """What is printed, and how far it is to be trusted. Times are Unix seconds."""

    zones: tuple[ListedZone, ...]
    board_at: float | None
    """From when the board is that it was made from; None: there was none, so nobody knows who has been called."""
    printed_at: float | None = None
    """None when the station does not know the time."""

    def papers(self) -> tuple["WaitingList", ...]:
        """Cut the list into papers of a length that a hand can hold; one at least."""
        papers: list[list[ListedZone]] = [[]]
        for zone in self.zones:
            for part, begins_paper in _parts(zone, papers[-1]):
                if begins_paper:
                    papers.append([])
                papers[-1].append(part)
        return tuple(replace(self, zones=tuple(zones)) for zones in papers)


def _parts(zone: ListedZone, before: list[ListedZone]) -> Iterator[tuple[ListedZone, bool]]:
    """Cut *zone* where the paper that holds *before* ends; each part with whether it begins another paper."""
    room = _room(zone, before)
    begins_paper = bool(before) and room < min(len(zone.numbers), IN_A_ROW)
    if begins_paper:
        room = _room(zone, [])
    while len(zone.numbers) > room:
        yield replace(zone, numbers=zone.numbers[:room], more=0), begins_paper
        zone = replace(zone, now=(), numbers=zone.numbers[room:], goes_on=True)
        begins_paper, room = True, _room(zone, [])
    yield zone, begins_paper


def _room(zone: ListedZone, before: list[ListedZone]) -> int:
    """Return how many of the zone's numbers find room beneath *before*, which may be less than none."""
    rows = _MOST_ROWS - sum(_rows(zone) for zone in before) - _rows(replace(zone, numbers=()))
    return min(rows * IN_A_ROW, MOST_NUMBERS - sum(len(zone.numbers) for zone in before))


def _rows(zone: ListedZone) -> int:
    return _ROWS_OF_A_HEAD + len(zone.now) + -(-len(zone.numbers) // IN_A_ROW)
