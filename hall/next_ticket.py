"""Who is next at a place. docs/rules.md says it in words."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from centre.settings import PlaceSettings
from hall.line import Line, LineKey, Rank, Turn
from hall.state import Hall
from mqtt_bridge.replies import PlaceStatus


class Choice(NamedTuple):
    """The ticket that is next, and whether the place lacks its competence."""

    ticket_id: str
    without_competence: bool


def next_ticket(hall: Hall, place: PlaceSettings, at: float) -> Choice | None:
    """Return who is next at *place* at the time *at*, or None when nobody waits for it.

    An appointment whose time has come goes before returners, and these before everybody else. Of everybody else the
    one who has waited longest is next, each wait counted times the weights of zone, competence and assistance: as a
    wait grows without end and a weight does not, everybody's turn comes.
    """
    lines = list(_callable(hall, place))
    due = [
        turn
        for key, line in lines
        if key.rank is Rank.APPOINTMENT and (turn := line.first()) is not None and _is_due(hall, turn, at)
    ]
    if due:
        return _chosen(hall, place, min(due))
    returners = [turn for key, line in lines if key.rank is Rank.RETURNER and (turn := line.first()) is not None]
    if returners:
        return _chosen(hall, place, min(returners))
    ordinary = [
        (-(at - turn[0]) * weight_of(hall, key), turn)
        for key, line in lines
        if key.rank is Rank.ORDINARY and (turn := line.first()) is not None
    ]
    return _chosen(hall, place, min(ordinary)[1]) if ordinary else None


def weight_of(hall: Hall, key: LineKey) -> float:
    """Return how many times the waits in this line count."""
    centre = hall.centre
    zone = centre.zone(key.zone)
    needed = needed_competence(hall, key.zone, key.competence)
    competence = centre.competence(needed) if needed is not None else None
    weight = 1.0 if zone is None else zone.weight
    weight *= 1.0 if competence is None else competence.weight
    return weight * (centre.queue.assistance_weight if key.assistance else 1.0)


def needed_competence(hall: Hall, zone: str, competence: str | None) -> str | None:
    """Return the competence that a ticket's place in *zone* must have: none where no place of the zone could have it.

    A visitor who was sent to another zone is not asked there for what the first zone's worker had to know.
    """
    if competence is None or hall.centre.competence(competence) is None:
        return None
    is_had = any(competence in place.competences and zone in place.zones for place in hall.centre.places)
    return competence if is_had else None


def lacks_open_place(hall: Hall, zone: str, competence: str) -> bool:
    """Whether no open place of *zone* has *competence*."""
    return not any(
        competence in place.competences and zone in place.zones and hall.place(place.name).status is PlaceStatus.OPEN
        for place in hall.centre.places
    )


def may_call(hall: Hall, place: PlaceSettings, key: LineKey) -> bool:
    """Whether *place* calls the tickets of this line."""
    return bool(callers(hall, key, (place,)))


def callers(hall: Hall, key: LineKey, places: Iterable[PlaceSettings]) -> list[PlaceSettings]:
    """Return which of *places* call the tickets of this line: what it asks of a place is found out once for all."""
    if key.bound_to is not None:
        return [place for place in places if place.name == key.bound_to]
    of_zone = [place for place in places if key.zone in place.zones]
    needed = needed_competence(hall, key.zone, key.competence) if of_zone else None
    if needed is None:
        return of_zone
    competent = [place for place in of_zone if needed in place.competences]
    if len(competent) == len(of_zone):
        return of_zone
    is_for_others = hall.centre.queue.others_take_competence and lacks_open_place(hall, key.zone, needed)
    return of_zone if is_for_others else competent


def _callable(hall: Hall, place: PlaceSettings) -> Iterator[tuple[LineKey, Line]]:
    return ((key, line) for key, line in hall.lines.items() if may_call(hall, place, key))


def _is_due(hall: Hall, turn: Turn, at: float) -> bool:
    return turn[0] - hall.centre.queue.appointment_early_s <= at


def _chosen(hall: Hall, place: PlaceSettings, turn: Turn) -> Choice:
    ticket = hall.tickets[turn[2]]
    needed = needed_competence(hall, ticket.zone, ticket.competence)
    is_bound = ticket.bound_to is not None
    return Choice(ticket.ticket_id, needed is not None and needed not in place.competences and not is_bound)
