"""How long who comes now is expected to wait: by the last visits, the lines and their places. Or nothing."""

from functools import cached_property
from itertools import chain, pairwise
from math import sqrt
from statistics import fmean, median
from typing import NamedTuple

from centre.hours import Hours, coming_hours
from hall.draining import Crowd, run_dry
from hall.line import Line, LineKey, Rank
from hall.next_ticket import callers
from hall.state import Hall
from mqtt_bridge.estimate import WaitEstimate
from mqtt_bridge.replies import PlaceStatus

FEWEST_VISITS = 3
"""Fewer say nothing about the next."""
STEP_MIN = 5
LIKELY = 1.0
"""So many standard deviations to either side: three waits of four end within."""
LONGEST_MIN = 240
"""Whoever would wait longer is told nothing rather than a guess."""
BETWEEN_S = 30.0
"""From the end of a visit to the next call."""
SOON_S = 1800.0
"""An appointment that is due so soon is called before who comes now."""
FORGOTTEN = 4.0
"""A visit of so many times the median counts as no longer than that: nobody said that it had ended."""


class Wait(NamedTuple):
    """What is expected, in seconds: the middle, and how far it may well be off."""

    middle_s: float
    off_s: float


class Outlook:
    """The lines and the open places at one moment: what the waits of those who come now are reckoned from."""

    def __init__(self, hall: Hall, at: float) -> None:
        self._hall = hall
        self._at = at
        self._open = [place for place in hall.centre.places if hall.place(place.name).status is PlaceStatus.OPEN]
        self._by_zone = {
            zone.name: [each for each in self._open if zone.name in each.zones] for zone in hall.centre.zones
        }
        self._callers: dict[tuple[str, str | None, str | None], frozenset[str]] = {}

    def open_places(self, zone: str) -> int:
        """Return how many places call the tickets of *zone*."""
        return len(self._by_zone.get(zone, ()))

    def wait(self, key: LineKey) -> WaitEstimate | None:
        """Return the wait of who joins the line *key*; None when nobody can honestly tell."""
        wait = self.wait_s(key)
        if wait is None:
            return None
        hours = coming_hours(self._hall.centre, self._hall.day)
        low_s = _with_breaks(hours, self._at, max(0.0, wait.middle_s - LIKELY * wait.off_s))
        high_s = _with_breaks(hours, self._at, wait.middle_s + LIKELY * wait.off_s)
        if low_s is None or high_s is None:
            return None
        low, high = int(low_s / 60) // STEP_MIN * STEP_MIN, -(-int(high_s / 60 + 1) // STEP_MIN) * STEP_MIN
        return WaitEstimate(from_min=low, to_min=high) if high <= LONGEST_MIN else None

    def wait_s(self, key: LineKey) -> Wait | None:
        """Return the wait without breaks; roughly, where it is longer than anybody is told.

        Whoever waits already is called before, until one of the new ticket's places has called all of its lines. If
        that one is busy, a part of a visit goes by until it is free.
        """
        visits, mine = self._visits.get(key.zone, []), self._who_calls(key)
        if len(visits) < FEWEST_VISITS or not mine:
            return None
        drained_s = min(self._dry_s.get(name, 0.0) for name in mine)
        free = [name for name in mine if self._dry_s.get(name, 0.0) == drained_s]
        if not drained_s and any(self._hall.place(name).ticket_id is None for name in free):
            return Wait(0.0, 0.0)
        usual_s = fmean(visits)
        spread = sqrt(fmean([(visit - usual_s) ** 2 for visit in visits])) / usual_s
        rest_s = usual_s * (1 + spread**2) / 2 / len(free)
        middle_s = drained_s + rest_s
        off_s = middle_s * spread * sqrt(rest_s / middle_s + 1 / len(visits))
        return Wait(middle_s, min(off_s, middle_s))

    @cached_property
    def _visits(self) -> dict[str, list[float]]:
        """By zone: how long a place had each of the last visits, and what went by until the next."""
        return {zone: _honest(list(taken)) for zone, taken in self._hall.services.items() if taken}

    @cached_property
    def _dry_s(self) -> dict[str, float]:
        """When each of the open places has nobody left to call."""
        usual_s = {zone: fmean(visits) for zone, visits in self._visits.items() if len(visits) >= FEWEST_VISITS}
        anywhere_s = fmean(_honest([*chain.from_iterable(self._hall.services.values())]))
        crowds = (
            (Crowd(self._who_calls(key), usual_s.get(key.zone, anywhere_s)), _count(line, key, self._at))
            for key, line in self._hall.lines.items()
        )
        return run_dry(crowds, LONGEST_MIN * 60)

    def _who_calls(self, key: LineKey) -> frozenset[str]:
        """Return the open places that call the tickets of this line: asked once for all that the same ones call."""
        asked = (key.zone, key.competence, key.bound_to)
        if asked not in self._callers:
            places = self._by_zone.get(key.zone, ()) if key.bound_to is None else self._open
            self._callers[asked] = frozenset(place.name for place in callers(self._hall, key, places))
        return self._callers[asked]


def _honest(visits: list[float]) -> list[float]:
    """Return how long visits take with the time until the next, a forgotten end being cut off."""
    longest_s = FORGOTTEN * median(visits)
    return [min(visit, longest_s) + BETWEEN_S for visit in visits]


def _count(line: Line, key: LineKey, at: float) -> int:
    """Return how many of a line are called before who comes now."""
    if key.rank is not Rank.APPOINTMENT:
        return len(line)
    return sum(turn[0] <= at + SOON_S for turn in line.head(len(line)))


def _with_breaks(hours: Hours | None, at: float, wait_s: float) -> float | None:
    """Return the wait with the breaks in it, in which nobody is called; None when the day is over before."""
    if hours is None or not hours.spans:
        return wait_s
    comes_at = max(at, hours.spans[0].begins) + wait_s
    for span, following in pairwise(hours.spans):
        if following.begins <= at:
            continue
        if comes_at < span.ends:
            break
        if span.ends_day and span.ends < following.begins:
            return None
        comes_at += following.begins - max(span.ends, at)
    return comes_at - at
