"""What is asked of the library: names in both languages, and which days are certain."""

from datetime import date

from centre.holiday_names import russian_name
from centre.public_holidays import NO_DAYS, is_known_country, public_days


def test_every_holiday_of_kazakhstan_has_a_russian_name() -> None:
    for year in range(1992, 2101):
        days = public_days("KZ", year)
        for name in {**days.off, **days.estimated}.values():
            kk, ru = name.kk.partition(" (")[0], name.ru.partition(" (")[0]
            assert ru != kk or ru == "Наурыз мейрамы"


def test_a_name_that_nobody_knows_stays_kazakh() -> None:
    assert russian_name("Абай күні") == "Абай күні"
    assert russian_name("Абай күні (қайта белгіленген демалыс)") == "Абай күні (перенос выходного дня)"


def test_a_day_off_that_is_moved_says_from_where() -> None:
    name = public_days("KZ", 2024).off[date(2024, 5, 8)]

    assert (name.kk, name.ru) == (
        "Демалыс күні (04.05.2024 бастап ауыстырылды)",
        "Выходной день (перенесён с 04.05.2024)",
    )


def test_a_holiday_that_is_estimated_on_a_certain_one_leaves_that_one_certain() -> None:
    days = public_days("KZ", 2032)

    assert days.off[date(2032, 3, 22)].ru == "Наурыз мейрамы"
    assert date(2032, 3, 22) not in days.estimated


def test_other_countries_are_called_by_their_own_names() -> None:
    assert public_days("DE", 2027).off[date(2027, 10, 3)].kk == "Tag der Deutschen Einheit"
    assert public_days("UZ", 2027).off[date(2027, 9, 1)].ru != ""


def test_no_country_and_an_unknown_one_have_no_holidays() -> None:
    assert public_days("", 2027) is NO_DAYS
    assert public_days("ZZ", 2027) is NO_DAYS
    assert is_known_country("")
    assert is_known_country("KZ")
    assert not is_known_country("ZZ")
