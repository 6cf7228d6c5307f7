"""How long a visitor is told to wait: from what the last visits took and the lines before the ticket, or nothing."""

import pytest
from hall_under_test import HallUnderTest
from msgspec.structs import replace

from centre.settings import CentreSettings, HoursSettings
from dispatcher.hall.estimating import BETWEEN_S, Outlook
from dispatcher.hall.line import LineKey
from dispatcher.snapshots import board_of
from mqtt_bridge.estimate import WaitEstimate
from mqtt_bridge.place_commands import OpenPlace, PausePlace

CONSULTATION = LineKey("consultation")
VISIT_S = 600.0 + BETWEEN_S


def busy(hall: HallUnderTest, minutes: float = 10.0, visits: int = 3) -> None:
    """Have window-1 serve some visits of that length."""
    for _ in range(visits):
        hall.wait()
        hall.serve(seconds=minutes * 60)


def middle_s(hall: HallUnderTest, key: LineKey = CONSULTATION) -> float:
    """Return the wait of who comes now; there must be one."""
    wait = Outlook(hall.hall, hall.at).wait_s(key)
    assert wait is not None
    return wait.middle_s


def test_nothing_is_told_before_some_visits_have_ended(hall: HallUnderTest) -> None:
    busy(hall, visits=2)

    assert Outlook(hall.hall, hall.at).wait(CONSULTATION) is None


def test_nothing_is_told_when_no_place_is_open(hall: HallUnderTest) -> None:
    busy(hall)
    hall.ask(PausePlace(place="window-1", reason="шай"))

    assert Outlook(hall.hall, hall.at).wait(CONSULTATION) is None


def test_who_comes_to_a_free_place_is_told_that_it_is_at_once(hall: HallUnderTest) -> None:
    busy(hall)

    assert middle_s(hall) == 0
    assert Outlook(hall.hall, hall.at).wait(CONSULTATION) == WaitEstimate(from_min=0, to_min=5)


def test_each_visitor_ahead_takes_a_visit_of_the_places_that_are_open(hall: HallUnderTest) -> None:
    busy(hall)
    for _ in range(5):
        hall.wait()
    hall.call()
    one_place = middle_s(hall)
    hall.ask(OpenPlace(place="window-2"))
    hall.call("window-2")

    assert one_place == pytest.approx(4.5 * VISIT_S, rel=0.05)
    assert middle_s(hall) == pytest.approx(1.75 * VISIT_S, rel=0.05)


def test_a_place_that_serves_two_zones_has_both_lines_to_call(hall: HallUnderTest) -> None:
    busy(hall)
    hall.ask(PausePlace(place="window-1", reason="шай"))
    hall.ask(OpenPlace(place="window-3"))
    hall.wait()
    hall.wait()
    hall.call("window-3")
    alone = middle_s(hall)
    for _ in range(2):
        hall.wait("self-service")

    assert middle_s(hall) == pytest.approx(alone + 2 * VISIT_S, rel=0.05)


def test_a_competence_waits_for_its_own_places(hall: HallUnderTest) -> None:
    social, land = CONSULTATION._replace(competence="social"), CONSULTATION._replace(competence="land")
    busy(hall)
    hall.ask(OpenPlace(place="window-2"))
    for _ in range(3):
        hall.wait(competence="social")
    hall.call("window-1")

    assert middle_s(hall, social) == pytest.approx(2.5 * VISIT_S, rel=0.05)
    assert middle_s(hall, land) == 0


def test_a_break_in_between_is_waited_for(borodulikha: CentreSettings) -> None:
    hall = HallUnderTest(replace(borodulikha, hours=HoursSettings(fri=("09:00-14:00", "15:30-18:30"))))
    busy(hall)  # until half past one
    for _ in range(6):
        hall.wait()
    hall.call()
    wait = Outlook(hall.hall, hall.at).wait(CONSULTATION)

    assert wait is not None
    assert wait.from_min >= 90


def test_visits_that_differ_widen_the_span(hall: HallUnderTest) -> None:
    for minutes in (2, 10, 18):
        busy(hall, minutes=minutes, visits=1)
    for _ in range(3):
        hall.wait()
    hall.call()
    wait = Outlook(hall.hall, hall.at).wait(CONSULTATION)

    assert wait is not None
    assert wait.from_min < 25 < wait.to_min
    assert wait.to_min - wait.from_min >= 15


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
    assert on_board.from_min <= 35 <= on_board.to_min


def test_a_wait_of_half_a_day_is_not_told(hall: HallUnderTest) -> None:
    busy(hall)
    for _ in range(100):
        hall.wait()

    assert Outlook(hall.hall, hall.at).wait(CONSULTATION) is None
