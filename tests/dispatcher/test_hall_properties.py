"""What no sequence of commands may break: a state machine driven by hypothesis."""

import os
from collections import Counter
from pathlib import Path

import msgspec
from hall_under_test import HallUnderTest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from centre.checks import load_centre
from dispatcher.snapshots import board_of
from firmware.words import Language
from hall.evolving import evolve
from hall.next_ticket import may_call
from hall.state import Hall
from hall.ticket import OPEN_STAGES, Stage
from mqtt_bridge.commands import (
    Admit,
    AnyCommand,
    CallNext,
    Finish,
    IssueTicket,
    NoShow,
    Recall,
    ReportPaper,
    Reprint,
    StartServing,
    Undo,
    VoidTicket,
)
from mqtt_bridge.events import DayOpened, TicketIssued
from mqtt_bridge.hall_commands import (
    BeginEvacuation,
    EndEvacuation,
    EndSummons,
    GiveFeedback,
    MarkTicket,
    MoveAppointment,
    RaiseSummons,
    Readmit,
    ReleaseSummons,
    ResumeTicket,
    TakeSummons,
)
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.place_commands import CallTicket, ClosePlace, OpenPlace, Park, PausePlace, Transfer
from mqtt_bridge.replies import Issued, Refusal, Result
from mqtt_bridge.topics import BOARD

SHIPPED = load_centre(Path(__file__).parents[2] / "centre" / "borodulikha.toml")
CENTRE = msgspec.structs.replace(SHIPPED, hours=None)
SMALL = msgspec.structs.replace(
    CENTRE,
    zones=tuple(
        msgspec.structs.replace(zone, first=10 * index + 1, last=10 * index + 5)
        for index, zone in enumerate(CENTRE.zones)
    ),
)
"""Five numbers a zone, so that they are soon used up and begin anew."""

EXAMPLES = int(os.environ.get("KEZEK_RULES_EXAMPLES", "100"))
"""`make rules` asks for more, with fresh chance."""
IS_LONG = "KEZEK_RULES_EXAMPLES" in os.environ

ZONES = st.sampled_from([zone.name for zone in SMALL.zones])
PLACES = st.sampled_from([place.name for place in SMALL.places])
STATIONS = st.sampled_from(["entrance", "waiting-hall"])


