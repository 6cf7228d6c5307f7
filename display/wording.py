"""The board's own words in both languages. A native speaker must still approve. Times and dates: `display.dates`."""

from firmware.words import Bilingual
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
DANGER_OVER = Bilingual(
    kk="Қауіп сейілді. Кезек жалғасады, талондарыңыз жарамды",
    ru="Опасность миновала. Очередь продолжается, талоны действительны",
)
RECEPTION_OVER = Bilingual(kk="Бүгінгі қабылдау аяқталды", ru="Приём на сегодня окончен")

OFF = Bilingual(kk="Болмайды", ru="Не состоится")


def late(minutes: int) -> Bilingual:
    """Say by how many minutes a reception is late."""
    return Bilingual(kk=f"{minutes} мин кешігеді", ru=f"Задержка {minutes} мин")


def wait_words(wait: WaitEstimate) -> str:
    """Write about how long a visitor will wait; the same in both languages."""
    if wait.from_min <= 0:
        return f"≤ {wait.to_min} мин"
    return f"≈ {wait.to_min} мин" if wait.from_min >= wait.to_min else f"≈ {wait.from_min}–{wait.to_min} мин"
