"""Appointments and the schedule of a reception day. Who is written here does not exist, and is told so."""

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace
from sample_words import In, Sample, links, office, page

from console.web.views.booking import (
    Appointment,
    Appointments,
    Booking,
    DayList,
    ReceptionDay,
    Schedule,
    ScheduleDay,
    ScheduledReception,
    SlotChoice,
    Stand,
    ToCall,
)
from console.web.views.page import Message, Tone
from console.web.views.parts import Choice, Entry


def bookings(say: In) -> Iterator[tuple[str, Sample]]:
    role = say("Ресепшн қызметкері", "Работник ресепшн")
    names = ("reception", "appointments", "schedule", "hall", "lists")
    shell = page(say, role, role, links=links("appointments", *names))
    off = ToCall(
        booking_id="f" * 16,
        official=say("Аудан әкімі", "Аким района"),
        told=say("3 желтоқсан, бейсенбі, 10:20", "3 декабря, четверг, 10:20"),
        now=say("4 желтоқсан, жұма, 10:20 · 12-кабинет", "4 декабря, пятница, 10:20 · Кабинет 12"),
    )
    known = person(say)
    called = replace(off, booking_id="e" * 16, now="", name=known["name"], contact=known["contact"])
    of_day = DayList(
        date="2026-11-27",
        appointments=appointments(say),
        to_call=(off, called),
        waits=1,
        station="entrance",
        other_stations=(Choice(value="waiting-hall", label=say("Күту залы", "Зал ожидания")),),
    )
    day = Appointments(
        day=say("27 қараша, жұма", "27 ноября, пятница"),
        previous="2026-11-26",
        following="2026-11-30",
        list=of_day,
    )
    yield "appointments", Sample("appointments.html", shell, day)
    found = (appointment(say, 4, day=say("3 желтоқсан", "3 декабря"), **person(say)),)
    search = Entry(value=say("Үлгі", "Пример"))
    nobody = DayList(date="2026-11-27", station="entrance")
    empty = replace(day, list=nobody, search=search, found=found, has_more=True)
    yield "appointments-found", Sample("appointments.html", shell, empty)
    yield "booking", Sample("booking.html", shell, _booking(say))
    refused = Message(
        tone=Tone.BAD,
        what=say("Жазылмады.", "Не записано."),
        do=say("Белгіленген жерлерді түзетіңіз.", "Исправьте отмеченное."),
    )
    wrong = _booking(
        say,
        slot_error=say("Бұл уақыт бос емес. Басқасын таңдаңыз.", "Это время занято. Выберите другое."),
        name=Entry(error=say("Аты-жөнін жазыңыз.", "Укажите ФИО.")),
        contact=Entry(value="+7 700 000 00 00"),
        asks_same_contact=True,
    )
    told = page(say, role, role, links=links("appointments", *names), messages=(refused,))
    yield "booking-refused", Sample("booking.html", told, wrong)
    full = _booking(
        say,
        receptions=(),
        none_free=say("Бұл лауазымды тұлғада бос уақыт жоқ.", "У этого должностного лица свободного времени нет."),
        none_free_do=say(
            "Ең жақын бос уақыт: 3 желтоқсан, бейсенбі, 10:20, Аудан әкімі.",
            "Ближайшее свободное время: 3 декабря, четверг, 10:20, Аким района.",
        ),
    )
    yield "booking-full", Sample("booking.html", shell, full)
    moved = appointment(say, 1, day=say("27 қараша", "27 ноября"))
    yield "booking-moved", Sample("booking.html", shell, _booking(say, booking_id=moved.booking_id, moved=moved))
    yield "schedule", Sample("schedule.html", page(say, role, role, links=links("schedule", *names)), _schedule(say))


def person(say: In) -> dict[str, str]:
    return {
        "name": say("Үлгі Үлгіұлы", "Пример Примеров"),
        "contact": "+7 700 000 00 00",
        "subject": say("Ауылдағы жолды жөндеу туралы", "О ремонте дороги в селе"),
        "organisation": say("«Үлгі» шаруа қожалығы", "Крестьянское хозяйство «Пример»"),
    }


