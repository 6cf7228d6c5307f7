"""Appointments at the reception, over HTTP: check-in, names by recorded looks, search, booking, moving, cancelling."""

import re
from collections.abc import Iterator

import pytest
from deadline import until
from frontdesk_hall import FrontdeskHall
from http_browser import Answer, Browser
from peer import asker

from console.receptions.person import Person
from console.receptions.refusals import REFUSALS, RefusalCode
from console.receptions.rows import Why
from console.web.texts import texts
from firmware.words import Language, new_id
from mqtt_bridge.commands import CallNext, Finish, StartServing, Undo
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.place_commands import OpenPlace
from mqtt_bridge.private_broker import PrivateBroker
from mqtt_bridge.replies import AtPlace

SAY = texts()[Language.KK].say
TICKET = re.compile(r">Талон (\d+)<|>(\d{3})-талон<|Талон берілді: (\d+)")


def somebody() -> Person:
    """Return a person of a name with markup, and of a contact that nobody else has."""
    return Person(name="Өтегенова <b>Гүлсім</b>", contact=f"{new_id()}@example.kz", subject="Жол туралы")


@pytest.fixture(scope="module")
def hall(shared_broker: PrivateBroker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FrontdeskHall]:
    """Give a hall in which the akim receives all day."""
    with FrontdeskHall(tmp_path_factory.mktemp("hall"), f"test-{new_id()}", shared_broker.port) as at_work:
        yield at_work


def checked_in(reception: Browser, booking_id: str, **fields: str) -> Answer:
    """Press the button of somebody who is here."""
    sent = {"booking_id": booking_id, "station": "entrance", **fields}
    return reception.post(f"/appointments/{booking_id}/check-in", sent)


def given(answer: Answer) -> int:
    """Return the number that was given."""
    found = re.search(r"Талон берілді: (\d+)", answer.words)
    assert found is not None, answer.words
    return int(found[1])


def row(page: str, booking_id: str) -> str:
    """Return the part of the page that is about one booking."""
    found = re.search(rf'<li class="appointment" id="booked-{booking_id}">(.*?)\n  </li>', page, re.DOTALL)
    assert found is not None, "it is not on the page"
    return found[1]


def until_at(reception: Browser, booking_id: str, stand: str) -> None:
    """Wait until the page says that the visitor is so far."""
    said = f"<span>{SAY(f'appointments.stand.{stand}')}</span>"
    until(lambda: row(reception.get("/appointments").text, booking_id), lambda page: said in page)


def told(answer: Answer, code: RefusalCode) -> bool:
    return REFUSALS[code].what.kk in answer.words


def test_who_is_due_gets_a_ticket_and_is_accompanied_to_the_office(hall: FrontdeskHall, reception: Browser) -> None:
    booking_id = hall.booked()
    with reception.stream(f"/appointments/day/{hall.today}/live") as stream:
        answer = checked_in(reception, booking_id)
        number = given(answer)
        stream.until("appointments-day", str(number))

    assert 401 <= number <= 599
    assert SAY("appointments.escort.office") in answer.words
    assert until(lambda: hall.stage(booking_id), lambda stage: stage == "checked-in")
    assert SAY("appointments.stand.here") in row(reception.get("/appointments").text, booking_id)


def test_two_who_check_somebody_in_at_once_give_one_ticket(hall: FrontdeskHall, reception: Browser) -> None:
    booking_id, other = hall.booked(), hall.signed_in("reception")
    number = given(checked_in(reception, booking_id))

    has_one = SAY("appointments.check_in_steps.nothing", number=number)

    assert until(lambda: checked_in(other, booking_id).words, lambda words: has_one in words)


def test_who_is_early_waits_in_the_hall(hall: FrontdeskHall, reception: Browser) -> None:
    answer = checked_in(reception, hall.booked(60))

    assert given(answer)
    assert SAY("appointments.escort.waiting") in answer.words


def test_who_has_missed_the_slot_is_let_in_only_when_somebody_says_so(hall: FrontdeskHall, reception: Browser) -> None:
    booking_id = hall.booked(-90)

    refused = checked_in(reception, booking_id)
    page = row(reception.get("/appointments").text, booking_id)
    admitted = checked_in(reception, booking_id, admit_late="on")

    assert (refused.status, told(refused, RefusalCode.TOO_LATE)) == (409, True)
    assert SAY("appointments.admit_late") in page
    assert given(admitted)


