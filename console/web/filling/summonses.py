"""Calls for a worker: whose they are, in which order, and where the visitor is whom they are for."""

from collections.abc import Collection, Iterable

from centre.services import Worker
from console.accounts.account import Account
from console.accounts.roles import Right, StaffRole
from console.web.filling.looking import Looking
from console.web.filling.tickets import ticket_seen
from console.web.texts import texts
from console.web.views.helping import Escort, Helper
from console.web.views.parts import Summons, Timer
from hall.state import Summons as HallSummons
from hall.ticket import Stage, Ticket

_WORKERS = {
    StaffRole.HELPER: Worker.HELPER,
    StaffRole.RECEPTION: Worker.RECEPTION,
    StaffRole.MANAGER: Worker.MANAGER,
}
_LATE_S = 300.0
"""What nobody has taken for longer is shown as late."""


def workers_of(account: Account) -> frozenset[Worker]:
    """Return as whom somebody is called for; whoever looks after the hall, as anybody."""
    if Right.HALL in account.rights:
        return frozenset(Worker)
    return frozenset(_WORKERS[role] for role in account.roles if role in _WORKERS)


def all_summonses(looking: Looking, account_id: str) -> tuple[Summons, ...]:
    """Return them as *account_id* sees them: what nobody has taken first, urgent ones before the oldest."""
    return tuple(_seen(looking, each, account_id) for each in _in_order(looking, looking.hall.summonses.values()))


def helper(looking: Looking, account_id: str, workers: Collection[Worker]) -> Helper:
    """Return what somebody's telephone shows: what is theirs, then what fits them.

    The nearest first, as far as anybody knows where the helper is: at the places and stations of what is theirs.
    """
    hall = looking.hall
    mine = [each for each in hall.summonses.values() if each.taken and each.taken_by == account_id]
    here = {at for each in mine for at in (each.place, each.station) if at is not None}
    others = [each for each in hall.summonses.values() if each not in mine and _fits(looking, each, workers)]
    free = _in_order(looking, (each for each in others if not each.taken), here)
    escorts = [(each, hall.tickets[each.ticket_id]) for each in mine if each.ticket_id in hall.tickets]
    return Helper(
        mine=tuple(_seen(looking, each, account_id) for each in mine if each.ticket_id not in hall.tickets),
        escorts=tuple(_escort(looking, each, ticket, account_id) for each, ticket in escorts),
        free=tuple(_seen(looking, each, account_id) for each in free),
        others=tuple(_seen(looking, each, account_id) for each in others if each.taken),
    )


def _fits(looking: Looking, summons: HallSummons, workers: Collection[Worker]) -> bool:
    kind = looking.centre.summons(summons.kind)
    return kind is None or kind.urgent or kind.worker in workers


def _is_urgent(looking: Looking, summons: HallSummons) -> bool:
    kind = looking.centre.summons(summons.kind)
    return kind is not None and kind.urgent


def _in_order(looking: Looking, summonses: Iterable[HallSummons], here: Collection[str] = ()) -> list[HallSummons]:
    def order(summons: HallSummons) -> tuple[bool, bool, bool, float]:
        is_far = summons.place not in here and summons.station not in here
        return summons.taken, not _is_urgent(looking, summons), is_far, summons.raised_at

    return sorted(summonses, key=order)


def _seen(looking: Looking, summons: HallSummons, account_id: str) -> Summons:
    ticket = looking.hall.tickets.get(summons.ticket_id) if summons.ticket_id is not None else None
    is_mine = summons.taken and summons.taken_by == account_id
    taken_by = looking.person(summons.taken_by) or texts()[looking.language].say("hall.somebody")
    return Summons(
        summons_id=summons.summons_id,
        what=looking.summons(summons.kind),
        where=_where(looking, summons, ticket),
        since=Timer(since=summons.raised_at, is_late=not summons.taken and looking.at - summons.raised_at > _LATE_S),
        number=ticket.number if ticket is not None else None,
        taken_by=taken_by if summons.taken else "",
        is_mine=is_mine,
        is_urgent=_is_urgent(looking, summons),
    )


def _where(looking: Looking, summons: HallSummons, ticket: Ticket | None) -> str:
    say = texts()[looking.language].say
    if summons.place is not None:
        return looking.place(summons.place)
    if summons.competence is not None:
        return say("hall.competence", competence=looking.competence(summons.competence))
    if ticket is not None and ticket.place is not None:
        return looking.place(ticket.place)
    if summons.station is not None:
        return say("hall.station", station=looking.station(summons.station))
    return say("hall.somewhere")


def _escort(looking: Looking, summons: HallSummons, ticket: Ticket, account_id: str) -> Escort:
    match ticket.stage:
        case Stage.CALLED:
            now, since = "called", ticket.first_called_at
        case Stage.SERVING:
            now, since = "served", ticket.serving_since
        case Stage.PARKED:
            now, since = "parked", ticket.moved_at
        case Stage.WAITING:
            now, since = "waits", ticket.issued_at
        case _:
            now, since = "unsure", ticket.issued_at
    return Escort(
        summons=_seen(looking, summons, account_id),
        ticket=ticket_seen(looking, ticket),
        now=now,
        place=looking.place(ticket.place) if ticket.place is not None else "",
        since=Timer(since=since),
    )
