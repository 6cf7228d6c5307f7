"""The words for a place: the short label for boards and papers, the phrase that sends a visitor there. Pure."""

from centre.numerals import cardinal, ordinal_kk
from firmware.words import Language, PlaceKind

_LABELS = {
    (PlaceKind.WINDOW, Language.KK): "{number}-терезе",
    (PlaceKind.OFFICE, Language.KK): "{number}-кабинет",
    (PlaceKind.SEAT, Language.KK): "{number}-орын",
    (PlaceKind.DESK, Language.KK): "{number}-жұмыс орны",
    (PlaceKind.WINDOW, Language.RU): "Окно {number}",
    (PlaceKind.OFFICE, Language.RU): "Кабинет {number}",
    (PlaceKind.SEAT, Language.RU): "Место {number}",
    (PlaceKind.DESK, Language.RU): "Рабочее место {number}",
}

# The regulation calls the self-service zone "Өзіне-өзі қызмет көрсету" and a worker's place "жұмыс орны".
_WAYS = {
    (PlaceKind.WINDOW, Language.KK): "{number} терезеге келіңіз",
    (PlaceKind.OFFICE, Language.KK): "{number} кабинетке келіңіз",
    (PlaceKind.SEAT, Language.KK): "{number} өзіне-өзі қызмет көрсету орнына келіңіз",
    (PlaceKind.DESK, Language.KK): "{number} жұмыс орнына келіңіз",
    (PlaceKind.WINDOW, Language.RU): "подойдите к окну номер {number}",
    (PlaceKind.OFFICE, Language.RU): "пройдите в кабинет номер {number}",
    (PlaceKind.SEAT, Language.RU): "подойдите к месту самообслуживания номер {number}",
    (PlaceKind.DESK, Language.RU): "подойдите к рабочему месту номер {number}",
}


def place_label(kind: PlaceKind, number: int, language: Language) -> str:
    """Return the name that signs, boards and papers show, such as "3-терезе" or "Окно 3"."""
    return _LABELS[kind, language].format(number=number)


def way_to_place(kind: PlaceKind, number: int, language: Language) -> str:
    """Return the spoken phrase, all in words, that sends a visitor to the place. For places 1-999."""
    spoken = ordinal_kk(number) if language is Language.KK else cardinal(number, Language.RU)
    return _WAYS[kind, language].format(number=spoken)
