"""Times and dates as the board says them, with their endings. A native speaker must still approve."""

from datetime import date, datetime, timedelta

from centre.dates import MONTHS_RU, date_words
from firmware.words import Bilingual

_ON_WEEKDAYS_RU = (
    "в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье",
)  # fmt: skip

_AT_UNITS = ("де", "де", "де", "те", "те", "те", "да", "де", "де", "да")
"""The ending of "at" after нөл, бір, екі, үш, төрт, бес, алты, жеті, сегіз, тоғыз."""
_AT_TENS = ("де", "да", "да", "да", "та", "де")
"""Likewise after нөл, он, жиырма, отыз, қырық, елу."""


def at_time_kk(time_of_day: str) -> str:
    """Write "at 09:00" as it ends when it is read aloud: by its last spoken word, «09:00-де»."""
    tens, unit = divmod(int(time_of_day[-2:]), 10)
    return f"{time_of_day}-{_AT_UNITS[unit] if unit else _AT_TENS[tens]}"


def opens(at: datetime, today: date) -> Bilingual:
    """Say when the centre opens, seen from *today*."""
    time = f"{at:%H:%M}"
    if at.date() == today:
        return Bilingual(kk=f"Бүгін сағат {at_time_kk(time)} ашылады", ru=f"Откроется сегодня в {time}")
    if at.date() == today + timedelta(days=1):
        return Bilingual(kk=f"Ертең сағат {at_time_kk(time)} ашылады", ru=f"Откроется завтра в {time}")
    return Bilingual(
        kk=f"{date_words(at.date()).kk} күні сағат {at_time_kk(time)} ашылады",
        ru=f"Откроется {at.day} {MONTHS_RU[at.month - 1]}, {_ON_WEEKDAYS_RU[at.weekday()]}, в {time}",
    )


def lunch(begins: str, ends: str) -> Bilingual:
    """Say from when to when the break is; empty where that is not known."""
    if not (begins and ends):
        return Bilingual(kk="Түскі үзіліс", ru="Обеденный перерыв")
    return Bilingual(kk=f"Түскі үзіліс: {begins}–{ends}", ru=f"Обеденный перерыв: {begins}–{ends}")


def goes_on(at: str) -> Bilingual:
    """Say when visitors are received again on the same day."""
    return Bilingual(kk=f"Қабылдау сағат {at_time_kk(at)} жалғасады", ru=f"Приём продолжится в {at}")


def receptions_of(day: date, today: date) -> Bilingual:
    """Head the receptions of *day*."""
    if day == today:
        return Bilingual(kk="Бүгінгі қабылдау", ru="Приём сегодня")
    if day == today + timedelta(days=1):
        return Bilingual(kk="Ертеңгі қабылдау", ru="Приём завтра")
    words = date_words(day)
    return Bilingual(kk=f"Қабылдау: {words.kk}", ru=f"Приём: {words.ru}")


def lost_since(time_of_day: str, last: Bilingual | None) -> Bilingual:
    """Say that the connection was lost at *time_of_day*, and what was called *last* before."""
    kk, ru = f"Байланыс үзілді: {time_of_day}", f"Связь потеряна в {time_of_day}"
    if last is None:
        return Bilingual(kk=kk, ru=ru)
    return Bilingual(kk=f"{kk}. Соңғы шақыру: {last.kk}", ru=f"{ru}. Последний вызов: {last.ru}")
