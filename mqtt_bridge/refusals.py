"""Every reason with which a press, a command or a paper ends, in words for staff. docs/faults.md is made from it.

What keeps a printer from printing is a reason, too; it stands in `mqtt_bridge.faults`.
"""

from firmware.words import Role
from mqtt_bridge.faults import FAULTS
from mqtt_bridge.meanings import Meaning, Visitors, meaning

KIOSK, DISPATCHER = Role.KIOSK, Role.DISPATCHER
NOTHING, REFUSAL = Visitors.NOTHING, Visitors.REFUSAL
_AGAIN = ("Қайта басыңыз.", "Нажмите ещё раз.")
_SETTINGS = ("Техникке айтыңыз: баптаулар сәйкес емес.", "Скажите технику: настройки не сходятся.")

REFUSALS: dict[str, Meaning] = {
    # The station's own.
    "no-link": meaning(
        KIOSK, Visitors.LAMP,
        ("Байланыс жоқ", "Нет связи"),
        ("Желі кабелі мен қосқышты тексеріңіз.", "Проверьте сетевой кабель и коммутатор."),
    ),
    "no-answer": meaning(
        KIOSK, REFUSAL,
        ("Диспетчер жауап бермейді", "Диспетчер не отвечает"),
        ("Қайта басыңыз; қайталанса, диспетчердің компьютерін тексеріңіз.",
         "Нажмите ещё раз; если повторится, проверьте компьютер диспетчера."),
    ),
    "starting": meaning(
        KIOSK, Visitors.LAMP,
        ("Іске қосылып жатыр", "Запускается"),
        ("Бірнеше секунд күтіңіз.", "Подождите несколько секунд."),
    ),
    "stopping": meaning(
        KIOSK, REFUSAL,
        ("Тоқтап жатыр", "Останавливается"),
        ("Станция қайта қосылғанша күтіңіз.", "Подождите, пока станция включится снова."),
    ),
    "restarted": meaning(
        KIOSK, NOTHING,
        ("Станция басып шығару кезінде өшіп қалды", "Станция отключилась во время печати"),
        ("Ресепшнде талонның шыққанын тексеріңіз.", "Проверьте на ресепшн, вышел ли талон."),
    ),
    "queue-full": meaning(
        KIOSK, REFUSAL,
        ("Принтер үлгермей жатыр", "Принтер не успевает"),
        ("Талондар шыққанша күтіңіз.", "Подождите, пока выйдут талоны."),
    ),
    "no-printer": meaning(
        KIOSK, REFUSAL,
        ("Принтер жоқ", "Нет принтера"),
        _SETTINGS,
    ),
    "order-failed": meaning(
        KIOSK, REFUSAL,
        ("Тапсырма орындалмады", "Поручение не выполнено"),
        ("Принтерді тексеріп, батырманы қайта басып тұрыңыз.", "Проверьте принтер и подержите кнопку ещё раз."),
    ),
    # Of the dispatcher's, what a visitor can meet with.
    "too-late": meaning(
        (KIOSK, DISPATCHER), REFUSAL,
        ("Уақыт өтіп кетті", "Время вышло"),
        _AGAIN,
    ),
    "closed": meaning(
        (KIOSK, DISPATCHER), REFUSAL,
        ("Орталық жабық", "Центр закрыт"),
        ("Ештеңе істемеңіз: талон жұмыс уақытында ғана беріледі.", "Ничего: талоны выдаются только в часы работы."),
    ),
    "lunch": meaning(
        (KIOSK, DISPATCHER), REFUSAL,
        ("Түскі үзіліс", "Обеденный перерыв"),
        ("Ештеңе істемеңіз: талон үзілістен кейін беріледі.", "Ничего: талоны выдаются после перерыва."),
    ),
    "last-tickets": meaning(
        (KIOSK, DISPATCHER), REFUSAL,
        ("Үзіліс немесе жабылу жақын", "Скоро перерыв или закрытие"),
        ("Ештеңе істемеңіз: бұл аймаққа талон енді үзілістен кейін немесе келесі жұмыс күні беріледі.",
         "Ничего: талоны этой зоны выдаются снова после перерыва или на следующий рабочий день."),
    ),
    "numbers-used-up": meaning(
        (KIOSK, DISPATCHER), REFUSAL,
        ("Нөмірлер таусылды", "Номера закончились"),
        ("Техникке айтыңыз: аймақтың нөмірлері аз.", "Скажите технику: у зоны слишком мало номеров."),
    ),
    "cannot-record": meaning(
        DISPATCHER, Visitors.ALONE,
        ("Диспетчер жаза алмайды", "Диспетчер не может записывать"),
        ("Диспетчер ақауын қараңыз; станциялар нөмірді өздері береді.",
         "Смотрите неисправность диспетчера; станции нумеруют сами."),
    ),
    "restoring": meaning(
        DISPATCHER, Visitors.PAPER,
        ("Журнал қалпына келтірілуде", "Журнал восстанавливается"),
        ("Барлық станцияны қосыңыз; бір-екі минутта өтеді.", "Включите все станции; пройдёт за пару минут."),
    ),
    "station-offline": meaning(
        DISPATCHER, NOTHING,
        ("Станция байланыста жоқ", "Станция не на связи"),
        ("Талонды басқа станциядан басып шығарыңыз.", "Напечатайте талон на другой станции."),
    ),
    # What staff meet with at a place.
    "nobody-waiting": meaning(
        DISPATCHER, NOTHING,
        ("Кезекте ешкім жоқ", "В очереди никого нет"),
        ("Ештеңе істемеңіз.", "Ничего."),
    ),
    "place-busy": meaning(
        DISPATCHER, NOTHING,
        ("Орын бос емес", "Место занято"),
        ("Алдымен қазіргі келушіні аяқтаңыз.", "Сначала завершите приём."),
    ),
    "nothing-at-place": meaning(
        DISPATCHER, NOTHING,
        ("Бұл орында ешкім жоқ", "На этом месте никого нет"),
        ("Алдымен келесіні шақырыңыз.", "Сначала вызовите следующего."),
    ),
    "too-early": meaning(
        DISPATCHER, NOTHING,
        ("Алдымен қайта шақырыңыз", "Сначала повторите вызов"),
        ("«Қайталау» батырмасын басыңыз.", "Нажмите «Повторить»."),
    ),
    "taken": meaning(
        DISPATCHER, NOTHING,
        ("Басқа орын шақырып қойды", "Уже вызван в другое место"),
        ("Келесіні шақырыңыз.", "Вызовите следующего."),
    ),
    "wrong-state": meaning(
        DISPATCHER, NOTHING,
        ("Қазір мүмкін емес", "Сейчас нельзя"),
        ("Талонның күйін қараңыз.", "Посмотрите состояние талона."),
    ),
    "nothing-to-undo": meaning(
        DISPATCHER, NOTHING,
        ("Қайтаратын ештеңе жоқ", "Отменять нечего"),
        ("Қайтаруға он секунд беріледі.", "На отмену даётся десять секунд."),
    ),
    "unknown-ticket": meaning(
        DISPATCHER, NOTHING,
        ("Талон белгісіз", "Неизвестный талон"),
        ("Нөмірді тексеріңіз; талон кешегі болуы мүмкін.", "Проверьте номер; талон может быть вчерашним."),
    ),
    "unknown-call": meaning(
        DISPATCHER, NOTHING,
        ("Шақыру белгісіз", "Неизвестный вызов"),
        ("Ештеңе істемеңіз: шақыру ескірген.", "Ничего: вызов устарел."),
    ),
    # What wrong settings lead to.
    "unknown-zone": meaning((KIOSK, DISPATCHER), REFUSAL, ("Аймақ белгісіз", "Неизвестная зона"), _SETTINGS),
    "unknown-place": meaning((KIOSK, DISPATCHER), REFUSAL, ("Орын белгісіз", "Неизвестное место"), _SETTINGS),
    "unknown-station": meaning(DISPATCHER, REFUSAL, ("Станция белгісіз", "Неизвестная станция"), _SETTINGS),
    "not-allowed": meaning(DISPATCHER, REFUSAL, ("Рұқсат жоқ", "Не разрешено"), _SETTINGS),
    "not-understood": meaning(
        DISPATCHER, REFUSAL,
        ("Сұрау түсініксіз", "Запрос не понят"),
        ("Техникке айтыңыз: құрылғылардың нұсқалары әртүрлі.", "Скажите технику: у устройств разные версии."),
    ),
}  # fmt: skip
"""By code, in the order of the page."""

CODES: dict[str, Meaning] = {**FAULTS, **REFUSALS}
"""All that a device or a reply can say."""
