"""From the hours of the weekdays to spans of time."""

from datetime import datetime
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre.checks import load_centre
from centre.hours import ComingHours, coming_hours, is_open
from centre.settings import CentreSettings, HoursSettings

SHIPPED = load_centre(Path(__file__).parents[2] / "centre" / "borodulikha.toml")
FRIDAY = "2027-01-15"


def at(moment: str, zone: str = "Asia/Almaty") -> float:
    return datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone)).timestamp()


def hours_of(centre: CentreSettings, day: str = FRIDAY) -> ComingHours:
    hours = coming_hours(centre, day)
    assert hours is not None
    return hours


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2027-01-15 08:59:59.9", False),
        ("2027-01-15 09:00", True),
        ("2027-01-15 12:59:59.9", True),
        ("2027-01-15 13:00", False),
        ("2027-01-15 14:30", True),
        ("2027-01-15 18:30", False),
        ("2027-01-16 10:00", False),
        ("2027-01-18 10:00", True),
        ("2027-01-29 02:59", False),
        ("2027-01-29 03:00", True),
    ],
    ids=["early", "opens", "last", "lunch", "after-lunch", "evening", "saturday", "monday", "known", "unknown-yet"],
)
def test_the_shipped_centre_is_open_at_its_hours_and_for_all_anybody_knows_after_14_days(
    moment: str, *, expected: bool
) -> None:
    assert is_open(hours_of(SHIPPED), at(moment)) is expected


def test_a_centre_without_hours_never_closes() -> None:
    assert coming_hours(msgspec.structs.replace(SHIPPED, hours=None), FRIDAY) is None


def test_hours_of_a_morning_belong_to_the_business_day_that_has_not_ended() -> None:
    night = msgspec.structs.replace(SHIPPED, hours=HoursSettings(fri=("00:30-04:00",), sat=("01:00-02:00",)))

    first, second, *_ = hours_of(night).spans
    assert (first.begins, first.ends) == (at("2027-01-15 03:00"), at("2027-01-15 04:00"))
    assert (second.begins, second.ends) == (at("2027-01-16 01:00"), at("2027-01-16 02:00"))


def test_opening_times_stay_local_when_the_clocks_are_changed() -> None:
    berlin = msgspec.structs.replace(
        SHIPPED, timezone="Europe/Berlin", hours=HoursSettings(sat=("09:00-10:00",), mon=("09:00-10:00",))
    )

    saturday, monday, *_ = hours_of(berlin, "2027-03-27").spans
    assert saturday.begins == at("2027-03-27 09:00", "Europe/Berlin")
    assert monday.begins - saturday.begins == (48 - 1) * 3600


times = st.lists(st.integers(0, 24 * 60 - 1), min_size=0, max_size=8, unique=True).map(sorted)


def spans_from(minutes: list[int]) -> tuple[str, ...]:
    text = [f"{minute // 60:02}:{minute % 60:02}" for minute in minutes]
    return tuple(f"{begin}-{end}" for begin, end in zip(text[::2], text[1::2], strict=False))


@given(
    week=st.lists(times, min_size=7, max_size=7),
    zone=st.sampled_from(["Asia/Almaty", "Europe/Berlin", "Australia/Lord_Howe", "America/Santiago"]),
    day=st.dates(datetime(2026, 1, 1).date(), datetime(2028, 1, 1).date()),  # noqa: DTZ001 - a date has no zone
)
def test_spans_are_in_order_do_not_overlap_and_lie_in_the_time_that_is_known(
    week: list[list[int]], zone: str, day: object
) -> None:
    mon, tue, wed, thu, fri, sat, sun = map(spans_from, week)
    hours = HoursSettings(mon=mon, tue=tue, wed=wed, thu=thu, fri=fri, sat=sat, sun=sun)
    coming = hours_of(msgspec.structs.replace(SHIPPED, timezone=zone, hours=hours), str(day))

    assert all(span.begins < span.ends <= coming.known_until for span in coming.spans)
    assert all(earlier.ends <= later.begins for earlier, later in pairwise(coming.spans))
    assert all(is_open(coming, span.begins) for span in coming.spans)
    assert len(coming.spans) <= 100
