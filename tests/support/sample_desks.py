"""Desks as they are in the middle of a day."""

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace
from sample_words import (
    In,
    Sample,
    complaint,
    consultation,
    land,
    links,
    office,
    page,
    personal,
    self_service,
    social,
    ticket,
    timer,
    window,
)

from console.web.views.desk import (
    Desk,
    NextTicket,
    Outcome,
    OutcomeGroup,
    Place,
    ReceptionToday,
    Sitting,
    Undoing,
    Visitor,
    Why,
    ZoneLine,
)
from console.web.views.parts import Choice
from firmware.words import Language


def desks(say: In) -> Iterator[tuple[str, Sample]]:
    called = Visitor(
        ticket=ticket(
            say, 117, matters=(social(say),), competence=say("Әлеуметтік қолдау", "Социальная поддержка"),
            needs_assistance=True, has_representative=True, waited=timer("12:40"),
        ),
        is_serving=False, since=timer("0:42"), calls=2, most_calls=4, is_unheard=True, miss_at=1_795_000_138,
    )  # fmt: skip
    serving = Visitor(
        ticket=ticket(say, 118, matters=(land(say), complaint(say)), language=Language.RU, waited=timer("8:05")),
        is_serving=True,
        since=timer("14:25", is_late=True),
    )
    free = place(
        say,
        next=next_ticket(say),
        undo=Undoing(what="finish", number=116, ticket_id="0" * 16, until=1_795_000_008),
        parked=(ticket(say, 112, waited=timer("21:10")),),
        missed=(ticket(say, 109, waited=timer("6:30")),),
    )
    yield "desk-free", desk(say, free)
    yield "desk-called", desk(say, place(say, visitor=called))
    yield (
        "desk-serving",
        desk(
            say,
            place(
                say,
                visitor=serving,
                outcomes=by_matter(say, land(say), complaint(say)),
                undo=Undoing(what="call", number=118, ticket_id="0" * 16, until=1_795_000_004),
            ),
        ),
    )
    nobody = place(say, not_announced=(ticket(say, 121),), waiting=0)
    yield "desk-nobody", desk(say, nobody, is_line_empty=True, is_dispatcher_away=True)
    paused = place(say, sitting=Sitting.PAUSED, pause_reason=say("Түскі үзіліс", "Обеденный перерыв"))
    yield "desk-paused", desk(say, paused, is_evacuation=True)
    one = replace(serving, ticket=replace(serving.ticket, matters=(land(say),)))
    yield "desk-two", desk(say, place(say, visitor=one), place(say, number=3, next=next_ticket(say)))


def place(say: In, number: int = 2, **more: Any) -> Place:
    outcomes = (
        Outcome(
            choice=Choice(value="advised", label=say("Кеңес берілді", "Дана консультация"), key="1", is_chosen=True)
        ),
        Outcome(choice=Choice(value="explained", label=say("Тәртіп түсіндірілді", "Разъяснён порядок"), key="2")),
        Outcome(
            choice=Choice(
                value="referred",
                label=say("Органның фронт-офисіне жіберілді", "Направлен во фронт-офис органа"),
                key="3",
            )
        ),
        Outcome(
            choice=Choice(value="registered", label=say("Өтініш тіркелді", "Обращение зарегистрировано"), key="4"),
            needs_reference=True,
        ),
        Outcome(
            choice=Choice(
                value="service-given",
                label=say("Мемлекеттік қызмет көрсетілді", "Оказана государственная услуга"),
                key="5",
            )
        ),
    )
    known: dict[str, Any] = {
        "name": f"window-{number}",
        "label": window(say, number),
        "sitting": Sitting.OPEN,
        "waiting": 7,
        "served": 23,
        "mean": "9:40",
        "zones": (
            Choice(value="zone/self-service", label=self_service(say), note="2"),
            Choice(value="zone/consultation", label=consultation(say), note="7"),
        ),
        "places": (
            Choice(value="place/window-1", label=window(say, 1)),
            Choice(value="place/office-12", label=office(say, 12), note=say("жабық", "закрыт")),
        ),
        "outcomes": (OutcomeGroup(outcomes=outcomes, reference_field="reference", reference_key="0"),),
        "pause_reasons": (
            Choice(value="lunch", label=say("Түскі үзіліс", "Обеденный перерыв"), is_chosen=True),
            Choice(value="papers", label=say("Құжаттармен жұмыс", "Работа с документами")),
            Choice(value="meeting", label=say("Жиналыс", "Совещание")),
        ),
    }
    return Place(**(known | more))


def by_matter(say: In, *matters: str) -> tuple[OutcomeGroup, ...]:
    (plain,) = place(say).outcomes
    groups = []
    for n, matter in enumerate(matters):
        before = ("", "Shift+")[n]
        outcomes = tuple(
            replace(outcome, choice=replace(outcome.choice, key=before + outcome.choice.key))
            for outcome in plain.outcomes
        )
        groups.append(
            replace(plain, matter=matter, outcomes=outcomes, reference_field=f"r:{n}", reference_key=f"{before}0")
        )
    return tuple(groups)


def next_ticket(say: In) -> NextTicket:
    return NextTicket(
        ticket=ticket(say, 119, matters=(land(say),), needs_assistance=True, waited=timer("17:20", is_late=True)),
        why=Why.ASSISTANCE,
    )


def desk(say: In, *places: Place, is_line_empty: bool = False, **more: Any) -> Sample:
    view = Desk(
        places=places,
        zones=(
            ZoneLine(label=consultation(say), waiting=7, longest=timer("17:20", is_late=True)),
            ZoneLine(label=self_service(say), waiting=2, longest=timer("4:05")),
            ZoneLine(label=personal(say), waiting=1, longest=timer("1:50")),
        )
        if not is_line_empty
        else tuple(ZoneLine(label=name(say), waiting=0) for name in (consultation, self_service, personal)),
        summonses=(
            Choice(value="helper", label=say("Көмекші", "Помощник"), key="Ctrl+Shift+F2"),
            Choice(value="manager", label=say("Орталық басшысы", "Руководитель центра"), key="Ctrl+Shift+F8"),
            Choice(value="emergency", label=say("Шұғыл көмек", "Срочная помощь"), key="Ctrl+Shift+F9"),
        ),
        receptions=(
            ReceptionToday(
                official=say("Аудан әкімінің орынбасары", "Заместитель акима района"),
                hours="15:00–17:00",
                office=office(say, 12),
                note=say("20 мин кешігеді", "Задержка 20 мин"),
            ),
        ),
    )
    shell = page(
        say,
        person=say("Кеңесші", "Консультант"),
        role=say("Кеңесші", "Консультант"),
        places=tuple(place.label for place in places),
        links=links("desk", "desk", "schedule", "hall"),
        **more,
    )
    return Sample("desk.html", shell, view)
