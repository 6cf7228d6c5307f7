"""A day as lines and bars: how many waited in each zone, and whom each place had when."""

from collections.abc import Sequence
from typing import NamedTuple

from busy_day.turns import Turns
from mqtt_bridge.events import Recorded


class Had(NamedTuple):
    """A place had a ticket of a zone, from when to when, in Unix seconds."""

    place: str
    zone: str
    since: float
    until: float


class Course:
    """What happened in the order of time."""

    def __init__(self, history: Sequence[Recorded]) -> None:
        self.waiting: dict[str, list[tuple[float, int]]] = {}
        """By zone: from that moment on so many waited."""
        self.had: list[Had] = []
        turns = Turns()
        now: dict[str, tuple[str, str, float]] = {}
        for recorded in history:
            turns.follow(recorded)
            counts = dict.fromkeys(self.waiting, 0)
            for turn in turns.waiting():
                counts[turn.zone] = counts.get(turn.zone, 0) + 1
            for zone, count in counts.items():
                self.waiting.setdefault(zone, []).append((recorded.at, count))
            for place, (ticket_id, zone, since) in [*now.items()]:
                if turns.at_place.get(place) != ticket_id:
                    self.had.append(Had(place, zone, since, recorded.at))
                    del now[place]
            for place, ticket_id in turns.at_place.items():
                if place not in now:
                    now[place] = (ticket_id, turns.turns[ticket_id].zone, recorded.at)
