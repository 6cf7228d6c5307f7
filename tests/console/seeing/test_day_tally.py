"""What was done at each place today."""

import pytest
from hall_under_test import HallUnderTest

from console.seeing.day_tally import DayTally, PlaceTally
from mqtt_bridge.commands import CallNext, Finish, NoShow, Recall, StartServing, Undo


def tally(hall: HallUnderTest, place: str = "window-1") -> PlaceTally:
    counted = DayTally()
    counted.hear(recorded for recorded, _request_id in hall.history)
    return counted.at(place)


def test_a_visit_is_counted_from_when_its_visitor_came(hall: HallUnderTest) -> None:
    hall.wait()
    hall.call()
    hall.pass_time(30)
    hall.ask(StartServing(place="window-1"))
    hall.pass_time(120)
    hall.ask(Finish(place="window-1"))

    assert (tally(hall).served, tally(hall).mean_s) == (1, 120)
    assert tally(hall, "window-2").mean_s is None


def test_without_that_it_is_counted_from_the_call(hall: HallUnderTest) -> None:
    hall.wait()
    hall.serve(seconds=90)

    assert tally(hall).mean_s == pytest.approx(90)


def test_a_finish_that_is_taken_back_was_none(hall: HallUnderTest) -> None:
    hall.wait()
    hall.wait()
    hall.serve(seconds=100)
    hall.serve(seconds=60)
    hall.ask(Undo(place="window-1"))
    assert (tally(hall).served, tally(hall).mean_s) == (1, 100)

    hall.pass_time(5)
    hall.ask(Finish(place="window-1"))

    assert (tally(hall).served, tally(hall).mean_s) == (2, 82.5)


def test_a_missed_visitor_is_counted_apart_and_a_call_taken_back_not_at_all(hall: HallUnderTest) -> None:
    hall.wait()
    hall.call()
    hall.ask(Recall(place="window-1"))
    hall.ask(NoShow(place="window-1"))
    assert (tally(hall).missed, tally(hall).served) == (1, 0)
    hall.ask(Undo(place="window-1"))
    assert tally(hall).missed == 0

    hall.ask(Finish(place="window-1"))
    hall.wait()
    hall.ask(CallNext(place="window-1"))
    hall.ask(Undo(place="window-1"))
    assert (tally(hall).missed, tally(hall).served) == (0, 1)


def test_a_new_day_begins_with_nothing(hall: HallUnderTest) -> None:
    hall.wait()
    hall.serve()
    hall.turn_over()

    assert tally(hall) == PlaceTally()
