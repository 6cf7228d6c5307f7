"""From rules to receptions and slots."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reception_days import SETTINGS, works

from console.receptions.schedule import Reception, SlotId, receptions_between
from console.receptions.settings import ExceptionSettings, ReceptionsSettings
from console.receptions.working_days import LONGEST_CLOSURE_DAYS, working_days_before

FIRST, LAST = date(2027, 1, 1), date(2027, 2, 28)


def receptions(*exceptions: ExceptionSettings, settings: ReceptionsSettings = SETTINGS) -> list[Reception]:
    return receptions_between(msgspec.structs.replace(settings, exceptions=exceptions), works, FIRST, LAST)


def of_akim(found: list[Reception]) -> list[str]:
    return [str(reception.day) for reception in found if reception.rule == "akim"]


def test_the_first_and_third_thursday_of_a_month_without_the_one_that_is_a_holiday() -> None:
    assert of_akim(receptions()) == ["2027-01-21", "2027-02-04", "2027-02-18"]


def test_hours_are_cut_into_slots_and_what_is_left_over_is_not_given_out() -> None:
    rules = (msgspec.structs.replace(SETTINGS.rules[0], slot_min=50),)
    reception = receptions(settings=msgspec.structs.replace(SETTINGS, rules=rules))[0]

    assert [(f"{slot.begins:%H:%M}", f"{slot.ends:%H:%M}") for slot in reception.slots] == [
        ("10:00", "10:50"),
        ("10:50", "11:40"),
    ]
    assert all(slot.body == "akimat-office" and slot.office == "office-12" for slot in reception.slots)


def test_the_id_of_a_reception_is_its_own_whatever_becomes_of_other_rules() -> None:
    before = {reception.reception_id: reception for reception in receptions()}
    fewer = msgspec.structs.replace(SETTINGS, rules=SETTINGS.rules[:1])

    after = receptions(settings=fewer)
    assert after
    assert all(before[reception.reception_id] == reception for reception in after)
    assert len({slot.slot_id for reception in before.values() for slot in reception.slots}) == sum(
        len(reception.slots) for reception in before.values()
    )


def test_a_reception_that_is_off_is_not_there() -> None:
    assert "2027-01-21" not in of_akim(receptions(ExceptionSettings(rule="akim", date=date(2027, 1, 21), off=True)))


def test_a_reception_that_is_moved_keeps_its_id_and_its_slots() -> None:
    (plain,) = [one for one in receptions() if (one.rule, str(one.day)) == ("akim", "2027-01-21")]
    moved = ExceptionSettings(rule="akim", date=date(2027, 1, 21), moved_to=date(2027, 1, 25), hours="14:30-16:30")

    (found,) = [one for one in receptions(moved) if one.reception_id == plain.reception_id]
    assert str(found.day) == "2027-01-25"
    assert [slot.slot_id for slot in found.slots] == [slot.slot_id for slot in plain.slots]
    assert f"{found.slots[0].begins:%H:%M}" == "14:30"


def times_by_slot_id(*exceptions: ExceptionSettings, **rule: object) -> dict[str, str]:
    rules = (msgspec.structs.replace(SETTINGS.rules[0], **rule),)
    found = receptions(*exceptions, settings=msgspec.structs.replace(SETTINGS, rules=rules))
    (reception,) = [one for one in found if str(one.day) == "2027-01-21"]
    return {slot.slot_id: f"{slot.begins:%H:%M}" for slot in reception.slots}


@pytest.mark.parametrize(
    "change", [{"slot_min": 30}, {"slot_min": 10}, {"hours": "09:00-13:00"}, {"hours": "11:00-12:40"}]
)
def test_a_slot_is_of_a_time_of_day_whatever_the_rule_says_later(change: dict[str, object]) -> None:
    before, after = times_by_slot_id(), times_by_slot_id(**change)

    assert before.keys() & after.keys()
    assert all(after.get(slot_id, begins) == begins for slot_id, begins in before.items())


def test_an_exception_that_leaves_some_of_the_hours_moves_nobody_within_them() -> None:
    shorter = ExceptionSettings(rule="akim", date=date(2027, 1, 21), hours="10:40-13:00")
    before, after = times_by_slot_id(), times_by_slot_id(shorter)

    assert [before[slot_id] for slot_id in before.keys() - after.keys()] != []
    assert all(after.get(slot_id, begins) == begins for slot_id, begins in before.items())


def test_a_slot_id_has_the_schema_of_one_at_any_hour() -> None:
    late = times_by_slot_id(hours="22:00-23:59")
    longer = ExceptionSettings(rule="akim", date=date(2027, 1, 21), hours="00:00-22:00")

    for ids in (late, times_by_slot_id(longer, hours="22:00-23:59")):
        assert all(msgspec.convert(slot_id, SlotId) for slot_id in ids)


def test_a_reception_on_a_holiday_can_be_moved_to_a_working_day() -> None:
    moved = ExceptionSettings(rule="akim", date=date(2027, 1, 7), moved_to=date(2027, 1, 14))

    assert of_akim(receptions(moved))[0] == "2027-01-14"


def test_a_substitute_receives_for_the_body_that_the_substitute_is_of() -> None:
    held = ExceptionSettings(rule="akim", date=date(2027, 1, 21), substitute="head-of-appeals")

    (found,) = [one for one in receptions(held) if (one.rule, str(one.day)) == ("akim", "2027-01-21")]
    assert (found.official, found.instead_of, found.body) == ("head-of-appeals", "akim", "appeals")
    assert {slot.official for slot in found.slots} == {"head-of-appeals"}


def test_two_working_days_are_counted_over_weekends_and_holidays() -> None:
    def before(day: str, count: int = 2) -> str:
        return str(working_days_before(date.fromisoformat(day), count, works))

    assert before("2027-01-21") == "2027-01-19"  # Thursday: Tuesday
    assert before("2027-01-19") == "2027-01-15"  # Tuesday: Friday
    assert before("2027-01-18") == "2027-01-14"  # Monday: Thursday
    assert before("2027-01-08") == "2027-01-05"  # Friday after the holiday of the 7th: Tuesday
    assert before("2027-03-23") == "2027-03-18"  # Tuesday after Nauryz on a Monday: Thursday
    assert before("2027-01-21", 0) == "2027-01-21"


@given(
    day=st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    count=st.integers(0, 10),
    off=st.frozensets(st.integers(0, 6), max_size=6),
)
def test_exactly_so_many_working_days_lie_from_the_day_found_to_the_day(
    day: date, count: int, off: frozenset[int]
) -> None:
    def is_working_day(one: date) -> bool:
        return one.weekday() not in off

    found = working_days_before(day, count, is_working_day)
    between = [found.fromordinal(number) for number in range(found.toordinal(), day.toordinal())]
    assert sum(map(is_working_day, between)) == count
    assert count == 0 or is_working_day(found)


def test_a_calendar_that_never_works_does_not_count_for_ever() -> None:
    day = date(2027, 1, 21)

    assert (day - working_days_before(day, 2, lambda _day: False)).days == LONGEST_CLOSURE_DAYS
