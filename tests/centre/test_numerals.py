import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre.numerals import LARGEST, cardinal, ordinal_kk, parts
from firmware.words import Language

numbers = st.integers(1, LARGEST)

# What num2words 0.5.14 says for these (languages kz and ru).
CARDINALS = [
    (1, "бір", "один"),
    (2, "екі", "два"),
    (7, "жеті", "семь"),
    (10, "он", "десять"),
    (11, "он бір", "одиннадцать"),
    (14, "он төрт", "четырнадцать"),
    (19, "он тоғыз", "девятнадцать"),
    (20, "жиырма", "двадцать"),
    (23, "жиырма үш", "двадцать три"),
    (30, "отыз", "тридцать"),
    (40, "қырық", "сорок"),
    (50, "елу", "пятьдесят"),
    (69, "алпыс тоғыз", "шестьдесят девять"),
    (77, "жетпіс жеті", "семьдесят семь"),
    (86, "сексен алты", "восемьдесят шесть"),
    (99, "тоқсан тоғыз", "девяносто девять"),
    (100, "жүз", "сто"),
    (105, "жүз бес", "сто пять"),
    (112, "жүз он екі", "сто двенадцать"),
    (145, "жүз қырық бес", "сто сорок пять"),
    (200, "екі жүз", "двести"),
    (318, "үш жүз он сегіз", "триста восемнадцать"),
    (400, "төрт жүз", "четыреста"),
    (1000, "бір мың", "одна тысяча"),
    (1100, "бір мың жүз", "одна тысяча сто"),
    (1996, "бір мың тоғыз жүз тоқсан алты", "одна тысяча девятьсот девяносто шесть"),
    (2001, "екі мың бір", "две тысячи один"),
    (2869, "екі мың сегіз жүз алпыс тоғыз", "две тысячи восемьсот шестьдесят девять"),
    (4010, "төрт мың он", "четыре тысячи десять"),
    (5000, "бес мың", "пять тысяч"),
    (9999, "тоғыз мың тоғыз жүз тоқсан тоғыз", "девять тысяч девятьсот девяносто девять"),
]

ORDINALS = [
    (1, "бірінші"),
    (2, "екінші"),
    (3, "үшінші"),
    (4, "төртінші"),
    (5, "бесінші"),
    (6, "алтыншы"),
    (7, "жетінші"),
    (8, "сегізінші"),
    (9, "тоғызыншы"),
    (10, "оныншы"),
    (12, "он екінші"),
    (19, "он тоғызыншы"),
    (20, "жиырмасыншы"),
    (21, "жиырма бірінші"),
    (30, "отызыншы"),
    (40, "қырқыншы"),
    (46, "қырық алтыншы"),
    (50, "елуінші"),
    (60, "алпысыншы"),
    (70, "жетпісінші"),
    (80, "сексенінші"),
    (90, "тоқсаныншы"),
    (100, "жүзінші"),
    (120, "жүз жиырмасыншы"),
    (300, "үш жүзінші"),
    (999, "тоғыз жүз тоқсан тоғызыншы"),
    (1000, "бір мыңыншы"),
]


@pytest.mark.parametrize(("number", "kazakh", "russian"), CARDINALS)
def test_cardinals_are_read_as_people_read_them(number: int, kazakh: str, russian: str) -> None:
    assert cardinal(number, Language.KK) == kazakh
    assert cardinal(number, Language.RU) == russian


@pytest.mark.parametrize(("number", "kazakh"), ORDINALS)
def test_kazakh_ordinals_take_the_ending_of_their_last_word(number: int, kazakh: str) -> None:
    assert ordinal_kk(number) == kazakh


@pytest.mark.parametrize("language", list(Language))
def test_no_two_numbers_sound_alike(language: Language) -> None:
    assert len({cardinal(number, language) for number in range(1, LARGEST + 1)}) == LARGEST


def test_no_two_ordinals_sound_alike() -> None:
    assert len({ordinal_kk(number) for number in range(1, 1000)}) == 999


@given(numbers, st.sampled_from(Language))
def test_a_number_is_read_as_its_parts_one_after_the_other(number: int, language: Language) -> None:
    assert sum(parts(number)) == number
    assert len(parts(number)) <= 3
    assert " ".join(cardinal(part, language) for part in parts(number)) == cardinal(number, language)


@pytest.mark.parametrize("number", [0, -1, LARGEST + 1])
def test_a_number_that_no_ticket_bears_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="1 to 9999"):
        cardinal(number, Language.KK)