def test_who_comes_on_another_day_is_told_so(hall: FrontdeskHall, reception: Browser) -> None:
    with hall.store() as store:
        slots = store.table_at(hall.now()).slots.values()
        slot = next(slot for slot in slots if slot.day == hall.in_a_week and slot.official == "akim")
        booking_id = hall.book(store, slot)

    answer = checked_in(reception, booking_id)

    assert (answer.status, told(answer, RefusalCode.WRONG_DAY)) == (409, True)


def test_a_station_that_is_away_costs_no_ticket_and_another_one_prints_it(
    hall: FrontdeskHall, reception: Browser
) -> None:
    booking_id = hall.booked()

    refused = checked_in(reception, booking_id, station="waiting-hall")
    page = row(reception.get("/appointments").text, booking_id)
    answer = checked_in(reception, booking_id)

    assert refused.status == 409
    assert SAY("appointments.when.asked") in page
    assert given(answer)
    until(lambda: hall.stage(booking_id), lambda stage: stage == "checked-in")


def test_a_paper_that_may_be_out_is_decided_on_before_there_is_another(hall: FrontdeskHall, reception: Browser) -> None:
    booking_id = hall.booked()
    hall.station.outcome = PaperOutcome.UNCONFIRMED
    number = given(checked_in(reception, booking_id))
    page = until(
        lambda: row(reception.get("/appointments").text, booking_id),
        lambda page: SAY("reception.paper.unsure") in page,
    )
    which = re.search(r"/reception\?ticket=([0-9a-f]{16})", page)
    assert which is not None

    waits = checked_in(reception, booking_id)
    assert SAY("appointments.check_in_steps.decide", number=number) in waits.words

    assert reception.post(f"/reception/tickets/{which[1]}/void", {"ticket_id": which[1]}).status == 200
    until(
        lambda: row(reception.get("/appointments").text, booking_id),
        lambda page: SAY("appointments.again") in page,
    )
    hall.station.outcome = PaperOutcome.CONFIRMED
    assert given(checked_in(reception, booking_id)) == number + 1


def test_what_the_hall_does_with_a_ticket_marks_its_booking(hall: FrontdeskHall, reception: Browser) -> None:
    pad = asker(hall.site, "pad-office-12", hall.broker_port)
    try:
        assert isinstance(pad.ask(OpenPlace(place="office-12")), AtPlace)
        booking_id = hall.booked(-10)  # whoever is not due yet is not called yet
        number = given(checked_in(reception, booking_id))
        until(lambda: hall.stage(booking_id), lambda stage: stage == "checked-in")
        until(
            lambda: row(reception.get("/appointments").text, booking_id),
            lambda page: str(number) in page and SAY("reception.paper.coming") not in page,
        )
        called = pad.ask(CallNext(place="office-12"))
        while isinstance(called, AtPlace) and called.ticket is not None and called.ticket.number != number:
            called = pad.ask(CallNext(place="office-12", finish_current=True))
        assert isinstance(called, AtPlace), called
        until(lambda: hall.stage(booking_id), lambda stage: stage == "called")
        until_at(reception, booking_id, "called")
        assert isinstance(pad.ask(Undo(place="office-12")), AtPlace)
        until_at(reception, booking_id, "here")  # it waits again, and is not called
        assert isinstance(pad.ask(CallNext(place="office-12")), AtPlace)
        until_at(reception, booking_id, "called")
        assert isinstance(pad.ask(StartServing(place="office-12")), AtPlace)
        assert isinstance(pad.ask(Finish(place="office-12")), AtPlace)
        until(lambda: hall.stage(booking_id), lambda stage: stage == "received")
    finally:
        pad.bridge.stop()
    assert SAY("appointments.stand.received") in row(reception.get("/appointments").text, booking_id)


