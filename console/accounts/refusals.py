"""Why something of signing in was refused, in words for staff.

No native speaker has approved the wording yet.
"""

from enum import Enum
from typing import TypeVar

import msgspec

from firmware.words import Bilingual

T = TypeVar("T")


class RefusalCode(Enum):
    """Why not."""

    WRONG_SIGN_IN = "wrong-sign-in"
    """Also for a login that does not exist and for an account that is disabled: nobody learns which."""
    LOCKED_OUT = "locked-out"
    NO_SESSION = "no-session"
    LOCKED = "locked"
    MUST_CHANGE = "must-change"
    WRONG_PASSWORD = "wrong-password"  # noqa: S105 - a code, no password
    WRONG_SECRET = "wrong-secret"  # noqa: S105 - likewise
    SESSION_ENDED = "session-ended"
    NOT_YOURS = "not-yours"
    PASSWORD_SHORT = "password-short"  # noqa: S105 - likewise
    PASSWORD_LONG = "password-long"  # noqa: S105 - likewise
    PASSWORD_HAS_NAME = "password-has-name"  # noqa: S105 - likewise
    PASSWORD_COMMON = "password-common"  # noqa: S105 - likewise
    PASSWORD_SIMPLE = "password-simple"  # noqa: S105 - likewise
    PASSWORD_SAME = "password-same"  # noqa: S105 - likewise
    PIN_FORM = "pin-form"
    PIN_SIMPLE = "pin-simple"
    LOGIN_TAKEN = "login-taken"
    UNKNOWN_ACCOUNT = "unknown-account"


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing has changed, but for what counts tries."""

    codes: tuple[RefusalCode, ...]
    """One at least; several for a new password with several faults."""
    wait_s: float = 0.0
    """For `locked-out`: so long from now."""

    @property
    def code(self) -> RefusalCode:
        """The first of `codes`."""
        return self.codes[0]


def refused(*codes: RefusalCode, wait_s: float = 0.0) -> Refusal:
    """Refuse for these reasons."""
    return Refusal(codes=codes, wait_s=wait_s)


def sure(made: T | Refusal) -> T:
    """Return *made* where a refusal would be the program's own mistake. Raises LookupError then."""
    if isinstance(made, Refusal):
        raise LookupError(made.code.value)  # noqa: TRY004 - no caller has mistaken a type
    return made


def _words(kk: str, ru: str) -> Bilingual:
    return Bilingual(kk=kk, ru=ru)


REFUSALS: dict[RefusalCode, Bilingual] = {
    RefusalCode.WRONG_SIGN_IN: _words(
        "Логин немесе құпиясөз дұрыс емес. Тілді және Caps Lock пернесін тексеріп, қайталаңыз.",
        "Неверный логин или пароль. Проверьте раскладку и Caps Lock и повторите.",
    ),
    RefusalCode.LOCKED_OUT: _words(
        "Қате әрекет тым көп болды. Біраз күтіңіз немесе әкімшіге айтыңыз.",
        "Слишком много неверных попыток. Подождите или обратитесь к администратору.",
    ),
    RefusalCode.NO_SESSION: _words("Сеанс аяқталды. Қайта кіріңіз.", "Сеанс окончен. Войдите снова."),
    RefusalCode.LOCKED: _words(
        "Экран құлыпталған. PIN-кодты немесе құпиясөзді енгізіңіз.", "Экран заблокирован. Введите PIN-код или пароль."
    ),
    RefusalCode.MUST_CHANGE: _words(
        "Алдымен бір реттік құпиясөзді ауыстырыңыз.", "Сначала смените одноразовый пароль."
    ),
    RefusalCode.WRONG_PASSWORD: _words("Қазіргі құпиясөз дұрыс емес.", "Текущий пароль неверен."),
    RefusalCode.WRONG_SECRET: _words("PIN-код немесе құпиясөз дұрыс емес.", "Неверный PIN-код или пароль."),
    RefusalCode.SESSION_ENDED: _words(
        "Қате әрекет тым көп болды, сеанс аяқталды. Қайта кіріңіз.",
        "Слишком много неверных попыток, сеанс окончен. Войдите снова.",
    ),
    RefusalCode.NOT_YOURS: _words("Бұл орында жұмыс істеуге құқығыңыз жоқ.", "У вас нет права работать на этом месте."),
    RefusalCode.PASSWORD_SHORT: _words(
        "Құпиясөз тым қысқа: кемінде 10 таңба керек.", "Пароль слишком короткий: нужно не менее 10 знаков."
    ),
    RefusalCode.PASSWORD_LONG: _words(
        "Құпиясөз тым ұзын: 200 таңбадан аспауы керек.", "Пароль слишком длинный: не более 200 знаков."
    ),
    RefusalCode.PASSWORD_HAS_NAME: _words(
        "Құпиясөзде логин немесе аты-жөніңіз болмауы керек.", "В пароле не должно быть логина и вашего имени."
    ),
    RefusalCode.PASSWORD_COMMON: _words(
        "Мұндай құпиясөзді табу оңай. Басқасын ойлап табыңыз, мысалы, бірнеше сөзден.",
        "Такой пароль легко угадать. Придумайте другой, например из нескольких слов.",
    ),
    RefusalCode.PASSWORD_SIMPLE: _words(
        "Құпиясөз тым қарапайым: әріптер және кемінде 5 түрлі таңба керек.",
        "Пароль слишком прост: нужны буквы и не менее 5 разных знаков.",
    ),
    RefusalCode.PASSWORD_SAME: _words(
        "Жаңа құпиясөз бұрынғысынан өзгеше болуы керек.", "Новый пароль должен отличаться от прежнего."
    ),
    RefusalCode.PIN_FORM: _words("PIN-код 4–8 цифрдан тұрады.", "PIN-код состоит из 4–8 цифр."),
    RefusalCode.PIN_SIMPLE: _words(
        "Мұндай PIN-кодты табу оңай: цифрлар бірдей де, қатарынан да болмасын.",
        "Такой PIN-код легко угадать: не одинаковые цифры и не подряд.",
    ),
    RefusalCode.LOGIN_TAKEN: _words("Бұл логин бос емес.", "Этот логин занят."),
    RefusalCode.UNKNOWN_ACCOUNT: _words("Мұндай тіркелгі жоқ.", "Такой учётной записи нет."),
}
"""By code."""
