"""The hall's own time and its business day."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from centre.settings import CentreSettings
from dispatcher.business_day import business_day
from dispatcher.stored_clock import StoredClock
from firmware.clock import FakeClock

ALMATY = ZoneInfo("Asia/Almaty")


def at(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=ALMATY).timestamp()


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2027-01-15 09:00", "2027-01-15"),
        ("2027-01-15 23:59", "2027-01-15"),
        ("2027-01-16 02:59", "2027-01-15"),
        ("2027-01-16 03:00", "2027-01-16"),
        ("2024-02-29 23:30", "2024-02-29"),
        ("2024-03-01 02:30", "2024-02-29"),
    ],
)
def test_a_business_day_turns_over_at_its_own_local_hour(borodulikha: CentreSettings, moment: str, day: str) -> None:
    assert business_day(at(moment), borodulikha) == day


def test_time_runs_on_when_the_machines_clock_falls_back_to_1970() -> None:
    clock = FakeClock(wall=at("2027-01-15 09:00"))
    stored = StoredClock(clock, 0.0)
    before = stored.at()
    clock.set_wall(0.0)
    clock.pass_time(10)

    assert stored.at() == pytest.approx(before + 10)


def test_time_follows_a_clock_that_was_set_forward() -> None:
    clock = FakeClock(wall=at("2027-01-15 09:00"))
    stored = StoredClock(clock, 0.0)
    clock.set_wall(at("2027-01-15 09:05"))

    assert stored.at() == at("2027-01-15 09:05")


def test_time_goes_on_from_the_journal_on_a_machine_that_booted_in_the_past() -> None:
    clock = FakeClock(wall=at("2026-12-01 09:00"))
    stored = StoredClock(clock, at("2027-01-15 09:00"))

    assert stored.at() == at("2027-01-15 09:00")
    clock.pass_time(5)
    assert stored.at() == at("2027-01-15 09:00") + 5