def test_names_are_on_the_page_only_after_a_look_that_is_recorded_and_in_that_session_alone(
    hall: FrontdeskHall, reception: Browser
) -> None:
    booking_id, other = hall.booked(200, somebody()), hall.signed_in("reception")
    before = len(hall.looks())
    assert "Өтегенова" not in reception.get("/appointments").text
    assert len(hall.looks()) == before

    with reception.stream(f"/appointments/day/{hall.today}/live") as stream:
        assert reception.post(f"/appointments/{booking_id}/look", {"booking_id": booking_id}).status == 200
        shown = stream.until("appointments-day", "Өтегенова")

    assert "&lt;b&gt;Гүлсім" in shown
    look = hall.looks()[0]
    assert (look.booking_ids, look.why, look.staff) == ((booking_id,), Why.BOOKING, hall.people["reception"].account_id)
    assert "Өтегенова" not in other.get("/appointments").text


def test_all_names_of_a_day_are_one_look_and_gone_once_the_session_is_locked(hall: FrontdeskHall) -> None:
    booking_id, browser = hall.booked(220, somebody()), hall.signed_in("reception")
    browser.get("/appointments")
    before = len(hall.looks())

    assert browser.post(f"/appointments/day/{hall.today}/names").status == 200
    assert "Өтегенова" in browser.get("/appointments").text
    assert (len(hall.looks()), hall.looks()[0].why) == (before + 1, Why.TODAY)
    assert booking_id in hall.looks()[0].booking_ids

    browser.post("/lock")
    assert browser.get("/appointments").to == "/lock?back=%2Fappointments"
    browser.post("/unlock", {"code": "қара мысық 7 ағашта"})
    until(lambda: browser.get("/appointments").text, lambda page: "Өтегенова" not in page)


@pytest.mark.parametrize("words", ["өтег", "отег", "999 88 77", "АБ-2026/77"])
def test_somebody_is_found_by_a_part_of_the_name_a_telephone_or_an_appeal(
    hall: FrontdeskHall, reception: Browser, words: str
) -> None:
    booking_id = hall.booked(240, Person(name="Өтегенова Айша", contact="87009998877", reference="АБ-2026/77"))

    answer = reception.submit("/appointments/search", {"search": words})

    assert answer.status == 200, answer.words
    assert f'id="found-{booking_id}"' in answer.text
    assert "Өтегенова Айша" in answer.text
    assert (hall.looks()[0].why, booking_id in hall.looks()[0].booking_ids) == (Why.SEARCH, True)
    cancel = reception.post(f"/appointments/{booking_id}/cancel", {"booking_id": booking_id})
    assert cancel.status == 200, cancel.words


def test_a_search_that_is_too_short_is_told_beside_the_field_and_keeps_it(reception: Browser) -> None:
    answer = reception.submit("/appointments/search", {"search": "ө"})

    assert answer.status == 422
    assert 'value="ө"' in answer.text
    assert told(answer, RefusalCode.TOO_SHORT)


SLOT = re.compile(r'name="slot" value="([0-9a-f]{16}-\d+)"(?! checked)(?! disabled)>')
FORM = {
    "official": "akim",
    "name": "Үлгі Айдана",
    "contact": "+7 701 000 00 01",
    "subject": "Жер туралы",
    "language": "ru",
    "source": "appeal",
}


def free(page: str) -> list[str]:
    """Return the slots that can be ticked. The first one may begin before the form is sent."""
    return SLOT.findall(page)


def bookings(hall: FrontdeskHall) -> int:
    with hall.store() as store:
        return len(store.book.bookings)


def test_a_form_with_a_free_slot_books_once_however_often_it_is_sent(hall: FrontdeskHall, reception: Browser) -> None:
    slot, before, ask = free(reception.get("/appointments/book?").text)[-1], bookings(hall), new_id()
    sent = {**FORM, "slot": slot, "contact": "a1@example.kz", "ask": ask}

    answers = [reception.submit("/appointments/book", sent) for _ in range(2)]

    assert [answer.status for answer in answers] == [303, 303]
    assert answers[0].to == f"/appointments/day/{hall.in_a_week}"
    assert bookings(hall) == before + 1
    assert slot not in free(reception.get("/appointments/book").text)


def test_what_is_missing_is_told_beside_its_field_and_all_that_was_typed_stays(reception: Browser) -> None:
    sent = {**FORM, "name": "", "subject": "<script>x</script>", "assistance": "on"}

    answer = reception.submit("/appointments/book", sent)

    assert answer.status == 422
    assert re.search(r'id="name-error">.*?' + re.escape(SAY("forms.missing")), answer.text, re.DOTALL)
    assert SAY("appointments.no_slot") in answer.words
    assert "+7 701 000 00 01" in answer.text
    assert "&lt;script&gt;x" in answer.text
    assert re.search(r'value="ru" checked', answer.text)
    assert '<option value="appeal" selected' in answer.text


