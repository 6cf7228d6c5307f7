"""Numbers in words, as they are read out: cardinals in both languages, ordinals in Kazakh. Pure."""

from firmware.words import Language

LARGEST = 9999
"""The largest number of a ticket."""

# Each tuple is indexed by its digit; an empty word stands at 0.
_ONES_KK = ("", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз")
_TENS_KK = ("", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан")
_ONES_RU = (
    *("", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"),
    *("десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать"),
    *("пятнадцать", "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать"),
)
_TENS_RU = (
    *("", "", "двадцать", "тридцать", "сорок", "пятьдесят"),
    *("шестьдесят", "семьдесят", "восемьдесят", "девяносто"),
)
_HUNDREDS_RU = (
    *("", "сто", "двести", "триста", "четыреста", "пятьсот"),
    *("шестьсот", "семьсот", "восемьсот", "девятьсот"),
)
_THOUSANDS_RU = (
    *("", "одна тысяча", "две тысячи", "три тысячи", "четыре тысячи", "пять тысяч"),
    *("шесть тысяч", "семь тысяч", "восемь тысяч", "девять тысяч"),
)

# -ыншы/-інші after a consonant, -ншы/-нші after a vowel, in harmony with the last syllable
# (https://tili.softmaker.kz/en/san-esimder-numerals/). Against the rule are жиырма-сыншы, with its -с-, and
# қырық, which drops a vowel: қырқ-ыншы. The у of елу is a glide, so елу-інші goes as after a consonant.
_ORDINALS_KK = {
    "бір": "бірінші",
    "екі": "екінші",
    "үш": "үшінші",
    "төрт": "төртінші",
    "бес": "бесінші",
    "алты": "алтыншы",
    "жеті": "жетінші",
    "сегіз": "сегізінші",
    "тоғыз": "тоғызыншы",
    "он": "оныншы",
    "жиырма": "жиырмасыншы",
    "отыз": "отызыншы",
    "қырық": "қырқыншы",
    "елу": "елуінші",
    "алпыс": "алпысыншы",
    "жетпіс": "жетпісінші",
    "сексен": "сексенінші",
    "тоқсан": "тоқсаныншы",
    "жүз": "жүзінші",
    "мың": "мыңыншы",
}


def parts(number: int) -> list[int]:
    """Split 1-9999 into at most three addends that are spoken one after the other: 2105 is 2000, 100, 5."""
    thousands, hundreds, tens, ones = _digits(number)
    return [addend for addend in (thousands * 1000, hundreds * 100, tens * 10 + ones) if addend]


def cardinal(number: int, language: Language) -> str:
    """Return 1-9999 in words, in the nominative: "жүз бес", "сто пять", "бір мың", "одна тысяча".

    Word for word what num2words 0.5.14 says (languages kz and ru). Raises ValueError for any other number.
    """
    words = _words_kk(number) if language is Language.KK else _words_ru(number)
    return " ".join(word for word in words if word)


def ordinal_kk(number: int) -> str:
    """Return 1-9999 as a Kazakh ordinal: "он екінші". Only the last word takes the ending."""
    *before, last = cardinal(number, Language.KK).split()
    return " ".join([*before, _ORDINALS_KK[last]])


def _words_kk(number: int) -> list[str]:
    thousands, hundreds, tens, ones = _digits(number)
    return [
        _ONES_KK[thousands],
        "мың" if thousands else "",
        _ONES_KK[hundreds] if hundreds > 1 else "",
        "жүз" if hundreds else "",
        _TENS_KK[tens],
        _ONES_KK[ones],
    ]


def _words_ru(number: int) -> list[str]:
    thousands, hundreds, tens, ones = _digits(number)
    if tens == 1:
        tens, ones = 0, 10 + ones
    return [_THOUSANDS_RU[thousands], _HUNDREDS_RU[hundreds], _TENS_RU[tens], _ONES_RU[ones]]


def _digits(number: int) -> tuple[int, int, int, int]:
    if not 1 <= number <= LARGEST:
        raise ValueError(f"{number} is not a number from 1 to {LARGEST}")
    return number // 1000, number // 100 % 10, number // 10 % 10, number % 10
