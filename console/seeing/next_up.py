"""Who is next at a place, and why."""

from enum import Enum

import msgspec

from centre.settings import PlaceSettings
from hall.line import Rank
from hall.next_ticket import Choice, callers, next_ticket, weight_of
from hall.state import Hall
from hall.ticket import Ticket


class Why(Enum):
    """Why a ticket is next."""

    APPOINTMENT = "appointment"
    """Its time has come."""
    RETURNER = "returner"
    """It has been called before: sent back, back from being parked, or late."""
    WEIGHT = "weight"
    """Somebody has waited longer, but this one's wait counts more."""
    LONGEST = "longest"


class NextUp(msgspec.Struct, frozen=True, kw_only=True):
    """The next visitor of a place."""

    ticket_id: str
    number: int
    why: Why
    without_competence: bool
    """The place lacks the competence, and no open place has it."""
    since: float
    """Of which moment the wait is counted, in Unix seconds by the hall's clock: of an appointment, its time."""


def next_up(hall: Hall, place: PlaceSettings, at: float) -> NextUp | None:
    """Return who would be called to *place* at the time *at*, or None when nobody would."""
    choice = next_ticket(hall, place, at)
    if choice is None:
        return None
    ticket = hall.tickets[choice.ticket_id]
    return NextUp(
        ticket_id=ticket.ticket_id,
        number=ticket.number,
        why=_why(hall, place, ticket),
        without_competence=choice.without_competence,
        since=ticket.turn_in_line[0],
    )


def following(hall: Hall, place: PlaceSettings, at: float, most: int) -> list[Ticket]:
    """Return who waits for *place*, in about the order in which they will be called, *most* of them.

    About: who comes meanwhile, and what counts more, may go before them.
    """
    waiting = [
        hall.tickets[ticket_id]
        for key, line in hall.lines.items()
        if callers(hall, key, (place,))
        for _at, _seq, ticket_id in line.head(most)
    ]
    first = next_ticket(hall, place, at)
    return sorted(waiting, key=lambda ticket: _order(hall, ticket, at, first))[:most]


def _order(hall: Hall, ticket: Ticket, at: float, first: Choice | None) -> tuple[bool, bool, int, float]:
    is_first = first is not None and ticket.ticket_id == first.ticket_id
    key, turn = ticket.line_key, ticket.turn_in_line
    is_not_due = key.rank is Rank.APPOINTMENT and turn[0] - hall.centre.queue.appointment_early_s > at
    waited = turn[0] if key.rank is not Rank.ORDINARY else -(at - turn[0]) * weight_of(hall, key)
    return (not is_first, is_not_due, int(key.rank), waited)


def _why(hall: Hall, place: PlaceSettings, ticket: Ticket) -> Why:
    if ticket.rank is Rank.APPOINTMENT:
        return Why.APPOINTMENT
    if ticket.rank is Rank.RETURNER:
        return Why.RETURNER
    is_overtaking = any(
        (turn := line.first()) is not None and turn < ticket.turn
        for key, line in hall.lines.items()
        if key.rank is Rank.ORDINARY and callers(hall, key, (place,))
    )
    return Why.WEIGHT if is_overtaking else Why.LONGEST
