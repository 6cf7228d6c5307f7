"""An official's office, from a free one to a reception that goes on."""

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace
from sample_bookings import appointment, appointments, person
from sample_desks import place
from sample_words import In, Sample, links, office, page, ticket, timer

from console.web.views.booking import Office, OfficeReception
from console.web.views.desk import NextTicket, Undoing, Visitor, Why
from console.web.views.parts import Choice


def offices(say: In) -> Iterator[tuple[str, Sample]]:
    role = say("Кабинет қызметкері", "Работник кабинета")
    shell = page(say, role, role, places=(office(say, 12),), links=links("office", "office", "schedule"))
    due = ticket(say, 403, due="10:20", waited=timer("8:30"), has_representative=True)
    free: dict[str, Any] = {"name": "office-12", "label": office(say, 12), "served": 2, "waiting": 1}
    waits = place(say, next=NextTicket(ticket=due, why=Why.APPOINTMENT), **free)
    yield "office-free", Sample("office.html", shell, _office(say, waits))
    called = place(say, visitor=Visitor(ticket=due, is_serving=False, since=timer("0:35"), may_miss=True), **free)
    yield "office-called", Sample("office.html", shell, _office(say, called, current=appointment(say, 1)))
    serving = place(
        say,
        visitor=Visitor(ticket=due, is_serving=True, since=timer("12:05")),
        undo=Undoing(what="call", number=403, ticket_id="0" * 16, until=1_795_000_003),
        **free,
    )
    current = appointment(say, 1, note="", **person(say))
    yield "office-serving", Sample("office.html", shell, _office(say, serving, current=current, has_names=True))
    told = {"outcome_name": "taken-up", "follow_up_day": "2026-12-28", "is_withdrawn": True}
    goes_on = replace(current, **told)
    yield (
        "office-goes-on",
        Sample("office.html", shell, _office(say, replace(serving, undo=None), current=goes_on, has_names=True)),
    )


def _office(say: In, at: Any, **more: Any) -> Office:
    outcomes = (
        ("explained", "Түсіндірілді", "Разъяснено"),
        ("taken-up", "Бақылауға алынды", "Взято на контроль"),
        ("settled", "Шешілді", "Решено"),
        ("referred", "Басқа органға бағытталды", "Направлено в другой орган"),
    )
    return Office(
        place=at,
        url="/office/office-12",
        view_id="e" * 16,
        receptions=(_reception(say, has_names=more.get("has_names", False)),),
        outcomes=tuple(
            Choice(value=name, label=say(kk, ru), key=str(n)) for n, (name, kk, ru) in enumerate(outcomes, 1)
        ),
        summonses=(
            Choice(value="escort", label=say("Ертіп баратын қызметкер", "Сопровождающий"), key="Ctrl+Shift+F2"),
            Choice(value="emergency", label=say("Шұғыл көмек", "Срочная помощь"), key="Ctrl+Shift+F9"),
        ),
        **more,
    )


def _reception(say: In, *, has_names: bool) -> OfficeReception:
    return OfficeReception(
        official=say("Аудан әкімінің орынбасары", "Заместитель акима района"),
        hours="10:00–12:20",
        reception_id="d" * 16,
        appointments=tuple(
            replace(
                each,
                name=person(say)["name"] if has_names else None,
                may_call=n == 1,
                may_tell=n == 0,
                wants_outcome=n == 0 and not has_names,
                outcome=each.outcome if has_names else "",
            )
            for n, each in enumerate(appointments(say))
        ),
        delays=tuple(
            Choice(
                value=str(m),
                label=say(f"{m} мин", f"{m} мин") if m else say("Кешікпейді", "Без задержки"),
                is_chosen=m == 20,
            )
            for m in (0, 10, 20, 30, 60)
        ),
        delay=say("20 мин кешігеді", "Задержка 20 мин"),
        video_link="https://video.example/office-12",
    )
