"""Final lists and personal data. Who is written here does not exist, and is told so."""

from collections.abc import Iterator

from sample_bookings import person
from sample_words import In, Sample, links, office, page

from console.web.views.lists import FinalList, FinalRow, ListOfDay, Lists, ListTaking
from console.web.views.parts import Entry
from console.web.views.personal import Held, Look, Personal
from firmware.words import Bilingual

BODY = Bilingual(kk="Аудан әкімінің аппараты", ru="Аппарат акима района")
DAY = Bilingual(kk="2026 жылғы 3 желтоқсан, бейсенбі", ru="3 декабря 2026 г., четверг")


def lists(say: In) -> Iterator[tuple[str, Sample]]:
    role = say("Орталық басшысы", "Руководитель центра")
    names = ("reception", "appointments", "hall", "lists", "personal")
    shell = page(say, role, role, links=links("lists", *names))
    yield "lists", Sample("lists.html", shell, Lists(lists=_days(say)))
    yield "final-list", Sample("final_list.html", shell, _final(say, role))
    empty = FinalList(day=DAY, body=BODY, version=1, final_at="01.12.2026, 00:00", taken_by=role)
    yield "final-list-empty", Sample("final_list.html", shell, empty)
    shell = page(say, role, role, links=links("personal", *names))
    yield "personal", Sample("personal.html", shell, _personal(say, role))
    found = Personal(search=Entry(value=say("Үлгі", "Пример")), found=(_held(say),), has_more=True)
    yield "personal-found", Sample("personal.html", shell, found)


def _days(say: In) -> tuple[ListOfDay, ...]:
    taking = ListTaking(
        who=say("Ресепшн қызметкері", "Работник ресепшн"),
        when="01.12.2026, 09:15",
        version=1,
        format=say("қағаз", "бумага"),
    )
    return (
        ListOfDay(day=say("3 желтоқсан, бейсенбі", "3 декабря, четверг"), iso_day="2026-12-03", rows=7,
                  body=BODY.get(say.language), body_name="akimat-office", version=2, final_at="01.12.2026, 11:40",
                  takings=(taking,), has_changed=True, added=1, changed=2),
        ListOfDay(day=say("10 желтоқсан, бейсенбі", "10 декабря, четверг"), iso_day="2026-12-10", rows=2,
                  body=say("Өтініштерді қарауды бақылау бөлімі", "Отдел контроля за рассмотрением обращений"),
                  body_name="appeals", final_at="08.12.2026, 00:00"),
    )  # fmt: skip


def _final(say: In, role: str) -> FinalList:
    whose = person(say)
    rows = tuple(
        FinalRow(
            time=f"{10 + n // 3}:{n % 3 * 20:02}", official=say("Аудан әкімі", "Аким района"), office=office(say, 12),
            name=whose["name"], subject=whose["subject"], organisation=whose["organisation"] if n == 2 else "",
            language=say("қазақша", "казахский"), needs_assistance=n == 1,
            change=say("жаңа", "новая") if n == 5 else "",
        )
        for n in range(6)
    )  # fmt: skip
    return FinalList(
        day=DAY, body=BODY, version=2, final_at="01.12.2026, 11:40", taken_by=role, rows=rows, compared_with=1
    )


def _personal(say: In, role: str) -> Personal:
    desk = say("Ресепшн қызметкері", "Работник ресепшн")
    looks = (
        Look(who=role, when="27.11.2026, 11:42", what=say("Іздеу", "Поиск"), whose="b" * 16),
        Look(who=desk, when="27.11.2026, 10:05", what=say("Келді деп белгілеу", "Отметка прихода"), whose="b" * 16),
    )
    search = Entry(value=say("Үлгі", "Пример"))
    confirm = Entry(error=say("Растау сөзін дәл жазыңыз.", "Напишите слово подтверждения точно."))
    return Personal(search=search, held=(_held(say),), looks=looks, older="/personal/older/7", confirm=confirm)


def _held(say: In) -> Held:
    return Held(
        booking_id="b" * 16, day=DAY.get(say.language), official=say("Аудан әкімі", "Аким района"),
        erased_after="03.12.2027", **person(say),
    )  # fmt: skip
