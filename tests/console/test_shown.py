"""What walls are told of the next days' receptions."""

from datetime import date

import msgspec
import pytest
from reception_days import SETTINGS, BookUnderTest, at

from console.receptions.commands import DelayReception
from console.receptions.settings import ExceptionSettings
from console.receptions.shown import receptions_shown
from firmware.words import Bilingual, SetText
from mqtt_bridge.receptions import MOST_A_DAY, Receptions, ReceptionSign
from mqtt_bridge.topics import PAYLOAD_LIMIT, RECEPTIONS


def shown(days: BookUnderTest) -> Receptions:
    return receptions_shown(days.book, days.table)


def of(days: BookUnderTest, day: str) -> tuple[ReceptionSign, ...]:
    return next((told.receptions for told in shown(days).days if told.day == day), ())


def with_exception(exception: ExceptionSettings, now: str = "2027-01-18 09:00") -> BookUnderTest:
    return BookUnderTest(now, msgspec.structs.replace(SETTINGS, exceptions=(exception,)))


def test_the_receptions_of_seven_days_are_told_with_post_office_and_hours() -> None:
    days = BookUnderTest("2027-01-18 09:00")  # a Monday

    assert [told.day for told in shown(days).days] == ["2027-01-19", "2027-01-20", "2027-01-21", "2027-01-22"]
    assert of(days, "2027-01-21") == (
        ReceptionSign(
            official=Bilingual(kk="Аудан әкімі", ru="Аким района"),
            place="office-12",
            begins=at("2027-01-21 10:00"),
            ends=at("2027-01-21 12:00"),
        ),
    )


def test_nothing_is_told_of_a_day_on_which_the_centre_does_not_work() -> None:
    assert of(BookUnderTest("2027-03-08 09:00"), "2027-03-08") == ()


def test_a_reception_that_is_off_stands_there_as_off() -> None:
    days = with_exception(ExceptionSettings(rule="akim", date=date(2027, 1, 21), off=True))

    assert [(sign.official.ru, sign.is_off) for sign in of(days, "2027-01-21")] == [("Аким района", True)]


def test_one_that_is_moved_is_off_on_its_day_and_on_on_the_other() -> None:
    days = with_exception(ExceptionSettings(rule="akim", date=date(2027, 1, 21), moved_to=date(2027, 1, 22)))

    assert [sign.is_off for sign in of(days, "2027-01-21")] == [True]
    assert [(sign.official.ru, sign.is_off) for sign in of(days, "2027-01-22")] == [
        ("Руководитель отдела контроля за рассмотрением обращений", False),
        ("Аким района", False),
    ]


def test_other_hours_and_a_substitute_are_told_and_nothing_is_off() -> None:
    other = ExceptionSettings(rule="akim", date=date(2027, 1, 21), hours="15:00-16:00", substitute="deputy-akim")

    assert [(sign.official.ru, sign.begins, sign.is_off) for sign in of(with_exception(other), "2027-01-21")] == [
        ("Заместитель акима района", at("2027-01-21 15:00"), False)
    ]


def test_the_delay_of_today_is_told_and_taken_back() -> None:
    days = BookUnderTest("2027-01-21 09:50")
    (reception_id,) = [one.reception_id for one in days.table.receptions.values() if str(one.day) == "2027-01-21"]
    days.ask(DelayReception(reception_id=reception_id, delay_min=30))
    assert [sign.delay_min for sign in of(days, "2027-01-21")] == [30]

    days.ask(DelayReception(reception_id=reception_id, delay_min=0))
    assert [sign.delay_min for sign in of(days, "2027-01-21")] == [0]


def test_a_day_of_more_receptions_than_can_be_told_is_cut_and_can_still_be_sent() -> None:
    rule = SETTINGS.rules[0]
    many = tuple(
        msgspec.structs.replace(rule, name=f"rule-{n}", weekday=None, weeks=(), date=date(2027, 1, 21))
        for n in range(MOST_A_DAY + 5)
    )
    days = BookUnderTest("2027-01-18 09:00", msgspec.structs.replace(SETTINGS, rules=many))

    assert len(of(days, "2027-01-21")) == MOST_A_DAY
    assert RECEPTIONS.decode(RECEPTIONS.encode(shown(days))) == shown(days)


@pytest.mark.parametrize("days", [1, 7])
def test_titles_of_a_thousand_letters_cut_the_days_short_from_the_end_and_can_still_be_sent(days: int) -> None:
    endless = SetText(kk="Ә" * 1000, ru="Я" * 1000)
    dates = [date(2027, 1, 18 + n) for n in range(days)]
    usual = msgspec.structs.replace(SETTINGS.rules[0], weekday=None, weeks=())
    rules = [
        msgspec.structs.replace(usual, name=f"r-{n}-{day.day}", official=f"o-{n}", date=day)
        for day in dates
        for n in range(MOST_A_DAY)
    ]
    officials = [
        msgspec.structs.replace(SETTINGS.officials[0], name=f"o-{n}", title=endless) for n in range(MOST_A_DAY)
    ]
    settings = msgspec.structs.replace(SETTINGS, rules=tuple(rules), officials=tuple(officials))

    told = shown(BookUnderTest("2027-01-18 08:00", settings))

    assert PAYLOAD_LIMIT - 10_000 < len(RECEPTIONS.encode(told)) <= PAYLOAD_LIMIT
    assert told.days[0].day == "2027-01-18"
