from datetime import date

import pytest

from centre.dates import date_words, dated_words
from display.dates import at_time_kk, receptions_of


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ("09:00", "09:00-де"),
        ("14:30", "14:30-да"),
        ("09:15", "09:15-те"),
        ("18:40", "18:40-та"),
        ("10:10", "10:10-да"),
        ("08:20", "08:20-да"),
        ("08:50", "08:50-де"),
        ("10:01", "10:01-де"),
        ("10:02", "10:02-де"),
        ("10:03", "10:03-те"),
        ("10:04", "10:04-те"),
        ("10:06", "10:06-да"),
        ("10:07", "10:07-де"),
        ("10:08", "10:08-де"),
        ("10:59", "10:59-да"),
    ],
)
def test_a_time_ends_as_its_last_spoken_word_does(time: str, said: str) -> None:
    assert at_time_kk(time) == said


def test_a_date_is_written_in_both_languages() -> None:
    words = date_words(date(2026, 11, 24))

    assert (words.kk, words.ru) == ("24 қараша, сейсенбі", "24 ноября, вторник")


def test_a_year_stands_where_either_language_has_it() -> None:
    words = dated_words(date(2026, 11, 24))

    assert (words.kk, words.ru) == ("2026 жылғы 24 қараша, сейсенбі", "24 ноября 2026 г., вторник")


@pytest.mark.parametrize(
    ("day", "ru"), [(23, "Приём сегодня"), (24, "Приём завтра"), (26, "Приём: 26 ноября, четверг")]
)
def test_receptions_are_headed_by_their_day(day: int, ru: str) -> None:
    assert receptions_of(date(2026, 11, day), date(2026, 11, 23)).ru == ru
