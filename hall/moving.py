"""Where a ticket stands: the steps from stage to stage that keep lines, places and numbers in use true."""

from dataclasses import replace

from hall.line import Line
from hall.state import Hall, Place, Step
from hall.ticket import OPEN_STAGES, Stage, Standing, Ticket
from mqtt_bridge.events import TicketAdopted
from mqtt_bridge.replies import PlaceStatus

STEPS_KEPT = 4
"""A place's last steps: as many as people can make and regret within the time for undo."""


def place_of(hall: Hall, name: str) -> Place:
    """Return the place, to be changed."""
    return hall.places.setdefault(name, Place())


def remember(hall: Hall, place: Place, ticket: Ticket, call_id: str | None = None) -> None:
    """Keep how *ticket* is before the step that *place* makes now."""
    moved = (ticket.moved_seq, ticket.moved_at)
    place.steps.append(Step(hall.at, hall.seq, ticket.ticket_id, ticket.standing, call_id, *moved))
    del place.steps[:-STEPS_KEPT]


def leave_place(hall: Hall, ticket: Ticket, name: str, standing: Standing) -> None:
    """Bring *ticket* to *standing*, which frees the place called *name*; the place can undo it."""
    place = place_of(hall, name)
    remember(hall, place, ticket)
    stand(hall, ticket, standing)
    place.ticket_id = None


def end_at_place(hall: Hall, ticket: Ticket, name: str, stage: Stage) -> None:
    """End the visit at the place called *name*."""
    leave_place(hall, ticket, name, replace(ticket.standing, stage=stage, place=None))
    ticket.ended_at, ticket.ended_place = hall.at, name


def admit(hall: Hall, ticket: Ticket) -> None:
    """Its paper is out: it waits, unless that was known already."""
    if not ticket.has_paper and ticket.stage in {Stage.ISSUED, Stage.UNSURE, Stage.VOID}:
        move(hall, ticket, Stage.WAITING)
    ticket.has_paper = True


def move(hall: Hall, ticket: Ticket, stage: Stage) -> None:
    """Bring *ticket* to *stage*."""
    stand(hall, ticket, replace(ticket.standing, stage=stage))


def stand(hall: Hall, ticket: Ticket, standing: Standing) -> None:
    """Bring *ticket* to *standing*. Nobody waits for a closed place, unless it is the office of an appointment."""
    to = standing.bound_to
    is_gone = to is not None and to != ticket.office and hall.place(to).status is PlaceStatus.CLOSED
    if standing.stage is Stage.WAITING and is_gone:
        standing = replace(standing, bound_to=None)
    _leave(hall, ticket)
    for name in Standing.__slots__:
        setattr(ticket, name, getattr(standing, name))
    ticket.moved_seq, ticket.moved_at = hall.seq, hall.at
    _enter(hall, ticket)


def mark(hall: Hall, ticket: Ticket, *, assistance: bool, representative: bool) -> None:
    """Note what staff must know of its visitor. It keeps its stage, and changes the line."""
    _leave(hall, ticket)
    ticket.assistance, ticket.representative = assistance, representative
    _enter(hall, ticket)


def put_off(hall: Hall, ticket: Ticket, due_at: float) -> None:
    """Have its appointment be at *due_at*. It keeps its stage, and changes its place in the line."""
    _leave(hall, ticket)
    ticket.due_at = due_at
    _enter(hall, ticket)


def _leave(hall: Hall, ticket: Ticket) -> None:
    if ticket.stage is Stage.WAITING:
        line = hall.lines[ticket.line_key]
        line.remove(ticket.turn_in_line)
        if not line:
            del hall.lines[ticket.line_key]
    if ticket.stage in OPEN_STAGES:
        hall.in_use[ticket.number] -= 1
        if not hall.in_use[ticket.number]:
            del hall.in_use[ticket.number]


def _enter(hall: Hall, ticket: Ticket) -> None:
    if ticket.stage is Stage.WAITING:
        hall.lines.setdefault(ticket.line_key, Line()).add(ticket.turn_in_line)
    if ticket.stage in OPEN_STAGES:
        hall.in_use[ticket.number] += 1


def keep_places(hall: Hall) -> None:
    """Forget all places that the centre has no more. Who was at one waits again: nobody could recall or finish it."""
    known = {place.name for place in hall.centre.places}
    gone = [name for name in hall.places if name not in known]
    for name in gone:
        ticket = hall.ticket_at(name)
        if ticket is not None:
            stand(hall, ticket, replace(ticket.standing, stage=Stage.WAITING, place=None, calls=0))
        del hall.places[name]
    for call in [call for call in hall.calls if call.place in gone]:
        hall.calls.remove(call)

    def kept(name: str | None) -> str | None:
        return name if name is not None and name in known else None

    for ticket in hall.tickets.values():
        standing = ticket.standing
        wanted = replace(
            standing,
            bound_to=kept(standing.bound_to),
            returns=tuple(each for each in standing.returns if each.place in known and hall.centre.zone(each.zone)),
            parked_by=kept(standing.parked_by),
        )
        if wanted != standing:
            stand(hall, ticket, wanted)


def renumber(hall: Hall, ticket: Ticket, event: TicketAdopted) -> None:
    """Have *ticket* be what its paper says. It keeps its stage."""
    _leave(hall, ticket)
    ticket.zone, ticket.cycle, ticket.number = event.zone, event.cycle, event.number
    ticket.language, ticket.station, ticket.ahead = event.language, event.station, None
    ticket.turn, ticket.alone = (event.issued_at, hall.seq, ticket.ticket_id), event.alone
    _enter(hall, ticket)
