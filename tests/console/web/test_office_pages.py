"""The office over HTTP: names by a recorded look alone, and a reception's end in the hall and in the book at once."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

import pytest
from booked_hall import OFFICE, booked, checked_in, overheard, person
from console_at_work import ConsoleAtWork
from deadline import until
from http_browser import Browser
from staff_room import PASSWORD

from console.receptions.book import Booking, Stage
from console.receptions.looks import LookMade, looks_page
from console.receptions.rows import Why
from console.receptions.store import Store
from console.web.texts import texts
from firmware.words import Language, new_id
from mqtt_bridge.private_broker import PrivateBroker

SAY = texts()[Language.KK].say
_VIEW = re.compile(r'data-live="/office/office-12/live/([0-9a-f]{16})"')


WHO = {
    "shown": person("Көрінбейтін Адамұлы", organisation="«Үлгі» шаруашылығы"),
    "locked": person("Құлыпталған Адамұлы"),
    "agreed": person("Келіскен Адамұлы"),
    "hurried": person("Асыққан Адамұлы"),
    "retold": person("Қайта Айтылған"),
    "undone": person("Қайтарылған Адамұлы"),
    "waiting": person("Күткен Адамұлы"),
}


@dataclass(frozen=True)
class Visits:
    hall: ConsoleAtWork
    bookings: Mapping[str, str]
    tomorrow: str


@pytest.fixture(scope="module")
def visits(shared_broker: PrivateBroker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visits]:
    hall = ConsoleAtWork(tmp_path_factory.mktemp("hall"), f"test-{new_id()}", shared_broker.port)
    bookings = {key: booked(hall, whose) for key, whose in WHO.items()}
    tomorrow = booked(hall, person("Ертеңгі Адамұлы"), days_ahead=1)
    hall.allow_undo_for(60)
    with hall:
        yield Visits(hall, bookings, tomorrow)


@pytest.fixture(scope="module")
def hall(visits: Visits) -> ConsoleAtWork:
    return visits.hall


@pytest.fixture
def office(hall: ConsoleAtWork) -> Browser:
    browser = hall.browser("office")
    browser.take(OFFICE)
    return browser


def view_of(browser: Browser) -> str:
    page = browser.get(f"/office/{OFFICE}")
    assert page.status == 200, page.words
    found = _VIEW.search(page.text)
    assert found is not None
    return found[1]


def store(hall: ConsoleAtWork) -> Store:
    return hall.console.store()


def booking(hall: ConsoleAtWork, booking_id: str) -> Booking:
    with store(hall) as book:
        return book.book.bookings[booking_id]


def office_looks(hall: ConsoleAtWork) -> list[LookMade]:
    with store(hall) as book:
        return [look for look in looks_page(book).looks if look.why is Why.OFFICE]


def received(browser: Browser, hall: ConsoleAtWork, booking_id: str) -> str:
    """Call the visitor and begin; return the ticket."""
    ticket_id = checked_in(hall, booking_id)
    called = f'"ticket_id" value="{ticket_id}"'
    until(lambda: browser.post(f"/office/{OFFICE}/call-booked", {"booking_id": booking_id}).status, lambda s: s == 200)
    until(lambda: browser.get(f"/office/{OFFICE}").text, lambda page: called in page)
    assert browser.post(f"/office/{OFFICE}/start", {"ticket_id": ticket_id}).status == 200
    return ticket_id


def offered(browser: Browser, booking_id: str) -> str:
    """Wait until the page offers to call the visitor, and so has heard of the ticket; return the page."""
    offer = f'name="booking_id" value="{booking_id}"'
    return until(lambda: browser.get(f"/office/{OFFICE}").text, lambda page: offer in page)


def test_an_office_shows_names_to_who_asks_and_every_look_is_recorded(
    visits: Visits, hall: ConsoleAtWork, office: Browser
) -> None:
    whose, booking_id = WHO["shown"], visits.bookings["shown"]
    view = until(lambda: view_of(office), lambda _: whose.name not in office.get(f"/office/{OFFICE}").text)
    before = len(office_looks(hall))

    with overheard(hall) as said, office.stream(f"/office/{OFFICE}/live/{view}") as stream:
        assert whose.name not in stream.until("office-day")
        assert office.post(f"/office/{OFFICE}/look", {"view": view}).status == 200
        assert whose.name in stream.until("office-day", whose.name)

    looks = office_looks(hall)
    assert len(looks) == before + 1
    assert booking_id in looks[0].booking_ids
    assert looks[0].staff == hall.people["office"].account_id
    assert whose.name not in office.get(f"/office/{OFFICE}").text, "another opening of the page is another look"
    for secret in (whose.name, whose.contact, whose.subject, whose.organisation):
        assert secret not in hall.console.log()
        assert not any(secret.encode() in message for message in said)


def test_a_lock_takes_the_names_off_the_page_and_out_of_memory(hall: ConsoleAtWork) -> None:
    whose = WHO["locked"]
    browser = hall.signed_in("office")
    browser.take(OFFICE)
    view = view_of(browser)
    assert browser.post(f"/office/{OFFICE}/look", {"view": view}).status == 200
    with browser.stream(f"/office/{OFFICE}/live/{view}") as stream:
        assert whose.name in stream.until("office-day", whose.name)

    browser.submit("/lock")
    until(lambda: browser.submit("/unlock", {"code": PASSWORD}).status, lambda status: status == 303)

    with browser.stream(f"/office/{OFFICE}/live/{view}") as stream:
        assert whose.name not in stream.until("office-day")


def test_a_visit_ends_in_the_hall_and_in_the_book_together(
    visits: Visits, hall: ConsoleAtWork, office: Browser
) -> None:
    booking_id = visits.bookings["agreed"]
    ticket_id = received(office, hall, booking_id)
    told = {"ticket_id": ticket_id, "booking_id": booking_id, "reception_outcome": "taken-up", "note": "хат дайындау"}

    late = office.post(f"/office/{OFFICE}/finish-booked", {**told, "follow_up": "2001-01-01"})

    assert late.status == 422
    assert "follow_up" in late.headers["X-Faults"]
    assert booking(hall, booking_id).outcome is None
    assert f"finish-{ticket_id}" in office.get(f"/office/{OFFICE}").text, "the hall was not asked"

    follow_up = hall.console.today + timedelta(days=365)
    with overheard(hall) as said:
        done = office.post(f"/office/{OFFICE}/finish-booked", {**told, "follow_up": follow_up.isoformat()})

    assert done.status == 200, done.words
    noted = booking(hall, booking_id)
    assert (noted.stage, noted.outcome, noted.follow_up) == (Stage.RECEIVED, "taken-up", follow_up)
    until(lambda: office.get(f"/office/{OFFICE}").text, lambda page: f"finish-{ticket_id}" not in page)
    assert "хат дайындау".encode() not in hall.console.book.read_bytes(), "the note is sealed"
    assert not any("хат".encode() in message or b"taken-up" in message for message in said)


def test_a_visit_that_goes_on_after_all_has_no_outcome_and_the_page_offers_the_one_that_was_told(
    visits: Visits, hall: ConsoleAtWork, office: Browser
) -> None:
    booking_id = visits.bookings["undone"]
    ticket_id = received(office, hall, booking_id)
    told = {"ticket_id": ticket_id, "booking_id": booking_id, "reception_outcome": "taken-up"}
    follow_up = hall.console.today + timedelta(days=365)
    finish = {**told, "follow_up": follow_up.isoformat()}
    assert office.post(f"/office/{OFFICE}/finish-booked", finish).status == 200

    assert office.post(f"/office/{OFFICE}/undo", {"ticket_id": ticket_id}).status == 200

    until(lambda: booking(hall, booking_id).stage, lambda stage: stage is Stage.CALLED)
    assert booking(hall, booking_id).outcome is None
    page = until(lambda: office.get(f"/office/{OFFICE}").text, lambda page: SAY("office.withdrawn") in page)
    assert 'value="taken-up" checked' in page
    assert f'type="date" value="{follow_up.isoformat()}"' in page
    assert office.post(f"/office/{OFFICE}/finish-booked", {**told, "reception_outcome": "settled"}).status == 200
    noted = booking(hall, booking_id)
    assert (noted.stage, noted.outcome, noted.follow_up) == (Stage.RECEIVED, "settled", None)


def test_what_the_hall_refuses_is_not_in_the_book_either(visits: Visits, hall: ConsoleAtWork, office: Browser) -> None:
    booking_id = visits.bookings["hurried"]
    ticket_id = checked_in(hall, booking_id)
    offered(office, booking_id)
    told = {"ticket_id": ticket_id, "booking_id": booking_id, "reception_outcome": "explained"}

    answer = office.post(f"/office/{OFFICE}/finish-booked", told)

    assert answer.status == 409, answer.words
    assert booking(hall, booking_id).outcome is None


def test_what_came_of_it_can_be_told_anew_and_a_note_stays_until_it_was_seen(
    visits: Visits, hall: ConsoleAtWork, office: Browser
) -> None:
    booking_id = visits.bookings["retold"]
    ticket_id = received(office, hall, booking_id)
    told = {"booking_id": booking_id, "reception_outcome": "explained", "note": "құпия белгі"}
    assert office.post(f"/office/{OFFICE}/finish-booked", {**told, "ticket_id": ticket_id}).status == 200

    changed = {"booking_id": booking_id, "reception_outcome": "settled", "note": ""}
    assert office.post(f"/office/{OFFICE}/tell", changed).status == 200
    assert booking(hall, booking_id).outcome == "settled"
    assert note_of(hall, booking_id) == "құпия белгі"

    assert office.post(f"/office/{OFFICE}/tell", {**changed, "has_note": "on"}).status == 200
    assert note_of(hall, booking_id) == ""


def test_a_reception_that_is_late_moves_the_tickets_that_were_given(
    visits: Visits, hall: ConsoleAtWork, office: Browser
) -> None:
    booking_id = visits.bookings["waiting"]
    checked_in(hall, booking_id, due_in_s=3600)
    page = offered(office, booking_id)
    found = re.search(r'name="reception_id" value="([0-9a-f]+)"', page)
    assert found is not None

    with overheard(hall) as said:
        assert office.post(f"/office/{OFFICE}/delay", {"reception_id": found[1], "delay": "30"}).status == 200
        until(lambda: [message for message in said if b"appointment-moved" in message])

    with store(hall) as book:
        assert book.book.delays[found[1]].now_min == 30
    assert "30 мин" in office.get(f"/office/{OFFICE}").words
    assert office.post(f"/office/{OFFICE}/delay", {"reception_id": new_id(), "delay": "30"}).status == 409
    assert office.post(f"/office/{OFFICE}/delay", {"reception_id": found[1], "delay": "0"}).status == 200


def test_an_appointment_of_another_day_is_nothing_to_the_office(
    visits: Visits, hall: ConsoleAtWork, office: Browser
) -> None:
    booking_id = visits.tomorrow
    told = {"booking_id": booking_id, "reception_outcome": "explained"}

    assert office.post(f"/office/{OFFICE}/call-booked", {"booking_id": booking_id}).status == 409
    assert office.post(f"/office/{OFFICE}/tell", told).status == 409
    assert office.post(f"/office/{OFFICE}/finish-booked", {**told, "ticket_id": new_id()}).status == 409
    assert booking(hall, booking_id).stage is Stage.BOOKED


def note_of(hall: ConsoleAtWork, booking_id: str) -> str:
    with store(hall) as book:
        (sealed,) = book.file.execute("SELECT note FROM bookings WHERE booking_id = ?", (booking_id,)).fetchone()
        return book.vault.note(booking_id, sealed) if sealed is not None else ""
