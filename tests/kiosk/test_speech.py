"""What the station's speaker says, sentence by sentence."""

from datetime import datetime

import msgspec
import pytest

from audio.clips import inventory, needs_of, wait_clip, zone_clip
from centre.checks import load_centre
from firmware.words import Bilingual, Language, OpeningState
from kiosk.buttons import FOR_VISITORS, Action
from kiosk.speech import answer_words, languages_of, refusal_words, served_words, ticket_words
from mqtt_bridge.paper import TicketPaper
from mqtt_bridge.public import Board, BoardZone, Called, Centre, Opening, ZoneSign
from mqtt_bridge.refusals import CODES
from simulator.running import CENTRE

KK, RU = Language.KK, Language.RU
BORODULIKHA = load_centre(CENTRE)
SIGNS = tuple(
    ZoneSign(
        zone=zone.name,
        title=Bilingual(kk=zone.title.kk, ru=zone.title.ru),
        wait_at=Bilingual(kk=zone.wait_at.kk, ru=zone.wait_at.ru),
    )
    for zone in BORODULIKHA.zones
)
HERE = Centre(
    name=Bilingual(kk="Орталық", ru="Центр"),
    address=Bilingual(kk="Ауыл", ru="Село"),
    timezone="Asia/Almaty",
    day="2026-11-27",
    zones=SIGNS,
    places=(),
)
FRIDAY = datetime(2026, 11, 27, 19, 0)  # noqa: DTZ001 - local time, as the station has made it
MONDAY = datetime(2026, 11, 30, 9, 0)  # noqa: DTZ001 - as above


def paper(language: Language, ahead: int | None = 7) -> TicketPaper:
    return TicketPaper(
        job_id="1" * 16,
        ticket_id="1" * 16,
        number=105,
        zone="consultation",
        language=language,
        issued_at=1.0,
        ahead=ahead,
    )


def board(**numbers: list[int]) -> Board:
    zones = tuple(
        BoardZone(
            zone=zone.replace("_", "-"),
            now=tuple(Called(number=number, place=f"window-{number}") for number in each),
            next=(),
            waiting=0,
        )
        for zone, each in numbers.items()
    )
    return Board(epoch=1, seq=1, at=0.0, calls=(), zones=zones)


def test_a_ticket_is_told_with_its_number_who_is_ahead_and_where_to_wait() -> None:
    assert ticket_words(paper(KK), HERE, assistance=False).text == (
        "Сіздің нөміріңіз жүз бес. Сіздің алдыңызда жеті адам бар. «Күту залы» аймағында күтіңіз."
    )
    assert ticket_words(paper(RU), HERE, assistance=False).text == (
        "Ваш номер сто пять. Перед вами семь человек. Ожидайте в зоне «Зал ожидания»."
    )


def test_who_needs_help_hears_that_somebody_comes() -> None:
    assert "Қызметкер келеді." in ticket_words(paper(KK), HERE, assistance=True).text
    assert "К вам подойдёт сотрудник." in ticket_words(paper(RU), HERE, assistance=True).text


@pytest.mark.parametrize(
    ("ahead", "kk", "ru"),
    [
        (0, "Сіздің алдыңызда ешкім жоқ.", "Перед вами никого нет."),
        (1, "Сіздің алдыңызда бір адам бар.", "Перед вами один человек."),
        (3, "Сіздің алдыңызда үш адам бар.", "Перед вами три человека."),
        (12, "Сіздің алдыңызда он екі адам бар.", "Перед вами двенадцать человек."),
        (21, "Сіздің алдыңызда жиырма бір адам бар.", "Перед вами двадцать один человек."),
        (104, "Сіздің алдыңызда жүз төрт адам бар.", "Перед вами сто четыре человека."),
    ],
)
def test_how_many_are_ahead_is_told_in_the_right_case(ahead: int, kk: str, ru: str) -> None:
    assert kk in ticket_words(paper(KK, ahead), HERE, assistance=False).text
    assert ru in ticket_words(paper(RU, ahead), HERE, assistance=False).text


def test_what_a_ticket_numbered_alone_does_not_know_is_not_told() -> None:
    assert ticket_words(paper(RU, None), HERE, assistance=False).text == (
        "Ваш номер сто пять. Ожидайте в зоне «Зал ожидания»."
    )
    elsewhere = msgspec.structs.replace(HERE, zones=())
    assert ticket_words(paper(RU, None), elsewhere, assistance=False).text == "Ваш номер сто пять."


