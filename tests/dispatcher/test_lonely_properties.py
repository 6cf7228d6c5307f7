"""What no sequence of presses alone, reports, replaced disks, nights and restores may break: a state machine."""

from itertools import combinations
from pathlib import Path

import msgspec
from hall_under_test import HallUnderTest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from lonely_station import LonelyStation, LonelyTicket

from centre.checks import load_centre
from centre.lease_sizes import pool_of
from dispatcher.snapshots import board_of, leases_of
from firmware.words import Language, new_id
from hall.business_day import business_day
from hall.calling import decide_resumed
from hall.evolving import evolve
from hall.issuing import silent_papers
from hall.joining import decide_collecting_over
from hall.state import Hall
from hall.ticket import OPEN_STAGES, Stage
from mqtt_bridge.commands import CallNext, IssueTicket, JoinHall, PrintedPaper, ReportAlone, ReportPaper
from mqtt_bridge.events import TicketAdopted, TicketIssued
from mqtt_bridge.lease import HeldLease, Lease
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.replies import Issued

SHIPPED = load_centre(Path(__file__).parents[2] / "centre" / "borodulikha.toml")
FEW = msgspec.structs.replace(
    SHIPPED,
    hours=None,
    zones=tuple(
        msgspec.structs.replace(zone, first=first, last=last)
        for zone, (first, last) in zip(SHIPPED.zones, ((1, 18), (41, 45), (51, 59)), strict=True)
    ),
)
"""Two numbers for each station and zone alone, or one, or none."""

NAMES = ("entrance", "waiting-hall")
ZONES = st.sampled_from([zone.name for zone in FEW.zones])
STATIONS = st.sampled_from(NAMES)
PICK = st.integers(0, 30)
OUTCOMES = st.sampled_from(PaperOutcome)


