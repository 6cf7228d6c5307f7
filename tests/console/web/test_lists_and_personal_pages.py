"""Final lists and one visitor's data over HTTP: what leaves the centre is recorded, and nothing leaves by accident."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pytest
from booked_hall import booked, overheard, person
from console_at_work import ConsoleAtWork
from deadline import until
from http_browser import Browser

from console.receptions.book import FinalList
from console.receptions.commands import ListFormat
from console.receptions.looks import LookMade, looks_page
from console.receptions.rows import Why
from firmware.words import new_id
from mqtt_bridge.private_broker import PrivateBroker

WHO = {
    "first": person("Тізімдегі Біріншіұлы", organisation="=cmd()«Үлгі»"),
    "asks": person("Сұраған Адамұлы", contact="+7 700 111 22 33"),
    "asks again": person("Сұраған Адамұлы", contact="8 (700) 111-22-33", subject="екінші мәселе"),
    "forgotten": person("Ұмытылған Адамұлы", contact="+7 700 999 88 77"),
}


@dataclass(frozen=True)
class Visits:
    hall: ConsoleAtWork
    bookings: Mapping[str, str]


@pytest.fixture(scope="module")
def visits(shared_broker: PrivateBroker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visits]:
    hall = ConsoleAtWork(tmp_path_factory.mktemp("hall"), f"test-{new_id()}", shared_broker.port)
    tomorrow = {"asks again"}  # nobody has two slots of one official on one day
    bookings = {key: booked(hall, whose, days_ahead=int(key in tomorrow)) for key, whose in WHO.items()}
    with hall:
        yield Visits(hall, bookings)


@pytest.fixture
def manager(visits: Visits) -> Browser:
    browser = visits.hall.browser("manager")
    browser.get("/personal")
    return browser


def final_list(hall: ConsoleAtWork, day: date | None = None) -> FinalList:
    with hall.console.store() as store:
        return store.book.lists[day or hall.console.today, "akimat-office"]


def looks(hall: ConsoleAtWork, why: Why) -> list[LookMade]:
    with hall.console.store() as store:
        return [look for look in looks_page(store).looks if look.why is why]


def list_path(hall: ConsoleAtWork, kind: str) -> str:
    path = f"/lists/{hall.console.today.isoformat()}/akimat-office/{kind}"
    reception = hall.browser("reception")
    page = until(lambda: reception.get("/lists").text, lambda page: path in page)
    assert not any(whose.name in page for whose in WHO.values()), "which lists there are is no look at names"
    return path


def test_a_list_on_paper_has_names_in_the_language_asked_for_and_is_recorded_once(visits: Visits) -> None:
    hall, reception = visits.hall, visits.hall.browser("reception")
    path = list_path(hall, "paper")
    taken = len(final_list(hall).takings)
    pressed = new_id()

    with overheard(hall) as said:
        first = reception.post(path, {"language": "ru"}, ask=pressed)
        again = reception.post(path, {"language": "ru"}, ask=pressed)

    assert first.status == again.status == 200
    assert '<html lang="ru"' in first.text
    assert "Окончательный список записанных на приём" in first.words
    assert "Центр приёма граждан" in first.words, "the whole paper is in one language"
    assert WHO["first"].name in first.words
    assert WHO["first"].contact not in first.words, "who receives need not know how to reach the visitor"
    takings = final_list(hall).takings
    assert [taking.format for taking in takings[taken:]] == [ListFormat.PAPER]
    assert takings[-1].staff == hall.people["reception"].account_id
    assert len(looks(hall, Why.FINAL_LIST)) == len(takings)
    assert "Worker reception" in hall.browser("reception").get("/lists").words
    for whose in WHO.values():
        assert whose.name not in hall.console.log()
        assert not any(whose.name.encode() in message for message in said)


def test_a_list_as_a_file_opens_in_an_office_program_and_computes_nothing(visits: Visits) -> None:
    answer = visits.hall.browser("reception").post(list_path(visits.hall, "csv"))

    assert answer.status == 200
    assert re.fullmatch(r'attachment; filename="[\d-]+_akimat-office_v\d+\.csv"', answer.headers["Content-Disposition"])
    text = answer.body.decode("utf-8-sig")
    assert WHO["first"].name in text
    assert "\"'=cmd()" in text
    assert final_list(visits.hall).takings[-1].format is ListFormat.CSV


@pytest.mark.parametrize("path", ["/lists/2001-01-01/akimat-office/csv", "/lists/2027-02-30/x/csv", "/lists/x/x/csv"])
def test_a_list_that_there_is_not_is_not_handed_over(visits: Visits, path: str) -> None:
    assert visits.hall.browser("reception").post(path).status in {404, 409}


def test_one_visitor_is_found_told_and_what_was_searched_for_is_kept_nowhere(visits: Visits, manager: Browser) -> None:
    hall, whose = visits.hall, WHO["asks"]
    with overheard(hall) as said:
        found = manager.submit("/personal/search", {"search": "сұраған адам"})
        assert found.status == 200, found.words
        assert whose.name in found.words
        told = manager.submit("/personal/person", {"booking_id": visits.bookings["asks"]})
        exported = manager.submit("/personal/export", {"booking_id": visits.bookings["asks"]})

    assert WHO["asks again"].subject in told.words, "the same telephone is the same person"
    assert "Worker manager" in told.words, "who looked is told as well"
    document = json.loads(exported.body)
    assert {each["booking_id"] for each in document["bookings"]} == {
        visits.bookings["asks"],
        visits.bookings["asks again"],
    }
    assert exported.headers["Content-Disposition"] == 'attachment; filename="kezek-visitor.json"'
    assert looks(hall, Why.SEARCH)
    assert len(looks(hall, Why.OWN_REQUEST)) == 2
    for secret in ("сұраған", whose.name, whose.contact, "+7 700 111 22 33"):
        assert secret.casefold() not in hall.console.log().casefold()
        assert not any(secret.encode() in message for message in said)


def test_too_little_to_search_for_is_told_beside_the_field_with_what_was_typed(manager: Browser) -> None:
    answer = manager.submit("/personal/search", {"search": "Ұ"})

    assert answer.status == 422
    assert 'value="Ұ"' in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_a_visitor_is_forgotten_only_when_the_word_is_typed(visits: Visits, manager: Browser) -> None:
    hall, whose, booking_id = visits.hall, WHO["forgotten"], visits.bookings["forgotten"]

    asked = manager.submit("/personal/erase", {"booking_id": booking_id, "confirm": "иә"})

    assert asked.status == 422
    assert whose.name in asked.words
    with hall.console.store() as store:
        assert not store.book.bookings[booking_id].is_erased

    done = manager.submit("/personal/erase", {"booking_id": booking_id, "confirm": "Жою"})

    assert done.status == 200, done.words
    assert whose.name not in done.words
    with hall.console.store() as store:
        assert store.book.bookings[booking_id].is_erased
    again = manager.submit("/personal/erase", {"booking_id": booking_id, "confirm": "жою"})
    assert again.status == 409
    nobody = manager.submit("/personal/search", {"search": whose.name})
    assert f'value="{booking_id}"' not in nobody.text


def test_who_looked_is_told_page_by_page(visits: Visits, manager: Browser) -> None:
    for _ in range(51):
        manager.submit("/personal/search", {"search": "сұраған"})

    page = manager.get("/personal").text
    older = re.search(r'href="(/personal/older/\d+)"', page)

    assert older is not None
    assert manager.get(older[1]).status == 200
    assert manager.get("/personal/older/x").status == 404
    assert "сұраған" not in page.casefold()