@pytest.mark.parametrize(
    ("reason", "until", "kk", "ru"),
    [
        (
            "closed",
            MONDAY,
            "Орталық жабық. Дүйсенбі күні сағат тоғызда ашылады.",
            "Центр закрыт. Приём начнётся в понедельник в девять часов.",
        ),
        (
            "closed",
            FRIDAY.replace(day=28, hour=10, minute=30),
            "Орталық жабық. Ертең сағат он отызда ашылады.",
            "Центр закрыт. Приём начнётся завтра в десять тридцать.",
        ),
        ("closed", MONDAY.replace(month=12, day=7), "Орталық жабық.", "Центр закрыт."),
        ("closed", None, "Орталық жабық.", "Центр закрыт."),
        (
            "lunch",
            FRIDAY.replace(hour=21, minute=30),
            "Түскі үзіліс. Қабылдау сағат жиырма бір отызда жалғасады.",
            "Обеденный перерыв. Приём продолжится в двадцать один тридцать.",
        ),
        (
            "last-tickets",
            MONDAY,
            "Бұл аймаққа талон қазір берілмейді. Талон беру дүйсенбі күні сағат тоғызда қайта басталады.",
            "Талоны в эту зону сейчас не выдаются. Выдача талонов возобновится в понедельник в девять часов.",
        ),
        ("paper-out", None, "Қағаз жоқ. «Ресепшн» аймағына барыңыз.", "Нет бумаги. Пройдите в зону «Ресепшн»."),
        (
            "cover-open",
            None,
            "Талон шықпады. «Ресепшн» аймағына барыңыз.",
            "Талон не вышел. Пройдите в зону «Ресепшн».",
        ),
        ("no-answer", None, "Байланыс жоқ. «Ресепшн» аймағына барыңыз.", "Нет связи. Пройдите в зону «Ресепшн»."),
        ("queue-full", None, "Сәл күтіп, қайта басыңыз.", "Подождите немного и нажмите ещё раз."),
        (
            "evacuation",
            None,
            "Назар аударыңыз! Ғимараттан тез арада, сабырмен шығыңыз.",
            "Внимание! Срочно и спокойно покиньте здание.",
        ),
        (
            "numbers-used-up",
            None,
            "Қазір талон берілмейді. «Ресепшн» аймағына барыңыз.",
            "Сейчас талон не выдаётся. Пройдите в зону «Ресепшн».",
        ),
    ],
)
def test_a_refusal_says_why_and_what_to_do(reason: str, until: datetime | None, kk: str, ru: str) -> None:
    assert refusal_words(reason, Action.TAKE_TICKET, (KK,), until, FRIDAY).text == kk
    assert refusal_words(reason, Action.TAKE_TICKET, (RU,), until, FRIDAY).text == ru


def test_a_button_without_a_language_is_answered_in_both() -> None:
    assert answer_words("help-comes", languages_of(None)).text == "Қызметкер келеді. К вам подойдёт сотрудник."
    assert refusal_words("not-now", Action.SUMMON, languages_of(None), None, None).text == (
        "Қызметкерді шақыру мүмкін болмады. «Ресепшн» аймағына барыңыз. "
        "Не удалось вызвать сотрудника. Пройдите в зону «Ресепшн»."
    )


def test_who_is_served_is_told_by_zone_and_no_more_than_one_keeps_in_mind() -> None:
    called = board(consultation=[105, 103, 102, 101], personal_reception=[], self_service=[601])

    assert served_words(called, HERE, KK, FRIDAY).text == (
        "Қазір шақырылған нөмірлер: Консультация: жүз бес, жүз үш, жүз екі. Өзіне-өзі қызмет көрсету: алты жүз бір."
    )
    assert served_words(called, HERE, RU, FRIDAY).text == (
        "Сейчас вызваны номера: Консультация: сто пять, сто три, сто два. Самообслуживание: шестьсот один."
    )


def test_when_nobody_is_called_a_closed_centre_says_when_it_opens() -> None:
    closed = Opening(state=OpeningState.CLOSED, until=1_796_011_200.0)  # Monday 2026-11-30, 09:00 in Almaty

    assert served_words(board(), HERE, RU, FRIDAY).text == "Сейчас никто не вызван."
    assert served_words(board(), msgspec.structs.replace(HERE, opening=closed), RU, FRIDAY).text == (
        "Центр закрыт. Приём начнётся в понедельник в девять часов."
    )


def test_the_bank_of_a_centre_has_every_clip_that_its_stations_say() -> None:
    bank = {clip.key: clip.written() for clip in inventory(needs_of(BORODULIKHA))}
    sentences = [
        ticket_words(paper(language, ahead), HERE, assistance=True)
        for language in Language
        for ahead in (None, 0, 2, 5, 9999)
    ]
    for language in Language:
        for action in FOR_VISITORS:
            for code in CODES:
                for until in (MONDAY, FRIDAY.replace(day=28, hour=9), FRIDAY.replace(hour=9)):
                    now = FRIDAY.replace(hour=8, day=27)
                    sentences.append(refusal_words(code, action, (language,), until, now))
        sentences += [answer_words(name, (language,)) for name in ("unsure", "help-comes", "thanks-for-rating")]
        sentences.append(served_words(board(consultation=[101], self_service=[601]), HERE, language, FRIDAY))
        sentences.append(served_words(board(), HERE, language, FRIDAY))

    said = {spoken.clip.key: spoken.clip.written() for sentence in sentences for spoken in sentence.spoken}
    assert said.items() <= bank.items()
    assert all(sentence.spoken for sentence in sentences), "a refusal that says nothing is told by light alone"


def test_a_zone_that_is_called_otherwise_now_has_other_clips() -> None:
    renamed = msgspec.structs.replace(SIGNS[0], title=Bilingual(kk="Кеңес", ru="Совет"))

    for language in Language:
        before, after = (zone_clip("consultation", sign.title, language) for sign in (SIGNS[0], renamed))
        assert (before.key != after.key, after.text) == (True, renamed.title.get(language))
    same = [wait_clip("consultation", sign.wait_at, KK) for sign in (SIGNS[0], renamed)]
    assert same[0] == same[1]
    assert same[0].text == "«Күту залы» аймағында күтіңіз"