class LonelyHall(RuleBasedStateMachine):
    """Two stations that behave, and a dispatcher that is not always there."""

    def __init__(self) -> None:
        super().__init__()
        self.under_test = HallUnderTest(FEW)
        zones = tuple(zone.name for zone in FEW.zones)
        self.stations = {name: LonelyStation(self.under_test, name, zones=zones) for name in NAMES}
        self.is_sure = True
        """False once papers or leases may be out that nobody can tell of."""
        self.were_papers_lost = False

    @property
    def hall(self) -> Hall:
        return self.under_test.hall

    @initialize(joined=st.sampled_from([NAMES, NAMES, NAMES[:1], ()]))
    def open(self, joined: tuple[str, ...]) -> None:
        self.join(list(joined))

    @rule(names=st.lists(STATIONS, min_size=1, max_size=3))
    def join(self, names: list[str]) -> None:
        for name in names:
            self.stations[name].join()

    @rule(name=STATIONS)
    def hear(self, name: str) -> None:
        self.stations[name].hear()

    @rule(presses=st.lists(st.tuples(STATIONS, ZONES, st.booleans()), min_size=1, max_size=12))
    def press_alone(self, presses: list[tuple[str, str, bool]]) -> None:
        for name, zone, was_asked in presses:
            if was_asked:
                self.stations[name].press_unanswered(zone)
            else:
                self.stations[name].press(zone)
            self.under_test.pass_time(0.5)

    @rule(
        told=st.lists(st.tuples(STATIONS, PICK, st.sampled_from(PaperOutcome), st.booleans()), min_size=1, max_size=9)
    )
    def tell(self, told: list[tuple[str, int, PaperOutcome, bool]]) -> None:
        """Report in any order, and also what was reported already."""
        for name, pick, outcome, again in told:
            station = self.stations[name]
            tickets = station.told if again else station.untold
            if tickets:
                station.tell(tickets[pick % len(tickets)], outcome)

    @rule(name=STATIONS, hears=st.booleans())
    def tell_all(self, name: str, hears: bool) -> None:  # noqa: FBT001 - a strategy
        self.stations[name].tell_all()
        if hears:
            self.stations[name].hear()

    @rule(presses=st.lists(st.tuples(STATIONS, ZONES), min_size=1, max_size=20))
    def press_answered(self, presses: list[tuple[str, str]]) -> None:
        for name, zone in presses:
            ticket_id = new_id()
            answer = self.under_test.ask(IssueTicket(zone=zone, language=Language.KK, station=name), name, ticket_id)
            if isinstance(answer, Issued):
                paper = answer.paper
                report = ReportPaper(ticket_id=ticket_id, job_id=ticket_id, outcome=PaperOutcome.CONFIRMED)
                self.under_test.ask(report, name)
                self.stations[name].note_paper(ticket_id, zone, paper.cycle, paper.number)
            self.under_test.pass_time(0.5)

    @rule(name=STATIONS, pick=PICK)
    def arrive_late(self, name: str, pick: int) -> None:
        """Have the request of a press arrive that was numbered alone since."""
        tickets = self.stations[name].told
        if tickets:
            ticket = tickets[pick % len(tickets)]
            issue = IssueTicket(zone=ticket.lease.zone, language=Language.KK, station=name)
            self.under_test.ask(issue, name, ticket.ticket_id)

    @rule(places=st.lists(st.sampled_from([place.name for place in FEW.places]), min_size=1, max_size=20))
    def call(self, places: list[str]) -> None:
        for place in places:
            self.under_test.ask(CallNext(place=place, finish_current=True))

    @rule(name=STATIONS)
    def replace_disk(self, name: str) -> None:
        self.stations[name].get_another_disk()
        self.were_papers_lost = True

    @rule(seconds=st.floats(0, 1000), then=st.sampled_from(["nothing", "nothing", "outage", "night"]))
    def pass_time(self, seconds: float, then: str) -> None:
        self.under_test.pass_time(seconds)
        self.under_test.happen(list(silent_papers(self.hall, self.under_test.at)))
        if then == "outage":
            self.under_test.happen(decide_resumed(self.hall, seconds))
        elif then == "night":
            for station in self.stations.values():
                station.told.clear()
            self.under_test.turn_over()

    @rule(lost=st.integers(0, 40))
    def restore(self, lost: int) -> None:
        """Restore a backup that was made *lost* events ago."""
        self.under_test.restore(max(1, len(self.under_test.history) - lost))
        self.is_sure = self.is_sure and not self.were_papers_lost

    @invariant()
    def leases_share_no_number_and_no_cycle_and_lie_in_the_top_third(self) -> None:
        pools = {zone.name: pool_of(zone) for zone in FEW.zones}
        leases = [held.lease for held in self.hall.leases.values()]
        assert all(lease.first in pools[lease.zone] and lease.last in pools[lease.zone] for lease in leases)
        for one, other in combinations(leases, 2):
            assert one.last < other.first or other.last < one.first
            assert one.cycle != other.cycle

    @invariant()
    def what_stations_may_use_is_granted_and_each_number_is_one_stations(self) -> None:
        if not self.is_sure or self.hall.awaited:
            return
        usable: list[int] = []
        for name, station in self.stations.items():
            granted = {lease.lease_id for lease in leases_of(self.hall, name).leases}
            heard = (held for key, held in station.leases.items() if key in granted)
            usable += [number for held in heard for number in range(held.next, held.lease.last + 1)]
        assert len(set(usable)) == len(usable)
        assert not set(usable) & self.hall.in_use.keys()

    @invariant()
    def a_number_given_alone_is_on_no_other_ticket_of_the_day(self) -> None:
        if not self.is_sure:
            return
        tickets = self.hall.tickets.values()
        today = [ticket.number for ticket in tickets if ticket.stage is not Stage.UNSERVED]
        alone = {ticket.number for ticket in tickets if ticket.alone and ticket.stage is not Stage.UNSERVED}
        untold = [ticket.number for station in self.stations.values() for ticket in station.untold]
        assert all(today.count(number) == 1 for number in alone)
        assert len(set(untold)) == len(untold)

    @invariant()
    def no_two_papers_of_a_day_are_alike(self) -> None:
        if not self.is_sure:
            return
        out: dict[tuple[str, str, int, int], str] = {}
        for station in self.stations.values():
            for at, paper in station.papers:
                key = (business_day(at, FEW), paper.zone, paper.cycle, paper.number)
                assert out.setdefault(key, paper.ticket_id) == paper.ticket_id

    @invariant()
    def the_journal_would_take_every_number_once(self) -> None:
        keys: list[tuple[str, int, int]] = []
        for recorded, _request_id in self.under_test.history:
            event = recorded.event
            if isinstance(event, TicketIssued | TicketAdopted) and recorded.seq > self.day_began():
                keys.append((event.zone, event.cycle, event.number))
                assert -(2**63) <= event.cycle < 2**63
        assert len(set(keys)) == len(keys)

    def day_began(self) -> int:
        days = (recorded.seq for recorded, _ in self.under_test.history if type(recorded.event).__name__ == "DayOpened")
        return max(days)

    @invariant()
    def a_press_that_was_told_is_one_ticket_with_the_number_of_its_paper(self) -> None:
        if not self.is_sure:
            return
        for ticket in self.told_today():
            known = self.hall.tickets[ticket.ticket_id]
            assert (known.number, known.alone) == (ticket.number, True)

    def told_today(self) -> list[LonelyTicket]:
        tickets = [ticket for station in self.stations.values() for ticket in station.told]
        return [ticket for ticket in tickets if ticket.ticket_id in self.hall.tickets and not self.hall.awaited]

    @invariant()
    def the_same_events_make_the_same_hall(self) -> None:
        replayed = Hall(FEW)
        for recorded, request_id in self.under_test.history:
            evolve(replayed, recorded, request_id)
        assert replayed == self.hall or vars_of(replayed) == vars_of(self.hall)
        assert board_of(replayed, self.under_test.at) == board_of(self.hall, self.under_test.at)
        assert all(hall_is_consistent(hall) for hall in (replayed, self.hall))


