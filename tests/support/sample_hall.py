"""The reception, the hall and helpers in the middle of a day."""

from collections.abc import Iterator

from sample_words import In, Sample, consultation, links, office, page, personal, self_service, ticket, timer, window

from console.survey.questions import load_survey
from console.web.filling.survey import questions, said_to_visitors
from console.web.views.entering import Places
from console.web.views.hall import (
    Aside,
    AsideTicket,
    CallNow,
    CallsNow,
    Device,
    Hall,
    ListedZone,
    PlaceNow,
    PlacesNow,
    Safety,
    Summonses,
    Trouble,
    Waiting,
    WaitingList,
    Zone,
)
from console.web.views.helping import Chosen, Escort, Helper, Survey, SurveyList
from console.web.views.parts import Choice, Summons
from firmware.words import Language


def halls(say: In) -> Iterator[tuple[str, Sample]]:
    role = say("Зал модераторы", "Модератор зала")
    shell = page(say, role, role, links=links("hall", "hall", "schedule"))
    yield "hall", Sample("hall.html", shell, hall(say, safety=Safety(may_evacuate=True)))
    now = PlacesNow(places=_places(say), open_now=2)
    yield "places-hall", Sample("places.html", shell, Places(choices=(), now=now))
    alarm = page(say, role, role, links=links("hall", "hall", "schedule"), is_evacuation=True)
    yield (
        "hall-evacuation",
        Sample("hall.html", alarm, hall(say, safety=Safety(may_evacuate=True, evacuation_since=timer("3:12")))),
    )
    zones = tuple(ListedZone(label=zone.label, tickets=zone.tickets) for zone in _zones(say))
    listed = WaitingList(made_at="27.11.2026, 11:42", zones=zones, waiting=9)
    yield "waiting-list", Sample("waiting_list.html", shell, listed)


def helpers(say: In) -> Iterator[tuple[str, Sample]]:
    role = say("Көмекші", "Помощник")
    shell = page(say, role, role, links=links("helper", "helper", "survey"))
    view = Helper(
        mine=(_summons(say, 1, is_mine=True),),
        escorts=(
            Escort(
                summons=_summons(say, 3, number=117, is_mine=True), now="called", place=window(say, 2),
                since=timer("0:42"), ticket=ticket(say, 117, needs_assistance=True),
            ),
            Escort(
                summons=_summons(say, 5, number=403, is_mine=True), now="served", place=office(say, 12),
                since=timer("12:05"), ticket=ticket(say, 403, due="12:00"),
            ),
        ),
        free=(_summons(say, 2), _summons(say, 6)),
        others=(_summons(say, 4, taken_by=say("Көмекші 2", "Помощник 2")),),
    )  # fmt: skip
    yield "helper", Sample("helper.html", shell, view, is_phone=True)
    yield "helper-nothing", Sample("helper.html", shell, Helper(), is_phone=True)
    shell = page(say, role, role, links=links("survey", "helper", "survey"))
    chosen = tuple(
        Chosen(ticket_id=f"{n:016x}", number=n, place=window(say, 2), ended=f"11:{n % 60:02}") for n in (108, 613)
    )
    yield "survey", Sample("survey.html", shell, SurveyList(chosen=chosen, answered_today=14), is_phone=True)
    yield "survey-away", Sample("survey.html", shell, SurveyList(is_away=True), is_phone=True)
    asked = Survey(asked=chosen[0], language=say.language, questions=questions(load_survey()), words=said_to_visitors())
    yield "survey-asked", Sample("survey_questions.html", shell, asked, is_phone=True)


def _summons(say: In, n: int, **more: object) -> Summons:
    wanted = {
        1: (say("Өзіне-өзі қызмет көрсету аймағының қызметкері", "Работник зоны самообслуживания"), 613, False),
        2: (say("Шұғыл көмек", "Срочная помощь"), None, True),
        3: (say("Келушіні ертіп баратын қызметкер", "Сопровождающий"), 403, False),
        4: (say("Ресепшн", "Ресепшн"), None, False),
        5: (say("Келушіні ертіп баратын қызметкер", "Сопровождающий"), 403, False),
        6: (say("Келушіні ертіп баратын қызметкер", "Сопровождающий"), 121, False),
    }
    what, number, is_urgent = wanted[n]
    where = window(say, n) if n not in {3, 6} else say("«Кіреберіс» станциясы", "Станция «Вход»")
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
    asked_for = (ticket(say, 614, waited=timer("4:05")), ticket(say, 615, waited=timer("0:30"), is_copy=True))
    return (
        Zone(
            name="consultation", label=consultation(say), tickets=waiting, waiting=31, longest=timer("17:20"),
            served_by=(window(say, 1), window(say, 2)), paused=(window(say, 3),),
        ),
        Zone(
            name="personal-reception", label=personal(say), tickets=appointed, waiting=1, served_by=(office(say, 12),)
        ),
        Zone(name="self-service", label=self_service(say), tickets=asked_for, waiting=2),
    )  # fmt: skip


