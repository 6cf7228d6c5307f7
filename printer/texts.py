"""The words that the program itself puts on a ticket, Kazakh and Russian side by side.

A native speaker has still to approve them. `ticket.toml` may have others.
"""

from firmware.words import Bilingual

COPY = Bilingual(kk="КӨШІРМЕ", ru="КОПИЯ")
ALONE = Bilingual(kk="Байланыссыз берілді", ru="Выдан без связи")
"""The station numbered it while nobody answered: nobody knew how many wait, and the number is out of the row."""
NOBODY_AHEAD = Bilingual(kk="Сіздің алдыңызда ешкім жоқ", ru="Перед вами никого")
AHEAD = Bilingual(kk="Сіздің алдыңызда {ahead} адам бар", ru="Перед вами: {ahead}")
DUE = Bilingual(kk="Қабылдау уақыты: {time}", ru="Приём в {time}")
OFFICIAL = Bilingual(kk="Қабылдайды: {official}", ru="Принимает: {official}")
WAIT = Bilingual(kk="Күту: шамамен {minutes} мин", ru="Ожидание: примерно {minutes} мин")
WAIT_AT_MOST = Bilingual(kk="Күту: {minutes} минутқа дейін", ru="Ожидание: до {minutes}")
MISSED = Bilingual(
    kk="Шақыруды өткізіп алсаңыз, бірден ресепшнге барыңыз", ru="Пропустили вызов? Сразу подойдите на ресепшн"
)
LOOK_UP = Bilingual(kk="Кезегіңізді телефоннан қараңыз", ru="Ваша очередь — в телефоне")

ON_TICKETS = {
    "copy": COPY,
    "alone": ALONE,
    "ahead": AHEAD,
    "nobody_ahead": NOBODY_AHEAD,
    "appointment": DUE,
    "official": OFFICIAL,
    "wait": WAIT,
    "wait_at_most": WAIT_AT_MOST,
    "missed": MISSED,
    "look_up": LOOK_UP,
}
"""By their keys in `[texts]` of `ticket.toml`."""

LIST = Bilingual(kk="КЕЗЕК ТІЗІМІ", ru="СПИСОК ОЧЕРЕДИ")
LIST_PRINTED = Bilingual(kk="Терминал басып шығарды: {time}", ru="Напечатал сам терминал: {time}")
LIST_BOARD = Bilingual(kk="Табло бойынша: {time}", ru="По табло: {time}")
LIST_NO_BOARD = Bilingual(
    kk="Табло деректері жоқ: кім шақырылғаны белгісіз", ru="Данных табло нет: кого уже вызвали, неизвестно"
)
TIME_UNKNOWN = Bilingual(kk="уақыты белгісіз", ru="время неизвестно")
AT_PLACES = Bilingual(kk="Қазір шақырылғандар", ru="Сейчас вызваны")
IN_ORDER = Bilingual(kk="Кезек бойынша →", ru="По порядку →")
NOBODY_WAITS = Bilingual(kk="Ешкім күтіп тұрған жоқ", ru="Никто не ждёт")
NO_TICKETS = Bilingual(kk="Бұл терминал талон берген жоқ", ru="Этот терминал талонов не выдавал")
MORE = Bilingual(kk="және тағы {more}, нөмірі белгісіз", ru="и ещё {more}, номера неизвестны")
"""They were given by another station, and stand too far back for the board."""
GOES_ON = Bilingual(kk="жалғасы", ru="продолжение")

SLIP = Bilingual(kk="Принтерді тексеру", ru="Проверка принтера")
SLIP_WELL = Bilingual(kk="принтер ақаусыз", ru="принтер исправен")
SLIP_EDGES = Bilingual(kk="Екі шеткі сызық та көрінуі керек", ru="По краям должны быть видны обе линии")
SLIP_RULER = Bilingual(kk="Сызғыш, мм", ru="Линейка, мм")
SLIP_DIAGONALS = Bilingual(kk="Қиғаш сызықтарда үзік болмауы керек", ru="В косых линиях не должно быть разрывов")
SLIP_DENSITY = Bilingual(kk="Қаралығы: 12, 25, 50, 75, 100 %", ru="Плотность: 12, 25, 50, 75, 100 %")
SLIP_QR = Bilingual(kk="Телефон «KEZEK TEST» деп оқуы керек", ru="Телефон должен прочесть «KEZEK TEST»")
