"""The time as a station knows it."""

from pathlib import Path

import pytest
from station_under_test import CENTRE, NOWHERE

from firmware.clock import FakeClock
from kiosk.kept import Moment
from kiosk.station_time import StationTime, day_of, time_of_day

MORNING = 1_795_405_320.0  # 2026-11-23 08:42:00 in Almaty, where it is five hours later than in Greenwich


@pytest.fixture
def boot(tmp_path: Path) -> Path:
    """Make a file that names the boot, as the kernel does."""
    path = tmp_path / "boot_id"
    path.write_text("a\n")
    return path


def test_nobody_knows_the_time_at_first(boot: Path) -> None:
    made = StationTime(FakeClock(wall=MORNING), boot, NOWHERE)

    assert made.known(10.0) is None
    assert made.moment(10.0) == Moment(boot="a", at=10.0)


def test_the_dispatchers_time_goes_on_by_monotonic_seconds(boot: Path) -> None:
    made = StationTime(FakeClock(), boot, NOWHERE)
    made.heard(MORNING, at=10.0)

    assert made.known(70.0) == MORNING + 60


def test_a_clock_that_was_set_tells_the_time_until_the_dispatcher_does(boot: Path, tmp_path: Path) -> None:
    synchronised = tmp_path / "synchronized"
    synchronised.touch()
    made = StationTime(FakeClock(wall=MORNING), boot, synchronised)
    assert made.known(10.0) == MORNING

    made.heard(MORNING + 7, at=10.0)
    assert made.known(10.0) == MORNING + 7


def test_within_one_boot_an_age_is_a_difference_whatever_the_clocks_say(boot: Path) -> None:
    moment = StationTime(FakeClock(), boot, NOWHERE).moment(10.0)
    next_life = StationTime(FakeClock(), boot, NOWHERE)

    assert next_life.age_s(moment, 70.0) == 60
    assert next_life.age_s(moment, 9.0) == 0


def test_after_a_power_cut_an_age_is_at_least_this_boots(boot: Path) -> None:
    moment = StationTime(FakeClock(), boot, NOWHERE).moment(5000.0)
    boot.write_text("b")
    next_life = StationTime(FakeClock(), boot, NOWHERE)

    assert next_life.age_s(moment, 70.0) == 70


def test_after_a_power_cut_an_age_is_known_when_the_time_was_and_is(boot: Path) -> None:
    first_life = StationTime(FakeClock(), boot, NOWHERE)
    first_life.heard(MORNING, at=5000.0)
    moment = first_life.moment(5000.0)
    boot.write_text("b")
    next_life = StationTime(FakeClock(), boot, NOWHERE)
    next_life.heard(MORNING + 600, at=70.0)

    assert next_life.age_s(moment, 70.0) == 600


def test_a_clock_that_went_back_over_a_power_cut_makes_no_age_of_the_future(boot: Path) -> None:
    next_life = StationTime(FakeClock(), boot, NOWHERE)
    next_life.heard(MORNING - 600, at=70.0)

    assert next_life.age_s(Moment(boot="b", at=1.0, unix=MORNING), 70.0) == 70


def test_a_machine_that_names_no_boot_knows_lower_bounds_alone() -> None:
    made = StationTime(FakeClock(), NOWHERE, NOWHERE)

    assert made.age_s(made.moment(10.0), 70.0) == 70


def test_the_day_and_the_time_of_day_are_those_of_the_centre() -> None:
    assert day_of(CENTRE, MORNING) == "2026-11-23"
    assert time_of_day(CENTRE, MORNING) == "08:42"


def test_another_day_than_the_centres_newest_and_an_unknown_one_have_no_name() -> None:
    assert day_of(CENTRE, MORNING + 86_400) == ""
    assert (day_of(CENTRE, None), time_of_day(CENTRE, None)) == ("", "")
    assert time_of_day(CENTRE, 1e300) == ""