def _places(say: In) -> tuple[PlaceNow, ...]:
    def at(n: int, status: str, **more: object) -> PlaceNow:
        person = say(f"Маман {n}", f"Специалист {n}")
        known = {"name": f"window-{n}", "label": window(say, n), "status": status, "person": person}
        return PlaceNow(**(known | more))  # type: ignore[arg-type]  # values of many types, each checked by the struct's own

    lunch = say("Түскі үзіліс", "Обеденный перерыв")
    return (
        at(1, "open", number=116),
        at(2, "open", number=117),
        at(3, "paused", reason=lunch, since=timer("12:40")),
        PlaceNow(name="office-12", label=office(say, 12), status="closed"),
    )


def _aside(say: In) -> Aside:
    station = say("«Кіреберіс» станциясы", "Станция «Вход»")
    needy = ticket(say, 111, needs_assistance=True)
    return Aside(
        tickets=(
            AsideTicket(ticket=ticket(say, 118), why="unsure", where=station, since=timer("0:50")),
            AsideTicket(ticket=ticket(say, 109), why="parked", where=window(say, 1), since=timer("8:10")),
            AsideTicket(ticket=needy, why="missed", where=window(say, 2), since=timer("3:31")),
        ),
        more=2,
        may_move=True,
    )


def _calls(say: In) -> CallsNow:
    needy = ticket(say, 117, needs_assistance=True)
    return CallsNow(
        calls=(
            CallNow(ticket=needy, place=window(say, 2), since=timer("0:42"), recalls=1, is_unheard=True),
            CallNow(ticket=ticket(say, 116), place=window(say, 1), since=timer("14:25"), is_serving=True),
        )
    )


def _trouble(say: In) -> Trouble:
    return Trouble(
        devices=(
            Device(
                name="entrance", label=say("«Кіреберіс» талон станциясы", "Станция талонов «Вход»"), icon="printer",
                what=say("Қағаз жоқ", "Нет бумаги"), do=say("Жаңа орам салыңыз.", "Вставьте новый рулон."),
            ),
            Device(
                name="hall-voice", label=say("«Күту залы» дауысы", "Голос «Зал ожидания»"), icon="speaker",
                what=say("Дыбыс шықпайды", "Нет звука"),
                do=say("Динамиктің қуаты мен кабелін тексеріңіз.", "Проверьте питание и кабель динамика."),
            ),
            Device(
                name="waiting-hall", label=say("Талон станциясы waiting-hall", "Станция талонов waiting-hall"),
                icon="printer", is_down=False, what=say("Қағаз аз қалды", "Бумага кончается"),
                do=say("Жаңа орам дайындап қойыңыз.", "Приготовьте новый рулон."),
            ),
        ),
        alone=(
            say("«Кіреберіс» станциясы байланыссыз 3 талон берді, олар берілген уақыты бойынша шақырылады",
                "Станция «Вход» выдала без связи талонов: 3; их вызовут по времени выдачи"),
        ),
    )  # fmt: skip


def hall(say: In, *, safety: Safety) -> Hall:
    kinds = (
        Choice(value="manager", label=say("Орталық басшысы", "Руководитель центра")),
        Choice(value="escort", label=say("Ертіп баратын қызметкер", "Сопровождающий")),
    )
    taken = _summons(say, 1, taken_by=say("Көмекші 2", "Помощник 2"))
    return Hall(
        waiting=Waiting(zones=_zones(say), waiting=34, longest=timer("17:20")),
        places=PlacesNow(places=_places(say), open_now=2),
        aside=_aside(say),
        calls=_calls(say),
        summonses=Summonses(summonses=(_summons(say, 2), _summons(say, 3), taken), kinds=kinds),
        trouble=_trouble(say),
        safety=safety,
    )
