"""Open, at lunch or closed, and until when."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre.checks import load_centre
from centre.hours import coming_hours, is_open
from centre.opening import Opening, Pause, open_until, opening_at, paused
from centre.settings import CentreSettings, HoursSettings, ZoneSettings
from firmware.words import OpeningState

OPEN, LUNCH, CLOSED = OpeningState.OPEN, OpeningState.LUNCH, OpeningState.CLOSED
SHIPPED = load_centre(Path(__file__).parents[2] / "centre" / "borodulikha.toml")
FRIDAY = "2027-01-15"


def at(moment: str) -> float:
    return datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo("Asia/Almaty")).timestamp()


def zone(before_break_min: int = 0, before_closing_min: int = 0) -> ZoneSettings:
    return msgspec.structs.replace(
        SHIPPED.zones[0], stop_before_break_min=before_break_min, stop_before_closing_min=before_closing_min
    )


def paused_at(moment: str, zone: ZoneSettings, centre: CentreSettings = SHIPPED) -> tuple[Pause, float | None] | None:
    hours = coming_hours(centre, FRIDAY)
    assert hours is not None
    return paused(hours, zone, at(moment))


@pytest.mark.parametrize(
    ("moment", "state", "until"),
    [
        ("2027-01-15 07:00", CLOSED, "2027-01-15 09:00"),
        ("2027-01-15 09:00", OPEN, "2027-01-15 13:00"),
        ("2027-01-15 13:00", LUNCH, "2027-01-15 14:30"),
        ("2027-01-15 14:30", OPEN, "2027-01-15 18:30"),
        ("2027-01-15 18:30", CLOSED, "2027-01-18 09:00"),
        ("2027-01-16 10:00", CLOSED, "2027-01-18 09:00"),
    ],
    ids=["early", "morning", "lunch", "afternoon", "evening", "saturday"],
)
def test_the_centre_opens_has_lunch_and_closes(moment: str, state: OpeningState, until: str) -> None:
    assert opening_at(SHIPPED, FRIDAY, at(moment)) == Opening(state, at(until))


def test_a_centre_without_hours_is_always_open() -> None:
    always = msgspec.structs.replace(SHIPPED, hours=None)

    assert opening_at(always, FRIDAY, at("2027-01-16 03:00")) == Opening(OPEN, None)


def test_a_holiday_is_named_and_an_ordinary_evening_is_not() -> None:
    nauryz = opening_at(SHIPPED, "2026-03-23", at("2026-03-23 10:00"))
    evening = opening_at(SHIPPED, "2026-03-20", at("2026-03-20 19:00"))

    assert nauryz.name is not None
    assert (nauryz.until, nauryz.name.kk) == (at("2026-03-26 09:00"), "Наурыз мейрамы")
    assert evening == Opening(CLOSED, at("2026-03-26 09:00"))


def test_when_it_opens_after_more_than_14_days_is_not_known() -> None:
    yearly = msgspec.structs.replace(
        SHIPPED, hours=HoursSettings(fri=("09:00-10:00",)), calendar=msgspec.structs.replace(SHIPPED.calendar, days=())
    )
    hours = coming_hours(yearly, "2027-01-15")
    assert hours is not None
    beyond = hours.spans[-1].ends

    assert opening_at(yearly, "2027-01-15", beyond) == Opening(CLOSED, None)
    assert opening_at(yearly, "2027-01-15", hours.known_until) == Opening(OPEN, None)


def test_spans_that_adjoin_are_one() -> None:
    through = msgspec.structs.replace(SHIPPED, hours=HoursSettings(fri=("09:00-13:00", "13:00-18:00")))

    assert opening_at(through, FRIDAY, at("2027-01-15 12:59")) == Opening(OPEN, at("2027-01-15 18:00"))
    assert paused_at("2027-01-15 12:59", zone(before_break_min=30), through) is None


def test_it_is_open_until_the_next_break_or_closing_and_not_outside_hours() -> None:
    through = msgspec.structs.replace(SHIPPED, hours=HoursSettings(fri=("09:00-13:00", "13:00-18:00")))
    hours, joined = coming_hours(SHIPPED, FRIDAY), coming_hours(through, FRIDAY)
    assert hours is not None
    assert joined is not None

    assert open_until(hours, at("2027-01-15 12:59")) == at("2027-01-15 13:00")
    assert open_until(joined, at("2027-01-15 12:59")) == at("2027-01-15 18:00")
    assert open_until(hours, at("2027-01-15 13:00")) is None
    assert open_until(hours, hours.known_until) is None


@pytest.mark.parametrize(
    ("moment", "why", "until"),
    [
        ("2027-01-15 12:44:59", None, None),
        ("2027-01-15 12:45", Pause.LAST_TICKETS, "2027-01-15 14:30"),
        ("2027-01-15 13:00", Pause.LUNCH, "2027-01-15 14:30"),
        ("2027-01-15 17:59:59", None, None),
        ("2027-01-15 18:00", Pause.LAST_TICKETS, "2027-01-18 09:00"),
        ("2027-01-15 18:30", Pause.CLOSED, "2027-01-18 09:00"),
    ],
)
def test_a_zone_stops_as_long_before_lunch_and_closing_as_it_says(
    moment: str, why: Pause | None, until: str | None
) -> None:
    expected = None if why is None or until is None else (why, at(until))

    assert paused_at(moment, zone(before_break_min=15, before_closing_min=30)) == expected


def test_a_zone_that_says_nothing_stops_with_the_centre() -> None:
    assert paused_at("2027-01-15 12:59:59", zone()) is None
    assert paused_at("2027-01-15 18:29:59", zone()) is None


@given(moment=st.floats(at("2027-01-10 00:00"), at("2027-02-10 00:00")), stop_min=st.integers(0, 240))
def test_open_closed_and_paused_agree_at_every_moment(moment: float, stop_min: int) -> None:
    hours = coming_hours(SHIPPED, FRIDAY)
    assert hours is not None
    opening, pause = opening_at(SHIPPED, FRIDAY, moment), paused(hours, zone(stop_min, stop_min), moment)

    assert (opening.state is OPEN) == is_open(hours, moment)
    assert opening.until is None or opening.until > moment
    assert pause is not None or opening.state is OPEN
    assert paused(hours, zone(), moment) is None or opening.state is not OPEN
    if opening.until is not None:
        assert opening_at(SHIPPED, FRIDAY, opening.until).state is not opening.state
