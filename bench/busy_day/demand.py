"""Who comes, when and for what, and how long it takes. Assumptions, no measurements: nobody has counted yet.

A district of this size may bring some eighty visitors to three windows on a day, most of them in the morning, and fewer
toward the evening; those who came during lunch come in when it ends. Service takes as long as service times usually do:
mostly short, sometimes very long (log-normal). Whoever takes a ticket and leaves has mostly left for good.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from centre.hours import Span
from centre.services import PurposeSettings
from centre.settings import CentreSettings, ZoneSettings

HOUR_S = 3600.0
MINUTE_S = 60.0

COMING = {9: 0.17, 10: 0.19, 11: 0.16, 12: 0.09, 14: 0.10, 15: 0.14, 16: 0.10, 17: 0.04, 18: 0.01}
"""Which share of a day's visitors comes in each hour; in one that a break cuts, within what is left of it."""
OTHERS = 20.0
"""Visitors a day of a zone that is not named here."""
VISITORS = {"consultation": 85.0, "self-service": 20.0}
WISHES = {
    "paper-appeal": 25.0,
    "social": 25.0,
    "land": 20.0,
    "complaint": 10.0,
    "sign-up": 10.0,
    "law-enforcement": 10.0,
}
"""How often a purpose is what somebody comes for, against the others of its zone."""
OTHER_WISH = 10.0
SERVICE_MIN = {"consultation": (8.0, 0.6), "self-service": (13.0, 0.5), "personal-reception": (11.0, 0.4)}
"""By zone: the median service, and the sigma of its logarithm."""
OTHER_SERVICE_MIN = (8.0, 0.5)
SHORTEST_S, LONGEST_S = 40.0, 75 * MINUTE_S

NO_SHOW = 0.06
COMES_LATE = 0.4
"""Of the no-shows, after some minutes."""
ASSISTANCE = 0.05
TRANSFERRED = 0.05
TRANSFERRED_AND_BACK = 0.05
PARKED = 0.04
APPOINTMENT_EVERY_S = 900.0
BOOKED = 0.75
"""Of the times that there are."""
RECEIVES = ((1.0, 3.5), (6.0, 8.0))
"""When officials receive, in hours after the opening."""


@dataclass
class Visit:
    """What will become of one ticket, drawn when it is taken. A worker finds out by calling it."""

    zone: str
    walk_s: float
    """From the call to the place."""
    services_s: list[float]
    """One for each place that it will be at, the first one first."""
    comes: bool = True
    late_s: float | None = None
    """So long after having been missed the visitor turns up."""
    transferred: bool = False
    comes_back: bool = False
    parked_s: float | None = None
    """So long the visitor is away for a paper that is lacking."""


@dataclass(frozen=True)
class Arrival:
    """A visitor comes through the door."""

    at: float
    zone: str
    matters: tuple[str, ...]
    assistance: bool


class Demand:
    """A day's chance. Draws in the same order give the same day."""

    def __init__(self, centre: CentreSettings, seed: int) -> None:
        self._centre = centre
        self.chance = random.Random(seed)  # noqa: S311 - a day that can be had again

    def arrivals(self, spans: Sequence[Span]) -> Iterator[Arrival]:
        """Yield who comes without an appointment while the centre is open, zone by zone."""
        for zone in self._centre.zones:
            purposes = [each for each in self._centre.purposes if each.zone == zone.name]
            if zone.by_appointment:
                continue
            for begins, ends, share in self._hours(spans):
                at = begins
                per_s = share * VISITORS.get(zone.name, OTHERS) / (ends - begins)
                while (at := at + self.chance.expovariate(per_s)) < ends:
                    yield self._arrival(at, zone, purposes)

    def appointments(self, opens: float, zone: ZoneSettings) -> Iterator[tuple[float, Arrival]]:
        """Yield the booked times of one office, each with the check-in: mostly early, now and then late."""
        purposes = [each for each in self._centre.purposes if each.zone == zone.name]
        for first_h, last_h in RECEIVES:
            due_at = opens + first_h * HOUR_S
            while due_at < opens + last_h * HOUR_S:
                if self.chance.random() < BOOKED:
                    early_s = self.chance.triangular(-8 * MINUTE_S, 30 * MINUTE_S, 12 * MINUTE_S)
                    yield due_at, self._arrival(due_at - early_s, zone, purposes)
                due_at += APPOINTMENT_EVERY_S

    def visit(self, zone: str) -> Visit:
        """Draw what becomes of a ticket of *zone*."""
        chance = self.chance
        visit = Visit(zone, chance.uniform(8, 50), [self.service_s(zone)])
        fate = chance.random()
        if fate < NO_SHOW:
            visit.comes = False
            if chance.random() < COMES_LATE:
                visit.late_s = chance.uniform(1, 18) * MINUTE_S
        elif fate < NO_SHOW + PARKED:
            visit.parked_s = chance.uniform(4, 20) * MINUTE_S
            visit.services_s.append(self.service_s(zone) / 2)
        elif fate < NO_SHOW + PARKED + TRANSFERRED:
            visit.transferred = True
            visit.services_s.append(self.service_s(zone))
        elif fate < NO_SHOW + PARKED + TRANSFERRED + TRANSFERRED_AND_BACK:
            visit.transferred = visit.comes_back = True
            visit.services_s += [self.service_s(zone), self.service_s(zone) / 3]
        return visit

    def service_s(self, zone: str) -> float:
        """Draw how long one visit takes."""
        median_min, sigma = SERVICE_MIN.get(zone, OTHER_SERVICE_MIN)
        return min(max(SHORTEST_S, median_min * MINUTE_S * self.chance.lognormvariate(0, sigma)), LONGEST_S)

    def _arrival(self, at: float, zone: ZoneSettings, purposes: list[PurposeSettings]) -> Arrival:
        weights = [WISHES.get(purpose.name, OTHER_WISH) for purpose in purposes]
        matters = (self.chance.choices(purposes, weights)[0].name,) if purposes else ()
        return Arrival(at, zone.name, matters, self.chance.random() < ASSISTANCE)

    def _hours(self, spans: Sequence[Span]) -> Iterator[tuple[float, float, float]]:
        """Yield the hours of the day as far as the centre is open in them: from, to, and the share of visitors."""
        opens = datetime.fromtimestamp(spans[0].begins, ZoneInfo(self._centre.timezone))
        midnight = opens.replace(hour=0, minute=0).timestamp()
        for hour, share in COMING.items():
            for span in spans:
                since = max(span.begins, midnight + hour * HOUR_S)
                until = min(span.ends, midnight + (hour + 1) * HOUR_S)
                if since < until:
                    yield since, until, share
