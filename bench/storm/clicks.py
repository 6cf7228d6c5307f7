"""Every click acts once, or not at all; what its page told of it is true, and no session is lost over it. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from mqtt_bridge.events import ServingStarted, TicketCalled, VisitFinished, VisitorMissed
from storm.fault_log import LINK_FAULTS, FaultLog
from storm.findings import Excuse, Excused, Finding, Violation
from storm.words import AnyLine, Clicked, ClickEnded, Row, SentAway

DONE, REFUSED, LOST = 200, 409, 0
"""What a page is told of a click; the last is what it tells by itself, after having asked for long."""
SIGNED_OUT = frozenset({303, 401, 403, 419})
"""Another door than the one that was knocked at."""
IN_JOURNAL = "a click that was answered is in the journal"
UNCHANGED = "a click that was refused changes nothing"
ONCE = "no click acts twice"
SAME = "a click that is sent twice gets the same answer"
ANSWERED = "every click is answered"
OWN_TICKET = "a click moves its own ticket alone"
SESSION = "a session outlives everything"
UNDERSTOOD = "every click is understood"
WELL_AGAIN_S = 6.0
"""So soon after a fault a click is answered: the link takes two seconds to be tried again, and is then caught up."""
_ACTS: Mapping[str, type] = {
    "next": TicketCalled,
    "recall": TicketCalled,
    "start": ServingStarted,
    "finish": VisitFinished,
    "no-show": VisitorMissed,
}
_ENDS = (VisitFinished, VisitorMissed)


def check_clicks(lines: Sequence[AnyLine], rows: Sequence[Row], faults: FaultLog) -> Iterator[Finding]:
    """Compare what clerks clicked, and what they were told of it, with the journal."""
    done: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        done[row.request].append(row)
    ended: dict[str, list[ClickEnded]] = defaultdict(list)
    for line in lines:
        if isinstance(line, ClickEnded):
            ended[line.request].append(line)
        elif isinstance(line, SentAway):
            told = f"the page of {line.place} was answered {line.status} {line.to}"
            yield Violation(SESSION, told, (), line.at)
    for line in lines:
        if isinstance(line, Clicked):
            came = done.get(line.request, [])
            yield from _acted(line, came)
            yield from _told(line, came, ended[line.request], faults)


def _acted(click: Clicked, came: Sequence[Row]) -> Iterator[Violation]:
    """Hold that a click did what it is for, once, and to whom it was about."""
    acts = [row for row in came if isinstance(row.event, _ACTS[click.button])]
    if len(acts) > 1:
        seqs = ", ".join(str(row.seq) for row in acts)
        yield Violation(ONCE, f"{_name(click)}: events {seqs}", (click.request,), click.at)
    for row in came:
        about, place = getattr(row.event, "ticket_id", ""), getattr(row.event, "place", click.place)
        is_right = about == click.ticket_id or (click.button == "next" and not isinstance(row.event, _ENDS))
        if place != click.place or (about and not is_right):
            told = f"{_name(click)}: {type(row.event).__name__} of {about} at {place}"
            yield Violation(OWN_TICKET, told, (click.request, about), click.at)


def _told(click: Clicked, came: Sequence[Row], ended: Sequence[ClickEnded], faults: FaultLog) -> Iterator[Finding]:
    ids = (click.request,)
    has_acted = any(isinstance(row.event, _ACTS[click.button]) for row in came)
    statuses = {end.status for end in ended}
    for status in sorted(statuses - {DONE, REFUSED, LOST}):
        rule = SESSION if status in SIGNED_OUT else UNDERSTOOD
        yield Violation(rule, f"{_name(click)}: answered {status}", ids, click.at)
    if {DONE, REFUSED} <= statuses:
        yield Violation(SAME, f"{_name(click)}: done, and refused", ids, click.at)
    elif DONE in statuses and not has_acted:
        yield Violation(IN_JOURNAL, _name(click), ids, click.at)
    elif REFUSED in statuses and came:
        yield Violation(UNCHANGED, _name(click), ids, click.at)
    if LOST in statuses or not statuses:
        yield from _unanswered(click, ended, faults, has_acted=has_acted and DONE not in statuses)


def _unanswered(click: Clicked, ended: Sequence[ClickEnded], faults: FaultLog, *, has_acted: bool) -> Iterator[Finding]:
    until = max((end.at for end in ended), default=float("inf"))
    if not ended or not faults.any(LINK_FAULTS, {"console", "broker", "dispatcher"}, click.at - WELL_AGAIN_S, until):
        yield Violation(ANSWERED, f"{_name(click)}: nobody said anything", (click.request,), click.at)
    elif has_acted:
        yield Excused(Excuse.CLICK_LATE, click.request)


def _name(click: Clicked) -> str:
    return f"{click.button} at {click.place} about {click.ticket_id or 'nobody'}"
