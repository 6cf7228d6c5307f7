"""Whether the centre is open, at lunch or closed, until when, and whether a zone still gives tickets. Pure.

The dispatcher asks by the centre's settings, a station alone by the hours that it was told.
"""

from bisect import bisect_right
from datetime import date
from enum import Enum
from typing import NamedTuple, Protocol

from centre.calendar import Why, day_plan
from centre.hours import Hours, Span, business_date, coming_hours
from centre.settings import CentreSettings
from firmware.words import Bilingual, OpeningState

_STATE = OpeningState


class Opening(NamedTuple):
    """How it is at one moment."""

    state: OpeningState
    until: float | None
    """When it changes next, in Unix seconds; None when it never does, or when that is not known."""
    name: Bilingual | None = None
    """Of the holiday, or of the day off of the centre's own, that the centre is closed for."""


class StopsEarly(Protocol):
    """How long before the others a zone stops giving tickets. Its settings are one, and its sign on the wire."""

    @property
    def stop_before_break_min(self) -> int:
        """Before a break."""

    @property
    def stop_before_closing_min(self) -> int:
        """Before the end of the day's last span."""


class Pause(Enum):
    """Why no ticket is given; the values are codes of refusals."""

    LUNCH = "lunch"
    CLOSED = "closed"
    LAST_TICKETS = "last-tickets"


class Paused(NamedTuple):
    """No ticket is given, why, and when tickets are given again: Unix seconds, None when that is not known."""

    why: Pause
    until: float | None


class _Phase(NamedTuple):
    state: OpeningState
    now: Span | None
    """The span that is open, or the last one of those that adjoin it."""
    then: Span | None
    """The next one that begins."""


def opening_at(centre: CentreSettings, day: str, at: float) -> Opening:
    """Return how it is *at*, in Unix seconds; *day* is the business day, an ISO date."""
    hours = coming_hours(centre, day)
    if hours is None:
        return Opening(_STATE.OPEN, None)
    state, now, then = _phase(hours, at)
    if now is not None:
        return Opening(state, now.ends)
    until = then.begins if then is not None else None
    return Opening(state, until, _reason(centre, business_date(at, centre.timezone, centre.day_begins)))


def paused(hours: Hours, zone: StopsEarly, at: float) -> Paused | None:
    """Return why no ticket of *zone* is given *at*; None when one is."""
    state, now, _then = _phase(hours, at)
    until = opens_again(hours, at)
    if state is not _STATE.OPEN:
        return Paused(Pause.LUNCH if state is _STATE.LUNCH else Pause.CLOSED, until)
    if now is not None:
        stop_min = zone.stop_before_closing_min if now.ends_day else zone.stop_before_break_min
        if at >= now.ends - stop_min * 60:
            return Paused(Pause.LAST_TICKETS, until)
    return None


def open_until(hours: Hours, at: float) -> float | None:
    """Return when the next break or closing begins, in Unix seconds; None outside hours, and when it is not known."""
    now = _phase(hours, at).now
    return now.ends if now is not None else None


def opens_again(hours: Hours, at: float) -> float | None:
    """Return when the next span after that of *at* begins, in Unix seconds; None when it is not known."""
    then = _phase(hours, at).then
    return then.begins if then is not None else None


def _phase(hours: Hours, at: float) -> _Phase:
    if at >= hours.known_until:
        return _Phase(_STATE.OPEN, None, None)
    spans = hours.spans
    index = bisect_right(spans, at, key=lambda span: span.begins) - 1
    if index < 0 or at >= spans[index].ends:
        then = spans[index + 1] if index + 1 < len(spans) else None
        is_break = index >= 0 and not spans[index].ends_day
        return _Phase(_STATE.LUNCH if is_break else _STATE.CLOSED, None, then)
    while index + 1 < len(spans) and spans[index + 1].begins <= spans[index].ends:
        index += 1
    return _Phase(_STATE.OPEN, spans[index], spans[index + 1] if index + 1 < len(spans) else None)


def _reason(centre: CentreSettings, on: date) -> Bilingual | None:
    plan = day_plan(centre, on)
    return plan.name if not plan.spans and plan.why in {Why.HOLIDAY, Why.LOCAL} else None
