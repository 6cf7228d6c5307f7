"""After a time in which nobody could be called: who waited through it is asked whether they are still there."""

import pytest
from hall_under_test import HallUnderTest, code
from lonely_station import LonelyStation

from dispatcher.snapshots import board_of
from hall.calling import decide_resumed
from hall.ticket import Stage
from mqtt_bridge.commands import NoShow, Recall, Undo
from mqtt_bridge.events import CallingResumed
from mqtt_bridge.replies import RefusalCode


def still_here(hall: HallUnderTest) -> bool:
    return board_of(hall.hall, hall.at).calls[0].still_here


@pytest.fixture
def after_an_outage(hall: HallUnderTest) -> HallUnderTest:
    hall.wait()
    hall.pass_time(1200)
    hall.happen(decide_resumed(hall.hall, 1200))
    return hall


def test_only_an_outage_longer_than_the_centre_allows_for_is_noted_and_only_if_somebody_waits(
    hall: HallUnderTest,
) -> None:
    assert decide_resumed(hall.hall, 601) == []
    hall.wait()

    assert decide_resumed(hall.hall, 600) == []
    assert decide_resumed(hall.hall, 601) == [CallingResumed(outage_s=601)]


def test_who_waited_through_it_is_asked_at_the_first_call_and_at_recalls(after_an_outage: HallUnderTest) -> None:
    hall = after_an_outage
    hall.call()
    assert still_here(hall)
    hall.ask(Recall(place="window-1"))

    assert still_here(hall)


def test_who_came_after_it_is_called_as_ever(after_an_outage: HallUnderTest) -> None:
    hall = after_an_outage
    hall.pass_time(1)
    later = hall.wait()
    hall.call("window-1")

    assert hall.call("window-2") == later
    assert not still_here(hall)
    assert code(hall.ask(NoShow(place="window-2"))) is RefusalCode.TOO_EARLY


def test_who_does_not_answer_the_question_needs_no_recall(after_an_outage: HallUnderTest) -> None:
    hall = after_an_outage
    ticket = hall.call()
    hall.ask(NoShow(place="window-1"))

    assert ticket.stage is Stage.NO_SHOW


def test_a_call_that_was_taken_back_asks_again(after_an_outage: HallUnderTest) -> None:
    hall = after_an_outage
    hall.call("window-1")
    hall.ask(Undo(place="window-1"))
    hall.call("window-2")

    assert still_here(hall)


def test_who_was_called_before_it_is_recalled_without_the_question(hall: HallUnderTest) -> None:
    hall.wait()
    hall.call()
    hall.wait()
    hall.pass_time(1200)
    hall.happen(decide_resumed(hall.hall, 1200))
    assert code(hall.ask(NoShow(place="window-1"))) is RefusalCode.TOO_EARLY
    hall.ask(Recall(place="window-1"))

    assert not still_here(hall)


def test_whose_number_was_given_alone_long_before_the_hall_heard_of_it_is_asked_too(hall: HallUnderTest) -> None:
    station = LonelyStation(hall)
    station.join()
    early = station.press()
    hall.pass_time(1200)
    late = station.press()
    station.tell_all()
    assert early is not None
    assert late is not None

    assert hall.call("window-1").ticket_id == early.ticket_id
    assert still_here(hall)
    assert hall.call("window-2").ticket_id == late.ticket_id
    assert not still_here(hall)
