"""No number twice; no ticket lost that somebody holds; no answer that the journal does not know. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from storm.fault_log import LINK_FAULTS, FaultLog
from storm.findings import Excuse, Excused, Finding, Violation
from storm.story import Story, Ticket
from storm.words import Accepted, AnyLine, PaperOut, Replied

ONCE = "no number twice"
UNSURE_S = 30.0
"""A print job's life, the silence after which a ticket is unsure, and as much again."""
NONE_LOST = "no acknowledged ticket is lost"


def check_papers(lines: Sequence[AnyLine], story: Story, faults: FaultLog) -> Iterator[Finding]:
    """Compare the papers with the journal, and both with themselves."""
    papers = [line for line in lines if isinstance(line, PaperOut)]
    first = {paper.ticket_id: paper for paper in papers if paper.ticket_id is not None and not paper.copy}
    yield from _numbers(papers, story)
    for paper in papers:
        if paper.ticket_id is None:
            yield Violation("every paper is a ticket", f"paper {paper.n} of {paper.station}", (), paper.at)
            continue
        ticket = story.tickets.get(paper.ticket_id)
        if ticket is None:
            story_of_it = f"{paper.number} of {paper.station} is not in the journal"
            yield Violation(NONE_LOST, story_of_it, (paper.ticket_id,), paper.at)
        elif (ticket.number, ticket.zone) != (paper.number, paper.zone):
            story_of_it = f"the paper says {paper.number}, the journal {ticket.number}"
            yield Violation("paper and journal agree", story_of_it, (paper.ticket_id,), paper.at)
    began = _beginnings(lines)
    for ticket in story.tickets.values():
        yield from _fate(ticket, first.get(ticket.ticket_id))
        if ticket.was_unsure:
            yield _unsure(ticket, began.get(ticket.ticket_id), faults)


def _beginnings(lines: Sequence[AnyLine]) -> Mapping[str, float]:
    """Return when each ticket was heard of first."""
    began: dict[str, float] = {}
    for line in lines:
        if isinstance(line, Accepted):
            began.setdefault(line.press, line.at)
        elif isinstance(line, Replied):
            began.setdefault(line.request, line.at)
        elif isinstance(line, PaperOut) and line.ticket_id is not None:
            began.setdefault(line.ticket_id, line.at)
    return began


def _unsure(ticket: Ticket, at: float | None, faults: FaultLog) -> Finding:
    """Hold that something kept the station from knowing, or from telling, what became of the paper."""
    if at is None:  # its station was killed before anybody heard of it
        return Excused(Excuse.RECEPTION, ticket.ticket_id)
    since, until = at - 1.0, at + UNSURE_S
    printer = {ticket.station, f"printer-{ticket.station}"}
    if (
        faults.any({"printer", "kill"}, printer, since, until)
        or faults.any(LINK_FAULTS, {ticket.station, "broker", "dispatcher"}, since, until)
        or faults.any({"disk-full"}, {ticket.station, "dispatcher"}, since, until)
        or faults.any({"clock"}, {"dispatcher"}, since, until)
    ):
        return Excused(Excuse.RECEPTION, ticket.ticket_id)
    return Violation("a ticket is unsure for a reason", f"{ticket.number} of {ticket.station}", (ticket.ticket_id,), at)


def _numbers(papers: Sequence[PaperOut], story: Story) -> Iterator[Violation]:
    holders: dict[tuple[str, str, int], dict[str, None]] = defaultdict(dict)
    for day, zone, number, ticket_id in story.given:
        holders[day, zone, number][ticket_id] = None
    for (day, zone, number), ids in holders.items():
        if len(ids) > 1:
            yield Violation(ONCE, f"the journal gave {number} of {zone} {len(ids)} times on {day}", tuple(ids))
    on_paper: dict[tuple[str | None, int | None], dict[str, None]] = defaultdict(dict)
    for paper in papers:
        if paper.ticket_id is not None:
            on_paper[paper.zone, paper.number][paper.ticket_id] = None
    for (_zone, printed), ids in on_paper.items():
        days = {story.tickets[ticket_id].day for ticket_id in ids if ticket_id in story.tickets}
        if len(ids) > max(len(days), 1):
            yield Violation(ONCE, f"{printed} is on the papers of {len(ids)} tickets", tuple(ids))


def _fate(ticket: Ticket, paper: PaperOut | None) -> Iterator[Finding]:
    """Hold that a ticket on paper was called, and one without never."""
    ids = (ticket.ticket_id,)
    if paper is not None:
        if ticket.stage == "unserved":
            return  # its business day has ended
        if not ticket.place:
            yield Violation(NONE_LOST, f"{ticket.number} is on paper and {ticket.stage}, never called", ids, paper.at)
    elif ticket.place:
        yield Violation("nobody is called without paper", f"{ticket.number} of {ticket.station}", ids)


def check_replies(lines: Sequence[AnyLine], story: Story, faults: FaultLog) -> Iterator[Finding]:
    """Hold that what was answered stands in the journal, and that the same question gets the same answer.

    Refusals are in no journal, nor is what was accepted and brought no news: a dispatcher that is killed forgets both.
    Whether who had heard a refusal is spared its deed is another rule's.
    """
    answers: dict[str, Replied] = {}
    for line in lines:
        if not isinstance(line, Replied) or line.result == "events-page":
            continue
        first = answers.setdefault(line.request, line)
        said = (line.result, line.code, line.ticket_id, line.number)
        if said != (first.result, first.code, first.ticket_id, first.number):
            stands = first.result != "refused" and line.request in story.requests
            if not stands and faults.any({"kill"}, {"dispatcher"}, first.at, line.at):
                answers[line.request] = line
                yield Excused(Excuse.FORGOTTEN, line.request)
                continue
            before, now = first.code or first.result, line.code or line.result
            yield Violation(
                "asked twice, answered the same", f"{line.peer}: {before}, then {now}", (line.request,), line.at
            )
        if line.result in {"issued", "at-place"} and line.request not in story.requests:
            told = f"{line.peer} was answered {line.result} {line.number}"
            yield Violation("what was answered is in the journal", told, (line.request,), line.at)
