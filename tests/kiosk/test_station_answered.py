"""The life of a press goes on: it is answered, or given up."""

import pytest
from station_under_test import NEXT, TICKET, accepted, issued, outcome, paper, reports, station

from firmware.lamps import LampState
from kiosk.deeds import Answer, Ask, Refuse
from kiosk.lamp_pictures import lamp
from kiosk.reports import NO_ANSWER
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.replies import AtPlace, Refusal, RefusalCode, Reply


def test_a_refusal_of_the_dispatcher_is_shown_for_three_seconds() -> None:
    made = station()
    press = accepted(made.pressed(NEXT, at=10.0, now=10.0)).id
    no = Refusal(code=RefusalCode.NOBODY_WAITING, detail="window-1")

    assert made.replied(Reply(id=press, result=no), now=10.1) == (
        Refuse(press, "nobody-waiting", "window-1", button="next"),
    )
    assert lamp(made.standing(13.0)) is LampState.CANNOT
    assert lamp(made.standing(13.2)) is LampState.READY


def test_a_place_that_was_served_is_ready_again() -> None:
    made = station()
    press = accepted(made.pressed(NEXT, at=10.0, now=10.0)).id
    assert lamp(made.standing(10.0)) is LampState.WORKING
    assert made.replied(Reply(id=press, result=AtPlace(place="window-1", ticket=None)), now=10.1) == (Answer("next"),)
    assert lamp(made.standing(10.1)) is LampState.READY


def test_a_request_is_repeated_with_the_same_id_while_there_is_patience() -> None:
    made = station()
    request = accepted(made.pressed(TICKET, at=10.0, now=10.0))

    assert made.next_due(10.0) == pytest.approx(10.4)
    assert made.due(10.4) == [Ask(request)]
    made.link_changed(up=False, now=10.5)
    assert made.due(10.9) == []
    assert made.link_changed(up=True, now=11.0) == [Ask(request)]


def test_a_press_without_an_answer_is_refused_and_its_ticket_disowned() -> None:
    made = station()
    press = accepted(made.pressed(TICKET, at=10.0, now=10.0)).id
    refusal, ask = made.due(11.5)

    assert refusal == Refuse(press, NO_ANSWER, button="ticket")
    assert reports([ask]) == [outcome(press, PaperOutcome.FAILED, NO_ANSWER)]
    assert lamp(made.standing(11.6)) is LampState.CANNOT


def test_a_number_that_comes_too_late_is_void_and_never_printed() -> None:
    made = station()
    press = accepted(made.pressed(TICKET, at=10.0, now=10.0)).id
    _refusal, told = made.due(11.5)
    assert isinstance(told, Ask)
    made.replied(Reply(id=told.request.id, result=Refusal(code=RefusalCode.UNKNOWN_TICKET)), now=11.6)
    assert reports(made.due(11.7)) == []

    assert made.replied(issued(press), now=12.0) == ()
    assert reports(made.due(12.0)) == [outcome(press, PaperOutcome.FAILED, NO_ANSWER)]
    assert made.sent_paper(paper(press), now=12.1) == ()


def test_a_call_without_an_answer_is_refused_and_reports_nothing() -> None:
    made = station()
    press = accepted(made.pressed(NEXT, at=10.0, now=10.0)).id

    assert made.due(11.5) == [Refuse(press, NO_ANSWER, button="next")]


def test_an_answer_that_comes_twice_is_printed_once() -> None:
    made = station()
    press = accepted(made.pressed(TICKET, at=10.0, now=10.0)).id
    assert made.replied(issued(press), now=10.1)

    assert made.replied(issued(press), now=10.2) == ()


def test_a_daemon_that_ends_disowns_what_it_asked_for() -> None:
    made = station()
    press = accepted(made.pressed(TICKET, at=10.0, now=10.0)).id
    made.pressed(NEXT, at=10.0, now=10.0)
    made.abandon()

    told = [deed for deed in made.due(10.1) if isinstance(deed, Ask)]
    assert reports(told) == [outcome(press, PaperOutcome.FAILED, NO_ANSWER)]
    assert made.replied(issued(press), now=10.2) == ()
