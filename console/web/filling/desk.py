"""One place as its worker sees it, and the line beside it."""

from msgspec.structs import replace

from console.seeing.next_up import NextUp, next_up
from console.seeing.next_up import Why as Reason
from console.seeing.places import place_seen, unheard_at
from console.seeing.possible import Trying
from console.seeing.waiting import zones_seen
from console.web.filling.choices import other_places, outcomes, pause_reasons, pause_words, zones
from console.web.filling.looking import Looking
from console.web.filling.tickets import ticket_seen
from console.web.lengths import length
from console.web.views.desk import NextTicket, Place, Sitting, Undoing, Visitor, Why, ZoneLine
from console.web.views.parts import Timer
from hall.next_ticket import callers
from hall.state import Place as HallPlace
from hall.ticket import Stage, Ticket
from mqtt_bridge.commands import NoShow, Recall, Undo
from mqtt_bridge.replies import RefusalCode

UNDONE = {Stage.FINISHED: "finish", Stage.NO_SHOW: "no-show", Stage.VOID: "void", Stage.PARKED: "park"}
"""What a place's last step was, by where its ticket stands; otherwise it was sent on."""
_LATE_S = 1800.0
"""Who has waited for longer is shown as waiting long."""


def desk_place(looking: Looking, name: str) -> Place:
    """Return all that the page of the place called *name* shows of it."""
    hall, settings = looking.hall, looking.centre.place(name)
    if settings is None:
        return Place(name=name, label=name, sitting=Sitting.CLOSED)
    seen, tally, ticket = place_seen(hall, name), looking.tally.at(name), hall.ticket_at(name)
    trying = looking.trying
    upcoming = next_up(hall, settings, looking.at)
    return Place(
        name=name,
        label=looking.place(name),
        sitting=Sitting(seen.status.value),
        pause_reason=pause_words(looking.language, seen.reason),
        visitor=_visitor(looking, ticket, trying, is_unheard=seen.not_announced) if ticket is not None else None,
        next=_next(looking, upcoming) if upcoming is not None else None,
        waiting=sum(len(line) for key, line in hall.lines.items() if callers(hall, key, (settings,))),
        served=tally.served,
        mean=length(tally.mean_s) if tally.mean_s is not None else "",
        undo=_undo(looking, hall.place(name), trying, name),
        not_announced=tuple(ticket_seen(looking, unheard) for unheard in unheard_at(hall, settings, looking.at)),
        parked=tuple(ticket_seen(looking, parked) for parked in looking.put_aside.parked.get(name, ())),
        missed=tuple(ticket_seen(looking, missed) for missed in looking.put_aside.missed.get(name, ())),
        zones=zones(looking),
        places=other_places(looking, name),
        outcomes=outcomes(looking, ticket),
        pause_reasons=pause_reasons(looking.language),
    )


def without_day(place: Place) -> Place:
    """Return the place without what changes with everybody's doings; of the next visitor, only while it has none."""
    upcoming = place.next if place.visitor is None else None
    return replace(place, next=upcoming, waiting=0, served=0, mean="", parked=(), missed=())


def day_of(place: Place) -> Place:
    """Return the rest."""
    is_busy = place.visitor is not None
    return Place(
        name=place.name,
        label=place.label,
        sitting=place.sitting if not is_busy else Sitting.CLOSED,
        waiting=place.waiting,
        served=place.served,
        mean=place.mean,
        parked=place.parked,
        missed=place.missed,
        pause_reasons=place.pause_reasons if not is_busy else (),
    )


def zone_lines(looking: Looking) -> tuple[ZoneLine, ...]:
    """Return every zone's line, short."""
    tickets = looking.hall.tickets
    lines = []
    for zone in zones_seen(looking.hall):
        longest = min((tickets[ticket_id].issued_at for ticket_id in zone.waiting), default=None)
        timer = Timer(since=longest, is_late=looking.at - longest > _LATE_S) if longest is not None else None
        lines.append(ZoneLine(label=looking.zone(zone.zone), waiting=len(zone.waiting), longest=timer))
    return tuple(lines)


def _visitor(looking: Looking, ticket: Ticket, trying: Trying, *, is_unheard: bool) -> Visitor:
    place = str(ticket.place)
    is_serving = ticket.stage is Stage.SERVING
    miss = trying.refusal(NoShow(place=place))
    queue = looking.centre.queue
    wait_s = queue.assistance_no_show_after_s if ticket.assistance else queue.no_show_after_s
    return Visitor(
        ticket=ticket_seen(looking, ticket),
        is_serving=is_serving,
        since=Timer(since=ticket.serving_since if is_serving else ticket.first_called_at),
        calls=ticket.calls,
        most_calls=queue.most_recalls + 1,
        is_unheard=is_unheard,
        may_recall=trying.refusal(Recall(place=place)) is None,
        may_miss=miss is None,
        must_recall=miss is RefusalCode.TOO_EARLY and ticket.recalls < queue.recalls_before_no_show,
        miss_at=ticket.first_called_at + wait_s if miss is RefusalCode.TOO_EARLY else 0.0,
    )


def _next(looking: Looking, upcoming: NextUp) -> NextTicket:
    ticket = looking.hall.tickets[upcoming.ticket_id]
    match upcoming.why:
        case Reason.APPOINTMENT:
            why = Why.APPOINTMENT
        case Reason.RETURNER:
            why = Why.RETURNED
        case Reason.WEIGHT:
            why = Why.ASSISTANCE if ticket.assistance else Why.WEIGHT
        case Reason.LONGEST:
            why = Why.LONGEST
    return NextTicket(ticket=ticket_seen(looking, ticket), why=why, lacks_competence=upcoming.without_competence)


def _undo(looking: Looking, place: HallPlace, trying: Trying, name: str) -> Undoing | None:
    if not place.steps or trying.refusal(Undo(place=name)) is not None:
        return None
    step = place.steps[-1]
    ticket = looking.hall.tickets[step.ticket_id]
    what = UNDONE.get(ticket.stage, "sent")
    return Undoing(
        what="call" if step.call_id is not None else what,
        number=ticket.number,
        ticket_id=ticket.ticket_id,
        until=step.at + looking.centre.queue.undo_s,
    )
