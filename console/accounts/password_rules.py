"""Which passwords and PINs are good enough, and one-time passwords that can be read out."""

import secrets
import unicodedata
from collections.abc import Sequence

from console.accounts.refusals import RefusalCode

SHORTEST = 10
LONGEST = 200
"""A longer one is no password but an attack."""
SHORTEST_PIN = 4
LONGEST_PIN = 8

_FEWEST_LETTERS = 5
"""So many different ones at least: "абабабабаб" has two."""
_OF_A_NAME = 4
"""Shorter words of a name are in too many other words."""
_GROUPS = 4
_GROUP = 4

# What is left of the commonest passwords without digits and signs around them. Rows of keys are found by `_ROWS`.
_COMMON_WORDS = """
password passwort passw parol parolparol kupiyasoz letmein welcome administrator admin manager iloveyou sunshine
princess football monkey dragon master superman secret changeme kazakhstan qazaqstan kazahstan astana almaty
semey borodulikha kezek reception operator user test
пароль парольпароль пароли администратор админ менеджер привет любовь солнышко секрет казахстан астана алматы
семей бородулиха очередь оператор приемная приёмная пользователь
құпиясөз құпия сәлем махаббат қазақстан әкімші кезек қабылдау пайдаланушы
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_ROWS = tuple(
    line + line[::-1]
    for line in (
        "qwertyuiopasdfghjklzxcvbnm", "qwertzuiop", "qazwsxedcrfvtgbyhnujmikolp", "abcdefghijklmnopqrstuvwxyz",
        "йцукенгшщзхъфывапролджэячсмитьбю", "йфяцычувскамепинртгоьшлбщдюзжхэъ", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "әіңғүұқөһ", "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    )
)  # fmt: skip
_DIGITS = "01234567890123456789"


def password_faults(new: str, login: str, name: str) -> Sequence[RefusalCode]:
    """Return all that is wrong with *new* as the password of somebody; nothing if it may be used."""
    text = unicodedata.normalize("NFKC", new).casefold()
    faults = []
    if min(len(new), len(text)) < SHORTEST:  # one character may be spelt as several
        faults.append(RefusalCode.PASSWORD_SHORT)
    if len(new) > LONGEST or len(text) > LONGEST:
        return [RefusalCode.PASSWORD_LONG]
    words = [login, *unicodedata.normalize("NFKC", name).casefold().split()]
    if any(word in text for word in words if len(word) >= _OF_A_NAME) or text == login:
        faults.append(RefusalCode.PASSWORD_HAS_NAME)
    core = "".join(letter for letter in text if letter.isalpha())
    if len(set(text)) < _FEWEST_LETTERS or not core:
        faults.append(RefusalCode.PASSWORD_SIMPLE)
    elif core in _COMMON or any(core in row for row in _ROWS):
        faults.append(RefusalCode.PASSWORD_COMMON)
    return faults


def pin_fault(pin: str) -> RefusalCode | None:
    """Return what is wrong with *pin*, if anything is."""
    if not (pin.isascii() and pin.isdigit() and SHORTEST_PIN <= len(pin) <= LONGEST_PIN):
        return RefusalCode.PIN_FORM
    if len(set(pin)) == 1 or pin in _DIGITS or pin in _DIGITS[::-1]:
        return RefusalCode.PIN_SIMPLE
    return None


def one_time_password() -> str:
    """Make one: digits alone are read out in any language and typed on any keyboard. 53 bits of chance."""
    digits = "".join(secrets.choice("0123456789") for _ in range(_GROUPS * _GROUP))
    return "-".join(digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP))


def as_one_time(typed: str) -> str:
    """Return a one-time password as it is hashed: how its groups are parted makes no difference."""
    return "".join(letter for letter in typed if letter not in "- \u00a0\u2010\u2011\u2013\t")
