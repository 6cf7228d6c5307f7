"""Things that happen in an order that nobody meant: late in the day, undone twice, after all."""

from pathlib import Path

import pytest
from hall_under_test import HallUnderTest

from centre.checks import load_centre
from firmware.words import Language
from hall.ticket import Stage
from mqtt_bridge.commands import (
    Finish,
    IssueTicket,
    JoinHall,
    NoShow,
    PrintedPaper,
    Recall,
    Undo,
)
from mqtt_bridge.hall_commands import (
    BeginEvacuation,
    EndEvacuation,
    RaiseSummons,
    ResumeTicket,
)
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.place_commands import CallTicket, ClosePlace, OpenPlace, Park, Transfer

HOUR_S = 3600.0
SHIPPED = load_centre(Path(__file__).parents[2] / "centre" / "borodulikha.toml")


def kinds(hall: HallUnderTest) -> list[tuple[str, str]]:
    return [(each.kind, each.reason.value) for each in hall.hall.summonses.values()]


@pytest.mark.parametrize("way", ["back", "on", "park"])
def test_who_is_sent_on_after_closing_is_no_unserved_visitor(way: str) -> None:
    hall = HallUnderTest(SHIPPED)
    hall.pass_time(2 * HOUR_S)  # 15:00
    ticket = hall.wait()
    hall.call()
    hall.ask(Transfer(place="window-1", to_zone="self-service", comes_back=True))
    hall.call("seat-1")
    hall.let_time_pass(4 * HOUR_S + 600)  # 19:10
    if way == "back":
        hall.ask(Finish(place="seat-1"))
    elif way == "on":
        hall.ask(Transfer(place="seat-1", to_zone="consultation"))
    else:
        hall.ask(Park(place="seat-1"))
    hall.let_time_pass(1)

    assert ticket.stage is (Stage.PARKED if way == "park" else Stage.WAITING)


def test_who_was_sent_back_long_before_closing_and_has_left_is_unserved() -> None:
    hall = HallUnderTest(SHIPPED)
    hall.pass_time(2 * HOUR_S)
    ticket = hall.wait()
    hall.call()
    hall.ask(Park(place="window-1"))
    hall.ask(ResumeTicket(ticket_id=ticket.ticket_id))
    hall.let_time_pass(4 * HOUR_S)

    assert ticket.stage is Stage.UNSERVED


def test_undoing_binds_no_ticket_to_a_place_that_closed_since(hall: HallUnderTest) -> None:
    hall.ask(OpenPlace(place="window-2"))
    ticket = hall.wait()
    hall.call()
    hall.ask(Transfer(place="window-1", to_place="window-2"))
    hall.ask(CallTicket(place="window-3", ticket_id=ticket.ticket_id, reason="a"))
    hall.ask(ClosePlace(place="window-2"))
    hall.ask(Undo(place="window-3"))

    assert hall.call("window-1") is ticket


def test_two_steps_with_one_ticket_are_undone_one_after_the_other(hall: HallUnderTest) -> None:
    ticket = hall.wait()
    hall.call()
    hall.ask(Finish(place="window-1"))
    hall.ask(Undo(place="window-1"))
    hall.ask(Undo(place="window-1"))

    assert ticket.stage is Stage.WAITING


def test_a_station_that_joins_takes_no_ticket_of_another_one(hall: HallUnderTest) -> None:
    ticket = hall.wait()
    paper = PrintedPaper(
        ticket_id=ticket.ticket_id,
        zone="self-service",
        cycle=-5,
        number=777,
        language=Language.RU,
        age_s=0,
        alone=True,
    )
    hall.ask(
        JoinHall(station="waiting-hall", store="a" * 16, zones=("self-service",), printed=(paper,)), "waiting-hall"
    )

    assert (ticket.number, ticket.zone, ticket.station) == (101, "consultation", "entrance")


def test_an_undone_call_of_somebody_who_was_missed_leaves_no_escort(hall: HallUnderTest) -> None:
    ticket = hall.wait(assistance=True)
    hall.call()
    hall.pass_time(200)
    hall.ask(Recall(place="window-1"))
    hall.ask(NoShow(place="window-1"))
    hall.ask(CallTicket(place="window-2", ticket_id=ticket.ticket_id, reason="a"))
    hall.ask(Undo(place="window-2"))

    assert ticket.stage is Stage.NO_SHOW
    assert not hall.hall.summonses


def test_a_worker_is_not_missed_for_the_time_that_a_visitor_waited_elsewhere_or_outside(hall: HallUnderTest) -> None:
    for place in ("window-1", "window-2", "window-3", "office-12"):
        hall.ask(OpenPlace(place=place))
    hall.wait()
    hall.pass_time(2 * HOUR_S)
    hall.ask(BeginEvacuation())
    hall.let_time_pass(3 * HOUR_S)
    hall.ask(EndEvacuation())
    hall.let_time_pass(1)
    assert not hall.hall.summonses
    hall.call()
    hall.ask(Transfer(place="window-1", to_place="window-2"))
    hall.let_time_pass(1)

    assert not hall.hall.summonses


def test_a_persons_call_is_not_lost_in_a_rules(hall: HallUnderTest) -> None:
    hall.let_time_pass(3 * HOUR_S)
    assert ("manager", "unattended") in kinds(hall)
    hall.ask(RaiseSummons(kind="manager", place="window-1"))
    hall.ask(OpenPlace(place="window-1"))
    hall.let_time_pass(1)

    assert ("manager", "asked") in kinds(hall)


def test_a_visit_that_ends_within_an_evacuation_is_measured_until_its_beginning(hall: HallUnderTest) -> None:
    hall.wait()
    hall.call()
    hall.pass_time(60)
    hall.ask(BeginEvacuation())
    hall.pass_time(HOUR_S)
    hall.ask(Finish(place="window-1"))

    assert list(hall.hall.services["consultation"]) == [60]


def test_an_evacuation_that_was_forgotten_is_said_seldom_on_the_next_day_too(hall: HallUnderTest) -> None:
    hall.ask(BeginEvacuation())
    hall.turn_over()
    before = hall.kinds().count("AnnouncementMade")
    for _ in range(900):
        hall.let_time_pass(2)

    assert hall.kinds().count("AnnouncementMade") - before < 10


def test_a_helper_is_wanted_again_when_the_paper_comes_out_after_all(hall: HallUnderTest) -> None:
    wanted = IssueTicket(zone="self-service", language=Language.KK, station="entrance", matters=("file-appeal",))
    ticket = hall.issued(wanted)
    hall.report(ticket, PaperOutcome.FAILED)
    assert not hall.hall.summonses
    hall.report(ticket, PaperOutcome.CONFIRMED)

    assert [kind for kind, _reason in kinds(hall)] == ["helper"]


def test_paper_that_comes_out_after_the_end_of_a_ticket_calls_for_nobody(hall: HallUnderTest) -> None:
    wanted = IssueTicket(zone="consultation", language=Language.KK, station="entrance", assistance=True)
    ticket = hall.issued(wanted)
    hall.turn_over()
    hall.report(ticket, PaperOutcome.CONFIRMED)

    assert not hall.hall.summonses
