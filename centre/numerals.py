"""Numbers and times of day as they are read out, by the words of words.toml. Pure."""

from centre.words import words
from firmware.words import Language, TimeOfDay

LARGEST = 9999
"""The largest number of a ticket."""


def parts(number: int) -> list[int]:
    """Split 1-9999 into at most three addends that are spoken one after the other: 2105 is 2000, 100, 5."""
    thousands, hundreds, tens, ones = _digits(number)
    return [addend for addend in (thousands * 1000, hundreds * 100, tens * 10 + ones) if addend]


def cardinal(number: int, language: Language) -> str:
    """Return 1-9999 in words, in the nominative: "жүз бес", "сто пять", "бір мың", "одна тысяча".

    Raises ValueError for any other number.
    """
    spoken = _words_kk(number) if language is Language.KK else _words_ru(number)
    return " ".join(word for word in spoken if word)


def ordinal_kk(number: int) -> str:
    """Return 1-9999 as a Kazakh ordinal: "он екінші". Only the last word takes the ending.

    The rule: -ыншы/-інші after a consonant, -ншы/-нші after a vowel, in harmony with the last syllable
    (https://tili.softmaker.kz/en/san-esimder-numerals/).
    """
    *before, last = cardinal(number, Language.KK).split()
    return " ".join([*before, words().endings[last].ordinal])


def time_words(time_of_day: TimeOfDay, language: Language) -> str:
    """Return when something happens: "сағат тоғызда", "сағат он төрт отызда", "в девять часов", "в девять тридцать"."""
    hour, minute = int(time_of_day[:2]), int(time_of_day[3:])
    return _time_kk(hour, minute) if language is Language.KK else _time_ru(hour, minute)


def _words_kk(number: int) -> list[str]:
    thousands, hundreds, tens, ones = _digits(number)
    kk = words().numbers.kk
    return [
        _nth(kk.ones, thousands),
        kk.thousand if thousands else "",
        _nth(kk.ones, hundreds) if hundreds > 1 else "",
        kk.hundred if hundreds else "",
        _nth(kk.tens, tens),
        _nth(kk.ones, ones),
    ]


def _words_ru(number: int) -> list[str]:
    thousands, hundreds, tens, ones = _digits(number)
    ru = words().numbers.ru
    below_hundred = [_nth(ru.below_twenty, 10 + ones)] if tens == 1 else ["", _nth(ru.below_twenty, ones)]
    if tens > 1:
        below_hundred[0] = ru.tens[tens - 2]
    return [_nth(ru.thousands, thousands), _nth(ru.hundreds, hundreds), *below_hundred]


def _time_kk(hour: int, minute: int) -> str:
    times, zero = words().times.kk, words().numbers.kk.zero
    hours = cardinal(hour, Language.KK) if hour else zero
    if not minute:
        return times.whole.format(hour=_when(hours))
    minutes = cardinal(minute, Language.KK)
    return times.parted.format(hour=hours, minute=_when(minutes if minute > 9 else f"{zero} {minutes}"))  # noqa: PLR2004 - 09:05


def _when(number: str) -> str:
    *before, last = number.split()
    return " ".join([*before, words().endings[last].when])


def _time_ru(hour: int, minute: int) -> str:
    times, zero = words().times.ru, words().numbers.ru.zero
    hours = cardinal(hour, Language.RU) if hour else zero
    if not minute:
        one, few, many = times.hours
        called = one if hour in {1, 21} else few if hour in {2, 3, 4, 22, 23} else many
        return times.whole.format(hour=hours, hours=called)
    minutes = cardinal(minute, Language.RU)
    return times.parted.format(hour=hours, minute=minutes if minute > 9 else f"{zero} {minutes}")  # noqa: PLR2004 - 09:05


def _nth(spoken: tuple[str, ...], digit: int) -> str:
    return spoken[digit - 1] if digit else ""


def _digits(number: int) -> tuple[int, int, int, int]:
    if not 1 <= number <= LARGEST:
        raise ValueError(f"{number} is not a number from 1 to {LARGEST}")
    return number // 1000, number // 100 % 10, number // 10 % 10, number % 10
