"""What no life of a station alone may break: one press, one ticket; no number twice; nothing lost over a restart."""

from collections import deque
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from station_under_test import CENTRE, NOWHERE, TICKET, board, lease, outcome, paper

from firmware.clock import FakeClock
from firmware.words import Id
from kiosk.deeds import Accept, AcceptAlone, Ask, Deed, Keep, Refuse, Spool
from kiosk.kept import Fact
from kiosk.press_signs import REFUSED_S
from kiosk.settings import StationSettings
from kiosk.station import Station
from kiosk.station_time import StationTime
from kiosk.store import Store
from mqtt_bridge.commands import IssueTicket, ReportAlone, ReportPaper, Request
from mqtt_bridge.lease import Leases
from mqtt_bridge.paper import PaperOutcome, TicketPaper
from mqtt_bridge.replies import Accepted, Issued, Refusal, RefusalCode, Reply

LAST = 812


class Dispatcher:
    """The other end: it numbers, and takes in what was numbered alone."""

    def __init__(self) -> None:
        self.numbers: dict[Id, int] = {}
        self.outcomes: dict[Id, PaperOutcome] = {}
        self.alone: dict[Id, ReportAlone] = {}

    def take(self, request: Request, *, can_number: bool) -> Reply:
        match request.command:
            case IssueTicket() if not can_number:
                return Reply(id=request.id, result=Refusal(code=RefusalCode.CANNOT_RECORD))
            case IssueTicket():
                self.numbers.setdefault(request.id, 101 + len(self.numbers))
                return Reply(id=request.id, result=Issued(paper=paper(request.id)))
            case ReportAlone() as report:
                if report.ticket_id not in self.alone:
                    self.alone[report.ticket_id] = report
                    self.numbers[report.ticket_id] = report.number
                    self.outcomes[report.ticket_id] = report.outcome
            case ReportPaper(ticket_id=ticket_id) as report:
                if ticket_id not in self.numbers:
                    return Reply(id=request.id, result=Refusal(code=RefusalCode.UNKNOWN_TICKET))
                self.outcomes[ticket_id] = report.outcome
            case _:
                pass
        return Reply(id=request.id, result=Accepted())


