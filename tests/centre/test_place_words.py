import pytest

from centre.place_words import place_label, way_to_place
from centre.settings import PlaceSettings
from centre.words import words
from firmware.words import Language, PlaceKind, SetText

KK, RU = Language.KK, Language.RU


def place(kind: PlaceKind, number: int, letter: str = "") -> PlaceSettings:
    return PlaceSettings(
        name="one", kind=kind, number=number, letter=letter, body=SetText(kk="Бөлім", ru="Отдел"), zones=("a",)
    )


@pytest.mark.parametrize(
    ("kind", "sign", "label_kk", "label_ru"),
    [
        (PlaceKind.WINDOW, "3", "3-терезе", "Окно 3"),
        (PlaceKind.OFFICE, "12", "12-кабинет", "Кабинет 12"),
        (PlaceKind.OFFICE, "12А", "12А-кабинет", "Кабинет 12А"),
        (PlaceKind.SEAT, "2", "2-орын", "Место 2"),
        (PlaceKind.DESK, "1", "1-жұмыс орны", "Рабочее место 1"),
        (PlaceKind.TABLE, "5", "5-үстел", "Стол 5"),
    ],
)
def test_a_sign_names_a_place_in_digits(kind: PlaceKind, sign: str, label_kk: str, label_ru: str) -> None:
    one = place(kind, int(sign.rstrip("А")), sign[2:] if sign.endswith("А") else "")

    assert place_label(one, KK) == label_kk
    assert place_label(one, RU) == label_ru


@pytest.mark.parametrize(
    ("kind", "number", "letter", "kazakh", "russian"),
    [
        (PlaceKind.WINDOW, 3, "", "үшінші терезеге келіңіз", "подойдите к окну номер три"),
        (PlaceKind.OFFICE, 12, "", "он екінші кабинетке келіңіз", "пройдите в кабинет номер двенадцать"),
        (PlaceKind.OFFICE, 12, "А", "он екінші а кабинетке келіңіз", "пройдите в кабинет номер двенадцать а"),
        (PlaceKind.OFFICE, 7, "Б", "жетінші бы кабинетке келіңіз", "пройдите в кабинет номер семь бэ"),
        (PlaceKind.OFFICE, 112, "", "жүз он екінші кабинетке келіңіз", "пройдите в кабинет номер сто двенадцать"),
        (PlaceKind.OFFICE, 120, "", "жүз жиырмасыншы кабинетке келіңіз", "пройдите в кабинет номер сто двадцать"),
        (
            PlaceKind.SEAT, 2, "",
            "екінші өзіне-өзі қызмет көрсету орнына келіңіз", "подойдите к месту самообслуживания номер два",
        ),
        (PlaceKind.DESK, 1, "", "бірінші жұмыс орнына келіңіз", "подойдите к рабочему месту номер один"),
        (PlaceKind.TABLE, 40, "", "қырқыншы үстелге келіңіз", "подойдите к столу номер сорок"),
    ],
)  # fmt: skip
def test_the_voice_sends_to_a_place_in_words(
    kind: PlaceKind, number: int, letter: str, kazakh: str, russian: str
) -> None:
    assert way_to_place(place(kind, number, letter), KK) == kazakh
    assert way_to_place(place(kind, number, letter), RU) == russian


def test_a_place_with_a_name_of_its_own_is_shown_and_said_by_it() -> None:
    akim = PlaceSettings(
        name="akim",
        kind=PlaceKind.OFFICE,
        title=SetText(kk="Аудан әкімінің кабинеті", ru="Кабинет акима района"),
        way=SetText(kk="аудан әкімінің кабинетіне келіңіз", ru="пройдите в кабинет акима района"),
        body=SetText(kk="Аппарат", ru="Аппарат"),
        zones=("a",),
    )

    assert [place_label(akim, language) for language in Language] == ["Аудан әкімінің кабинеті", "Кабинет акима района"]
    assert way_to_place(akim, KK) == "аудан әкімінің кабинетіне келіңіз"
    assert way_to_place(akim, RU) == "пройдите в кабинет акима района"


@pytest.mark.parametrize("kind", list(PlaceKind))
@pytest.mark.parametrize("language", list(Language))
def test_every_kind_of_place_has_its_words(kind: PlaceKind, language: Language) -> None:
    assert "7" in place_label(place(kind, 7), language)
    assert not any(letter.isdigit() for letter in way_to_place(place(kind, 7), language))


@pytest.mark.parametrize("language", list(Language))
def test_every_letter_that_settings_take_has_a_name(language: Language) -> None:
    named = words().letters[language]

    ways = {letter: way_to_place(place(PlaceKind.OFFICE, 12, letter), language) for letter in named}
    assert "".join(named) == "АБВГДЕЖЗИКЛМНОПРСТ"
    assert len(set(ways.values())) == len(ways)
