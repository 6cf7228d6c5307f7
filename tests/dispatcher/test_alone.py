"""Tickets that a station numbered alone: taken in as their papers say, once, and in order of issue."""

from itertools import permutations

import msgspec
import pytest
from hall_under_test import HallUnderTest, code
from lonely_station import LonelyStation, LonelyTicket

from dispatcher.snapshots import board_of
from firmware.words import Language, new_id
from hall.ticket import Stage
from mqtt_bridge.commands import IssueTicket, ReportAlone, ReportPaper, Reprint
from mqtt_bridge.events import TicketAdopted
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.public import AloneStation
from mqtt_bridge.replies import Accepted, Issued, RefusalCode


@pytest.fixture
def station(hall: HallUnderTest) -> LonelyStation:
    station = LonelyStation(hall)
    station.join()
    return station


def press(station: LonelyStation, zone: str = "consultation") -> LonelyTicket:
    ticket = station.press(zone)
    assert ticket is not None
    return ticket


def waiting(hall: HallUnderTest, zone: str = "consultation") -> list[int]:
    return [hall.hall.tickets[ticket_id].number for ticket_id in hall.hall.line(zone)]


def test_it_waits_in_its_place_by_time_of_issue(hall: HallUnderTest, station: LonelyStation) -> None:
    before = hall.wait()
    alone = press(station)
    hall.pass_time(60)
    after = hall.wait()

    assert station.tell(alone) == Accepted()
    assert waiting(hall) == [before.number, 367, after.number]
    ticket = hall.hall.tickets[alone.ticket_id]
    assert (ticket.stage, ticket.alone, ticket.station, ticket.turn[0]) == (Stage.WAITING, True, "entrance", alone.at)


def test_told_twice_it_is_one_ticket(hall: HallUnderTest, station: LonelyStation) -> None:
    alone = press(station)
    station.tell(alone)
    before = len(hall.history)

    assert station.tell(alone) is None, "no news"
    assert len(hall.history) == before


def test_the_number_that_the_dispatcher_gave_the_same_press_is_replaced(
    hall: HallUnderTest, station: LonelyStation
) -> None:
    alone = station.press_unanswered()
    assert alone is not None
    assert hall.hall.tickets[alone.ticket_id].number == 101
    station.tell(alone)

    assert hall.hall.tickets[alone.ticket_id].number == 367
    assert dict(hall.hall.in_use) == {367: 1}
    assert waiting(hall) == [367]
    assert hall.issue().number == 102


def test_a_request_that_arrives_after_its_press_was_numbered_alone_makes_no_second_ticket(
    hall: HallUnderTest, station: LonelyStation
) -> None:
    alone = press(station)
    station.tell(alone)
    late = hall.ask(
        IssueTicket(zone="consultation", language=Language.KK, station="entrance"), "entrance", alone.ticket_id
    )

    assert code(late) is RefusalCode.TOO_LATE
    assert waiting(hall) == [367]


@pytest.mark.parametrize(
    ("outcome", "stage"),
    [
        (PaperOutcome.CONFIRMED, Stage.WAITING),
        (PaperOutcome.SENT, Stage.WAITING),
        (PaperOutcome.UNCONFIRMED, Stage.UNSURE),
        (PaperOutcome.FAILED, Stage.VOID),
    ],
)
def test_it_stands_as_its_paper_did(
    hall: HallUnderTest, station: LonelyStation, outcome: PaperOutcome, stage: Stage
) -> None:
    alone = press(station)
    station.tell(alone, outcome)

    assert hall.hall.tickets[alone.ticket_id].stage is stage
    late = ReportPaper(ticket_id=alone.ticket_id, job_id=alone.ticket_id, outcome=PaperOutcome.CONFIRMED)
    hall.ask(late, peer="entrance")
    assert waiting(hall) == [367]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_reports_of_one_moment_keep_the_order_of_their_numbers_in_whatever_order_they_come(
    hall: HallUnderTest, station: LonelyStation, order: tuple[int, ...]
) -> None:
    tickets = [press(station) for _ in range(4)]
    for index in order:
        station.tell(tickets[index])
        hall.pass_time(0.25)

    assert waiting(hall) == [367, 368, 369, 370]


def test_a_clockless_station_that_was_switched_off_keeps_the_order_of_its_numbers(
    hall: HallUnderTest, station: LonelyStation
) -> None:
    first, second = press(station), press(station)
    hall.pass_time(3600)
    station.tell(LonelyTicket(first.ticket_id, first.lease, first.number, hall.at - 40))
    station.tell(LonelyTicket(second.ticket_id, second.lease, second.number, hall.at - 41))

    assert waiting(hall) == [367, 368]


def test_what_was_issued_on_a_day_that_has_ended_is_taken_in_and_not_called(
    hall: HallUnderTest, station: LonelyStation
) -> None:
    evening, void = press(station), press(station)
    hall.turn_over()
    today = press(station)
    for ticket in (evening, today):
        station.tell(ticket)
    station.tell(void, PaperOutcome.FAILED)

    assert hall.hall.tickets[evening.ticket_id].stage is Stage.UNSERVED
    assert hall.hall.tickets[void.ticket_id].stage is Stage.VOID
    assert waiting(hall) == [369]
    (alone,) = board_of(hall.hall, hall.at).alone
    assert alone.tickets == 2, "today's, and the void one that nobody will be called with"


def test_a_lease_taken_away_meanwhile_still_counts_for_what_was_printed_of_it(
    hall: HallUnderTest, station: LonelyStation
) -> None:
    alone = press(station)
    LonelyStation(hall).join()  # another disk under the same name
    station.tell(alone)

    assert waiting(hall) == [367]