class AnyHall(RuleBasedStateMachine):
    """Random commands against a small hall."""

    def __init__(self) -> None:
        super().__init__()
        self.under_test = HallUnderTest(SMALL)
        self.centre = SMALL

    @initialize(keeps_hours=st.booleans())
    def open(self, keeps_hours: bool) -> None:  # noqa: FBT001 - a strategy
        """Begin in an always open centre, or in one that closes: it is a Friday, and lunch is just over."""
        if keeps_hours:
            self.centre = msgspec.structs.replace(SMALL, hours=SHIPPED.hours)
            self.under_test = HallUnderTest(self.centre)
            self.under_test.pass_time(90 * 60)

    def ask(self, command: AnyCommand, peer: str = "console") -> Result | None:
        """Ask. What is accepted leaves an event, unless it brings no news; what is refused leaves none."""
        before = len(self.under_test.history)
        answer = self.under_test.ask(command, peer)
        happened = len(self.under_test.history) - before
        assert not (isinstance(answer, Refusal) and happened), f"{command} was refused, and left {happened} events"
        assert (answer is None) == (happened == 0 and not isinstance(answer, Refusal)), command
        return answer

    def and_paper(self, answer: Result | None) -> None:
        if isinstance(answer, Issued):
            ticket_id = answer.paper.ticket_id
            station = self.under_test.hall.tickets[ticket_id].station
            report = ReportPaper(ticket_id=ticket_id, job_id=ticket_id, outcome=PaperOutcome.CONFIRMED)
            self.ask(report, station)

    def some_ticket(self, pick: int) -> str:
        tickets = list(self.under_test.hall.tickets)
        return tickets[pick % len(tickets)] if tickets else "0" * 16

    @rule(zone=ZONES, language=st.sampled_from(Language), station=STATIONS)
    def issue(self, zone: str, language: Language, station: str) -> None:
        self.ask(IssueTicket(zone=zone, language=language, station=station))

    @rule(pick=st.integers(0, 50), outcome=st.sampled_from(PaperOutcome), station=STATIONS, copy=st.booleans())
    def report(self, pick: int, outcome: PaperOutcome, station: str, copy: bool) -> None:  # noqa: FBT001 - a strategy
        ticket_id = self.some_ticket(pick)
        copies = list(self.under_test.hall.copies) or [ticket_id]
        job_id = copies[pick % len(copies)] if copy else ticket_id
        self.ask(ReportPaper(ticket_id=ticket_id, job_id=job_id, outcome=outcome), peer=station)

    @rule(place=PLACES, finish=st.booleans())
    def call_next(self, place: str, finish: bool) -> None:  # noqa: FBT001 - a strategy
        self.ask(CallNext(place=place, finish_current=finish))

    @rule(place=PLACES, kind=st.sampled_from([Recall, StartServing, Finish, NoShow, Undo]))
    def act_at_place(self, place: str, kind: type[Recall]) -> None:
        self.ask(kind(place=place))

    @rule(
        matters=st.lists(st.sampled_from([purpose.name for purpose in SMALL.purposes]), max_size=3),
        assistance=st.booleans(),
        station=STATIONS,
    )
    def issue_for_purposes(self, matters: list[str], assistance: bool, station: str) -> None:  # noqa: FBT001 - a strategy
        zones = [purpose.zone for name in matters if (purpose := SMALL.purpose(name)) is not None and purpose.zone]
        command = IssueTicket(
            zone=(zones or ["consultation"])[0],
            language=Language.RU,
            station=station,
            matters=tuple(matters),
            assistance=assistance,
        )
        self.and_paper(self.ask(command))

    @rule(due_in_s=st.floats(-60, 60), station=STATIONS)
    def check_in(self, due_in_s: float, station: str) -> None:
        due_at = self.under_test.at + due_in_s
        booked = IssueTicket(
            zone="personal-reception", language=Language.KK, station=station, place="office-12", due_at=due_at
        )
        self.and_paper(self.ask(booked))

    @rule(place=PLACES, kind=st.sampled_from([OpenPlace, ClosePlace]))
    def open_or_close(self, place: str, kind: type[OpenPlace]) -> None:
        self.ask(kind(place=place))

    @rule(place=PLACES)
    def pause(self, place: str) -> None:
        self.ask(PausePlace(place=place, reason="a"))

    @rule(place=PLACES, zone=st.none() | ZONES, to_place=st.none() | PLACES, comes_back=st.booleans())
    def transfer(self, place: str, zone: str | None, to_place: str | None, comes_back: bool) -> None:  # noqa: FBT001 - a strategy
        self.ask(Transfer(place=place, to_zone=zone, to_place=to_place, comes_back=comes_back))

    @rule(place=PLACES)
    def park(self, place: str) -> None:
        self.ask(Park(place=place))

    @rule(pick=st.integers(0, 50), kind=st.sampled_from([ResumeTicket, Readmit]))
    def bring_back(self, pick: int, kind: type[Readmit]) -> None:
        self.ask(kind(ticket_id=self.some_ticket(pick)))

    @rule(pick=st.integers(0, 50), place=PLACES)
    def call_out_of_order(self, pick: int, place: str) -> None:
        self.ask(CallTicket(place=place, ticket_id=self.some_ticket(pick), reason="a"))

    @rule(pick=st.integers(0, 50), assistance=st.booleans(), representative=st.booleans())
    def mark(self, pick: int, assistance: bool, representative: bool) -> None:  # noqa: FBT001 - a strategy
        mark = MarkTicket(ticket_id=self.some_ticket(pick), assistance=assistance, representative=representative)
        self.ask(mark)

    @rule(pick=st.integers(0, 50), due_in_s=st.floats(-3600, 60))
    def move_appointment(self, pick: int, due_in_s: float) -> None:
        due_at = self.under_test.at + due_in_s
        self.ask(MoveAppointment(ticket_id=self.some_ticket(pick), due_at=due_at))

    @rule(kind=st.sampled_from([summons.name for summons in SMALL.summonses]), place=st.none() | PLACES)
    def summon(self, kind: str, place: str | None) -> None:
        self.ask(RaiseSummons(kind=kind, place=place))

    @rule(pick=st.integers(0, 9), answer=st.sampled_from([TakeSummons, ReleaseSummons, EndSummons]))
    def answer_a_summons(self, pick: int, answer: type[TakeSummons] | type[ReleaseSummons] | type[EndSummons]) -> None:
        open_now = list(self.under_test.hall.summonses) or ["0" * 16]
        summons_id = open_now[pick % len(open_now)]
        self.ask(answer(summons_id=summons_id))

    @rule(begins=st.booleans())
    def evacuate(self, begins: bool) -> None:  # noqa: FBT001 - a strategy
        self.ask(BeginEvacuation() if begins else EndEvacuation())

    @rule(place=PLACES, rating=st.integers(1, 5))
    def rate(self, place: str, rating: int) -> None:
        self.ask(GiveFeedback(place=place, rating=rating))

    @rule()
    def night(self) -> None:
        self.under_test.turn_over()

    @rule(gone=st.sampled_from([(), ("window-2",), ("seat-1",)]))
    def configure(self, gone: tuple[str, ...]) -> None:
        """Take places out of the settings, or put them back."""
        places = tuple(place for place in SMALL.places if place.name not in gone)
        self.under_test.configure(msgspec.structs.replace(self.centre, places=places))

    @rule(pick=st.integers(0, 50), kind=st.sampled_from([Admit, VoidTicket]))
    def decide_at_reception(self, pick: int, kind: type[Admit]) -> None:
        self.ask(kind(ticket_id=self.some_ticket(pick)))

    @rule(pick=st.integers(0, 50), place=PLACES)
    def void_at_place(self, pick: int, place: str) -> None:
        self.ask(VoidTicket(ticket_id=self.some_ticket(pick), place=place))

    @rule(pick=st.integers(0, 50), station=STATIONS)
    def reprint(self, pick: int, station: str) -> None:
        self.ask(Reprint(ticket_id=self.some_ticket(pick), station=station))

    @rule(seconds=st.floats(0, 30) | st.sampled_from([700.0, 4000.0]))
    def pass_time(self, seconds: float) -> None:
        self.under_test.let_time_pass(seconds)

    @invariant()
    def every_place_and_its_ticket_agree(self) -> None:
        hall = self.under_test.hall
        held = {name: place.ticket_id for name, place in hall.places.items() if place.ticket_id is not None}
        assert len(set(held.values())) == len(held)
        for ticket in hall.tickets.values():
            at_place = ticket.stage in {Stage.CALLED, Stage.SERVING}
            assert at_place == (ticket.place is not None)
            assert not at_place or held.get(str(ticket.place)) == ticket.ticket_id
        assert all(hall.tickets[ticket_id].place == name for name, ticket_id in held.items())

    @invariant()
    def exactly_the_waiting_stand_in_the_lines_in_order_of_issue(self) -> None:
        hall = self.under_test.hall
        in_lines = [ticket_id for line in hall.lines.values() for ticket_id in line]
        waiting = [ticket.ticket_id for ticket in hall.tickets.values() if ticket.stage is Stage.WAITING]
        assert sorted(in_lines) == sorted(waiting)
        for line in hall.lines.values():
            turns = [hall.tickets[ticket_id].turn_in_line for ticket_id in line]
            assert turns == sorted(turns)
        for key, line in hall.lines.items():
            assert len(line)
            assert {hall.tickets[ticket_id].line_key for ticket_id in line} == {key}

    @invariant()
    def nobody_is_called_whose_paper_nobody_has_seen(self) -> None:
        for ticket in self.under_test.hall.tickets.values():
            assert ticket.has_paper or ticket.stage in {Stage.ISSUED, Stage.UNSURE, Stage.VOID, Stage.UNSERVED}

    @invariant()
    def no_number_is_in_use_twice(self) -> None:
        hall = self.under_test.hall
        assert all(count == 1 for count in hall.in_use.values())
        assert hall.in_use == Counter(ticket.number for ticket in hall.tickets.values() if ticket.stage in OPEN_STAGES)

    @invariant()
    def who_waits_can_be_called_by_some_place(self) -> None:
        """Nobody stands in a line that no place would ever call, if all of them were open."""
        hall = self.under_test.hall
        for key in hall.lines:
            assert any(may_call(hall, place, key) for place in hall.centre.places), key

    @invariant()
    def a_summons_for_a_visit_is_of_one_that_goes_on(self) -> None:
        hall = self.under_test.hall
        for summons in hall.summonses.values():
            assert summons.ticket_id is None or hall.tickets[summons.ticket_id].stage in OPEN_STAGES

    def teardown(self) -> None:
        self.numbers_lie_in_their_zone_and_are_unique_by_day_and_cycle()
        self.whoever_waits_is_called_while_places_keep_calling()
        self.the_same_events_make_the_same_hall_to_the_byte_of_its_board()

    def whoever_waits_is_called_while_places_keep_calling(self) -> None:
        """Those who were sent back to another place included: each place calls until nobody waits for it."""
        hall = self.under_test.hall
        self.ask(EndEvacuation())
        self.under_test.pass_time(60)
        patience = 3 * len(hall.tickets) + 1
        while any(
            not isinstance(self.ask(CallNext(place=place.name, finish_current=True)), Refusal)
            for place in hall.centre.places
        ):
            patience -= 1
            assert patience, "they are called again and again, and it never ends"
        assert not hall.lines

    def numbers_lie_in_their_zone_and_are_unique_by_day_and_cycle(self) -> None:
        ranges = {zone.name: range(zone.first, zone.last + 1) for zone in SMALL.zones}
        day, keys = "", []
        for recorded, _request_id in self.under_test.history:
            event = recorded.event
            if isinstance(event, DayOpened):
                day = event.day
            elif isinstance(event, TicketIssued):
                assert event.number in ranges[event.zone]
                keys.append((day, event.zone, event.cycle, event.number))
        assert len(set(keys)) == len(keys)

    def the_same_events_make_the_same_hall_to_the_byte_of_its_board(self) -> None:
        replayed, hall = Hall(self.centre), self.under_test.hall
        for recorded, request_id in self.under_test.history:
            evolve(replayed, recorded, request_id)
        assert (replayed.answers, replayed.tickets) == (hall.answers, hall.tickets)
        assert (replayed.places, replayed.summonses) == (hall.places, hall.summonses)
        assert BOARD.encode(board_of(replayed, self.under_test.at)) == BOARD.encode(board_of(hall, self.under_test.at))


AnyHall.TestCase.settings = settings(max_examples=EXAMPLES, stateful_step_count=50, derandomize=not IS_LONG)
TestAnyHall = AnyHall.TestCase
