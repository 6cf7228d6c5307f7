"""Rules about who is missing: a staffed place at which nothing is done, a competence that no open place has."""

from collections.abc import Iterator

from msgspec import structs

from centre.hours import coming_hours, is_open
from centre.settings import PlaceSettings
from hall.next_ticket import lacks_open_place, may_call, needed_competence
from hall.state import Hall
from hall.summoning import has, raised_by_rule
from mqtt_bridge.events import AnyEvent
from mqtt_bridge.hall_events import SummonsEnded, SummonsEndWhy, SummonsReason
from mqtt_bridge.replies import PlaceStatus


def missing(hall: Hall, at: float) -> Iterator[AnyEvent]:
    """Yield the summonses for who is missing at *at*, and the ends of those whose cause is over.

    Nobody is missed at lunch, at night or in an evacuation.
    """
    hours = coming_hours(hall.centre, hall.day)
    is_at_work = not hall.evacuating and (hours is None or is_open(hours, at))
    if is_at_work:
        yield from _unattended(hall, at)
        yield from _competences(hall)
    yield from _over(hall, at, is_at_work=is_at_work)


def is_unattended(hall: Hall, place: PlaceSettings, at: float) -> bool:
    """Whether a staffed place has been without a worker for too much of the opening time.

    A worker who has nobody to call does nothing, and is there all the same: of an open place the time counts for which
    somebody has waited for it.
    """
    state = hall.place(place.name)
    if not place.staffed:
        return False
    since = state.seen_at
    if state.status is PlaceStatus.OPEN and state.ticket_id is None:
        waiting = [line.first() for key, line in hall.lines.items() if may_call(hall, place, key)]
        joined = (max(turn[0], hall.tickets[turn[2]].moved_at) for turn in waiting if turn is not None)
        since = max(since, min(joined, default=at))
    return _open_s(hall, since, at) >= hall.centre.queue.unattended_s


def _unattended(hall: Hall, at: float) -> Iterator[AnyEvent]:
    kind = hall.centre.queue.unattended_summons
    if kind is None:
        return
    for place in hall.centre.places:
        if is_unattended(hall, place, at) and not has(hall, SummonsReason.UNATTENDED, place=place.name):
            raised = raised_by_rule(hall, kind, SummonsReason.UNATTENDED, place.name)
            yield structs.replace(raised, place=place.name)


def _competences(hall: Hall) -> Iterator[AnyEvent]:
    kind = hall.centre.queue.competence_summons
    if kind is None:
        return
    for competence in sorted(_lacking(hall)):
        if not has(hall, SummonsReason.COMPETENCE, competence=competence):
            raised = raised_by_rule(hall, kind, SummonsReason.COMPETENCE, competence)
            yield structs.replace(raised, competence=competence)


def _lacking(hall: Hall) -> set[str]:
    """Return the competences for which somebody waits and that no open place has."""
    return {
        needed
        for key in hall.lines
        if key.bound_to is None
        and (needed := needed_competence(hall, key.zone, key.competence)) is not None
        and lacks_open_place(hall, key.zone, needed)
    }


def _over(hall: Hall, at: float, *, is_at_work: bool) -> Iterator[AnyEvent]:
    lacking = _lacking(hall) if is_at_work else set()
    for each in hall.summonses.values():
        if each.reason is SummonsReason.COMPETENCE and each.competence not in lacking:
            yield SummonsEnded(summons_id=each.summons_id, why=SummonsEndWhy.NO_CAUSE)
        if each.reason is SummonsReason.UNATTENDED:
            place = hall.centre.place(each.place or "")
            if place is None or not is_at_work or not is_unattended(hall, place, at):
                yield SummonsEnded(summons_id=each.summons_id, why=SummonsEndWhy.NO_CAUSE)


def _open_s(hall: Hall, since: float, until: float) -> float:
    """Return for how many of these seconds the centre was open today."""
    hours = coming_hours(hall.centre, hall.day)
    if hours is None:
        return until - max(since, hall.day_began_at)
    return sum(max(0.0, min(span.ends, until) - max(span.begins, since)) for span in hours.spans)