class UnsureHall(LonelyHall):
    """The same with what costs certainty: numbers may then be given twice, and still nothing falls."""

    @precondition(lambda self: self.hall.awaited)
    @rule()
    def end_collecting(self) -> None:
        self.under_test.happen(decide_collecting_over(self.hall))
        self.is_sure = False

    @rule(name=STATIONS, number=st.integers(1, 9999), cycle=st.integers(-(2**70), 2**70), zone=ZONES, age=st.floats(0))
    def talk_nonsense(self, name: str, number: int, cycle: int, zone: str, age: float) -> None:
        """Say what no station of ours would: it may bring disorder into numbers, and must not bring anything down."""
        lease = Lease(lease_id=new_id(), zone=zone, first=number, last=9999, cycle=cycle, store=new_id())
        ticket = {"ticket_id": new_id(), "zone": zone, "cycle": cycle, "number": number, "language": Language.RU}
        paper = PrintedPaper(**ticket, age_s=age, alone=cycle % 2 == 0)  # type: ignore[arg-type]
        join = JoinHall(
            station=name, store=None, zones=(zone,), held=(HeldLease(lease=lease, next=number),), printed=(paper,) * 2
        )
        self.under_test.ask(join, name)
        report = ReportAlone(
            **ticket,  # type: ignore[arg-type]
            station=name,
            lease_id=lease.lease_id,
            age_s=age,
            outcome=PaperOutcome.UNCONFIRMED,
        )
        self.under_test.ask(report, name)
        self.is_sure = False


def vars_of(hall: Hall) -> dict[str, object]:
    """Return all that the hall is; a line as the turns that stand in it."""
    values = {name: getattr(hall, name) for name in Hall.__slots__ if name not in {"lines", "book"}}
    values["lines"] = {zone: list(line) for zone, line in hall.lines.items() if len(line)}
    book = hall.book
    values["book"] = (book.leases, book.retired, book.stations, book.serial, book.epoch, book.awaited, book.unheard)
    return values


def hall_is_consistent(hall: Hall) -> bool:
    waiting = {ticket.ticket_id for ticket in hall.tickets.values() if ticket.stage is Stage.WAITING}
    numbers = [ticket.number for ticket in hall.tickets.values() if ticket.stage in OPEN_STAGES]
    return waiting == {ticket_id for line in hall.lines.values() for ticket_id in line} and sorted(numbers) == sorted(
        hall.in_use.elements()
    )


SHORT = settings(max_examples=100, stateful_step_count=50, derandomize=True)
LonelyHall.TestCase.settings = SHORT
UnsureHall.TestCase.settings = SHORT
TestLonelyHall = LonelyHall.TestCase
TestUnsureHall = UnsureHall.TestCase
