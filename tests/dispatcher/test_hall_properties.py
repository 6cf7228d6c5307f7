"""What no sequence of commands may break: a state machine driven by hypothesis."""

from collections import Counter
from pathlib import Path

import msgspec
from hall_under_test import HallUnderTest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from centre.checks import load_centre
from dispatcher.hall.evolving import evolve
from dispatcher.hall.issuing import silent_papers
from dispatcher.hall.state import Hall
from dispatcher.hall.ticket import OPEN_STAGES, Stage
from dispatcher.snapshots import board_of
from firmware.words import Language
from mqtt_bridge.commands import (
    Admit,
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
from mqtt_bridge.events import TicketIssued
from mqtt_bridge.paper import PaperOutcome

CENTRE = msgspec.structs.replace(load_centre(Path(__file__).parents[2] / "centre" / "borodulikha.toml"), hours=None)
SMALL = msgspec.structs.replace(
    CENTRE,
    zones=tuple(
        msgspec.structs.replace(zone, first=10 * index + 1, last=10 * index + 5)
        for index, zone in enumerate(CENTRE.zones)
    ),
)
"""Five numbers a zone, so that they are soon used up and begin anew."""

ZONES = st.sampled_from([zone.name for zone in SMALL.zones])
PLACES = st.sampled_from([place.name for place in SMALL.places])
STATIONS = st.sampled_from(["entrance", "waiting-hall"])


class AnyHall(RuleBasedStateMachine):
    """Random commands against a small hall."""

    def __init__(self) -> None:
        super().__init__()
        self.under_test = HallUnderTest(SMALL)

    def some_ticket(self, pick: int) -> str:
        tickets = list(self.under_test.hall.tickets)
        return tickets[pick % len(tickets)] if tickets else "0" * 16

    @rule(zone=ZONES, language=st.sampled_from(Language), station=STATIONS)
    def issue(self, zone: str, language: Language, station: str) -> None:
        self.under_test.ask(IssueTicket(zone=zone, language=language, station=station))

    @rule(pick=st.integers(0, 50), outcome=st.sampled_from(PaperOutcome), station=STATIONS, copy=st.booleans())
    def report(self, pick: int, outcome: PaperOutcome, station: str, copy: bool) -> None:  # noqa: FBT001 - a strategy
        ticket_id = self.some_ticket(pick)
        copies = list(self.under_test.hall.copies) or [ticket_id]
        job_id = copies[pick % len(copies)] if copy else ticket_id
        self.under_test.ask(ReportPaper(ticket_id=ticket_id, job_id=job_id, outcome=outcome), peer=station)

    @rule(place=PLACES, finish=st.booleans())
    def call_next(self, place: str, finish: bool) -> None:  # noqa: FBT001 - a strategy
        self.under_test.ask(CallNext(place=place, finish_current=finish))

    @rule(place=PLACES, kind=st.sampled_from([Recall, StartServing, Finish, NoShow, Undo]))
    def act_at_place(self, place: str, kind: type[Recall]) -> None:
        self.under_test.ask(kind(place=place))

    @rule(pick=st.integers(0, 50), kind=st.sampled_from([Admit, VoidTicket]))
    def decide_at_reception(self, pick: int, kind: type[Admit]) -> None:
        self.under_test.ask(kind(ticket_id=self.some_ticket(pick)))

    @rule(pick=st.integers(0, 50), place=PLACES)
    def void_at_place(self, pick: int, place: str) -> None:
        self.under_test.ask(VoidTicket(ticket_id=self.some_ticket(pick), place=place))

    @rule(pick=st.integers(0, 50), station=STATIONS)
    def reprint(self, pick: int, station: str) -> None:
        self.under_test.ask(Reprint(ticket_id=self.some_ticket(pick), station=station))

    @rule(seconds=st.floats(0, 30))
    def pass_time(self, seconds: float) -> None:
        self.under_test.pass_time(seconds)
        self.under_test.happen(list(silent_papers(self.under_test.hall, self.under_test.at)))

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
            turns = [hall.tickets[ticket_id].turn for ticket_id in line]
            assert turns == sorted(turns)

    @invariant()
    def nobody_is_called_whose_paper_nobody_has_seen(self) -> None:
        for ticket in self.under_test.hall.tickets.values():
            assert ticket.has_paper or ticket.stage in {Stage.ISSUED, Stage.UNSURE, Stage.VOID}

    @invariant()
    def numbers_lie_in_their_zone_and_are_unique_by_cycle(self) -> None:
        hall = self.under_test.hall
        ranges = {zone.name: range(zone.first, zone.last + 1) for zone in SMALL.zones}
        assert all(ticket.number in ranges[ticket.zone] for ticket in hall.tickets.values())
        events = [recorded.event for recorded, _request_id in self.under_test.history]
        keys = [(event.zone, event.cycle, event.number) for event in events if isinstance(event, TicketIssued)]
        assert len(set(keys)) == len(keys)
        assert hall.in_use == Counter(ticket.number for ticket in hall.tickets.values() if ticket.stage in OPEN_STAGES)

    @invariant()
    def the_same_events_make_the_same_hall(self) -> None:
        replayed = Hall(SMALL)
        for recorded, request_id in self.under_test.history:
            evolve(replayed, recorded, request_id)
        assert replayed.answers == self.under_test.hall.answers
        assert replayed.tickets == self.under_test.hall.tickets
        assert board_of(replayed, self.under_test.at) == board_of(self.under_test.hall, self.under_test.at)


AnyHall.TestCase.settings = settings(max_examples=100, stateful_step_count=50, deadline=None, derandomize=True)
TestAnyHall = AnyHall.TestCase
