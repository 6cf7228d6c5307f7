"""Signing in, the lock, passwords, places and errors."""

from collections.abc import Iterator

from sample_words import In, Sample, office, page, window

from console.accounts.refusals import REFUSALS, RefusalCode
from console.web.views.entering import Lock, PasswordChange, PinChange, PlaceChoice, Places, SignIn, Wrong
from console.web.views.page import Message, Tone
from console.web.views.parts import Entry

CODES = ("400", "403", "404", "409", "413", "419", "422", "500", "503", "507")


def entering(say: In) -> Iterator[tuple[str, Sample]]:
    yield "sign-in", Sample("sign_in.html", page(say), SignIn())
    refused = Message(
        tone=Tone.BAD,
        what=say("Аты немесе құпиясөз дұрыс емес.", "Неверное имя или пароль."),
        do=say("Пернетақта тілін тексеріп, қайта теріңіз.", "Проверьте раскладку и наберите снова."),
    )
    yield (
        "sign-in-refused",
        Sample("sign_in.html", page(say, messages=(refused,)), SignIn(name=Entry(value="kenesshi-2"))),
    )
    shut = Message(
        tone=Tone.WARN,
        what=say("Әрекет тым көп.", "Слишком много попыток."),
        do=say("Бес минуттан кейін қайталаңыз.", "Повторите через пять минут."),
    )
    yield "sign-in-shut", Sample("sign_in.html", page(say, messages=(shut,)), SignIn(is_shut=True))
    new = Entry(error=say("Құпиясөз тым қысқа: 6 таңба.", "Пароль слишком короткий: 6 знаков."))
    yield "password", Sample("password.html", page(say), PasswordChange(is_first=True, new=new))
    simple = REFUSALS[RefusalCode.PIN_SIMPLE].get(say.language)
    own = PasswordChange(pin=PinChange(has_pin=True, pin=Entry(error=simple)))
    yield "password-own", Sample("password.html", page(say, say("Кеңесші", "Консультант")), own)
    person = say("Ресепшн қызметкері", "Работник ресепшн")
    yield "lock", Sample("lock.html", page(say), Lock(person=person))
    yield "lock-typed", Sample("lock.html", page(say), Lock(person=person, has_typed=True, back="/reception"))
    code = Entry(error=say("PIN-код дұрыс емес.", "Неверный PIN-код."))
    yield "lock-refused", Sample("lock.html", page(say), Lock(person=person, code=code, attempts_left=2))
    yield "lock-password", Sample("lock.html", page(say), Lock(person=person, has_pin=False))
    yield "places", _places(say)
    for code_of in CODES:
        typed = ((say("Жазылу мәселесі", "Вопрос записи"), say("Жер учаскесі туралы", "О земельном участке")),)
        view = Wrong(code=code_of, typed=typed if code_of in {"419", "503"} else ())
        yield f"wrong-{code_of}", Sample("wrong.html", page(say, person, person), view)


def _places(say: In) -> Sample:
    appeals = say("Өтініштерді қарауды бақылау бөлімі", "Отдел контроля за рассмотрением обращений")
    view = Places(
        choices=(
            PlaceChoice(name="window-1", label=window(say, 1), body=appeals, is_mine=True),
            PlaceChoice(
                name="window-2", label=window(say, 2), body=appeals, held_by=say("Кеңесші 2", "Консультант 2"),
                since="09:02", number=117,
            ),
            PlaceChoice(name="window-3", label=window(say, 3), body=appeals),
            PlaceChoice(
                name="office-12", label=office(say, 12), body=say("Аудан әкімінің аппараты", "Аппарат акима района")
            ),
        )
    )  # fmt: skip
    consultant = say("Кеңесші", "Консультант")
    return Sample("places.html", page(say, consultant, consultant, places=(window(say, 1),)), view)
