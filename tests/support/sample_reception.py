"""The reception in the middle of a day."""

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace
from sample_words import In, Sample, complaint, consultation, land, links, page, self_service, social, ticket

from console.web.views.parts import Choice
from console.web.views.reception import IssuedTicket, Papers, PaperState, Purposes, Reception, Reminder, Step
from firmware.words import Language


def receptions(say: In) -> Iterator[tuple[str, Sample]]:
    role = say("Ресепшн қызметкері", "Работник ресепшн")
    shell = page(say, role, role, links=links("reception", "reception", "appointments", "schedule", "hall", "lists"))
    yield "reception", Sample("reception.html", shell, _reception(say))
    unsure = issued(say, 120, PaperState.UNSURE)
    offline = issued(say, 121, PaperState.STATION_OFFLINE)
    out = issued(say, 613, PaperState.FAILED, fault=say("Қағаз жоқ.", "Нет бумаги."))
    found = (issued(say, 107, PaperState.OUT, stands="no-show"),)
    repair = _reception(say, newest=issued(say, 122, PaperState.COMING), unsettled=(unsure, offline, out), found=found)
    silent = say("«Кіреберіс» станциясы: Қағаз жоқ.", "Станция «Вход»: Нет бумаги.")
    purposes = replace(repair.purposes, silent=(silent,))
    yield "reception-papers", Sample("reception.html", shell, replace(repair, purposes=purposes))
    several = replace(_reception(say), matters=("social", "land"), needs_assistance=True)
    yield "reception-several", Sample("reception.html", shell, several)
    closed = say("Түскі үзіліс. Талон қайта беріледі: 14:30.", "Обеденный перерыв. Талоны снова: 14:30.")
    yield "reception-closed", Sample("reception.html", shell, _reception(say, newest=None, closed=closed))


def issued(say: In, number: int, paper: PaperState, **more: Any) -> IssuedTicket:
    is_russian = number % 2 == 1
    shown = ticket(say, number, language=Language.RU if is_russian else Language.KK, needs_assistance=number == 122)
    more = {"steps": _steps(paper, **more)} | more
    return IssuedTicket(ticket=shown, station=say("Кіреберіс", "Вход"), at=f"11:{number % 60:02}", paper=paper, **more)


def _steps(paper: PaperState, stands: str = "", **_more: Any) -> tuple[Step, ...]:
    if stands:
        return (Step.READMIT,)
    if paper is PaperState.VOID:
        return ()
    if paper is PaperState.FAILED:
        return (Step.ANEW,)
    steps = (Step.REPRINT, Step.MARK, Step.VOID)
    if paper is PaperState.UNSURE:
        return (Step.ADMIT, Step.REPRINT, Step.VOID)
    return (Step.REPRINT, Step.VOID) if paper is PaperState.STATION_OFFLINE else steps


def _reception(say: In, *, closed: str = "", **more: Any) -> Reception:
    purposes = (
        ("file-appeal", say("Электрондық өтініш беру", "Подать обращение в электронном виде"), self_service(say)),
        ("paper-appeal", say("Қағаз түріндегі өтініш", "Обращение на бумаге"), consultation(say)),
        ("social", social(say), consultation(say)),
        ("land", land(say), consultation(say)),
        (
            "law-enforcement",
            say("Құқық қорғау органдары мен сот мәселесі", "Вопрос правоохранительных органов и суда"),
            consultation(say),
        ),
        ("sign-up", say("Басшылықтың қабылдауына жазылу", "Записаться на приём к руководству"), consultation(say)),
        ("complaint", complaint(say), consultation(say)),
        ("signature", say("Электрондық цифрлық қолтаңба", "Электронная цифровая подпись"), self_service(say)),
    )
    known: dict[str, Any] = {
        "languages": (
            Choice(value="kk", label="Қазақша", key="F2", is_chosen=True),
            Choice(value="ru", label="Русский", key="F4"),
        ),
        "stations": (
            Choice(value="entrance", label=say("Кіреберіс", "Вход"), is_chosen=True),
            Choice(value="waiting-hall", label=say("Күту залы", "Зал ожидания")),
        ),
        "purposes": Purposes(
            choices=tuple(
                Choice(value=name, label=label, note=zone, key=str(n))
                for n, (name, label, zone) in enumerate(purposes, 1)
            ),
            closed=closed,
        ),
        "competences": (
            Choice(value="social", label=say("Әлеуметтік қолдау", "Социальная поддержка")),
            Choice(value="land", label=say("Жер және тұрғын үй", "Земля и жильё")),
        ),
        "reminders": (
            Reminder(
                purpose=say("Қағаз түріндегі өтініш", "Обращение на бумаге"),
                texts=(
                    say(
                        "Шет тіліндегі өтінішке нотариат куәландырған қазақша не орысша аударма керек",
                        "К обращению на иностранном языке нужен нотариально заверенный перевод",
                    ),
                    say("Өкіл болса, сенімхатын көрсетеді", "Представитель показывает доверенность"),
                ),
            ),
        ),
    }
    reminders = tuple(text for reminder in known["reminders"] for text in reminder.texts)
    seen: dict[str, Any] = {
        "newest": issued(say, 122, PaperState.OUT, reminders=reminders),
        "stations": known["stations"],
        "last": (
            issued(say, 121, PaperState.OUT),
            issued(say, 120, PaperState.VOID),
            replace(issued(say, 614, PaperState.OUT), at="10:58"),
        ),
    }
    known["summonses"] = (
        Choice(value="helper", label=say("Көмекші", "Помощник"), key="Ctrl+Shift+F2"),
        Choice(value="emergency", label=say("Шұғыл көмек", "Срочная помощь"), key="Ctrl+Shift+F9"),
    )
    return Reception(papers=Papers(**(seen | more)), **known)
