"""What the dispatcher must be told: that the station is there, what it numbered alone, what became of papers. Pure."""

import logging
from collections import deque
from collections.abc import Iterator, Sequence
from functools import partial
from operator import itemgetter

import msgspec

from firmware.words import Id, Slug
from kiosk.alone import Alone
from kiosk.hand_list import OWN_WITHIN_S, HallSeen, OwnTicket
from kiosk.joining import Joining
from kiosk.kept import PAPERS_KEPT, AloneTicket, Contents, Fact, HallJoined, PaperOut
from kiosk.reports import NO_ANSWER, PASSING, Reports
from kiosk.station_time import StationTime
from mqtt_bridge.commands import JoinHall, PrintedPaper, ReportPaper, Request
from mqtt_bridge.lease import Leases
from mqtt_bridge.paper import PaperOutcome, TicketPaper
from mqtt_bridge.public import Board, Centre
from mqtt_bridge.replies import Refusal, Reply

PRINTED_WITHIN_S = 86_400.0
"""A restored dispatcher is told of the papers of one day."""
MOST_ZONES = 20
"""As many as a `JoinHall` carries."""

_log = logging.getLogger("kiosk")


class Telling:
    """All requests of a station that nobody pressed for. *station* is None for a pad, which never joins."""

    def __init__(self, station: Slug | None, zones: tuple[Slug, ...], alone: Alone, time: StationTime) -> None:
        self._station = station
        self._zones = zones
        self._alone = alone
        self._time = time
        self._joining = Joining()
        self._reports = Reports(held=alone.reports)
        self._papers: deque[PaperOut] = deque(maxlen=PAPERS_KEPT)
        self._older: Leases | None = None

    def zones_changed(self, zones: tuple[Slug, ...]) -> None:
        """Take of which zones the station gives tickets; the dispatcher is told when they are others than before."""
        if zones != self._zones:
            self._zones = zones
            self._joining.again()

    def disown(self, job_id: Id, ticket_id: Id) -> None:
        """Have it told that this paper never came out, and never will."""
        self._reports.add(ReportPaper(ticket_id=ticket_id, job_id=job_id, outcome=PaperOutcome.FAILED, fault=NO_ANSWER))

    def printed(self, report: ReportPaper, paper: TicketPaper | None, now: float) -> Sequence[Fact]:
        """Take what became of *paper*, None when that was told before; return what is to be written down."""
        facts: list[Fact] = []
        if report.job_id in self._alone.reports:
            facts.append(self._alone.ended(report.job_id, report.outcome, report.fault))
        if report.job_id not in self._alone.reports or paper is None:
            self._reports.add(report)
        if paper is not None and not paper.copy and report.outcome is not PaperOutcome.FAILED:
            out = PaperOut(
                ticket_id=paper.ticket_id,
                zone=paper.zone,
                cycle=paper.cycle,
                number=paper.number,
                language=paper.language,
                # The age of the ticket, and not of its paper: a day later, or after a power cut, it counts from here.
                moment=msgspec.structs.replace(self._time.moment(now), unix=paper.issued_at),
                alone=paper.alone,
            )
            self._papers.append(out)
            facts.append(out)
        return facts

    def restored(self, contents: Contents) -> Sequence[Fact]:
        """Take what another disk holds; return what it lacks. The dispatcher is told of the disk."""
        known = {paper.ticket_id for paper in contents.papers}
        missing = [paper for paper in self._papers if paper.ticket_id not in known]
        self._papers = deque((*contents.papers, *missing), maxlen=PAPERS_KEPT)
        self._joining.restored(contents.epoch)
        self._joining.again()
        joined = self._joining.joined
        return (*missing, HallJoined(epoch=joined)) if joined != contents.epoch else missing

    def epoch_heard(self, epoch: int) -> Sequence[Fact]:
        """Take the epoch of a board; return what is to be written down."""
        self._joining.heard(epoch)
        older, self._older = self._older, None
        return self._alone.leases_heard(older) if older is not None and older.epoch == epoch else ()

    def leases_heard(self, leases: Leases) -> Sequence[Fact]:
        """Take the dispatcher's word on leases, unless it is an older life's; return what is to be written down."""
        if leases.epoch < self._joining.epoch:
            self._older = leases  # a board may yet say that this life is in force again
            return ()
        self._joining.heard(leases.epoch)
        return self._alone.leases_heard(leases)

    def link_came_up(self, now: float) -> list[Request]:
        """Return what is to be published again at once."""
        self._older = None
        self._joining.link_came_up()
        self._alone.reports.link_came_up()
        return self._reports.link_came_up(now)

    def due(self, now: float) -> list[Request]:
        """Return what to publish now. Not for while the link is down."""
        if self._station is None:
            return self._reports.due(now)
        requests = self._joining.due(now, partial(self._join, now)) if self._alone.is_store_known(now) else []
        requests += self._alone.reports.due(self._station, now, lambda moment: self._time.age_s(moment, now))
        return requests + self._reports.due(now)

    def answered(self, reply: Reply, now: float) -> Sequence[Fact] | None:
        """Return what is to be written down; None when *reply* answers nothing of these."""
        facts = self._joining.answered(reply, now)
        if facts is None:
            facts = self._alone.reports.answered(reply, now)
        if facts is not None:
            return facts
        report = self._reports.answered(reply, now)
        if report is None:
            return None
        if isinstance(reply.result, Refusal) and reply.result.code not in PASSING and report.fault != NO_ANSWER:
            _log.warning("report refused ticket_id=%s code=%s", report.ticket_id, reply.result.code.value)
        return ()

    def next_due(self, now: float) -> float:
        """Return when `due` has something to say; the past for at once."""
        due = self._reports.next_due()
        if self._station is None:
            return due
        joins = self._joining.next_due() if self._alone.is_store_known(now) else float("inf")
        return min(due, joins, self._alone.reports.next_due())

    def seen(self, centre: Centre, board: Board | None, now: float) -> HallSeen:
        """Return what the station knows of the hall: the board, and today's tickets of its own, in order of issue."""
        untold = {ticket.ticket_id for ticket in self._alone.reports.tickets()}
        found: dict[Id, tuple[PaperOut | AloneTicket, float]] = {
            paper.ticket_id: (paper, self._time.age_s(paper.moment, now)) for paper in self._papers
        }
        for ticket in self._alone.reports.tickets():  # also those of which it is not known whether they came out
            if ticket.outcome not in {None, PaperOutcome.FAILED}:
                found.setdefault(ticket.ticket_id, (ticket, self._time.age_s(ticket.moment, now)))
        own = [
            OwnTicket(ticket.zone, ticket.number, ticket.ticket_id not in untold, ticket.moment.unix)
            for ticket, age_s in sorted(found.values(), key=itemgetter(1), reverse=True)
            if age_s <= OWN_WITHIN_S
        ]
        return HallSeen(centre, board, tuple(own), self._time.known(now))

    def _join(self, now: float) -> JoinHall:
        assert self._station is not None  # noqa: S101 - a pad never joins
        stranger = self._joining.epoch != self._joining.joined
        return JoinHall(
            station=self._station,
            store=self._alone.book.store,
            zones=self._zones[:MOST_ZONES],
            held=self._alone.book.held(),
            epoch=self._joining.epoch,
            printed=tuple(self._printed(now)) if stranger else (),
        )

    def _printed(self, now: float) -> Iterator[PrintedPaper]:
        """Yield the papers of one day that are not about to be reported as numbered alone, the oldest first."""
        for paper in self._papers:
            age_s = self._time.age_s(paper.moment, now)
            if age_s <= PRINTED_WITHIN_S and paper.ticket_id not in self._alone.reports:
                yield PrintedPaper(
                    ticket_id=paper.ticket_id,
                    zone=paper.zone,
                    cycle=paper.cycle,
                    number=paper.number,
                    language=paper.language,
                    age_s=round(age_s, 3),
                    alone=paper.alone,
                )
