"""How long who comes now is expected to wait: from the last visits and the places that are open. Or nothing."""

from statistics import mean

from dispatcher.hall.state import Hall
from mqtt_bridge.estimate import WaitEstimate
from mqtt_bridge.replies import PlaceStatus

FEWEST_VISITS = 3
"""Fewer say nothing about the next."""
STEP_MIN = 5
LOW, HIGH = 0.75, 1.35
"""A wait is said as a span, and mostly ends within it."""
LONGEST_MIN = 240
"""Whoever would wait longer is told nothing rather than a guess."""


def expected_wait(hall: Hall, zone: str, ahead: int) -> WaitEstimate | None:
    """Return the wait behind *ahead* people of *zone*; None when nobody can honestly tell."""
    wait_s = expected_wait_s(hall, zone, ahead)
    if wait_s is None:
        return None
    low, high = int(wait_s * LOW / 60) // STEP_MIN * STEP_MIN, -(-int(wait_s * HIGH / 60 + 1) // STEP_MIN) * STEP_MIN
    return WaitEstimate(from_min=low, to_min=high) if high <= LONGEST_MIN else None


def expected_wait_s(hall: Hall, zone: str, ahead: int) -> float | None:
    """Return the wait in seconds, to the middle of what is likely.

    Each open place works on the lines of its zones in proportion to how long they are, since it calls whoever has
    waited longest. All *ahead* must have been called before, at the pace of the last visits; and if every place is
    busy, on average half a visit goes by until the first is free.
    """
    visits = hall.services.get(zone, ())
    if len(visits) < FEWEST_VISITS:
        return None
    visit_s = mean(visits)
    places = 0.0
    is_free = False
    for place in hall.centre.places:
        state = hall.place(place.name)
        if zone not in place.zones or state.status is not PlaceStatus.OPEN:
            continue
        others = sum(hall.waiting(other) for other in place.zones if other != zone)
        places += (ahead + 1) / (ahead + 1 + others)
        is_free = is_free or state.ticket_id is None
    if not places:
        return None
    if is_free and not ahead:
        return 0.0
    return (ahead + 0.5) * visit_s / places


def open_places(hall: Hall, zone: str) -> int:
    """Return how many places call the tickets of *zone* now."""
    return sum(
        zone in place.zones and hall.place(place.name).status is PlaceStatus.OPEN for place in hall.centre.places
    )
