"""A business day in figures, from its events: how many came, how long they waited, how long they were served. Pure."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from math import ceil

import msgspec

from mqtt_bridge.events import (
    AnyEvent,
    CallKind,
    PaperReported,
    Recorded,
    ServingStarted,
    StepUndone,
    TicketAdmitted,
    TicketAdopted,
    TicketCalled,
    TicketIssued,
    TicketReprinted,
    TicketUnserved,
    TicketVoided,
    VisitFinished,
    VisitorMissed,
)
from mqtt_bridge.hall_events import TicketReadmitted
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.place_events import TicketParked, TicketTransferred

ALL_ZONES = ""
"""The zone of the figures over all zones."""


class DayCount(msgspec.Struct, frozen=True, kw_only=True):
    """One zone's day. Seconds are none when there was nothing to measure."""

    day: str
    zone: str
    issued: int
    """Tickets, whoever numbered them."""
    alone: int
    """Those among them that a station numbered alone."""
    copies: int
    called: int
    """Tickets that were called at least once."""
    recalled: int
    """Calls that were made again."""
    served: int
    no_show: int
    unserved: int
    void: int
    wait_median_s: float | None
    """From the ticket to its first call."""
    wait_p90_s: float | None
    service_median_s: float | None
    """From the visitor's coming, or from the call where nobody noted it, to the end, at all places of the visit."""
    service_p90_s: float | None


class _End(Enum):
    OPEN = "open"
    SERVED = "served"
    NO_SHOW = "no-show"
    UNSERVED = "unserved"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class _Course:
    """How far a ticket has come: what undoing its last step goes back to."""

    first_called_at: float | None = None
    called_at: float = 0.0
    began_at: float | None = None
    recalls: int = 0
    end: _End = _End.OPEN
    service_s: float | None = None


@dataclass(slots=True)
class _Visit:
    zone: str
    issued_at: float
    alone: bool = False
    has_paper: bool = False
    copies: int = 0
    course: _Course = _Course()
    earlier: list[_Course] = field(default_factory=list)

    def step(self, course: _Course) -> None:
        self.earlier.append(self.course)
        self.course = course


class DayTally:
    """Takes a day's events in their order, in as many portions as one likes."""

    def __init__(self) -> None:
        self._visits: dict[str, _Visit] = {}

    def take(self, recorded: Iterable[Recorded]) -> None:
        """Take the next events. Those that say nothing of a visit are passed over."""
        for one in recorded:
            self._take(one)

    def counts(self, day: str) -> list[DayCount]:
        """Return the figures: over all zones first, then zone by zone."""
        visits = list(self._visits.values())
        zones = sorted({visit.zone for visit in visits})
        by_zone = [_count(day, zone, [visit for visit in visits if visit.zone == zone]) for zone in zones]
        return [_count(day, ALL_ZONES, visits), *by_zone]

    def _take(self, recorded: Recorded) -> None:
        event, at = recorded.event, recorded.at
        if isinstance(event, TicketIssued):
            self._visits[event.ticket_id] = _Visit(event.zone, at)
            return
        if isinstance(event, TicketAdopted):
            self._adopt(event)
            return
        visit = self._visits.get(getattr(event, "ticket_id", ""))
        if visit is None:
            return
        if isinstance(event, PaperReported):
            _report(visit, event)
        elif isinstance(event, TicketAdmitted):
            visit.has_paper = True
        elif isinstance(event, TicketReprinted):
            visit.copies += 1
        elif isinstance(event, StepUndone):
            if visit.earlier:
                visit.course = visit.earlier.pop()
        else:
            _go_on(visit, recorded)

    def _adopt(self, event: TicketAdopted) -> None:
        """Also of a ticket that was issued for the same press: its paper is what counts."""
        visit = self._visits.setdefault(event.ticket_id, _Visit(event.zone, event.issued_at))
        visit.zone, visit.issued_at, visit.alone = event.zone, event.issued_at, visit.alone or event.alone


def _report(visit: _Visit, event: PaperReported) -> None:
    """Paper beats belief, as in the hall."""
    if event.outcome in {PaperOutcome.CONFIRMED, PaperOutcome.SENT}:
        if not visit.has_paper and visit.course.end is _End.VOID:
            visit.course = replace(visit.course, end=_End.OPEN)
        visit.has_paper = True
    elif event.outcome is PaperOutcome.FAILED and event.job_id == event.ticket_id and not visit.has_paper:
        visit.course = replace(visit.course, end=_End.VOID)


def _go_on(visit: _Visit, recorded: Recorded) -> None:
    event = recorded.event
    course = _after(visit.course, event, recorded.at)
    if _can_be_undone(event):
        visit.step(course)
    else:
        visit.course = course


def _can_be_undone(event: AnyEvent) -> bool:
    if isinstance(event, TicketCalled):
        return event.kind is CallKind.FIRST
    if isinstance(event, TicketVoided):
        return event.place is not None
    return isinstance(event, VisitFinished | VisitorMissed | TicketTransferred | TicketParked)


def _after(course: _Course, event: AnyEvent, at: float) -> _Course:
    match event:
        case TicketCalled(kind=CallKind.FIRST):
            first = at if course.first_called_at is None else course.first_called_at
            return replace(course, first_called_at=first, called_at=at, began_at=None, end=_End.OPEN)
        case TicketCalled():
            return replace(course, recalls=course.recalls + 1)
        case ServingStarted():
            return replace(course, began_at=at)
        case VisitFinished(comes_back=comes_back):
            return replace(_served(course, at), end=_End.OPEN if comes_back else _End.SERVED)
        case TicketTransferred():
            return _served(course, at)
        case _:
            return replace(course, end=_ENDS.get(type(event), course.end))


def _served(course: _Course, at: float) -> _Course:
    began_at = course.called_at if course.began_at is None else course.began_at
    return replace(course, service_s=at - began_at + (course.service_s or 0.0))


_ENDS: dict[type[AnyEvent], _End] = {
    VisitorMissed: _End.NO_SHOW,
    TicketVoided: _End.VOID,
    TicketUnserved: _End.UNSERVED,
    TicketReadmitted: _End.OPEN,
}


def _count(day: str, zone: str, visits: Sequence[_Visit]) -> DayCount:
    courses = [visit.course for visit in visits]
    ends = [course.end for course in courses]
    waits = [v.course.first_called_at - v.issued_at for v in visits if v.course.first_called_at is not None]
    services = [course.service_s for course in courses if course.service_s is not None]
    return DayCount(
        day=day,
        zone=zone,
        issued=len(visits),
        alone=sum(visit.alone for visit in visits),
        copies=sum(visit.copies for visit in visits),
        called=sum(course.first_called_at is not None for course in courses),
        recalled=sum(course.recalls for course in courses),
        served=ends.count(_End.SERVED),
        no_show=ends.count(_End.NO_SHOW),
        unserved=ends.count(_End.UNSERVED),
        void=ends.count(_End.VOID),
        wait_median_s=_percentile(waits, 50),
        wait_p90_s=_percentile(waits, 90),
        service_median_s=_percentile(services, 50),
        service_p90_s=_percentile(services, 90),
    )


def _percentile(seconds: Sequence[float], percent: int) -> float | None:
    """Return the median, or the smallest value that so many percent of all do not exceed (nearest rank)."""
    if not seconds:
        return None
    if percent == 50:  # noqa: PLR2004 - that is what a median is
        return round(max(0.0, statistics.median(seconds)), 1)
    return round(max(0.0, sorted(seconds)[ceil(len(seconds) * percent / 100) - 1]), 1)
