"""One simulated day, and what is left of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import simpy

from busy_day.day_hall import DayHall, spans_of_day
from busy_day.demand import HOUR_S, Demand
from busy_day.visitors import Visitors
from busy_day.workers import AWAY, OVERTIME_S, Worker, places_away
from centre.hours import OpenSpan
from centre.settings import CentreSettings
from hall.state import Hall
from mqtt_bridge.events import Recorded


@dataclass(frozen=True)
class DayRun:
    """What came of a day."""

    centre: CentreSettings
    spans: Sequence[OpenSpan]
    away: dict[str, tuple[float, float]]
    """When a place was closed in the middle of the day, so that a competence had none."""
    history: Sequence[Recorded]
    refusals: dict[str, int]


def run_day(centre: CentreSettings, seed: int) -> DayRun:
    """Let a day go by. The same seed gives the same day."""
    spans = spans_of_day(centre)
    opens, closes = spans[0].begins, spans[-1].ends
    env = simpy.Environment(initial_time=opens - HOUR_S)
    day = DayHall(centre, env, Hall(centre))
    visitors = Visitors(day, Demand(centre, seed))
    visitors.invite(spans)
    hour = (opens + AWAY[0], opens + AWAY[1])
    away = dict.fromkeys(places_away(centre), hour)
    for place in centre.places:
        env.process(Worker(day, visitors, place, [away[place.name]] if place.name in away else []).work(spans))
    env.process(day.let_time_pass())
    env.run(until=closes + OVERTIME_S + 2 * HOUR_S)
    day.end()
    return DayRun(centre, spans, away, day.history, day.refusals)
