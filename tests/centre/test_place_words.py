import pytest

from centre.place_words import place_label, way_to_place
from firmware.words import Language, PlaceKind

KK, RU = Language.KK, Language.RU


@pytest.mark.parametrize(
    ("kind", "number", "language", "label"),
    [
        (PlaceKind.WINDOW, 3, KK, "3-терезе"),
        (PlaceKind.WINDOW, 3, RU, "Окно 3"),
        (PlaceKind.OFFICE, 12, KK, "12-кабинет"),
        (PlaceKind.OFFICE, 12, RU, "Кабинет 12"),
        (PlaceKind.SEAT, 2, KK, "2-орын"),
        (PlaceKind.SEAT, 2, RU, "Место 2"),
        (PlaceKind.DESK, 1, KK, "1-жұмыс орны"),
        (PlaceKind.DESK, 1, RU, "Рабочее место 1"),
    ],
)
def test_a_sign_names_a_place_in_digits(kind: PlaceKind, number: int, language: Language, label: str) -> None:
    assert place_label(kind, number, language) == label


@pytest.mark.parametrize(
    ("kind", "number", "language", "phrase"),
    [
        (PlaceKind.WINDOW, 3, KK, "үшінші терезеге келіңіз"),
        (PlaceKind.WINDOW, 3, RU, "подойдите к окну номер три"),
        (PlaceKind.OFFICE, 12, KK, "он екінші кабинетке келіңіз"),
        (PlaceKind.OFFICE, 112, RU, "пройдите в кабинет номер сто двенадцать"),
        (PlaceKind.OFFICE, 120, KK, "жүз жиырмасыншы кабинетке келіңіз"),
        (PlaceKind.SEAT, 2, KK, "екінші өзіне-өзі қызмет көрсету орнына келіңіз"),
        (PlaceKind.SEAT, 2, RU, "подойдите к месту самообслуживания номер два"),
        (PlaceKind.DESK, 1, KK, "бірінші жұмыс орнына келіңіз"),
        (PlaceKind.DESK, 1, RU, "подойдите к рабочему месту номер один"),
    ],
)
def test_the_voice_sends_to_a_place_in_words(kind: PlaceKind, number: int, language: Language, phrase: str) -> None:
    assert way_to_place(kind, number, language) == phrase


@pytest.mark.parametrize("kind", list(PlaceKind))
@pytest.mark.parametrize("language", list(Language))
def test_every_kind_of_place_has_its_words(kind: PlaceKind, language: Language) -> None:
    assert "7" in place_label(kind, 7, language)
    assert not any(letter.isdigit() for letter in way_to_place(kind, 7, language))
