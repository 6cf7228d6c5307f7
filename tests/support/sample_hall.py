"""The reception, the hall and helpers in the middle of a day."""

from collections.abc import Iterator

from sample_words import In, Sample, consultation, links, office, page, personal, self_service, ticket, timer, window

from console.web.views.hall import CallNow, Device, Hall, ListedZone, WaitingList, Zone
from console.web.views.helping import Chosen, Escort, Helper, Survey
from console.web.views.parts import Choice, Summons
from firmware.words import Language


def halls(say: In) -> Iterator[tuple[str, Sample]]:
    role = say("Зал модераторы", "Модератор зала")
    shell = page(say, role, role, links=links("hall", "hall", "schedule"))
    yield "hall", Sample("hall.html", shell, _hall(say))
    alarm = page(say, role, role, links=links("hall", "hall", "schedule"), is_evacuation=True)
    yield "hall-evacuation", Sample("hall.html", alarm, Hall(evacuation_since=timer("3:12")))
    zones = tuple(ListedZone(label=zone.label, tickets=zone.tickets) for zone in _zones(say))
    listed = WaitingList(made_at=say("2026 жылғы 27 қараша, 11:42", "27 ноября 2026 г., 11:42"), zones=zones, waiting=9)
    yield "waiting-list", Sample("waiting_list.html", shell, listed)


def helpers(say: In) -> Iterator[tuple[str, Sample]]:
    role = say("Көмекші", "Помощник")
    shell = page(say, role, role, links=links("helper", "helper", "survey"))
    view = Helper(
        mine=(_summons(say, 1, is_mine=True),),
        escorts=(
            Escort(
                summons_id="e" * 16, where=window(say, 2), is_called=True, since=timer("0:42"),
                ticket=ticket(say, 117, needs_assistance=True),
            ),
        ),
        free=(_summons(say, 2), _summons(say, 3)),
        others=(_summons(say, 4, taken_by=say("Көмекші 2", "Помощник 2")),),
    )  # fmt: skip
    yield "helper", Sample("helper.html", shell, view, is_phone=True)
    yield "helper-nothing", Sample("helper.html", shell, Helper(), is_phone=True)
    shell = page(say, role, role, links=links("survey", "helper", "survey"))
    chosen = tuple(
        Chosen(ticket_id=f"{n:016x}", number=n, place=window(say, 2), ended=f"11:{n % 60:02}") for n in (108, 613)
    )
    yield "survey", Sample("survey.html", shell, Survey(chosen=chosen, answered_today=14), is_phone=True)
    asked = Survey(asked=chosen[0], rating_error=say("Бағаны таңдаңыз.", "Выберите оценку."))
    yield "survey-asked", Sample("survey.html", shell, asked, is_phone=True)


def _summons(say: In, n: int, **more: object) -> Summons:
    wanted = {
        1: (say("Өзіне-өзі қызмет көрсету аймағының қызметкері", "Работник зоны самообслуживания"), 613, False),
        2: (say("Шұғыл көмек", "Срочная помощь"), None, True),
        3: (say("Келушіні ертіп баратын қызметкер", "Сопровождающий"), 403, False),
        4: (say("Ресепшн", "Ресепшн"), None, False),
    }
    what, number, is_urgent = wanted[n]
    where = window(say, n) if n != 3 else say("Кіреберіс", "Вход")
    known = {
        "summons_id": f"{n:016x}", "what": what, "where": where, "since": timer(f"{n}:2{n}"), "number": number,
        "is_urgent": is_urgent,
    }  # fmt: skip
    return Summons(**(known | more))  # type: ignore[arg-type]  # values of many types, each checked by the struct's own


def _zones(say: In) -> tuple[Zone, ...]:
    waiting = tuple(
        ticket(say, 119 + n, waited=timer(f"{17 - 2 * n}:20", is_late=n == 0), needs_assistance=n == 0,
               language=Language.RU if n % 2 else Language.KK, is_alone=n == 3)
        for n in range(6)
    )  # fmt: skip
    appointed = (ticket(say, 403, waited=timer("1:50"), due="12:00", has_representative=True),)
    return (
        Zone(name="consultation", label=consultation(say), tickets=waiting, served_by=(window(say, 1), window(say, 2))),
        Zone(name="personal-reception", label=personal(say), tickets=appointed, served_by=(office(say, 12),)),
        Zone(
            name="self-service",
            label=self_service(say),
            tickets=(ticket(say, 614, waited=timer("4:05")), ticket(say, 615, waited=timer("0:30"), is_copy=True)),
        ),
    )


def _hall(say: In) -> Hall:
    return Hall(
        zones=_zones(say),
        waiting=9,
        longest="17:20",
        calls=(
            CallNow(ticket=ticket(say, 117, needs_assistance=True), place=window(say, 2), since=timer("0:42")),
            CallNow(ticket=ticket(say, 116), place=window(say, 1), since=timer("14:25"), is_serving=True),
        ),
        summonses=(
            _summons(say, 2),
            _summons(say, 3),
            _summons(say, 1, taken_by=say("Көмекші 2", "Помощник 2")),
        ),
        devices=(
            Device(
                name="entrance", label=say("Кіреберіс", "Вход"), icon="printer", what=say("Қағаз жоқ", "Нет бумаги"),
                do=say("Жаңа орам салыңыз.", "Вставьте новый рулон."), since=timer("2:10"),
            ),
            Device(
                name="hall-voice", label=say("Зал дауысы", "Голос зала"), icon="speaker",
                what=say("Дыбыс шықпайды", "Нет звука"), since=timer("0:50"),
                do=say("Динамиктің қуаты мен кабелін тексеріңіз.", "Проверьте питание и кабель динамика."),
            ),
            Device(
                name="waiting-hall", label=say("Күту залы", "Зал ожидания"), icon="printer", is_down=False,
                what=say("Қағаз аз қалды", "Бумага кончается"), since=timer("31:00"),
                do=say("Жаңа орам дайындап қойыңыз.", "Приготовьте новый рулон."),
            ),
        ),
        alone=(
            say("Кіреберіс: байланыссыз 3 талон берді, олар уақыты бойынша шақырылады",
                "Вход: выдал 3 талона без связи, их вызовут по времени выдачи"),
        ),
        kinds=(
            Choice(value="manager", label=say("Орталық басшысы", "Руководитель центра")),
            Choice(value="escort", label=say("Ертіп баратын қызметкер", "Сопровождающий")),
        ),
    )  # fmt: skip
