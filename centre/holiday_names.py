"""What the public holidays of Kazakhstan are called in Russian: the library knows Kazakh alone. Pure.

The names are those of the law "О праздниках в Республике Казахстан" of 13 December 2001, No. 267 (adilet.zan.kz,
Z010000267_), and of its earlier wordings for days that are no holidays any more.
"""

import re

_NAMES = {
    "Жаңа жыл": "Новый год",
    "Православиелік Рождество": "Православное Рождество",
    "Халықаралық әйелдер күні": "Международный женский день",
    "Наурыз мейрамы": "Наурыз мейрамы",
    "Қазақстан халқының бірлігі мерекесі": "Праздник единства народа Казахстана",
    "Отан Қорғаушы күні": "День защитника Отечества",
    "Жеңіс күні": "День Победы",
    "Астана күні": "День Столицы",
    "Қазақстан Республикасының Конституциясы күні": "День Конституции Республики Казахстан",
    "Республика күні": "День Республики",
    "Қазақстан Республикасы күні": "День Республики",
    "Қазақстан Республикасының Тұңғыш Президенті күні": "День Первого Президента Республики Казахстан",
    "Тәуелсіздік күні": "День Независимости",
    "Құрбан айт": "Курбан-айт",
}
_MOVED_ON = "қайта белгіленген демалыс"
_MOVED_FROM = re.compile(r"Демалыс күні \((\d\d\.\d\d\.\d{4}) бастап ауыстырылды\)")


def russian_name(kazakh: str) -> str:
    """Return the Russian name of a day as `holidays` 0.109 names it; the Kazakh one, should nobody know it.

    An added "(қайта белгіленген демалыс)", a holiday on a weekend that is made up for, is kept.
    """
    if found := _MOVED_FROM.fullmatch(kazakh):
        return f"Выходной день (перенесён с {found[1]})"
    name, _, more = kazakh.partition(" (")
    return _NAMES.get(name, name) + (" (перенос выходного дня)" if more.startswith(_MOVED_ON) else "")
