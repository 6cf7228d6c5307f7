"""Pages at their edges: nothing on them, shut, or with longer words than anybody hoped for."""

from collections.abc import Iterator

from msgspec.structs import replace
from sample_bookings import bookings
from sample_desks import desk, place
from sample_words import In, Sample, consultation, links, office, page, personal, self_service, ticket, timer, window

from console.web.views.booking import Appointments, DayList, Office, Schedule
from console.web.views.desk import NextTicket, Sitting, Visitor, Why
from console.web.views.entering import PlaceChoice, Places
from console.web.views.hall import Hall, PlaceNow, PlacesNow, Safety, Waiting, Zone
from console.web.views.lists import Lists
from console.web.views.parts import Choice
from console.web.views.personal import Personal

LONG_KK = "Мүгедектігі бар адамдарды әлеуметтік қорғау және тұрғын үй кезегі мәселелері бөлімі"
LONG_RU = "Отдел социальной защиты лиц с инвалидностью и вопросов жилищной очереди"


def edges(say: In) -> Iterator[tuple[str, Sample]]:
    yield "desk-closed", desk(say, place(say, sitting=Sitting.CLOSED))
    yield "desk-long", _long(say)
    yield "places-two", _two_places(say)
    role = say("Ресепшн қызметкері", "Работник ресепшн")
    names = ("reception", "appointments", "schedule", "hall", "lists")
    shell = page(say, role, role, links=links("appointments", *names))
    shut = Appointments(
        day=say("27 қараша, жұма", "27 ноября, пятница"), previous="2026-11-26", following="2026-11-30",
        list=DayList(date="2026-11-27", is_closed=True),
    )  # fmt: skip
    yield "appointments-shut", Sample("appointments.html", shell, shut)
    official = Choice(value="akim", label=say("Аудан әкімі", "Аким района"), is_chosen=True)
    booking = dict(bookings(say))["booking"].view
    none = replace(booking, officials=(official,), receptions=(), full_days=())
    yield "booking-none", Sample("booking.html", shell, none)
    yield (
        "schedule-empty",
        Sample("schedule.html", page(say, role, role, links=links("schedule", *names)), Schedule(days=())),
    )
    yield from _offices(say)
    yield "hall-quiet", _quiet_hall(say)
    role = say("Орталық басшысы", "Руководитель центра")
    names = ("reception", "appointments", "hall", "lists", "personal")
    yield "lists-empty", Sample("lists.html", page(say, role, role, links=links("lists", *names)), Lists(lists=()))
    yield "personal-start", Sample("personal.html", page(say, role, role, links=links("personal", *names)), Personal())


def _long(say: In) -> Sample:
    long = say(LONG_KK, LONG_RU)
    at = ticket(
        say, 1204, matters=(long, long), competence=long, needs_assistance=True, has_representative=True,
        due="10:20", comes_back=True, is_copy=True, is_alone=True, waited=timer("127:45", is_late=True),
    )  # fmt: skip
    visitor = Visitor(ticket=replace(at, zone=long), is_serving=False, since=timer("12:07"), calls=4, most_calls=4)
    waits = NextTicket(ticket=replace(at, number=1205, zone=long), why=Why.COMPETENCE, lacks_competence=True)
    place_name = say(f"{LONG_KK}, 2-терезе", f"{LONG_RU}, окно 2")
    return desk(say, replace(place(say, visitor=visitor), label=place_name), place(say, number=3, next=waits))


def _two_places(say: In) -> Sample:
    body = say(LONG_KK, LONG_RU)
    holder = say("Кеңесші 2", "Консультант 2")
    choices = (
        PlaceChoice(name="window-1", label=window(say, 1), body=body, is_mine=True),
        PlaceChoice(name="window-2", label=window(say, 2), body=body, is_mine=True),
        PlaceChoice(name="window-3", label=window(say, 3), body=body, held_by=holder, since="09:02"),
        PlaceChoice(name="window-4", label=window(say, 4), body=body),
    )
    role = say("Кеңесші", "Консультант")
    shell = page(say, role, role, places=(window(say, 1), window(say, 2)))
    return Sample("places.html", shell, Places(choices=choices, may_hold_more=False))


def _offices(say: In) -> Iterator[tuple[str, Sample]]:
    role = say("Кабинет қызметкері", "Работник кабинета")
    shell = page(say, role, role, places=(office(say, 12),), links=links("office", "office", "schedule"))
    idle = Office(
        place=place(say, name="office-12", label=office(say, 12), waiting=0, served=0, mean=""),
        url="/office/office-12",
        others=(Choice(value="/office/office-14", label=office(say, 14)),),
    )
    yield "office-nobody", Sample("office.html", shell, idle)
    yield "office-shut", Sample("office.html", shell, replace(idle, others=(), is_book_closed=True))


def _quiet_hall(say: In) -> Sample:
    role = say("Зал модераторы", "Модератор зала")
    shell = page(say, role, role, links=links("hall", "hall", "schedule"))
    zones = tuple(
        Zone(name=name, label=label, waiting=0, served_by=(window(say, 1),) if name == "consultation" else ())
        for name, label in (
            ("consultation", consultation(say)), ("personal", personal(say)), ("self-service", self_service(say)),
        )
    )  # fmt: skip
    closed = PlacesNow(places=tuple(PlaceNow(name=f"w-{n}", label=window(say, n), status="closed") for n in (1, 2)))
    view = Hall(waiting=Waiting(zones=zones), places=closed, safety=Safety(may_evacuate=True))
    return Sample("hall.html", shell, view)
