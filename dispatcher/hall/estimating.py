"""How long who comes now is expected to wait: by the last visits, the lines and their places. Or nothing."""

from collections import defaultdict
from collections.abc import Container, Sequence
from math import sqrt
from statistics import fmean
from typing import NamedTuple

from centre.hours import coming_hours
from centre.settings import PlaceSettings
from dispatcher.hall.line import Line, LineKey, Rank
from dispatcher.hall.next_ticket import may_call
from dispatcher.hall.state import Hall
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
_NOBODY = 1e-6
"""Of a line: what reckoning leaves of nobody."""


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
        self._lines = {key: float(_count(line, key, at)) for key, line in hall.lines.items()}
        self._teams: dict[tuple[LineKey, ...], list[PlaceSettings]] = defaultdict(list)
        """Open places by the lines that they call: those of one team do the same work."""
        for place in self._open:
            self._teams[tuple(key for key in self._lines if may_call(hall, place, key))].append(place)

    def wait(self, key: LineKey) -> WaitEstimate | None:
        """Return the wait of who joins the line *key*; None when nobody can honestly tell."""
        wait = self.wait_s(key)
        if wait is None:
            return None
        low_s = max(0.0, wait.middle_s - LIKELY * wait.off_s)
        high_s = wait.middle_s + LIKELY * wait.off_s
        low_s, high_s = (_with_breaks(self._hall, self._at, wait_s) for wait_s in (low_s, high_s))
        low, high = int(low_s / 60) // STEP_MIN * STEP_MIN, -(-int(high_s / 60 + 1) // STEP_MIN) * STEP_MIN
        return WaitEstimate(from_min=low, to_min=high) if high <= LONGEST_MIN else None

    def wait_s(self, key: LineKey) -> Wait | None:
        """Return the wait without breaks.

        Whoever waits already is called before. Each open place works on the lines that it may call in proportion to how
        long they are, since it calls whoever has waited longest, until one of the new ticket's places has called all of
        its lines. If that one is busy, a part of a visit goes by until it is free.
        """
        hall = self._hall
        visits = hall.services.get(key.zone, ())
        mine = {place.name for place in self._open if may_call(hall, place, key)}
        if len(visits) < FEWEST_VISITS or not mine:
            return None
        usual_s = fmean(visits) + BETWEEN_S
        drained_s, free = self._drained(mine, usual_s)
        if any(hall.place(name).ticket_id is None for name in free) and not drained_s:
            return Wait(0.0, 0.0)
        spread = sqrt(fmean((visit + BETWEEN_S - usual_s) ** 2 for visit in visits)) / usual_s
        rest_s = usual_s * (1 + spread**2) / 2 / len(free)
        middle_s = drained_s + rest_s
        off_s = middle_s * spread * sqrt(rest_s / middle_s + 1 / len(visits))
        return Wait(middle_s, min(off_s, middle_s))

    def _drained(self, mine: Container[str], usual_s: float) -> tuple[float, Sequence[str]]:
        """Return when the first of the places *mine* has nobody left to call, and which ones are it then."""
        by_zone = {zone: fmean(taken) + BETWEEN_S for zone, taken in self._hall.services.items()}
        left, drained_s = dict(self._lines), 0.0
        while True:
            load = {lines: sum(left[line] for line in lines) for lines in self._teams}
            idle = [place.name for lines, team in self._teams.items() if not load[lines] for place in team]
            if free := [name for name in idle if name in mine]:
                return drained_s, free
            pace = dict.fromkeys(left, 0.0)
            for lines, team in self._teams.items():
                for line in lines:
                    if load[lines]:
                        pace[line] += len(team) * left[line] / load[lines] / by_zone.get(line.zone, usual_s)
            step_s = min(left[line] / pace[line] for line in left if pace[line] > 0)
            for line, before in left.items():
                after = before - pace[line] * step_s
                left[line] = after if after > _NOBODY else 0.0
            drained_s += step_s


def _count(line: Line, key: LineKey, at: float) -> int:
    """Return how many of a line are called before who comes now."""
    if key.rank is not Rank.APPOINTMENT:
        return len(line)
    return sum(turn[0] <= at + SOON_S for turn in line.head(len(line)))


def _with_breaks(hall: Hall, at: float, wait_s: float) -> float:
    """Return the wait with the breaks in it, in which nobody is called."""
    hours = coming_hours(hall.centre, hall.day)
    if hours is None:
        return wait_s
    for span, following in zip(hours.spans, hours.spans[1:], strict=False):
        if span.begins <= at < span.ends <= at + wait_s:
            return wait_s + following.begins - span.ends
    return wait_s


def open_places(hall: Hall, zone: str) -> int:
    """Return how many places call the tickets of *zone* now."""
    return sum(
        zone in place.zones and hall.place(place.name).status is PlaceStatus.OPEN for place in hall.centre.places
    )
