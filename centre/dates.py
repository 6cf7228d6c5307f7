"""A day as it is written in both languages. A native speaker must still approve."""

from datetime import date

from firmware.words import Bilingual

_MONTHS_KK = (
    "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым",
    "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан",
)  # fmt: skip
MONTHS_RU = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
"""As they stand behind the day of the month."""
_WEEKDAYS_KK = ("дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі", "жексенбі")
_WEEKDAYS_RU = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")


def date_words(day: date) -> Bilingual:
    """Write *day* as "24 қараша, сейсенбі"."""
    return Bilingual(
        kk=f"{day.day} {_MONTHS_KK[day.month - 1]}, {_WEEKDAYS_KK[day.weekday()]}",
        ru=f"{day.day} {MONTHS_RU[day.month - 1]}, {_WEEKDAYS_RU[day.weekday()]}",
    )


def dated_words(day: date) -> Bilingual:
    """Write *day* with its year: "2026 жылғы 24 қараша, сейсенбі"."""
    return Bilingual(
        kk=f"{day.year} жылғы {date_words(day).kk}",
        ru=f"{day.day} {MONTHS_RU[day.month - 1]} {day.year} г., {_WEEKDAYS_RU[day.weekday()]}",
    )