def appointment(say: In, n: int, **more: Any) -> Appointment:
    stands = (Stand.RECEIVED, Stand.HERE, Stand.BOOKED, Stand.BOOKED, Stand.BOOKED, Stand.ABSENT, Stand.HERE)
    known: dict[str, Any] = {
        "booking_id": f"{n:016x}",
        "time": f"{10 + n // 3}:{n % 3 * 20:02}",
        "official": say("Аудан әкімінің орынбасары", "Заместитель акима района"),
        "office": office(say, 12),
        "stand": stands[n],
        "number": 402 + n if n < 2 else None,
        "needs_assistance": n == 1,
        "is_legal_entity": n == 3,
        "is_late": n == 2,
        "source": say("Ресепшнде", "На ресепшн"),
        "outcome": say("Бақылауға алынды", "Взято на контроль") if n == 0 else "",
        "may_check_in": n in {2, 3, 4},
        "may_move": n in {2, 3, 4},
        "may_cancel": n in {1, 2, 3, 4},
        "when": {3: "too-late", 4: "early", 6: "asked"}.get(n, ""),
        "paper": "unsure" if n == 1 else "",
        "paper_ticket_id": f"{n:016x}" if n == 1 else "",
    }
    return Appointment(**(known | more))


def appointments(say: In) -> tuple[Appointment, ...]:
    return (*(appointment(say, n) for n in range(5)), appointment(say, 5, **person(say)), appointment(say, 6))


def _booking(say: In, **more: Any) -> Booking:
    slots = tuple(
        SlotChoice(
            slot_id=f"{'c' * 16}-{600 + 20 * n}",
            time=f"{10 + n // 3}:{n % 3 * 20:02}",
            is_free=n not in {1, 4},
            is_chosen=n == 2,
        )
        for n in range(6)
    )
    official = say("Аудан әкімінің орынбасары", "Заместитель акима района")
    known: dict[str, Any] = {
        "officials": (
            Choice(value="akim", label=say("Аудан әкімі", "Аким района")),
            Choice(value="deputy-akim", label=official, is_chosen=True),
            Choice(
                value="head",
                label=say(
                    "Өтініштерді қарауды бақылау бөлімінің басшысы",
                    "Руководитель отдела контроля за рассмотрением обращений",
                ),
            ),
        ),
        "receptions": (
            ReceptionDay(
                official=official,
                day=say("3 желтоқсан, бейсенбі", "3 декабря, четверг"),
                office=office(say, 12),
                slots=slots,
            ),
            ReceptionDay(
                official=official,
                day=say("10 желтоқсан, бейсенбі", "10 декабря, четверг"),
                office=office(say, 12),
                closed=say("Бұл күннің тізімі түпкілікті қалыптасқан.", "Список на этот день уже окончательный."),
            ),
        ),
        "full_days": (
            say("27 қараша, жұма", "27 ноября, пятница"),
            say("30 қараша, дүйсенбі", "30 ноября, понедельник"),
        ),
        "languages": (Choice(value="kk", label="Қазақша", is_chosen=True), Choice(value="ru", label="Русский")),
        "sources": (
            Choice(value="reception", label=say("Ресепшнде", "На ресепшн")),
            Choice(value="appeal", label=say("Өтініш бойынша", "По обращению")),
        ),
    }
    return Booking(**(known | more))


def _schedule(say: In) -> Schedule:
    body = say("Аудан әкімінің аппараты", "Аппарат акима района")
    deputy = say("Аудан әкімінің орынбасары", "Заместитель акима района")
    akim = say("Аудан әкімі", "Аким района")
    known: dict[str, Any] = {"office": office(say, 12), "body": body, "slots": 6}
    late, off = say("20 мин кешігеді", "Задержка 20 мин"), say("Болмайды", "Не состоится")
    return Schedule(
        days=(
            ScheduleDay(
                day=say("27 қараша, жұма", "27 ноября, пятница"),
                receptions=(
                    ScheduledReception(hours="10:00–12:00", official=deputy, free=0, note=late, is_final=True, **known),
                    ScheduledReception(hours="15:00–17:00", official=akim, free=0, note=off, is_off=True, **known),
                ),
            ),
            ScheduleDay(
                day=say("3 желтоқсан, бейсенбі", "3 декабря, четверг"),
                receptions=(ScheduledReception(hours="10:00–12:00", official=akim, free=4, **known),),
            ),
        )
    )
