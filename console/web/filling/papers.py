"""The tickets that the reception looks after: each with its paper, and what can be done about it."""

from hashlib import blake2b

from console.seeing.papers import DayPapers, PaperStand
from console.seeing.waiting import found, newest
from console.web.filling.looking import Looking, station_label
from console.web.filling.reception import reminders_of, stations
from console.web.filling.tickets import ticket_seen, time_of_day
from console.web.views.reception import IssuedTicket, Papers, PaperState, Step
from hall.state import Hall
from hall.ticket import OPEN_STAGES, Stage, Ticket
from mqtt_bridge.devices import Condition
from mqtt_bridge.faults import FAULTS
from mqtt_bridge.refusals import REFUSALS

_LAST = 8
_LOOKED_BACK = 200
"""So many of the newest tickets are looked through for papers that must be seen to."""
_GONE = frozenset({Condition.LOST, Condition.OFFLINE})
_UNSETTLED = frozenset({PaperState.UNSURE, PaperState.FAILED, PaperState.STATION_OFFLINE})
_TRIES = 20
_WAITS = frozenset({Stage.ISSUED, Stage.WAITING, Stage.UNSURE})


def anew_ids(ticket_id: str) -> list[str]:
    """Return the ids of the ticket that is given instead of one whose paper failed: the same, whoever asks for it.

    The first is asked with; the next, where the dispatcher has refused the one before it.
    """
    ids = [ticket_id]
    while len(ids) <= _TRIES:
        ids.append(blake2b(f"instead of {ids[-1]}".encode(), digest_size=8).hexdigest())
    return ids[1:]


def has_another(hall: Hall, ticket_id: str) -> bool:
    """Whether another ticket was given instead of this one."""
    return any(other in hall.tickets for other in anew_ids(ticket_id))


def papers(looking: Looking, known: DayPapers, staff: str, sought: str = "") -> Papers:
    """Return what *staff* sees; *sought* is a ticket of the number that was looked for."""
    hall = looking.hall
    recent = newest(hall, _LOOKED_BACK)
    mine = [ticket for ticket in recent if known.asker(ticket.ticket_id) == looking.device]
    newest_id = known.newest_of(staff) or next((ticket.ticket_id for ticket in mine), "")
    unsettled = [
        ticket
        for ticket in recent
        if ticket.ticket_id != newest_id
        and paper_state(looking, known, ticket) in _UNSETTLED
        and (ticket.stage in OPEN_STAGES or known.asker(ticket.ticket_id) == looking.device)
        and not has_another(hall, ticket.ticket_id)
    ]
    shown = {newest_id, *(ticket.ticket_id for ticket in unsettled)}
    last = [ticket for ticket in recent if ticket.ticket_id not in shown][:_LAST]
    newest_ticket, wanted = hall.tickets.get(newest_id), hall.tickets.get(sought)
    return Papers(
        newest=issued(looking, known, newest_ticket) if newest_ticket is not None else None,
        unsettled=tuple(issued(looking, known, ticket) for ticket in unsettled),
        found=tuple(issued(looking, known, one) for one in found(hall, wanted.number)) if wanted is not None else None,
        last=tuple(issued(looking, known, ticket) for ticket in last),
        stations=stations(looking.centre, looking.language),
    )


def issued(looking: Looking, known: DayPapers, ticket: Ticket) -> IssuedTicket:
    """Return one ticket, its paper, and what can be done."""
    paper = known.of(ticket.ticket_id)
    state = paper_state(looking, known, ticket)
    fault = (FAULTS.get(paper.fault) or REFUSALS.get(paper.fault)) if paper is not None and paper.fault else None
    said = state in {PaperState.UNSURE, PaperState.FAILED}
    stands = ticket.stage not in _WAITS and state is not PaperState.VOID and state is not PaperState.FAILED
    return IssuedTicket(
        ticket=ticket_seen(looking, ticket),
        station=station_label(looking.centre, paper.station if paper is not None else ticket.station, looking.language),
        at=time_of_day(looking, ticket.issued_at),
        paper=state,
        fault=f"{fault.what.get(looking.language)}." if fault is not None and said else "",
        steps=_steps(looking, ticket, state),
        reminders=reminders_of(looking.centre, ticket.matters, looking.language),
        stands=ticket.stage.value if stands else "",
    )


def paper_state(looking: Looking, known: DayPapers, ticket: Ticket) -> PaperState:
    """Return what is known of the ticket's newest paper."""
    paper = known.of(ticket.ticket_id)
    if paper is None:
        return PaperState.VOID if ticket.stage is Stage.VOID else PaperState.OUT
    if ticket.stage is Stage.VOID:
        return PaperState.FAILED if paper.stand is PaperStand.FAILED else PaperState.VOID
    if ticket.stage is Stage.UNSURE and paper.job_id == ticket.ticket_id:
        return PaperState.UNSURE
    if paper.stand is not PaperStand.COMING:
        return PaperState(paper.stand.value)
    if _is_gone(looking, paper.station):
        return PaperState.STATION_OFFLINE
    is_silent = looking.at - paper.at > looking.centre.queue.paper_silence_s
    return PaperState.UNSURE if is_silent else PaperState.COMING


def _is_gone(looking: Looking, station: str) -> bool:
    peer = looking.centre.station_peer(station)
    state = looking.devices.get(peer.name) if peer is not None else None
    return state is not None and state.condition in _GONE


def _steps(looking: Looking, ticket: Ticket, state: PaperState) -> tuple[Step, ...]:
    steps = []
    if ticket.stage is Stage.UNSURE:
        steps.append(Step.ADMIT)
    if ticket.stage in OPEN_STAGES:
        steps.append(Step.REPRINT)
    is_failed = ticket.stage is Stage.VOID and state is PaperState.FAILED
    if is_failed and not has_another(looking.hall, ticket.ticket_id):
        steps.append(Step.ANEW)
    if ticket.stage is Stage.NO_SHOW and looking.at - ticket.ended_at <= looking.centre.queue.late_tolerance_s:
        steps.append(Step.READMIT)
    if ticket.stage is Stage.PARKED:
        steps.append(Step.RESUME)
    if ticket.stage in OPEN_STAGES and state not in _UNSETTLED:
        steps.append(Step.MARK)
    if ticket.stage in OPEN_STAGES and ticket.place is None:
        steps.append(Step.VOID)
    return tuple(steps)
