"""The life of a press ends: its paper is out, or not, and that is reported."""

from station_under_test import TICKET, accepted, issued, kept, outcome, paper, reports, station

from firmware.lamps import LampState
from kiosk.deeds import Ask, Refuse, Spool
from kiosk.kept import PaperOut
from kiosk.lamp_pictures import lamp
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.replies import Accepted, Reply


def test_a_printed_ticket_is_reported_and_the_lamp_says_take_it_and_then_is_ready_again() -> None:
    made = station()
    press = accepted(made.pressed(TICKET, at=10.0, now=10.0)).id
    made.replied(issued(press), now=10.1)
    job, deeds = made.printed(outcome(press, PaperOutcome.CONFIRMED), now=11.0)

    assert job is not None
    assert (job.pressed_at, kept(deeds), lamp(made.standing(11.0))) == (10.0, [PaperOut], LampState.TAKE)
    assert made.next_due(11.0) <= 15.0
    assert lamp(made.standing(15.0)) is LampState.READY
    assert reports(made.due(11.0)) == [outcome(press, PaperOutcome.CONFIRMED)]


def test_a_copy_of_a_ticket_that_was_given_up_is_printed() -> None:
    made = station()
    press = accepted(made.pressed(TICKET, at=10.0, now=10.0)).id
    made.due(11.5)
    copy = paper(press, job_id="c" * 16)

    assert made.sent_paper(copy, now=12.0) == (Spool(copy, 22.0),)


def test_a_press_whose_paper_never_left_is_refused_and_reported() -> None:
    made = station()
    press = accepted(made.pressed(TICKET, at=10.0, now=10.0)).id
    made.replied(issued(press), now=10.1)
    _job, deeds = made.printed(outcome(press, PaperOutcome.FAILED, "paper-out"), now=20.1)

    assert deeds == (Refuse(press, "paper-out", button="ticket"),)
    assert reports(made.due(20.1)) == [outcome(press, PaperOutcome.FAILED, "paper-out")]


def test_a_paper_that_somebody_else_wanted_is_reported_and_refuses_nobody() -> None:
    made = station()
    assert made.sent_paper(paper("a" * 16), now=10.0) == (Spool(paper("a" * 16), 20.0),)
    job, deeds = made.printed(outcome("a" * 16, PaperOutcome.FAILED, "paper-out"), now=20.0)

    assert job is not None
    assert (job.pressed_at, deeds, made.refused) == (None, (), 0)


def test_a_late_word_of_the_printer_is_reported_too() -> None:
    made = station()
    made.sent_paper(paper("a" * 16), now=10.0)
    made.printed(outcome("a" * 16, PaperOutcome.UNCONFIRMED), now=15.0)
    (first,) = made.due(15.0)
    assert isinstance(first, Ask)
    made.replied(Reply(id=first.request.id, result=Accepted()), now=15.1)

    assert made.printed(outcome("a" * 16, PaperOutcome.CONFIRMED), now=30.0) == (None, ())
    assert reports(made.due(30.0)) == [outcome("a" * 16, PaperOutcome.CONFIRMED)]


def test_without_a_link_reports_wait_and_the_loop_may_sleep() -> None:
    made = station()
    made.sent_paper(paper("a" * 16), now=10.0)
    made.link_changed(up=False, now=10.0)
    made.printed(outcome("a" * 16, PaperOutcome.CONFIRMED), now=11.0)
    assert made.due(11.0) == []
    assert made.next_due(11.0) == float("inf")

    made.link_changed(up=True, now=12.0)
    assert reports(made.due(12.0)) == [outcome("a" * 16, PaperOutcome.CONFIRMED)]
