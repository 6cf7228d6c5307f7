"""How the centre keeps its days: holidays, days that are moved, and its own calendar above both."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre.calendar import Why, day_plan, is_working_day, local_spans, working_days_before
from centre.checks import load_centre
from centre.hours import coming_hours
from centre.settings import CalendarDay, CalendarSettings, CentreSettings, DayKind, HoursSettings
from firmware.words import SetText

SHIPPED = load_centre(Path(__file__).parents[2] / "centre" / "borodulikha.toml")
USUAL = local_spans(("09:00-13:00", "14:30-18:30"))
NAME = SetText(kk="Аудан күні", ru="День района")


def centre_with(*days: CalendarDay, holidays: str = "KZ") -> CentreSettings:
    return msgspec.structs.replace(SHIPPED, calendar=CalendarSettings(holidays=holidays, days=days))


def off(on: date, name: SetText | None = None) -> CalendarDay:
    return CalendarDay(on=on, kind=DayKind.OFF, name=name)


def working(on: date, *hours: str) -> CalendarDay:
    return CalendarDay(on=on, kind=DayKind.WORKING, hours=hours)


def moved(on: date, to: date, *hours: str) -> CalendarDay:
    return CalendarDay(on=on, kind=DayKind.MOVED, to=to, hours=hours, name=NAME)


@pytest.mark.parametrize(
    ("on", "is_worked"),
    [
        (date(2024, 5, 4), True),
        (date(2024, 5, 8), False),
        (date(2025, 1, 3), False),
        (date(2025, 1, 5), True),
        (date(2025, 8, 30), False),
        (date(2025, 9, 1), False),
        (date(2026, 8, 31), True),
        (date(2027, 3, 15), False),
        (date(2026, 3, 16), True),
        (date(2026, 10, 26), False),
    ],
    ids=[
        "the-saturday-that-was-worked",
        "for-the-wednesday-that-was-off",
        "the-friday-that-was-off",
        "for-the-sunday-that-was-worked",
        "constitution-day",
        "made-up-for-on-monday",
        "constitution-day-is-abolished",
        "constitution-day-in-march",
        "not-yet-in-2026",
        "republic-day-on-a-sunday-is-made-up-for",
    ],
)
def test_the_days_of_kazakhstan_are_kept(on: date, *, is_worked: bool) -> None:
    assert is_working_day(SHIPPED, on) is is_worked


def test_a_weekend_day_that_is_worked_has_the_hours_of_the_weekday_before_it() -> None:
    short_fridays = msgspec.structs.replace(
        SHIPPED, hours=HoursSettings(mon=("08:00-20:00",), thu=("09:00-18:00",), fri=("09:00-13:00",))
    )

    assert day_plan(short_fridays, date(2024, 5, 4)) == (local_spans(("09:00-13:00",)), Why.WORKED, None)
    assert day_plan(short_fridays, date(2025, 1, 5)).spans == local_spans(("09:00-13:00",))


def test_a_holiday_has_a_name_in_both_languages() -> None:
    plan = day_plan(SHIPPED, date(2027, 3, 15))

    assert (plan.spans, plan.why) == ((), Why.HOLIDAY)
    assert plan.name is not None
    assert (plan.name.kk, plan.name.ru) == (
        "Қазақстан Республикасының Конституциясы күні",
        "День Конституции Республики Казахстан",
    )


def test_an_estimated_holiday_closes_nothing_until_the_centre_says_so() -> None:
    eid = date(2026, 5, 27)
    plan, confirmed = day_plan(SHIPPED, eid), day_plan(centre_with(off(eid)), eid)

    assert (plan.spans, plan.why) == (USUAL, Why.UNCONFIRMED)
    assert (confirmed.spans, confirmed.why) == ((), Why.LOCAL)
    assert confirmed.name is not None
    assert (confirmed.name.kk, confirmed.name.ru) == ("Құрбан айт", "Курбан-айт")
    assert day_plan(centre_with(working(eid)), eid) == (USUAL, Why.LOCAL, None)


def test_a_moved_day_off_is_worked() -> None:
    saturday, friday = date(2027, 7, 10), date(2027, 7, 9)
    centre = centre_with(moved(saturday, friday))

    assert day_plan(centre, saturday) == (USUAL, Why.LOCAL, NAME)
    assert day_plan(centre, friday) == ((), Why.LOCAL, NAME)
    assert not is_working_day(SHIPPED, saturday)
    assert is_working_day(SHIPPED, friday)


def test_what_the_centre_says_itself_overrules_the_library() -> None:
    nauryz, monday = date(2027, 3, 22), date(2027, 4, 5)
    centre = centre_with(working(nauryz), off(monday, NAME), working(date(2027, 4, 6), "10:00-12:00"))

    assert day_plan(centre, nauryz) == (USUAL, Why.LOCAL, None)
    assert day_plan(centre, monday) == ((), Why.LOCAL, NAME)
    assert day_plan(centre, date(2027, 4, 6)).spans == ((time(10), time(12)),)


def test_a_centre_may_keep_no_holidays_at_all() -> None:
    assert is_working_day(centre_with(holidays=""), date(2027, 1, 1))


def test_a_centre_without_hours_works_on_every_day() -> None:
    always = msgspec.structs.replace(centre_with(off(date(2027, 4, 5))), hours=None)

    assert is_working_day(always, date(2027, 4, 5))
    assert is_working_day(always, date(2027, 1, 1))


@pytest.mark.parametrize(
    ("on", "days", "expected"),
    [
        (date(2027, 1, 8), 2, date(2027, 1, 5)),
        (date(2027, 1, 5), 2, date(2026, 12, 30)),
        (date(2026, 3, 27), 2, date(2026, 3, 20)),
        (date(2026, 3, 22), 1, date(2026, 3, 20)),
        (date(2024, 5, 6), 1, date(2024, 5, 4)),
        (date(2027, 4, 7), 0, date(2027, 4, 7)),
    ],
    ids=["christmas", "new-year", "nauryz", "from-a-day-off", "a-saturday-counts", "none"],
)
def test_working_days_are_counted_over_days_off(on: date, days: int, expected: date) -> None:
    assert working_days_before(SHIPPED, on, days) == expected


def test_a_centre_that_never_works_has_no_working_day_before_any() -> None:
    closed = msgspec.structs.replace(SHIPPED, hours=HoursSettings())

    with pytest.raises(LookupError, match=r"^2 working days before 2027-04-07: the centre has none for years$"):
        working_days_before(closed, date(2027, 4, 7), 2)


def test_the_same_time_of_day_is_an_hour_later_since_the_country_has_one_zone() -> None:
    hours = coming_hours(SHIPPED, "2024-02-29")
    assert hours is not None
    thursday, friday = (datetime.fromtimestamp(hours.spans[index].begins, UTC) for index in (0, 2))

    assert (thursday.isoformat(), friday.isoformat()) == ("2024-02-29T03:00:00+00:00", "2024-03-01T04:00:00+00:00")


def test_holidays_have_no_hours_among_the_coming_ones() -> None:
    hours = coming_hours(SHIPPED, "2027-03-12")
    assert hours is not None
    days = {datetime.fromtimestamp(span.begins, UTC).date() for span in hours.spans}

    assert date(2027, 3, 12) in days
    assert days.isdisjoint({date(2027, 3, day) for day in (13, 14, 15, 20, 21, 22, 23, 24)})


dates = st.dates(date(2023, 1, 1), date(2030, 12, 31))
entries = st.builds(
    CalendarDay,
    on=dates,
    kind=st.sampled_from([DayKind.OFF, DayKind.WORKING]),
    hours=st.sampled_from([(), ("10:00-12:00", "13:00-15:00")]),
)


@given(days=st.lists(entries, max_size=10, unique_by=lambda entry: entry.on), on=dates, before=st.integers(0, 30))
def test_a_day_is_closed_or_has_spans_in_order_and_what_is_said_of_it_holds(
    days: Sequence[CalendarDay], on: date, before: int
) -> None:
    centre = centre_with(*days)
    flat = [moment for span in day_plan(centre, on).spans for moment in span]
    earlier = working_days_before(centre, on, before)

    assert flat == sorted(set(flat))
    assert earlier <= on
    assert not before or is_working_day(centre, earlier)
    for entry in days:
        assert is_working_day(centre, entry.on) is (entry.kind is DayKind.WORKING)
