"""Places: open, paused and closed, and what becomes of one that nobody attends."""

from pathlib import Path

import pytest
from hall_under_test import HallUnderTest

from centre.checks import load_centre
from hall.state import Summons
from mqtt_bridge.hall_events import SummonsReason
from mqtt_bridge.place_commands import ClosePlace, OpenPlace, PausePlace
from mqtt_bridge.replies import AtPlace, PlaceStatus, Refusal, RefusalCode

HOUR_S = 3600.0
SHIPPED = Path(__file__).parents[2] / "centre" / "borodulikha.toml"


def summonses(hall: HallUnderTest, *, reason: SummonsReason | None = None) -> list[Summons]:
    return [each for each in hall.hall.summonses.values() if reason is None or each.reason is reason]


def status(hall: HallUnderTest, place: str = "window-1") -> tuple[PlaceStatus, str, str]:
    state = hall.hall.place(place)
    return state.status, state.reason, state.staff


def test_a_place_opens_pauses_for_a_reason_and_closes(hall: HallUnderTest) -> None:
    assert status(hall) == (PlaceStatus.CLOSED, "", "")
    hall.ask(OpenPlace(place="window-1"), staff="s-17")
    assert hall.ask(OpenPlace(place="window-1"), staff="s-17") is None
    assert status(hall) == (PlaceStatus.OPEN, "", "s-17")
    answer = hall.ask(PausePlace(place="window-1", reason="шай"))
    assert answer == AtPlace(place="window-1", ticket=None, status=PlaceStatus.PAUSED)
    assert status(hall) == (PlaceStatus.PAUSED, "шай", "s-17")
    hall.ask(ClosePlace(place="window-1"))
    assert hall.ask(ClosePlace(place="window-1")) is None
    assert status(hall) == (PlaceStatus.CLOSED, "", "")


def test_calling_a_visitor_opens_the_place(hall: HallUnderTest) -> None:
    hall.wait()
    hall.call()

    assert status(hall)[0] is PlaceStatus.OPEN


@pytest.mark.parametrize("command", [PausePlace(place="window-1", reason="a"), ClosePlace(place="window-1")])
def test_a_place_is_not_left_with_a_visitor_at_it(hall: HallUnderTest, command: PausePlace | ClosePlace) -> None:
    hall.wait()
    hall.call()

    assert hall.ask(command) == Refusal(code=RefusalCode.PLACE_BUSY, detail="window-1 has 101")


def test_one_worker_serves_two_places(hall: HallUnderTest) -> None:
    hall.ask(OpenPlace(place="window-1"), staff="s-17")
    hall.ask(OpenPlace(place="window-2"), staff="s-17")

    assert {status(hall)[2], status(hall, "window-2")[2]} == {"s-17"}


def test_a_staffed_place_that_nobody_opens_is_missed_after_three_hours(hall: HallUnderTest) -> None:
    hall.let_time_pass(3 * HOUR_S - 1)
    assert not summonses(hall)
    hall.let_time_pass(1)

    missed = {each.place for each in summonses(hall, reason=SummonsReason.UNATTENDED)}
    assert missed == {"window-1", "window-2", "window-3", "office-12"}, "the self-service seat has no worker"
    hall.ask(OpenPlace(place="window-1"))
    hall.let_time_pass(1)
    assert "window-1" not in {each.place for each in summonses(hall)}


def test_reception_is_told_of_a_competence_that_no_open_place_has_until_one_has_it(hall: HallUnderTest) -> None:
    hall.ask(OpenPlace(place="window-1"))
    hall.wait(matters=("land",))
    hall.let_time_pass(1)
    assert [(each.kind, each.competence) for each in summonses(hall)] == [("reception", "land")]
    hall.let_time_pass(1)
    assert len(summonses(hall)) == 1
    hall.ask(OpenPlace(place="window-2"))
    hall.let_time_pass(1)

    assert not summonses(hall)


def test_nobody_is_missed_while_the_centre_is_closed() -> None:
    hall = HallUnderTest(load_centre(SHIPPED))  # it is Friday, 13:00: lunch, and tickets are given again at 14:30
    hall.let_time_pass(5 * HOUR_S)
    missed = {each.place for each in summonses(hall, reason=SummonsReason.UNATTENDED)}
    assert missed == {"window-1", "window-2", "window-3", "office-12"}
    hall.let_time_pass(HOUR_S)  # 19:00

    assert not summonses(hall)
