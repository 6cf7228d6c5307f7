"""The words that the program itself puts on a ticket, Kazakh and Russian side by side.

A native speaker has still to approve them.
"""

from firmware.words import Bilingual

COPY = Bilingual(kk="КӨШІРМЕ", ru="КОПИЯ")
ALONE = Bilingual(kk="Байланыссыз берілді", ru="Выдан без связи")
"""The station numbered it while nobody answered: nobody knew how many wait, and the number is out of the row."""
NOBODY_AHEAD = Bilingual(kk="Сіздің алдыңызда ешкім жоқ", ru="Перед вами никого")
AHEAD = Bilingual(kk="Сіздің алдыңызда {ahead} адам бар", ru="Перед вами: {ahead}")
DUE = Bilingual(kk="Қабылдау уақыты: {time}", ru="Приём в {time}")
WAIT = Bilingual(kk="Күту уақыты: шамамен {minutes} мин", ru="Время ожидания: примерно {minutes} мин")
WAIT_AT_MOST = Bilingual(kk="Күту уақыты: {minutes} минутқа дейін", ru="Время ожидания: до {minutes}")

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
