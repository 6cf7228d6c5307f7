"""Why a command was not carried out, in words for staff, and what would be possible instead.

No native speaker has approved the wording yet.
"""

from dataclasses import dataclass
from enum import Enum

import msgspec

from console.receptions.schedule import Slot
from firmware.words import Bilingual


class RefusalCode(Enum):
    """Why not."""

    UNKNOWN_SLOT = "unknown-slot"
    UNKNOWN_BOOKING = "unknown-booking"
    UNKNOWN_RECEPTION = "unknown-reception"
    UNKNOWN_OUTCOME = "unknown-outcome"
    UNKNOWN_LIST = "unknown-list"
    KNOWN_ALREADY = "known-already"
    SLOT_TAKEN = "slot-taken"
    SLOT_PAST = "slot-past"
    DAY_FROZEN = "day-frozen"
    TOO_FAR = "too-far"
    BOOKED_ALREADY = "booked-already"
    WRONG_STATE = "wrong-state"
    WRONG_DAY = "wrong-day"
    TOO_EARLY = "too-early"
    TOO_LATE = "too-late"
    NO_RECEPTION = "no-reception"
    ERASED = "erased"
    WRONG_FOLLOW_UP = "wrong-follow-up"
    TICKET_TAKEN = "ticket-taken"
    TICKET_ASKED = "ticket-asked"
    TOO_SHORT = "too-short"


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing has changed."""

    code: RefusalCode
    offers: tuple[Slot, ...] = ()
    """What would be possible instead: the next free slots of the same official."""


@dataclass(frozen=True)
class Words:
    """One code."""

    what: Bilingual
    do: Bilingual


def _words(what: tuple[str, str], do: tuple[str, str]) -> Words:
    return Words(Bilingual(kk=what[0], ru=what[1]), Bilingual(kk=do[0], ru=do[1]))


_OFFER = ("Төмендегі бос уақыттардың бірін ұсыныңыз.", "Предложите одно из свободных времён ниже.")
_ANEW = ("Бетті жаңартып, қайта таңдаңыз.", "Обновите страницу и выберите снова.")

REFUSALS: dict[RefusalCode, Words] = {
    RefusalCode.UNKNOWN_SLOT: _words(("Мұндай уақыт кестеде жоқ", "Такого времени нет в графике"), _ANEW),
    RefusalCode.UNKNOWN_BOOKING: _words(("Мұндай жазылу жоқ", "Такой записи нет"), _ANEW),
    RefusalCode.UNKNOWN_RECEPTION: _words(("Мұндай қабылдау кестеде жоқ", "Такого приёма нет в графике"), _ANEW),
    RefusalCode.UNKNOWN_OUTCOME: _words(
        ("Нәтиже белгісіз", "Неизвестный итог"),
        ("Нәтижені тізімнен таңдаңыз.", "Выберите итог из списка."),
    ),
    RefusalCode.UNKNOWN_LIST: _words(
        ("Тізім әлі қалыптаспаған", "Список ещё не сформирован"),
        ("Тізім қабылдау күніне дейінгі белгіленген жұмыс күнінде дайын болады.",
         "Список будет готов в установленный рабочий день до дня приёма."),
    ),
    RefusalCode.KNOWN_ALREADY: _words(
        ("Бұл бұрын жасалған", "Это уже сделано"),
        ("Ештеңе істеудің қажеті жоқ.", "Делать ничего не нужно."),
    ),
    RefusalCode.SLOT_TAKEN: _words(("Бұл уақыт бос емес", "Это время занято"), _OFFER),
    RefusalCode.SLOT_PAST: _words(("Бұл уақыт өтіп кетті", "Это время прошло"), _OFFER),
    RefusalCode.DAY_FROZEN: _words(
        ("Бұл күннің тізімі түпкілікті қалыптасқан", "Список на этот день уже окончательный"), _OFFER
    ),
    RefusalCode.TOO_FAR: _words(("Бұл күнге жазылу әлі басталмаған", "Запись на этот день ещё не начата"), _OFFER),
    RefusalCode.BOOKED_ALREADY: _words(
        ("Келуші бұл күні осы лауазымды тұлғаға жазылған", "Посетитель уже записан к этому лицу на этот день"),
        ("Бұрынғы жазылуды ауыстырыңыз не басқа күнді ұсыныңыз; телефоны ортақ басқа адам болса, соны белгілеңіз.",
         "Перенесите запись или предложите другой день; если это другой человек с тем же телефоном, отметьте это."),
    ),
    RefusalCode.WRONG_STATE: _words(
        ("Қазір мүмкін емес", "Сейчас нельзя"),
        ("Жазылудың күйін қараңыз.", "Посмотрите состояние записи."),
    ),
    RefusalCode.WRONG_DAY: _words(
        ("Қабылдау басқа күні", "Приём в другой день"),
        ("Келушіге қабылдау күнін айтыңыз немесе төмендегі уақыттарды ұсыныңыз.",
         "Назовите посетителю день приёма или предложите время ниже."),
    ),
    RefusalCode.TOO_EARLY: _words(
        ("Әлі ерте", "Ещё рано"),
        ("Кешіккендерге берілген уақыт өткенше күтіңіз.", "Подождите, пока пройдёт время для опоздавших."),
    ),
    RefusalCode.TOO_LATE: _words(
        ("Келуші тым кеш келді", "Посетитель опоздал"),
        ("Лауазымды тұлға келіссе, кешіккенді жіберіңіз; әйтпесе төмендегі уақыттарды ұсыныңыз.",
         "Если должностное лицо согласно, пропустите опоздавшего; иначе предложите время ниже."),
    ),
    RefusalCode.NO_RECEPTION: _words(("Бұл қабылдау өтпейді", "Этот приём не состоится"), _OFFER),
    RefusalCode.ERASED: _words(
        ("Келушінің деректері жойылған", "Данные посетителя удалены"),
        ("Сақтау мерзімі өткен.", "Срок хранения истёк."),
    ),
    RefusalCode.WRONG_FOLLOW_UP: _words(
        ("Бақылау күні дұрыс емес", "Неверная дата контроля"),
        ("Қабылдау күнінен бастап одан кейінгі екі жылға дейінгі күнді таңдаңыз немесе күнді бос қалдырыңыз.",
         "Выберите дату от дня приёма до двух лет после него или оставьте дату пустой."),
    ),
    RefusalCode.TICKET_TAKEN: _words(
        ("Бұл талон басқа жазылуға берілген", "Этот талон выдан по другой записи"),
        ("Бетті жаңартып, келушіні қайта белгілеңіз: талон жаңа болады.",
         "Обновите страницу и отметьте посетителя снова: талон будет новый."),
    ),
    RefusalCode.TICKET_ASKED: _words(
        ("Бұл келушіге талон сұралып қойған", "Для этого посетителя талон уже запрошен"),
        ("Талонның күйін қараңыз: шықпаған болса, басқасын сұраңыз.",
         "Посмотрите состояние талона: если он не вышел, запросите другой."),
    ),
    RefusalCode.TOO_SHORT: _words(
        ("Іздеуге тым қысқа", "Слишком коротко для поиска"),
        ("Аты-жөнінің кемінде екі әрпін немесе нөмірдің кемінде төрт цифрын жазыңыз.",
         "Введите не менее двух букв имени или не менее четырёх цифр номера."),
    ),
}  # fmt: skip
"""By code."""
