"""How long a visitor is told to wait: from what the last visits took and the lines before the ticket, or nothing."""

from itertools import pairwise

import pytest
from hall_under_test import HallUnderTest, code
from msgspec.structs import replace

from centre.settings import CentreSettings, HoursSettings
from dispatcher.snapshots import board_of
from firmware.words import Language
from hall.draining import Crowd, run_dry
from hall.estimating import BETWEEN_S, Outlook
from hall.line import LineKey
from hall.next_ticket import callers, may_call
from mqtt_bridge.commands import IssueTicket, Undo
from mqtt_bridge.estimate import WaitEstimate
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.place_commands import OpenPlace, PausePlace
from mqtt_bridge.replies import Issued, RefusalCode

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


def comes(hall: HallUnderTest, local: str) -> None:
    """Let the time until then pass: halls under test begin at 13:00."""
    hours, minutes = map(int, local.split(":"))
    hall.pass_time(1_800_000_000 + (hours - 13) * 3600 + minutes * 60 - hall.at)


def full(centre: CentreSettings, *hours: str) -> HallUnderTest:
    """Return a hall that gives no ticket for consultation that would not be called within these hours of today."""
    zones = (replace(centre.zones[0], stop_when_full=True), *centre.zones[1:])
    return HallUnderTest(replace(centre, zones=zones, hours=HoursSettings(fri=hours, sat=("09:00-18:30",))))


def presses(hall: HallUnderTest, most: int = 60) -> list[object]:
    """Press until no ticket is given any more, and return all answers; the papers come out."""
    command = IssueTicket(zone="consultation", language=Language.KK, station="entrance")
    answers: list[object] = []
    while len(answers) < most and (not answers or isinstance(answers[-1], Issued)):
        answers.append(hall.ask(command))
        if isinstance(answers[-1], Issued):
            hall.report(hall.hall.tickets[answers[-1].paper.ticket_id], PaperOutcome.CONFIRMED)
    return answers


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


def test_a_zone_whose_only_visit_was_undone_says_nothing_and_breaks_nothing(hall: HallUnderTest) -> None:
    busy(hall)
    hall.wait("self-service")
    hall.serve("window-3")
    hall.ask(Undo(place="window-3"))
    assert not hall.hall.services.get("self-service")
    hall.wait("self-service")
    hall.wait()

    assert board_of(hall.hall, hall.at).zones[2].wait is None
    assert hall.issue().wait is not None


def test_one_visit_that_nobody_finished_spoils_no_estimate(hall: HallUnderTest) -> None:
    busy(hall, visits=6)
    busy(hall, minutes=360, visits=1)
    for _ in range(3):
        hall.wait()
    hall.call()
    wait = Outlook(hall.hall, hall.at).wait(CONSULTATION)

    assert wait is not None
    assert wait.from_min <= 25 <= wait.to_min <= 60


def test_before_closing_as_many_tickets_are_given_as_can_be_called(borodulikha: CentreSettings) -> None:
    hall = full(borodulikha, "09:00-18:30")
    busy(hall)
    comes(hall, "17:00")
    hall.wait()
    hall.call()
    answers = presses(hall)

    assert len(answers) - 1 == 9
    assert code(answers[-1]) is RefusalCode.LAST_TICKETS


def test_whoever_would_be_called_after_lunch_gets_no_ticket_before_it(borodulikha: CentreSettings) -> None:
    hall = full(borodulikha, "09:00-15:00", "16:30-18:30")
    busy(hall)
    for window in ("window-2", "window-3"):
        hall.ask(OpenPlace(place=window))
    for _ in range(14):
        hall.wait()
    for window in ("window-2", "window-3"):
        hall.ask(PausePlace(place=window, reason="шай"))
    comes(hall, "14:30")

    assert middle_s(hall) > 2 * 3600
    assert [code(answer) for answer in presses(hall)] == [RefusalCode.LAST_TICKETS]


def test_nothing_is_told_of_a_wait_that_closing_ends_nor_after_it(borodulikha: CentreSettings) -> None:
    hall = HallUnderTest(replace(borodulikha, hours=HoursSettings(fri=("09:00-14:00",), sat=("09:00-18:30",))))
    busy(hall, minutes=5)
    for _ in range(10):
        hall.wait()
    hall.call()

    assert middle_s(hall) < 3600
    assert board_of(hall.hall, hall.at).zones[0].wait is None
    hall.ask(OpenPlace(place="window-2"))
    comes(hall, "14:30")
    assert board_of(hall.hall, hall.at).zones[0].wait is None


def test_a_long_wait_goes_over_two_breaks(borodulikha: CentreSettings) -> None:
    spans = ("09:00-14:00", "14:30-15:00", "15:30-18:30")
    hall = HallUnderTest(replace(borodulikha, hours=HoursSettings(fri=spans)))
    busy(hall)
    for _ in range(9):
        hall.wait()
    hall.call()
    wait = Outlook(hall.hall, hall.at).wait(CONSULTATION)

    assert wait is not None
    assert wait.from_min * 60 <= middle_s(hall) + 3600 <= wait.to_min * 60


def test_at_lunch_what_is_left_of_it_is_waited_for(borodulikha: CentreSettings) -> None:
    hall = HallUnderTest(replace(borodulikha, hours=HoursSettings(fri=("09:00-13:30", "15:00-18:30"))))
    busy(hall)
    comes(hall, "14:00")

    assert Outlook(hall.hall, hall.at).wait(CONSULTATION) == WaitEstimate(from_min=60, to_min=65)


def test_places_are_asked_together_what_each_is_asked_alone(hall: HallUnderTest) -> None:
    centre = hall.hall.centre
    competences = [None, "unknown", *(competence.name for competence in centre.competences)]
    keys = [LineKey(zone.name, competence=each) for zone in centre.zones for each in competences]
    for open_place in ("window-3", "window-1"):
        hall.ask(OpenPlace(place=open_place))
        for key in [*keys, LineKey("consultation", bound_to="office-12")]:
            alone = [place for place in centre.places if may_call(hall.hall, place, key)]
            assert callers(hall.hall, key, centre.places) == alone, key


def test_a_line_ends_after_its_visits_and_a_shared_one_sooner() -> None:
    both, one = frozenset({"a", "b"}), frozenset({"b"})

    assert run_dry([(Crowd(one, 60), 10)], 1e9) == {"b": pytest.approx(600)}
    assert run_dry([(Crowd(both, 60), 10)], 1e9) == dict.fromkeys(both, pytest.approx(300))
    assert run_dry([(Crowd(one, 60), 0), (Crowd(frozenset(), 60), 10)], 1e9) == {}


def test_no_place_ends_sooner_for_more_who_wait() -> None:
    def dry(count: float) -> float:
        waiting = [(Crowd(frozenset({"a", "b"}), 60), count), (Crowd(frozenset({"b", "c"}), 90), 20)]
        return run_dry(waiting, 1e9)["b"]

    assert all(few <= many for few, many in pairwise(dry(count) for count in range(40)))


def test_beyond_the_horizon_a_line_is_still_told_from_a_longer_one() -> None:
    waits = [run_dry([(Crowd(frozenset({"a"}), 60), count)], 600)["a"] for count in (5, 100, 1000)]

    assert waits == pytest.approx([300, 6000, 60_000])
