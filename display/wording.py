"""The board's own words in both languages, and how it writes times and dates. A native speaker must still approve."""

from datetime import date

from firmware.words import Bilingual
from mqtt_bridge.estimate import WaitEstimate

STARTING = Bilingual(kk="Іске қосылуда…", ru="Запускается…")
NEWEST_CALL = Bilingual(kk="Шақыру", ru="Вызов")
NEWEST_RECALL = Bilingual(kk="Қайта шақыру", ru="Повторный вызов")
LAST_CALLS = Bilingual(kk="Соңғы шақырулар", ru="Последние вызовы")
NO_CALLS = Bilingual(kk="Әзірге шақыру жоқ", ru="Вызовов пока нет")
NEXT = Bilingual(kk="Келесі", ru="Далее")
WAITING = Bilingual(kk="Кезекте", ru="В очереди")
STILL_HERE = Bilingual(kk="Әлі осындасыз ба?", ru="Вы ещё здесь?")
NUMBERED_ALONE = Bilingual(
    kk="Байланыссыз берілген талондар уақыты бойынша шақырылады",
    ru="Талоны, выданные без связи, вызываются по времени выдачи",
)
NO_TICKETS = Bilingual(
    kk="Талон терминалдары уақытша істемейді. Қызметкерге айтыңыз",
    ru="Терминалы талонов временно не работают. Обратитесь к сотруднику",
)
EVACUATION = "ЭВАКУАЦИЯ"
"""The same word in both languages."""
LEAVE = Bilingual(kk="Ғимараттан тез арада, сабырмен шығыңыз!", ru="Срочно и спокойно покиньте здание!")
NOBODY_WAITING = Bilingual(kk="Кезек жоқ", ru="Очереди нет")

_MONTHS_KK = (
    "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым",
    "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан",
)  # fmt: skip
_MONTHS_RU = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_WEEKDAYS_KK = ("дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі", "жексенбі")
_WEEKDAYS_RU = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")


def lost_since(time_of_day: str) -> Bilingual:
    """Say that the connection was lost at *time_of_day*, "10:42"."""
    return Bilingual(kk=f"Байланыс үзілді: {time_of_day}", ru=f"Связь потеряна в {time_of_day}")


def calls_as_of(time_of_day: str) -> Bilingual:
    """Say that a picture is old: how it was at *time_of_day*."""
    return Bilingual(kk=f"Ескі мәлімет: {time_of_day}", ru=f"Старые данные: {time_of_day}")


def wait_words(wait: WaitEstimate) -> str:
    """Write about how long a visitor will wait; the same in both languages."""
    if wait.from_min <= 0:
        return f"≤ {wait.to_min} мин"
    return f"≈ {wait.to_min} мин" if wait.from_min >= wait.to_min else f"≈ {wait.from_min}–{wait.to_min} мин"


def date_words(day: date) -> Bilingual:
    """Write *day* as "24 қараша, дүйсенбі"."""
    return Bilingual(
        kk=f"{day.day} {_MONTHS_KK[day.month - 1]}, {_WEEKDAYS_KK[day.weekday()]}",
        ru=f"{day.day} {_MONTHS_RU[day.month - 1]}, {_WEEKDAYS_RU[day.weekday()]}",
    )
