"""Where a ticket stands: the steps from stage to stage that keep lines, places and numbers in use true."""

from dispatcher.hall.line import Line
from dispatcher.hall.state import OPEN_STAGES, Hall, Place, Stage, Step, Ticket
from mqtt_bridge.events import TicketAdopted

STEPS_KEPT = 4
"""A place's last steps: as many as people can make and regret within the time for undo."""


def place_of(hall: Hall, name: str) -> Place:
    """Return the place, to be changed."""
    return hall.places.setdefault(name, Place())


def remember(hall: Hall, place: Place, ticket: Ticket, call_id: str | None = None) -> None:
    """Keep how *ticket* is before the step that *place* makes now."""
    place.steps.append(Step(hall.at, ticket.ticket_id, ticket.stage, ticket.place, ticket.calls, call_id))
    del place.steps[:-STEPS_KEPT]


def end_at_place(hall: Hall, ticket: Ticket, name: str, stage: Stage) -> None:
    """Bring *ticket* to *stage*, which frees the place called *name*."""
    place = place_of(hall, name)
    remember(hall, place, ticket)
    move(hall, ticket, stage)
    ticket.place, place.ticket_id = None, None


def admit(hall: Hall, ticket: Ticket) -> None:
    """Its paper is out: it waits, unless that was known already."""
    if not ticket.has_paper and ticket.stage in {Stage.ISSUED, Stage.UNSURE, Stage.VOID}:
        move(hall, ticket, Stage.WAITING)
    ticket.has_paper = True


def move(hall: Hall, ticket: Ticket, stage: Stage) -> None:
    """Bring *ticket* to *stage*."""
    _leave(hall, ticket)
    _enter(hall, ticket, stage)


def _leave(hall: Hall, ticket: Ticket) -> None:
    if ticket.stage is Stage.WAITING:
        hall.lines[ticket.zone].remove(ticket.turn)
    if ticket.stage in OPEN_STAGES:
        hall.in_use[ticket.number] -= 1
        if not hall.in_use[ticket.number]:
            del hall.in_use[ticket.number]


def _enter(hall: Hall, ticket: Ticket, stage: Stage) -> None:
    if stage is Stage.WAITING:
        hall.lines.setdefault(ticket.zone, Line()).add(ticket.turn)
    if stage in OPEN_STAGES:
        hall.in_use[ticket.number] += 1
    ticket.stage = stage


def close_place(hall: Hall, name: str) -> None:
    """Forget a place that is gone. Who was there waits again: nobody could recall or finish this ticket any more."""
    ticket = hall.ticket_at(name)
    if ticket is not None:
        move(hall, ticket, Stage.WAITING)
        ticket.place, ticket.calls = None, 0
    del hall.places[name]
    for call in [call for call in hall.calls if call.place == name]:
        hall.calls.remove(call)


def renumber(hall: Hall, ticket: Ticket, event: TicketAdopted) -> None:
    """Have *ticket* be what its paper says. It keeps its stage."""
    stage = ticket.stage
    _leave(hall, ticket)
    ticket.zone, ticket.cycle, ticket.number = event.zone, event.cycle, event.number
    ticket.language, ticket.station, ticket.ahead = event.language, event.station, None
    ticket.turn, ticket.alone = (event.issued_at, hall.seq, ticket.ticket_id), event.alone
    _enter(hall, ticket, stage)
