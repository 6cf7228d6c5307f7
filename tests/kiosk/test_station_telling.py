"""What a station tells the dispatcher by itself: that it is there, what it printed, what it numbered alone."""

import msgspec
import pytest
from station_disk import out, ticket
from station_under_test import (
    CENTRE,
    NOWHERE,
    STORE,
    TICKET,
    accepted,
    asked,
    board,
    issued,
    kept,
    kept_by,
    lease,
    outcome,
    paper,
    requests,
    with_leases,
)

from firmware.clock import FakeClock
from kiosk.alone import STORE_LATEST_S
from kiosk.deeds import AcceptAlone, Ask, Keep
from kiosk.kept import (
    CentreHeard,
    Contents,
    HallJoined,
    LeasesHeld,
    NumberGiven,
    PaperOut,
    TicketEnded,
    TicketTold,
)
from kiosk.reports import PAUSE_S, WINDOW
from kiosk.settings import StationSettings
from kiosk.station import Station
from kiosk.station_time import StationTime
from mqtt_bridge.commands import JoinHall, PrintedPaper, ReportAlone, ReportPaper
from mqtt_bridge.lease import HeldLease, Leases
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.replies import Accepted, Refusal, RefusalCode, Reply


def starting(now: float = 0.0) -> Station:
    """Make a station whose disk has not been read."""
    return Station(
        StationSettings("entrance", zones=("consultation",)), StationTime(FakeClock(), synchronised=NOWHERE), now
    )


def join(made: Station, now: float) -> JoinHall:
    """Answer the one request to join that is due."""
    ask = asked(made.due(now), JoinHall)
    made.replied(Reply(id=ask.id, result=Accepted()), now)
    assert isinstance(ask.command, JoinHall)
    return ask.command


def alone(made: Station, now: float) -> str:
    """Have a press numbered and printed alone; return the ticket's id."""
    deeds = made.pressed(TICKET, now, now)
    assert isinstance(deeds[0], AcceptAlone)
    kept_by(made, deeds, now)
    made.printed(outcome(deeds[0].press, PaperOutcome.CONFIRMED), now)
    return deeds[0].press


def test_a_station_joins_once_its_disk_is_read_and_the_dispatcher_is_heard() -> None:
    made = starting()
    made.link_changed(up=True, now=0.0)
    assert requests(made.due(0.1), JoinHall) == []
    made.board_heard(board(epoch=2), at=0.2)
    assert requests(made.due(0.2), JoinHall) == []
    made.store_opened(Contents(store=STORE, held=(HeldLease(lease=lease(), next=804),)))

    assert join(made, 0.3) == JoinHall(
        station="entrance",
        store=STORE,
        zones=("consultation",),
        held=(HeldLease(lease=lease(), next=804),),
        epoch=2,
    )
    assert requests(made.due(20.0), JoinHall) == []


def test_a_station_whose_disk_does_not_answer_joins_without_it_and_again_with_it() -> None:
    made = starting()
    made.link_changed(up=True, now=0.0)
    made.board_heard(board(), at=0.0)
    assert made.next_due(1.0) == float("inf")
    assert requests(made.due(STORE_LATEST_S - 0.1), JoinHall) == []
    assert join(made, STORE_LATEST_S).store is None
    made.store_opened(Contents(store=STORE))

    assert join(made, 30.0).store == STORE


def test_a_station_whose_disk_failed_joins_without_it_at_once() -> None:
    made = starting()
    made.link_changed(up=True, now=0.0)
    made.board_heard(board(), at=0.0)
    made.store_failed("read only", now=0.1)

    assert join(made, 0.1).store is None


def test_a_station_joins_again_with_each_connection_and_each_epoch() -> None:
    made = with_leases()
    made.board_heard(board(), at=0.0)
    assert join(made, 0.0)
    made.link_changed(up=False, now=1.0)
    made.link_changed(up=True, now=2.0)
    assert requests(made.due(2.0), JoinHall) == []
    made.leases_heard(Leases(epoch=1, leases=(lease(),)))
    assert join(made, 2.1)
    made.board_heard(board(epoch=2), at=3.0)

    assert join(made, 3.0).epoch == 2


def test_joining_is_repeated_until_it_is_answered() -> None:
    made = with_leases()
    made.board_heard(board(), at=0.0)
    first = asked(made.due(0.0), JoinHall)
    assert asked(made.due(0.4), JoinHall) == first
    anew = asked(made.due(6.0), JoinHall)

    assert anew.id != first.id
    made.replied(Reply(id=anew.id, result=Refusal(code=RefusalCode.CANNOT_RECORD)), now=6.1)
    assert requests(made.due(7.0), JoinHall) == []
    assert join(made, 8.2)


