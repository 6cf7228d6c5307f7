"""Was everybody called in their turn? Judged by the words of the rules; none of the hall's code decides.

At a place that calls, an appointment whose time has come goes first; then who was called before and comes back; then
who has waited longest, the wait counted times the weights of zone, competence and assistance. A place calls the tickets
of its zones that need no competence, or one that it has; others where no open place of the zone has it and the centre
lets others help. A ticket that waits for one place is called by this one alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from busy_day.turns import Turn, Turns
from centre.settings import CentreSettings, PlaceSettings
from mqtt_bridge.events import CallKind, Recorded, TicketCalled

_SAME_S = 1e-6


@dataclass(frozen=True)
class OutOfTurn:
    """A call that should not have been."""

    seq: int
    rule: str
    story: str


def out_of_turn(centre: CentreSettings, history: Iterable[Recorded]) -> Iterator[OutOfTurn]:
    """Yield what is wrong with the calls of a day, in their order."""
    turns = Turns()
    for recorded in history:
        event = recorded.event
        if isinstance(event, TicketCalled):
            for rule, story in _judge(centre, turns, event, recorded.at):
                yield OutOfTurn(recorded.seq, rule, story)
        turns.follow(recorded)


def _judge(centre: CentreSettings, turns: Turns, call: TicketCalled, at: float) -> Iterator[tuple[str, str]]:
    turn, place = turns.turns[call.ticket_id], centre.place(call.place)
    told = f"{turn.number} to {call.place}"
    if place is None:
        yield "only places that there are call", told
    elif call.kind is CallKind.FIRST:
        yield from _judge_first(centre, turns, call, place, at)
    elif turn.place != call.place:
        yield "only who is called is called again", told


def _judge_first(
    centre: CentreSettings, turns: Turns, call: TicketCalled, place: PlaceSettings, at: float
) -> Iterator[tuple[str, str]]:
    turn = turns.turns[call.ticket_id]
    told = f"{turn.number} to {call.place}"
    if call.place in turns.at_place:
        yield "one ticket at a place", f"{told}, which has {turns.turns[turns.at_place[call.place]].number}"
    if call.reason:
        return  # out of order, and somebody says why
    if not turn.waits:
        yield "only who waits is called", told
        return
    if not _may_call(centre, turns, place, turn):
        yield "a place calls only its own lines", told
    rivals = [other for other in turns.waiting() if other != turn and _may_call(centre, turns, place, other)]
    mine = _right(centre, turn, at)
    for rival in rivals:
        theirs = _right(centre, rival, at)
        if theirs[0] < mine[0] or (theirs[0] == mine[0] and theirs[1] < mine[1] - _SAME_S):
            yield _RULES[theirs[0]], f"{told} before {rival.number}"
            return
    if mine[0] == _LATER:
        yield "no appointment is called before its time", told


_DUE, _BACK, _LONGEST, _LATER = range(4)
_RULES = {
    _DUE: "an appointment whose time has come goes first",
    _BACK: "who comes back goes before who was never called",
    _LONGEST: "who has waited longest goes first",
    _LATER: "the earlier appointment goes first",
}


def _right(centre: CentreSettings, turn: Turn, at: float) -> tuple[int, float]:
    """Return how good a turn's right to be called is: of two the lower one goes first."""
    if turn.is_back:
        return _BACK, turn.issued_at
    if turn.due_at is not None:
        is_due = turn.due_at - centre.queue.appointment_early_s <= at
        return _DUE if is_due else _LATER, turn.due_at
    weight = 1.0
    for zone in centre.zones:
        weight *= zone.weight if zone.name == turn.zone else 1.0
    for competence in centre.competences:
        weight *= competence.weight if competence.name == turn.competence else 1.0
    weight *= centre.queue.assistance_weight if turn.assistance else 1.0
    return _LONGEST, -weight * (at - turn.issued_at)


def _may_call(centre: CentreSettings, turns: Turns, place: PlaceSettings, turn: Turn) -> bool:
    if turn.only is not None:
        return turn.only == place.name
    if turn.zone not in place.zones:
        return False
    wanted = turn.competence
    if wanted is None or wanted in place.competences or all(each.name != wanted for each in centre.competences):
        return True
    has_it = {other.name for other in centre.places if wanted in other.competences and turn.zone in other.zones}
    return centre.queue.others_take_competence and not has_it & turns.open
