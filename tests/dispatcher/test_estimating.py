"""How long a visitor is told to wait: from what the last visits took, or nothing."""

import pytest
from hall_under_test import HallUnderTest

from dispatcher.hall.estimating import expected_wait, expected_wait_s
from dispatcher.snapshots import board_of
from mqtt_bridge.estimate import WaitEstimate
from mqtt_bridge.place_commands import OpenPlace, PausePlace


def busy(hall: HallUnderTest, minutes: float = 10.0, visits: int = 3) -> None:
    """Have window-1 serve some visits of that length."""
    for _ in range(visits):
        hall.wait()
        hall.serve(seconds=minutes * 60)


def test_nothing_is_told_before_some_visits_have_ended(hall: HallUnderTest) -> None:
    busy(hall, visits=2)

    assert expected_wait(hall.hall, "consultation", 5) is None


def test_nothing_is_told_when_no_place_is_open(hall: HallUnderTest) -> None:
    busy(hall)
    hall.ask(PausePlace(place="window-1", reason="шай"))

    assert expected_wait(hall.hall, "consultation", 5) is None


def test_who_comes_to_a_free_place_is_told_that_it_is_at_once(hall: HallUnderTest) -> None:
    busy(hall)

    assert expected_wait_s(hall.hall, "consultation", 0) == 0
    assert expected_wait(hall.hall, "consultation", 0) == WaitEstimate(from_min=0, to_min=5)


def test_each_visitor_ahead_takes_a_visit_of_the_places_that_are_open(hall: HallUnderTest) -> None:
    busy(hall)
    hall.wait()
    hall.call()
    one_place = expected_wait_s(hall.hall, "consultation", 4)
    hall.ask(OpenPlace(place="window-2"))
    hall.wait()
    hall.call("window-2")

    assert one_place == pytest.approx(4.5 * 600, rel=0.05)
    assert expected_wait_s(hall.hall, "consultation", 4) == pytest.approx(4.5 * 300, rel=0.05)


def test_a_place_that_serves_two_zones_is_shared_between_them(hall: HallUnderTest) -> None:
    busy(hall)
    hall.ask(PausePlace(place="window-1", reason="шай"))
    hall.ask(OpenPlace(place="window-3"))
    hall.wait()
    hall.call("window-3")
    alone = expected_wait_s(hall.hall, "consultation", 1)
    for _ in range(2):
        hall.wait("self-service")

    assert alone is not None
    assert expected_wait_s(hall.hall, "consultation", 1) == pytest.approx(alone * 2)


def test_the_ticket_and_the_board_say_the_same_span(hall: HallUnderTest) -> None:
    busy(hall)
    hall.wait()
    hall.call()
    for _ in range(3):
        hall.wait()
    on_board = board_of(hall.hall, hall.at).zones[0].wait
    ticket = hall.issue()

    assert ticket.wait == on_board
    assert on_board is not None
    assert on_board.from_min < 35 < on_board.to_min


def test_a_wait_of_half_a_day_is_not_told(hall: HallUnderTest) -> None:
    busy(hall)

    assert expected_wait(hall.hall, "consultation", 100) is None