def test_a_station_that_may_not_join_asks_again_with_the_next_connection() -> None:
    made = with_leases()
    made.board_heard(board(), at=0.0)
    ask = asked(made.due(0.0), JoinHall)
    made.replied(Reply(id=ask.id, result=Refusal(code=RefusalCode.NOT_ALLOWED)), now=0.1)
    assert requests(made.due(60.0), JoinHall) == []
    made.link_changed(up=True, now=61.0)
    made.board_heard(board(seq=2), at=61.0)

    assert join(made, 61.0)


def test_a_dispatcher_of_another_epoch_is_told_of_the_papers_of_a_day() -> None:
    made = with_leases()
    made.board_heard(board(at=1_800_000_000.0), at=0.0)
    assert join(made, 0.0).printed == ()
    press = accepted(made.pressed(TICKET, 10.0, 10.0)).id
    online = msgspec.structs.replace(paper(press), issued_at=1_800_000_010.0)
    made.sent_paper(online, now=10.0)
    made.printed(outcome(press, PaperOutcome.CONFIRMED), now=10.0)
    made.sent_paper(paper("c" * 16, job_id="d" * 16), now=10.0)
    made.printed(outcome("d" * 16, PaperOutcome.CONFIRMED), now=10.0)
    made.board_heard(board(epoch=2, at=1_800_000_030.0), at=30.0)

    ask = asked(made.due(30.0), JoinHall)
    assert isinstance(ask.command, JoinHall)
    assert ask.command.printed == (
        PrintedPaper(
            ticket_id=press, zone="consultation", cycle=0, number=101, language=paper(press).language, age_s=20.0
        ),
    )
    assert kept(made.replied(Reply(id=ask.id, result=Accepted()), 30.1)) == [HallJoined]
    made.board_heard(board(epoch=3, at=1_800_100_000.0), at=90_000.0)
    assert join(made, 90_000.0).printed == ()


def test_a_ticket_numbered_alone_is_among_the_papers_once_it_has_been_told_by_itself() -> None:
    made = with_leases()
    made.board_heard(board(), at=0.0)
    join(made, 0.0)
    made.link_changed(up=False, now=1.0)
    press = alone(made, 10.0)
    made.link_changed(up=True, now=20.0)
    made.board_heard(board(epoch=2), at=20.0)
    deeds = made.due(20.0)
    assert [request.printed for request in requests(deeds, JoinHall)] == [()]
    made.replied(Reply(id=asked(deeds, ReportAlone).id, result=Accepted()), 20.1)
    made.board_heard(board(epoch=3), at=30.0)

    (again,) = requests(made.due(30.0), JoinHall)
    assert [(printed.ticket_id, printed.cycle, printed.alone) for printed in again.printed] == [(press, -1, True)]


def test_what_earlier_lives_printed_is_told_as_well() -> None:
    made = starting()
    before = out(7)
    made.link_changed(up=True, now=50.0)
    made.board_heard(board(epoch=4), at=50.0)
    made.store_opened(Contents(store=STORE, papers=(before,), epoch=3))

    (printed,) = join(made, 50.0).printed
    assert (printed.number, printed.age_s) == (7, 50.0)


def test_leases_of_an_older_epoch_are_not_looked_at_until_a_board_says_that_it_is_back() -> None:
    made = with_leases()
    made.board_heard(board(epoch=2), at=0.0)
    made.leases_heard(Leases(epoch=2, leases=(lease(),)))
    assert made.leases_heard(Leases(epoch=1, leases=())) == ()
    made.link_changed(up=False, now=1.0)
    assert isinstance(made.pressed(TICKET, 10.0, 10.0)[0], AcceptAlone)

    made.link_changed(up=True, now=20.0)
    made.leases_heard(Leases(epoch=1, leases=()))
    assert kept(made.board_heard(board(epoch=1), at=20.0)) == [LeasesHeld]


def test_two_hundred_tickets_are_told_in_order_a_few_at_a_time() -> None:
    made = with_leases(lease(1, 300), link_up=False)
    pressed = [alone(made, 10.0 + index) for index in range(200)]
    made.link_changed(up=True, now=300.0)
    told: list[str] = []
    while deeds := [deed for deed in made.due(300.0) if isinstance(deed, Ask)]:
        assert len(deeds) <= WINDOW
        told += [report.ticket_id for report in requests(deeds, ReportAlone)]
        for deed in deeds:
            assert kept(made.replied(Reply(id=deed.request.id, result=Accepted()), 300.0)) == [TicketTold]

    assert told == pressed


