"""How far a booking is: the hall knows it at once, the book of receptions a moment later, and for longer."""

from console.receptions.day_view import State
from console.web.views.booking import Stand
from hall.ticket import AT_A_PLACE, Stage

_HERE = frozenset({Stage.ISSUED, Stage.UNSURE, Stage.WAITING, Stage.PARKED})
_BY_TICKET = {Stage.FINISHED: Stand.RECEIVED, Stage.NO_SHOW: Stand.ABSENT}
_BY_BOOK = {
    State.ASKED: Stand.HERE,
    State.CHECKED_IN: Stand.HERE,
    State.CALLED: Stand.CALLED,
    State.RECEIVED: Stand.RECEIVED,
    State.ABSENT: Stand.ABSENT,
    State.CANCELLED: Stand.CANCELLED,
}


def stand_of(state: State, stage: Stage | None) -> Stand:
    """Return how far somebody is whom the book has at *state* and the hall at *stage*, if there is a ticket."""
    if stage in AT_A_PLACE:
        return Stand.CALLED
    by_book = _BY_BOOK.get(state, Stand.BOOKED)
    if by_book in {Stand.RECEIVED, Stand.CANCELLED} or stage is None:
        return by_book
    return Stand.HERE if stage in _HERE else _BY_TICKET.get(stage, by_book)
