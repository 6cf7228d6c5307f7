"""The board's own words in both languages. A native speaker must still approve. Times and dates: `display.dates`."""

from firmware.words import Bilingual, PlaceKind
from mqtt_bridge.estimate import WaitEstimate

STARTING = Bilingual(kk="Іске қосылуда…", ru="Запускается…")
CALL = Bilingual(kk="Шақыру", ru="Вызов")
RECALL = Bilingual(kk="Қайта шақыру", ru="Повторный вызов")
LAST_CALLS = Bilingual(kk="Соңғы шақырулар", ru="Последние вызовы")
OLD_CALLS = Bilingual(kk="Ескі мәлімет", ru="Старые данные")
NO_CALLS = Bilingual(kk="Әзірге шақыру жоқ", ru="Вызовов пока нет")
TICKET = Bilingual(kk="талон", ru="талон")
NOW = Bilingual(kk="Қазір", ru="Сейчас")
NEXT = Bilingual(kk="Келесі", ru="Далее")
WAITING = Bilingual(kk="Кезекте", ru="В очереди")
WAIT = Bilingual(kk="күту", ru="ожидание")
NOBODY_WAITING = Bilingual(kk="кезек жоқ", ru="очереди нет")
STILL_HERE = Bilingual(kk="Әлі осындасыз ба?", ru="Вы ещё здесь?")
CLOSED = Bilingual(kk="Орталық жабық", ru="Центр закрыт")
NUMBERED_ALONE = Bilingual(
    kk="Байланыссыз берілген талондар уақыты бойынша шақырылады",
    ru="Талоны, выданные без связи, вызываются по времени выдачи",
)
NO_TICKETS = Bilingual(
    kk="Талон терминалдары уақытша істемейді. Қызметкерге айтыңыз",
    ru="Терминалы талонов временно не работают. Обратитесь к сотруднику",
)
EVACUATION = Bilingual(kk="ЭВАКУАЦИЯ", ru="ЭВАКУАЦИЯ")
LEAVE = Bilingual(kk="Ғимараттан тез арада, сабырмен шығыңыз!", ru="Срочно и спокойно покиньте здание!")

PLACE_NOUNS = {
    PlaceKind.WINDOW: Bilingual(kk="терезе", ru="окно"),
    PlaceKind.OFFICE: Bilingual(kk="кабинет", ru="кабинет"),
    PlaceKind.SEAT: Bilingual(kk="орын", ru="место"),
    PlaceKind.DESK: Bilingual(kk="жұмыс орны", ru="рабочее место"),
}

ANNOUNCED = {
    "evacuation-over": Bilingual(kk="Эвакуация аяқталды", ru="Эвакуация окончена"),
    "opening-soon": Bilingual(kk="Орталық жақында ашылады", ru="Центр скоро откроется"),
    "lunch": Bilingual(kk="Түскі үзіліс басталады", ru="Начинается обеденный перерыв"),
    "closing": Bilingual(kk="Орталық жақында жабылады", ru="Центр скоро закроется"),
}
"""By the kind of the announcement. An evacuation has a scene of its own."""

OFF = Bilingual(kk="Болмайды", ru="Не состоится")


def late(minutes: int) -> Bilingual:
    """Say by how many minutes a reception is late."""
    return Bilingual(kk=f"{minutes} мин кешігеді", ru=f"Задержка {minutes} мин")


def wait_words(wait: WaitEstimate) -> str:
    """Write about how long a visitor will wait; the same in both languages."""
    if wait.from_min <= 0:
        return f"≤ {wait.to_min} мин"
    return f"≈ {wait.to_min} мин" if wait.from_min >= wait.to_min else f"≈ {wait.from_min}–{wait.to_min} мин"
