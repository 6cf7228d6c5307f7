import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from centre.numerals import LARGEST, cardinal, ordinal_kk, parts, time_words
from centre.words import words
from firmware.words import Language

numbers = st.integers(1, LARGEST)

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


VOWELS = "аәеёиоөуұүыіэюя"
FRONT = "әеөүі"


def by_the_rule(word: str) -> tuple[str, str]:
    """Return the ordinal and the locative of *word*, as vowel harmony and its last letter have them."""
    harmony = next(letter for letter in reversed(word) if letter in VOWELS and letter != "у")
    is_front, last = harmony in FRONT, word[-1]
    joint = "і" if is_front else "ы"
    is_vowel = last in VOWELS and last != "у"  # the у of елу is a glide: it goes as a consonant here
    ordinal = f"{word}{'' if is_vowel else joint}нш{joint}"
    is_voiced = last in VOWELS or last in "лрйумнңзжбвгғд"
    return ordinal, f"{word}{'д' if is_voiced else 'т'}{'е' if is_front else 'а'}"


IRREGULAR = {"жиырма": "жиырмасыншы", "қырық": "қырқыншы"}


@pytest.mark.parametrize("word", words().endings)
def test_every_word_of_a_number_takes_its_endings_by_the_rule_but_for_two(word: str) -> None:
    ordinal, when = by_the_rule(word)

    assert words().endings[word].ordinal == IRREGULAR.get(word, ordinal)
    assert words().endings[word].when == when


def test_ordinals_to_999_are_the_cardinal_with_the_ending_of_its_last_word() -> None:
    for number in range(1, 1000):
        *before, last = cardinal(number, Language.KK).split()
        assert ordinal_kk(number) == " ".join([*before, IRREGULAR.get(last, by_the_rule(last)[0])])


DIFFERENCES: dict[tuple[Language, int], str] = {}
"""Where num2words says something else that is not right: none, as of 0.5.14."""


@pytest.mark.parametrize(("language", "called"), [(Language.KK, "kz"), (Language.RU, "ru")])
def test_cardinals_agree_with_num2words(language: Language, called: str) -> None:
    theirs = {number: num2words(number, lang=called) for number in range(1, LARGEST + 1)}
    ours = {number: cardinal(number, language) for number in theirs}

    assert {(language, n): theirs[n] for n in ours if ours[n] != theirs[n]} == {
        place: said for place, said in DIFFERENCES.items() if place[0] is language
    }


@pytest.mark.parametrize(
    ("time", "kazakh", "russian"),
    [
        ("09:00", "сағат тоғызда", "в девять часов"),
        ("09:30", "сағат тоғыз отызда", "в девять тридцать"),
        ("09:05", "сағат тоғыз нөл бесте", "в девять ноль пять"),
        ("13:00", "сағат он үште", "в тринадцать часов"),
        ("14:30", "сағат он төрт отызда", "в четырнадцать тридцать"),
        ("18:45", "сағат он сегіз қырық бесте", "в восемнадцать сорок пять"),
        ("00:00", "сағат нөлде", "в ноль часов"),
        ("01:00", "сағат бірде", "в один час"),
        ("20:10", "сағат жиырма онда", "в двадцать десять"),
        ("21:00", "сағат жиырма бірде", "в двадцать один час"),
        ("22:40", "сағат жиырма екі қырықта", "в двадцать два сорок"),
        ("23:00", "сағат жиырма үште", "в двадцать три часа"),
    ],
)
def test_a_time_of_day_is_said_as_that_at_which_something_happens(time: str, kazakh: str, russian: str) -> None:
    assert time_words(time, Language.KK) == kazakh
    assert time_words(time, Language.RU) == russian


@pytest.mark.parametrize("language", list(Language))
def test_no_two_times_of_day_sound_alike(language: Language) -> None:
    times = [f"{hour:02}:{minute:02}" for hour in range(24) for minute in range(60)]

    assert len({time_words(time, language) for time in times}) == len(times)


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
