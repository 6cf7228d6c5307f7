"""No number twice; no ticket lost that somebody holds; no answer that the journal does not know. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from storm.fault_log import FaultLog
from storm.findings import Excuse, Excused, Finding, Violation
from storm.story import Story, Ticket
from storm.words import AnyLine, PaperOut, Replied

_TRAY_S = 3.0
"""A printer's process lays a paper down so soon after it was cut."""
ONCE = "no number twice"
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
    for ticket in story.tickets.values():
        yield from _fate(ticket, first.get(ticket.ticket_id), faults)


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


def _fate(ticket: Ticket, paper: PaperOut | None, faults: FaultLog) -> Iterator[Finding]:
    """Hold that a ticket on paper was called, and one without never."""
    ids = (ticket.ticket_id,)
    if paper is not None:
        if ticket.stage == "unserved":
            return  # its business day has ended
        if not ticket.place:
            yield Violation(NONE_LOST, f"{ticket.number} is on paper and {ticket.stage}, never called", ids, paper.at)
        elif ticket.was_unsure:
            yield Excused(Excuse.RECEPTION, ticket.ticket_id)
        return
    if ticket.stage == "void" and ticket.was_unsure:
        yield Excused(Excuse.RECEPTION, ticket.ticket_id)
    elif ticket.place:
        if any(True for _ in faults.overlapping({"kill"}, {f"printer-{ticket.station}"}, 0.0, float("inf"))):
            yield Excused(Excuse.TRAY_KILLED, ticket.ticket_id)
        else:
            yield Violation("nobody is called without paper", f"{ticket.number} of {ticket.station}", ids)


def check_replies(lines: Sequence[AnyLine], story: Story) -> Iterator[Violation]:
    """Hold that what was answered stands in the journal, and that the same question gets the same answer."""
    answers: dict[str, Replied] = {}
    for line in lines:
        if not isinstance(line, Replied) or line.result == "events-page":
            continue
        first = answers.setdefault(line.request, line)
        said = (line.result, line.code, line.ticket_id, line.number)
        if said != (first.result, first.code, first.ticket_id, first.number):
            before, now = first.code or first.result, line.code or line.result
            yield Violation(
                "asked twice, answered the same", f"{line.peer}: {before}, then {now}", (line.request,), line.at
            )
        if line.result in {"issued", "at-place"} and line.request not in story.requests:
            told = f"{line.peer} was answered {line.result} {line.number}"
            yield Violation("what was answered is in the journal", told, (line.request,), line.at)