class AnyOutage(RuleBasedStateMachine):
    """However presses, requests, replies, the disk, the printer, time and restarts mix."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory(prefix="station")
        self.hall = Dispatcher()
        self.now = 100.0
        self.boards = 0
        self.links_up = True
        self.pressed: set[Id] = set()
        self.refused: set[Id] = set()
        self.came_out: dict[Id, TicketPaper] = {}
        self.cut_short: set[Id] = set()
        """What was under way, or not told yet, when the power went."""
        self.begin()

    def begin(self) -> None:
        """Start a station on the disk that there is."""
        self.store = Store(Path(self.folder.name) / "station.db")
        self.asked: list[Id] = []
        self.requests: deque[Request] = deque()
        self.replies: deque[Reply] = deque()
        self.jobs: deque[TicketPaper] = deque()
        self.spooled: set[Id] = set()
        self.facts: deque[Fact] = deque()
        time = StationTime(FakeClock(), synchronised=NOWHERE)
        self.made = Station(StationSettings("entrance", zones=("consultation",)), time, self.now)
        self.made.printer_obstacle = None
        self.do(self.made.centre_heard(CENTRE))
        self.do(self.made.store_opened(self.store.contents()))
        self.do(self.made.leases_heard(Leases(epoch=1, leases=(lease(801, LAST, store=self.store.contents().store),))))
        self.do(self.made.link_changed(up=self.links_up, now=self.now))
        self.the_disk_writes()

    def do(self, deeds: Iterable[Deed]) -> None:
        for deed in deeds:
            match deed:
                case Accept(request=request):
                    self.pressed.add(request.id)
                    self.asked.append(request.id)
                    self.requests.append(request)
                case AcceptAlone(press=press):
                    self.pressed.add(press)
                case Ask(request=request):
                    self.requests.append(request)
                case Keep(fact=fact):
                    self.facts.append(fact)
                case Spool(paper=spooled) if spooled.job_id not in self.spooled:  # each job is printed once
                    assert spooled.job_id not in self.refused, "a refused press came to paper"
                    self.spooled.add(spooled.job_id)
                    self.jobs.append(spooled)
                case Refuse(press=press):
                    assert press not in self.came_out, "a press with paper was refused"
                    assert press not in self.refused
                    self.refused.add(press)

    @rule(presses=st.integers(1, 3))
    def press(self, presses: int = 1) -> None:
        for _ in range(presses):
            self.do(self.made.pressed(TICKET, self.now, self.now))

    @rule(what=st.sampled_from(list(PaperOutcome)))
    def a_visitor_has_no_answer(self, what: PaperOutcome) -> None:
        self.press()
        self.time_passes(1.6)
        self.the_disk_writes()
        if self.jobs:
            self.the_printer_ends(what)

    @rule(seconds=st.sampled_from([0.1, 0.5, 1.2, 2.0, 5.0, 40.0]), looks=st.booleans())
    def time_passes(self, seconds: float, *, looks: bool = True) -> None:
        """Let time go by; what waits in the inbox may be looked at before the clock is."""
        self.now += seconds
        if looks:
            self.do(self.made.due(self.now))

    @rule(up=st.booleans())
    def the_link_changes(self, *, up: bool) -> None:
        if up != self.links_up:
            self.links_up = up
            self.do(self.made.link_changed(up=up, now=self.now))

    @precondition(lambda self: self.requests)
    @rule(can_number=st.booleans())
    def a_request_arrives(self, *, can_number: bool) -> None:
        self.replies.append(self.hall.take(self.requests.popleft(), can_number=can_number))

    @precondition(lambda self: self.requests)
    @rule()
    def a_request_is_lost(self) -> None:
        self.requests.popleft()

    @precondition(lambda self: self.replies)
    @rule(again=st.booleans())
    def a_reply_arrives(self, *, again: bool) -> None:
        reply = self.replies.popleft()
        self.do(self.made.replied(reply, self.now))
        if again:
            self.replies.append(reply)

    @precondition(lambda self: self.replies)
    @rule()
    def a_reply_is_lost(self) -> None:
        self.replies.popleft()

    @precondition(lambda self: self.asked)
    @rule(which=st.integers(0, 50))
    def the_dispatcher_sends_a_press_its_paper_again(self, which: int) -> None:
        press = self.asked[which % len(self.asked)]
        if press in self.hall.numbers and press not in self.hall.alone:
            self.do(self.made.sent_paper(paper(press), self.now))

    @rule()
    def a_board_arrives(self) -> None:
        self.boards += 1
        self.do(self.made.board_heard(board(self.boards, 1_800_000_000.0 + self.now), self.now))

    @rule()
    def the_disk_writes(self) -> None:
        written = tuple(self.facts)
        self.facts.clear()
        self.store.write(written)
        self.do(self.made.written(written, self.now))

    @rule()
    def the_disk_fails_for_a_moment(self) -> None:
        self.do(self.made.store_failed("disk full", self.now))
        self.do(self.made.store_opened(self.store.contents()))

    @precondition(lambda self: self.jobs)
    @rule(what=st.sampled_from(list(PaperOutcome)))
    def the_printer_ends(self, what: PaperOutcome) -> None:
        job = self.jobs.popleft()
        if what is not PaperOutcome.FAILED:
            assert job.ticket_id not in self.came_out, "one press, two papers"
            self.came_out[job.ticket_id] = job
        self.do(self.made.printed(outcome(job.job_id, what), self.now)[1])

    @rule(written=st.booleans(), came_out=st.booleans())
    def the_power_goes(self, *, written: bool, came_out: bool) -> None:
        """Everything in memory is gone; of what the disk had not confirmed it may have written some."""
        if written:
            self.store.write(tuple(self.facts))
        if came_out and self.jobs:
            self.came_out[self.jobs[0].ticket_id] = self.jobs[0]
        self.cut_short |= self.pressed - self.came_out.keys()
        self.store.close()
        self.now += 1.0
        self.begin()

    @invariant()
    def no_number_is_on_two_papers(self) -> None:
        alone = [given.number for given in self.came_out.values() if given.alone]
        assert len(alone) == len(set(alone))

    def come_to_rest(self) -> None:
        """Let a hall that answers, a disk that writes and a printer that prints have the time that they need."""
        self.links_up = True
        self.do(self.made.link_changed(up=True, now=self.now))
        for _ in range(400):
            self.now += 0.5
            self.a_board_arrives()
            self.do(self.made.due(self.now))
            if self.facts:
                self.the_disk_writes()
            while self.jobs:
                self.the_printer_ends(PaperOutcome.CONFIRMED)
            if not (self.requests or self.replies or self.facts):
                break
            while self.requests:
                self.a_request_arrives(can_number=True)
            while self.replies:
                self.a_reply_arrives(again=False)

    def teardown(self) -> None:
        """In the end every press has ended, and the hall knows every paper as it is."""
        try:
            self.come_to_rest()
        finally:
            self.store.close()
            self.folder.cleanup()

        assert self.made.next_due(self.now + REFUSED_S) == float("inf"), "something is asked for ever"
        assert self.pressed <= self.refused | self.came_out.keys() | self.cut_short
        assert not self.refused & self.came_out.keys()
        for ticket_id, given in self.came_out.items():
            if given.alone:
                assert self.hall.alone[ticket_id].number == given.number
                assert self.hall.outcomes[ticket_id] is not PaperOutcome.FAILED, "a paper was voided"
        for ticket_id in self.refused & self.hall.numbers.keys():
            if ticket_id not in self.cut_short:
                assert self.hall.outcomes[ticket_id] is PaperOutcome.FAILED, "a number without paper waits"


TestAnyOutage = AnyOutage.TestCase
TestAnyOutage.settings = settings(max_examples=80, stateful_step_count=40)