def test_other_receptions_are_shown_without_booking_and_keep_what_was_typed(
    hall: FrontdeskHall, reception: Browser
) -> None:
    before = bookings(hall)

    answer = reception.submit("/appointments/book", {**FORM, "name": "", "show": "deputy-akim"})

    assert answer.status == 200
    assert 'id="name-error"' not in answer.text
    assert "Жер туралы" in answer.text
    assert ">15:00<" in answer.text
    assert bookings(hall) == before


def test_an_official_without_free_slots_is_told_with_the_nearest_one_of_another(reception: Browser) -> None:
    page = reception.submit("/appointments/book", {**FORM, "show": "head-of-appeals"})

    assert free(page.text) == []
    assert SAY("appointments.none_free") in page.words
    assert "Аудан әкімі." in page.words


def test_a_slot_that_somebody_took_meanwhile_is_told_with_what_is_free(hall: FrontdeskHall, reception: Browser) -> None:
    slot = free(reception.get("/appointments/book").text)[-1]
    first = reception.submit("/appointments/book", {**FORM, "slot": slot, "contact": "b1@example.kz"})

    second = reception.submit("/appointments/book", {**FORM, "slot": slot, "contact": "b2@example.kz"})

    assert (first.status, second.status) == (303, 409)
    assert told(second, RefusalCode.SLOT_TAKEN)
    assert "b2@example.kz" in second.text
    assert SAY("appointments.offers", free="").split(":")[0] in second.words


def test_somebody_with_the_same_telephone_is_booked_when_it_is_another_person(
    hall: FrontdeskHall, reception: Browser
) -> None:
    slots = free(reception.get("/appointments/book").text)
    sent = {**FORM, "contact": "+7 702 000 00 09"}
    assert reception.submit("/appointments/book", {**sent, "slot": slots[-1]}).status == 303

    asked = reception.submit("/appointments/book", {**sent, "slot": slots[-2]})
    told_so = reception.submit("/appointments/book", {**sent, "slot": slots[-2], "also_for_contact": "on"})

    assert asked.status == 409
    assert SAY("appointments.other_person") in asked.words
    assert told_so.status == 303


def test_a_booking_is_moved_to_another_official_and_cancelled(hall: FrontdeskHall, reception: Browser) -> None:
    booking_id = hall.booked(260)
    page = reception.submit(f"/appointments/{booking_id}/move", {"booking_id": booking_id, "show": "deputy-akim"})
    slot = free(page.text)[-1]

    moved = reception.submit(f"/appointments/{booking_id}/move", {"booking_id": booking_id, "slot": slot})
    cancelled = reception.post(f"/appointments/{booking_id}/cancel", {"booking_id": booking_id})
    again = reception.post(f"/appointments/{booking_id}/cancel", {"booking_id": booking_id})

    assert (page.status, moved.status, cancelled.status) == (200, 303, 200)
    assert moved.to == f"/appointments/day/{hall.in_a_week}"
    assert hall.stage(booking_id) == "cancelled"
    assert (again.status, told(again, RefusalCode.WRONG_STATE)) == (409, True)


def test_only_the_reception_sees_appointments_and_an_unknown_booking_is_told(
    hall: FrontdeskHall, reception: Browser
) -> None:
    unknown = "0" * 16

    assert hall.browser("desk").get("/appointments").status == 403
    assert hall.browser("hall").post(f"/appointments/{unknown}/look", {"booking_id": unknown}).status == 403
    assert told(checked_in(reception, unknown), RefusalCode.UNKNOWN_BOOKING)
    assert reception.get(f"/appointments/{unknown}/move").status == 404
    assert reception.get("/appointments/day/yesterday").status == 404


def test_everybody_sees_the_schedule_of_this_week_and_the_next(hall: FrontdeskHall) -> None:
    page = hall.browser("desk").get("/schedule")

    assert page.status == 200
    assert "Аудан әкімі" in page.words
    assert "10:00–11:00" in page.words
