"""Who is next at a place. docs/rules.md says it in words."""

from collections.abc import Iterator
from typing import NamedTuple

from centre.settings import PlaceSettings
from dispatcher.hall.line import Line, LineKey, Rank, Turn
from dispatcher.hall.state import Hall
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
    competence = centre.competence(key.competence) if key.competence is not None else None
    weight = 1.0 if zone is None else zone.weight
    weight *= 1.0 if competence is None else competence.weight
    return weight * (centre.queue.assistance_weight if key.assistance else 1.0)


def has_competence(hall: Hall, place: PlaceSettings, competence: str | None) -> bool:
    """Whether the worker at *place* is competent; so is everybody for what the centre knows no more."""
    return competence is None or competence in place.competences or hall.centre.competence(competence) is None


def lacks_open_place(hall: Hall, zone: str, competence: str) -> bool:
    """Whether no open place of *zone* has *competence*."""
    return not any(
        competence in place.competences and zone in place.zones and hall.place(place.name).status is PlaceStatus.OPEN
        for place in hall.centre.places
    )


def may_call(hall: Hall, place: PlaceSettings, key: LineKey) -> bool:
    """Whether *place* calls the tickets of this line."""
    if key.bound_to is not None:
        return key.bound_to == place.name
    if key.zone not in place.zones:
        return False
    if has_competence(hall, place, key.competence) or key.competence is None:
        return True
    return hall.centre.queue.others_take_competence and lacks_open_place(hall, key.zone, key.competence)


def _callable(hall: Hall, place: PlaceSettings) -> Iterator[tuple[LineKey, Line]]:
    return ((key, line) for key, line in hall.lines.items() if may_call(hall, place, key))


def _is_due(hall: Hall, turn: Turn, at: float) -> bool:
    return turn[0] - hall.centre.queue.appointment_early_s <= at


def _chosen(hall: Hall, place: PlaceSettings, turn: Turn) -> Choice:
    ticket_id = turn[2]
    return Choice(ticket_id, not has_competence(hall, place, hall.tickets[ticket_id].competence))
