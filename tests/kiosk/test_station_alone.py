"""The life of a press that nobody answers: the station numbers it itself, or says that it cannot."""

from collections.abc import Sequence

import msgspec
import pytest
from station_under_test import (
    CENTRE,
    NEXT,
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

from firmware.lamps import LampState
from firmware.words import Id, Language
from kiosk.alone import STORE_WITHIN_S
from kiosk.deeds import AcceptAlone, Ask, Deed, Keep, Refuse, Spool
from kiosk.kept import NumberBurnt, NumberGiven, PaperOut, TicketEnded
from kiosk.lamp_pictures import lamp
from kiosk.papers import JOB_LIFE_S
from kiosk.station import Station
from mqtt_bridge.commands import ReportAlone, ReportPaper
from mqtt_bridge.devices import Fault
from mqtt_bridge.lease import Leases
from mqtt_bridge.paper import PaperOutcome, TicketPaper
from mqtt_bridge.public import OpeningHours, OpenSpan
from mqtt_bridge.replies import Accepted, Refusal, RefusalCode, Reply

AT = 1_800_000_000.0
CLOSED = OpeningHours(spans=(OpenSpan(begins=AT - 900, ends=AT - 600),), known_until=AT + 86_400)


def give_up(made: Station, now: float = 10.0) -> tuple[Id, Sequence[Deed]]:
    """Press, and let the patience pass; return the press and what comes of it."""
    press = accepted(made.pressed(TICKET, now, now)).id
    return press, made.due(now + 1.5)


def print_alone(made: Station, now: float = 10.0) -> TicketPaper:
    """Have a press numbered alone; return its paper."""
    _press, deeds = give_up(made, now)
    (spool,) = kept_by(made, deeds, now + 1.6)
    assert isinstance(spool, Spool)
    return spool.paper


def test_a_press_without_an_answer_is_numbered_from_the_lease_once_that_is_on_the_disk() -> None:
    made = with_leases()
    press, deeds = give_up(made)
    assert kept(deeds) == [NumberGiven]
    assert lamp(made.standing(11.5)) is LampState.WORKING

    assert kept_by(made, deeds, 11.6) == [
        Spool(
            TicketPaper(
                job_id=press,
                ticket_id=press,
                number=801,
                zone="consultation",
                language=Language.KK,
                issued_at=None,
                ahead=None,
                cycle=-1,
                alone=True,
            ),
            11.6 + JOB_LIFE_S,
        )
    ]


def test_the_paper_says_the_time_and_the_day_when_they_are_known() -> None:
    made = with_leases()
    made.board_heard(board(at=1_795_405_320.0), at=1.5)

    paper = print_alone(made)
    assert (paper.issued_at, paper.day) == (1_795_405_330.0, "2026-11-23")


def test_only_the_first_visitor_waits_until_the_dispatcher_is_heard_again() -> None:
    made = with_leases()
    print_alone(made)
    second = made.pressed(TICKET, 12.0, 12.0)
    assert [type(deed) for deed in second] == [AcceptAlone, Keep]
    kept_by(made, second, 12.1)

    made.board_heard(board(), at=13.0)
    assert accepted(made.pressed(TICKET, 13.1, 13.1))


def test_a_board_that_was_heard_before_does_not_say_that_anybody_is_there() -> None:
    made = with_leases()
    made.board_heard(board(), at=1.0)
    print_alone(made)
    made.board_heard(board(), at=12.0)

    assert isinstance(made.pressed(TICKET, 12.1, 12.1)[0], AcceptAlone)


def test_a_link_that_has_just_gone_is_waited_for_and_one_that_is_long_gone_is_not() -> None:
    made = with_leases()
    made.link_changed(up=False, now=10.0)
    request = accepted(made.pressed(TICKET, 10.1, 10.1))
    assert made.link_changed(up=True, now=10.9)[0] == Ask(request)
    made.replied(issued(request.id), now=11.0)

    made.link_changed(up=False, now=20.0)
    assert isinstance(made.pressed(TICKET, 23.1, 23.1)[0], AcceptAlone)


@pytest.mark.parametrize("code", [RefusalCode.CANNOT_RECORD, RefusalCode.RESTORING])
def test_a_dispatcher_that_cannot_number_has_the_station_do_it_at_once(code: RefusalCode) -> None:
    made = with_leases()
    press = accepted(made.pressed(TICKET, 10.0, 10.0)).id
    deeds = made.replied(Reply(id=press, result=Refusal(code=code)), now=10.1)

    assert kept(deeds) == [NumberGiven]
    assert accepted(made.pressed(TICKET, 10.5, 10.5))  # and the next one is asked for again


def test_every_other_refusal_stays_one() -> None:
    made = with_leases()
    press = accepted(made.pressed(TICKET, 10.0, 10.0)).id
    no = Refusal(code=RefusalCode.CLOSED)

    assert made.replied(Reply(id=press, result=no), now=10.1) == (Refuse(press, "closed", button="ticket"),)


def test_an_answer_that_comes_after_the_station_has_decided_changes_nothing() -> None:
    made = with_leases()
    press, deeds = give_up(made)
    assert made.replied(issued(press), now=11.55) == ()
    assert made.sent_paper(paper(press), now=11.55) == ()
    kept_by(made, deeds, 11.6)
    assert made.replied(issued(press), now=11.7) == ()
    assert made.sent_paper(paper(press), now=11.7) == ()

    assert requests(made.due(11.8), ReportPaper) == []


def test_a_ticket_numbered_alone_is_reported_with_its_age_once_its_outcome_is_known() -> None:
    made = with_leases()
    press = print_alone(made).ticket_id
    assert requests(made.due(12.0), ReportAlone) == []
    _job, deeds = made.printed(outcome(press, PaperOutcome.CONFIRMED), now=12.5)
    assert kept(deeds) == [TicketEnded, PaperOut]

    assert requests(made.due(21.5), ReportAlone) == [
        ReportAlone(
            station="entrance",
            ticket_id=press,
            lease_id=lease().lease_id,
            zone="consultation",
            cycle=-1,
            number=801,
            language=Language.KK,
            age_s=10.0,
            outcome=PaperOutcome.CONFIRMED,
        )
    ]


def test_a_late_word_of_the_printer_follows_the_report_on_the_ticket() -> None:
    made = with_leases()
    press = print_alone(made).ticket_id
    made.printed(outcome(press, PaperOutcome.UNCONFIRMED), now=12.5)
    ask = asked(made.due(12.5), ReportAlone)
    _job, deeds = made.printed(outcome(press, PaperOutcome.CONFIRMED), now=12.7)
    assert kept(deeds) == [TicketEnded]
    assert requests(made.due(12.8), ReportPaper) == []
    made.replied(Reply(id=ask.id, result=Accepted()), now=12.9)

    assert requests(made.due(13.0), ReportPaper) == [outcome(press, PaperOutcome.CONFIRMED)]


def test_a_ticket_numbered_alone_whose_paper_never_left_is_a_refusal_and_its_number_is_burnt() -> None:
    made = with_leases()
    press = print_alone(made).ticket_id
    _job, deeds = made.printed(outcome(press, PaperOutcome.FAILED, "paper-out"), now=21.0)

    assert deeds[-1] == Refuse(press, "paper-out", button="ticket")
    assert [report.outcome for report in requests(made.due(21.0), ReportAlone)] == [PaperOutcome.FAILED]
    assert requests(made.due(21.0), ReportPaper) == []
    made.board_heard(board(), at=22.0)
    assert print_alone(made, 30.0).number == 802


def test_a_number_that_the_disk_does_not_take_in_a_second_is_burnt_and_never_printed() -> None:
    made = with_leases()
    press, deeds = give_up(made)
    assert made.next_due(11.5) <= 11.5 + STORE_WITHIN_S
    burnt, refusal, *told = made.due(12.5)

    assert isinstance(burnt, Keep)
    assert burnt.fact == NumberBurnt(ticket_id=press)
    assert isinstance(refusal, Refuse)
    assert (refusal.press, refusal.reason) == (press, "store-failed")
    assert requests(told, ReportPaper) == [outcome(press, PaperOutcome.FAILED, "no-answer")]
    assert [fault.code for fault in made.faults(12.5)] == ["store-failed"]
    assert kept_by(made, deeds, 12.6) == []
    assert made.faults(12.6) == []
    made.board_heard(board(), at=13.0)
    assert print_alone(made, 20.0).number == 802


def test_a_number_whose_word_comes_at_the_very_last_is_burnt_all_the_same() -> None:
    made = with_leases()
    press, deeds = give_up(made)

    assert kept_by(made, deeds, 12.5) == []
    assert Refuse(press, "store-failed", "the disk did not answer within 1 s", button="ticket") in made.due(12.5)


def test_a_disk_that_fails_refuses_who_waits_for_it_and_does_not_number() -> None:
    made = with_leases()
    press, _deeds = give_up(made)
    burnt, refusal = made.store_failed("station.db: disk full", now=11.6)
    assert isinstance(burnt, Keep)
    assert refusal == Refuse(press, "store-failed", "station.db: disk full", button="ticket")
    assert made.faults(11.6)[0] == Fault(code="store-failed", detail="station.db: disk full")
    assert lamp(made.standing(20.0)) is LampState.CANNOT

    second = accepted(made.pressed(TICKET, 20.0, 20.0)).id
    (again, *_told) = made.due(21.5)
    assert again == Refuse(second, "store-failed", button="ticket")


def test_a_station_without_a_disk_works_while_it_is_answered() -> None:
    made = with_leases()
    made.store_failed("no disk", now=1.0)
    press = accepted(made.pressed(TICKET, 10.0, 10.0)).id

    assert made.replied(issued(press), now=10.1) == (Spool(paper(press), 10.1 + JOB_LIFE_S),)
    assert lamp(made.standing(10.2)) is LampState.WORKING


def test_a_lease_that_is_used_up_is_a_refusal_for_all_to_see() -> None:
    made = with_leases(lease(801, 801))
    press = print_alone(made).ticket_id
    made.printed(outcome(press, PaperOutcome.CONFIRMED), now=12.0)

    assert lamp(made.standing(12.0)) is LampState.CANNOT
    second = accepted(made.pressed(TICKET, 12.0, 12.0)).id
    assert made.due(13.5)[0] == Refuse(second, "numbers-used-up", button="ticket")
    made.link_changed(up=False, now=14.0)
    (refusal,) = made.pressed(TICKET, 20.0, 20.0)
    assert isinstance(refusal, Refuse)
    assert refusal.reason == "numbers-used-up"
    assert Fault(code="no-lease", detail="consultation") in made.faults(20.0)


def test_a_station_alone_keeps_the_hours_that_it_knows() -> None:
    made = with_leases()
    made.centre_heard(msgspec.structs.replace(CENTRE, hours=CLOSED))
    made.board_heard(board(at=AT), at=0.0)
    made.link_changed(up=False, now=1.0)
    (refusal,) = made.pressed(TICKET, 10.0, 10.0)

    assert isinstance(refusal, Refuse)
    assert refusal.reason == "closed"


def test_a_station_that_does_not_know_the_time_gives_tickets_at_every_hour() -> None:
    made = with_leases()
    made.link_changed(up=False, now=1.0)

    assert isinstance(made.pressed(TICKET, 10.0, 10.0)[0], AcceptAlone)


def test_a_station_that_can_number_is_ready_without_anybody_and_one_that_cannot_says_so_before_a_press() -> None:
    made = with_leases(link_up=False)
    assert lamp(made.standing(20.0)) is LampState.READY
    assert made.faults(20.0) == []
    made.leases_heard(Leases(epoch=1, leases=()))

    assert lamp(made.standing(20.0)) is LampState.CANNOT
    assert made.faults(20.0) == [Fault(code="no-lease", detail="consultation")]


def test_a_call_needs_the_dispatcher_whatever_the_leases() -> None:
    made = with_leases()
    made.link_changed(up=False, now=1.0)
    (refusal,) = made.pressed(NEXT, 10.0, 10.0)

    assert isinstance(refusal, Refuse)
    assert refusal.reason == "no-link"


def test_the_state_says_how_many_were_numbered_alone_until_the_dispatcher_is_back() -> None:
    made = with_leases()
    made.board_heard(board(at=1_795_405_320.0), at=1.5)
    print_alone(made)
    kept_by(made, made.pressed(TICKET, 12.0, 12.0), 12.1)
    assert made.faults(12.1) == [Fault(code="alone", detail="2 numbered since 08:42")]
    assert made.alone().tickets == 2
    made.board_heard(board(seq=2, at=1_795_405_340.0), at=13.0)

    assert (made.faults(13.0), made.alone().tickets) == ([], 0)


def test_a_station_whose_dispatcher_cannot_number_counts_as_alone_for_half_a_minute() -> None:
    made = with_leases()
    press = accepted(made.pressed(TICKET, 10.0, 10.0)).id
    no = Reply(id=press, result=Refusal(code=RefusalCode.CANNOT_RECORD))
    kept_by(made, made.replied(no, now=10.1), 10.2)
    made.board_heard(board(), at=11.0)
    assert made.alone().tickets == 1
    made.due(40.3)

    assert made.alone().tickets == 0


def test_a_stop_burns_the_number_that_waits_for_the_disk() -> None:
    made = with_leases()
    press, _deeds = give_up(made)
    (burnt,) = made.abandon()
    assert isinstance(burnt, Keep)

    assert burnt.fact == NumberBurnt(ticket_id=press)
    assert requests(made.due(11.7), ReportPaper) == [outcome(press, PaperOutcome.FAILED, "no-answer")]


def test_the_ninth_press_on_its_way_is_refused_alone_as_well() -> None:
    made = with_leases()
    made.link_changed(up=False, now=1.0)
    for _ in range(8):
        assert isinstance(made.pressed(TICKET, 10.0, 10.0)[0], AcceptAlone)
    (refusal,) = made.pressed(TICKET, 10.0, 10.0)

    assert isinstance(refusal, Refuse)
    assert refusal.reason == "queue-full"