def test_a_report_without_an_answer_is_made_anew_with_the_age_of_then() -> None:
    made = with_leases(link_up=False)
    alone(made, 10.0)
    made.link_changed(up=True, now=20.0)
    (first,) = requests(made.due(20.0), ReportAlone)
    (anew,) = requests(made.due(22.5), ReportAlone)

    assert (first.age_s, anew.age_s) == (10.0, 12.5)


def test_a_report_that_is_refused_is_kept_and_made_again_with_the_next_connection() -> None:
    made = with_leases(link_up=False)
    press = alone(made, 10.0)
    made.link_changed(up=True, now=20.0)
    ask = asked(made.due(20.0), ReportAlone)
    (told,) = made.replied(Reply(id=ask.id, result=Refusal(code=RefusalCode.UNKNOWN_ZONE)), now=20.1)
    assert isinstance(told, Keep)
    assert told.fact == TicketTold(ticket_id=press, refusal="unknown-zone")
    assert made.due(100.0) == []
    made.link_changed(up=True, now=101.0)

    assert requests(made.due(101.0), ReportAlone)


@pytest.mark.parametrize("code", [RefusalCode.CANNOT_RECORD, RefusalCode.RESTORING])
def test_a_report_that_cannot_be_taken_just_now_is_made_again(code: RefusalCode) -> None:
    made = with_leases(link_up=False)
    alone(made, 10.0)
    made.link_changed(up=True, now=20.0)
    ask = asked(made.due(20.0), ReportAlone)
    assert made.replied(Reply(id=ask.id, result=Refusal(code=code)), now=20.1) == ()
    assert made.due(20.2) == []

    assert requests(made.due(20.1 + PAUSE_S), ReportAlone)


def test_a_report_on_paper_that_cannot_be_taken_just_now_is_made_again_too() -> None:
    made = with_leases()
    press = accepted(made.pressed(TICKET, 10.0, 10.0)).id
    made.replied(issued(press), now=10.1)
    made.printed(outcome(press, PaperOutcome.CONFIRMED), now=11.0)
    ask = asked(made.due(11.0), ReportPaper)
    made.replied(Reply(id=ask.id, result=Refusal(code=RefusalCode.CANNOT_RECORD)), now=11.1)
    assert made.due(11.2) == []

    assert requests(made.due(11.1 + PAUSE_S), ReportPaper) == [outcome(press, PaperOutcome.CONFIRMED)]


def test_a_ticket_whose_station_was_killed_before_it_knew_the_outcome_is_unconfirmed_and_not_printed_again() -> None:
    made = starting(now=60.0)
    one = ticket()
    deeds = made.store_opened(Contents(store=STORE, centre=CENTRE, tickets=(one,)))
    assert kept(deeds) == [TicketEnded]
    made.link_changed(up=True, now=61.0)
    (report,) = requests(made.due(61.0), ReportAlone)

    assert (report.ticket_id, report.outcome, report.fault) == (one.ticket_id, PaperOutcome.UNCONFIRMED, "restarted")
    assert report.age_s == 61.0
    assert made.sent_paper(paper(one.ticket_id), now=61.0) == ()


def test_a_station_that_starts_without_anybody_numbers_by_what_its_disk_holds() -> None:
    made = starting()
    made.printer_obstacle = None
    made.store_opened(Contents(store=STORE, centre=CENTRE, held=(HeldLease(lease=lease(), next=807),)))
    deeds = made.pressed(TICKET, 10.0, 10.0)

    assert isinstance(deeds[1], Keep)
    assert isinstance(deeds[1].fact, NumberGiven)
    assert deeds[1].fact.ticket.number == 807


def test_a_snapshot_of_the_centre_is_written_when_it_is_news() -> None:
    made = with_leases()
    assert made.centre_heard(CENTRE) == ()
    tomorrow = msgspec.structs.replace(CENTRE, day="2026-11-24")

    assert made.centre_heard(tomorrow) == (Keep(CentreHeard(centre=tomorrow)),)


def test_a_disk_that_was_set_aside_is_told_what_this_life_still_knows() -> None:
    made = with_leases(link_up=False)
    alone(made, 10.0)
    deeds = made.store_opened(Contents(store="6" * 16))

    assert kept(deeds) == [NumberGiven, TicketEnded, PaperOut, CentreHeard]
    assert not any(isinstance(deed, AcceptAlone) for deed in made.pressed(TICKET, 20.0, 20.0))
