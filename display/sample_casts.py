"""Whom and what the sample scenes are about: a usual centre, and one in which every name and number is long."""

from dataclasses import dataclass

from firmware.words import Bilingual, PlaceKind
from mqtt_bridge.public import PlaceSign


@dataclass(frozen=True)
class Cast:
    """What is put on the scene."""

    name: Bilingual
    titles: tuple[Bilingual, ...]
    posts: tuple[Bilingual, ...]
    ticker: tuple[Bilingual, ...]
    first: int
    """The first zone's first number."""
    places: tuple[PlaceSign, ...]


def _sign(n: int, kind: PlaceKind, number: int | None, letter: str = "", title: Bilingual | None = None) -> PlaceSign:
    return PlaceSign(place=f"place-{n}", kind=kind, number=number, letter=letter, title=title, zones=("zone-0",))


USUAL = Cast(
    name=Bilingual(kk="Азаматтарды қабылдау орталығы", ru="Центр приёма граждан"),
    titles=(
        Bilingual(kk="Консультация", ru="Консультация"),
        Bilingual(kk="Жеке қабылдау", ru="Личный приём"),
        Bilingual(kk="Өзіне-өзі қызмет көрсету", ru="Самообслуживание"),
    ),
    posts=(
        Bilingual(kk="Аудан әкімі", ru="Аким района"),
        Bilingual(kk="Аудан әкімінің орынбасары", ru="Заместитель акима района"),
        Bilingual(kk="Аудан прокуроры", ru="Прокурор района"),
    ),
    ticker=(
        Bilingual(
            kk="Шақыруды өткізіп алсаңыз, 15 минут ішінде ресепшнге айтыңыз",
            ru="Пропустили вызов? Скажите об этом на ресепшн в течение 15 минут",
        ),
    ),
    first=101,
    places=(
        _sign(0, PlaceKind.WINDOW, 1),
        _sign(1, PlaceKind.WINDOW, 2),
        _sign(2, PlaceKind.WINDOW, 3),
        _sign(3, PlaceKind.SEAT, 1),
        _sign(4, PlaceKind.OFFICE, 12),
    ),
)
LONGEST = Cast(
    name=Bilingual(
        kk="Бородулиха ауданы әкімдігінің азаматтарды қабылдау және өтініштерді қарау орталығы",
        ru="Центр приёма граждан и рассмотрения обращений акимата Бородулихинского района",
    ),
    titles=(
        Bilingual(kk="Мемлекеттік қызметтер бойынша консультация", ru="Консультация по государственным услугам"),
        Bilingual(kk="Басшылықтың азаматтарды жеке қабылдауы", ru="Личный приём граждан руководством"),
        Bilingual(kk="Өзіне-өзі қызмет көрсету аймағы", ru="Зона самообслуживания"),
    ),
    posts=(
        Bilingual(
            kk="Аудан әкімінің әлеуметтік мәселелер жөніндегі орынбасары",
            ru="Заместитель акима района по социальным вопросам",
        ),
        Bilingual(
            kk="Аудандық жұмыспен қамту және әлеуметтік бағдарламалар бөлімінің басшысы",
            ru="Руководитель районного отдела занятости и социальных программ",
        ),
    ),
    ticker=(
        Bilingual(
            kk="Шет тіліндегі өтінішке нотариат куәландырған қазақша не орысша аударма керек, ал өкіл болса, "
            "сенімхатын және жеке басын куәландыратын құжатын көрсетеді",
            ru="К обращению на иностранном языке нужен нотариально заверенный перевод на казахский или русский, "
            "а представитель показывает доверенность и удостоверение личности",
        ),
    ),
    first=9101,
    places=(
        _sign(0, PlaceKind.DESK, 999),
        _sign(1, PlaceKind.OFFICE, 88, "Ж"),
        _sign(2, PlaceKind.WINDOW, 999),
        _sign(
            3,
            PlaceKind.OFFICE,
            None,
            title=Bilingual(kk="Аудан әкімінің қабылдау бөлмесі", ru="Приёмная акима района"),
        ),
        _sign(4, PlaceKind.OFFICE, 112),
    ),
)