def test_two_disks_with_one_content_make_two_tickets_of_one_number_and_nothing_fails(
    hall: HallUnderTest, station: LonelyStation
) -> None:
    alone = press(station)
    clone = LonelyTicket(new_id(), alone.lease, alone.number, alone.at)
    station.tell(alone)
    station.tell(clone)

    assert waiting(hall) == [367, 367]
    adopted = [recorded.event for recorded, _ in hall.history if isinstance(recorded.event, TicketAdopted)]
    assert len({(event.zone, event.cycle, event.number) for event in adopted}) == 2


def test_a_station_that_is_wrong_about_years_loses_that_ticket_alone(
    hall: HallUnderTest, station: LonelyStation
) -> None:
    first, second = press(station), press(station)
    station.tell(LonelyTicket(second.ticket_id, second.lease, second.number, hall.at - 2e9))
    station.tell(first)

    assert waiting(hall) == [367]
    assert hall.hall.tickets[second.ticket_id].stage is Stage.UNSERVED


@pytest.mark.parametrize("cycle", [0, 7, 2**70, -(2**70), -1_999_999, -1_000_001, -5, -(2**40)])
@pytest.mark.parametrize("age_s", [0.0, 1e308])
def test_a_report_that_makes_no_sense_is_taken_in_all_the_same(
    hall: HallUnderTest, station: LonelyStation, cycle: int, age_s: float
) -> None:
    report = ReportAlone(
        station="entrance",
        ticket_id=new_id(),
        lease_id=new_id(),
        zone="consultation",
        cycle=cycle,
        number=9999,
        language=Language.RU,
        age_s=age_s,
        outcome=PaperOutcome.CONFIRMED,
    )
    assert hall.ask(report, peer="entrance") == Accepted()

    event = next(recorded.event for recorded, _ in hall.history if isinstance(recorded.event, TicketAdopted))
    assert -(2**63) < event.cycle < 0
    LonelyStation(hall, "waiting-hall").join()
    assert len({held.lease.cycle for held in hall.hall.leases.values()} - {event.cycle}) == 4
    assert hall.issue().number == 101


def test_a_zone_that_is_nowhere_is_refused_and_another_stations_ticket_too(
    hall: HallUnderTest, station: LonelyStation
) -> None:
    alone = press(station)
    report = ReportAlone(
        station="entrance",
        ticket_id=alone.ticket_id,
        lease_id=alone.lease.lease_id,
        zone="nowhere",
        cycle=alone.lease.cycle,
        number=alone.number,
        language=Language.KK,
        age_s=0,
        outcome=PaperOutcome.CONFIRMED,
    )

    assert code(hall.ask(report, peer="entrance")) is RefusalCode.UNKNOWN_ZONE
    assert code(hall.ask(report, peer="waiting-hall")) is RefusalCode.NOT_ALLOWED
    assert code(hall.ask(report, peer="console")) is RefusalCode.NOT_ALLOWED


def test_a_copy_says_that_it_was_numbered_alone_and_not_how_many_were_ahead(
    hall: HallUnderTest, station: LonelyStation
) -> None:
    alone = press(station)
    station.tell(alone)
    answer = hall.ask(Reprint(ticket_id=alone.ticket_id, station="entrance"))

    assert isinstance(answer, Issued)
    paper = answer.paper
    assert (paper.alone, paper.copy, paper.ahead, paper.cycle) == (True, True, None, alone.lease.cycle)


def test_a_ticket_that_the_dispatcher_numbered_says_its_day_and_cycle(hall: HallUnderTest) -> None:
    answer = hall.ask(IssueTicket(zone="consultation", language=Language.KK, station="entrance"))

    assert isinstance(answer, Issued)
    assert (answer.paper.day, answer.paper.cycle, answer.paper.ahead, answer.paper.alone) == ("2027-01-15", 0, 0, False)


def test_the_board_tells_which_stations_numbered_alone_today(hall: HallUnderTest, station: LonelyStation) -> None:
    assert board_of(hall.hall, hall.at).alone == ()
    first, second = press(station), press(station, "self-service")
    station.tell(first)
    hall.pass_time(5)
    station.tell(second)

    assert board_of(hall.hall, hall.at).alone == (AloneStation(station="entrance", tickets=2, told_at=hall.at),)
    hall.turn_over()
    assert board_of(hall.hall, hall.at).alone == ()


def test_a_board_with_many_lonely_stations_shows_those_that_told_last(hall: HallUnderTest) -> None:
    ticket = TicketAdopted(
        ticket_id=new_id(),
        zone="consultation",
        cycle=-1,
        number=399,
        language=Language.KK,
        station="",
        issued_at=hall.at,
        alone=True,
    )
    for n in range(15):
        hall.happen([msgspec.structs.replace(ticket, station=f"station-{n}", ticket_id=new_id(), cycle=-1 - n)])
        hall.pass_time(1)

    shown = board_of(hall.hall, hall.at).alone
    assert [alone.station for alone in shown] == [f"station-{n}" for n in range(14, 4, -1)]


def test_what_its_visitor_needs_is_not_lost_with_the_connection(hall: HallUnderTest, station: LonelyStation) -> None:
    alone = press(station)
    station.tell(alone, matters=("land", "a-purpose-of-old"), assistance=True)
    ticket = hall.hall.tickets[alone.ticket_id]

    assert (ticket.matters, ticket.competence, ticket.assistance) == (("land",), "land", True)
    assert [each.ticket_id for each in hall.hall.summonses.values()] == [ticket.ticket_id]


def test_nobody_is_summoned_for_a_paper_that_never_came_out(hall: HallUnderTest, station: LonelyStation) -> None:
    station.tell(press(station), PaperOutcome.FAILED, assistance=True)

    assert not hall.hall.summonses
