"""When places have called all of their lines, if nobody came any more. Knows numbers and no hall."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

COARSE = 0.02
"""Lines that end within such a part of the time gone by end together: the steps stay few, however many lines."""
_NOBODY = 1e-6
"""Such a part of a line: what reckoning leaves of nobody."""
_Team = tuple[str, ...]
"""Places that call the same lines."""


class Crowd(NamedTuple):
    """Who waits for the very same places, and takes as long there."""

    places: frozenset[str]
    each_s: float


def run_dry(waiting: Iterable[tuple[Crowd, float]], horizon_s: float) -> dict[str, float]:
    """Return after how many seconds each place has nobody left to call; a place that is missing has nobody now.

    Each place works on its crowds in proportion to how many they are, since it calls whoever has waited longest.
    Beyond *horizon_s* all go on as they do then.
    """
    counts: dict[Crowd, float] = defaultdict(float)
    for crowd, count in waiting:
        if count > 0 and crowd.places:
            counts[crowd] += count
    work, drained_s = _Work(counts), 0.0
    dry_s: dict[str, float] = {}
    while work.calls:
        shares = work.shares()
        if drained_s > horizon_s:
            for team, called in work.calls.items():
                dry_s |= dict.fromkeys(team, drained_s + 1 / min(map(shares.__getitem__, called)))
            break
        step_s = max(1 / max(shares.values()), drained_s * COARSE)
        drained_s += step_s
        for team in work.go_on(shares, step_s):
            dry_s |= dict.fromkeys(team, drained_s)
    return dry_s


class _Work:
    """What is left to do: crowds, told by their index, and teams of the places that call the same ones."""

    def __init__(self, counts: Mapping[Crowd, float]) -> None:
        self._begun = list(counts.values())
        self._left = list(counts.values())
        self._each_s = [crowd.each_s for crowd in counts]
        by_place: dict[str, list[int]] = defaultdict(list)
        for index, crowd in enumerate(counts):
            for place in crowd.places:
                by_place[place].append(index)
        alike: dict[tuple[int, ...], list[str]] = defaultdict(list)
        for place, indexes in by_place.items():
            alike[tuple(indexes)].append(place)
        self.calls = {tuple(team): set(indexes) for indexes, team in alike.items()}
        """By team, as long as it has any: the crowds that it still calls."""
        self._called_by: dict[int, list[_Team]] = defaultdict(list)
        """The crowds that have not ended."""
        for team, called in self.calls.items():
            for index in called:
                self._called_by[index].append(team)

    def shares(self) -> dict[int, float]:
        """Return which part of each crowd is called in a second."""
        care = {team: len(team) / sum(map(self._left.__getitem__, called)) for team, called in self.calls.items()}
        each_s = self._each_s
        return {crowd: sum(map(care.__getitem__, teams)) / each_s[crowd] for crowd, teams in self._called_by.items()}

    def go_on(self, shares: Mapping[int, float], step_s: float) -> Iterator[_Team]:
        """Call for so long; yield the teams that then have nobody left."""
        for crowd, share in shares.items():
            self._left[crowd] *= max(0.0, 1 - share * step_s)
            if self._left[crowd] > self._begun[crowd] * _NOBODY:
                continue
            for team in self._called_by.pop(crowd):
                self.calls[team].remove(crowd)
                if not self.calls[team]:
                    del self.calls[team]
                    yield team
