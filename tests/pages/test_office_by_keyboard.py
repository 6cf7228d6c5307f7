"""An office receives a visitor in a real browser, with nobody touching the mouse."""

import pytest
from at_keyboard import press, sign_in, sit_down, tab_to
from booked_hall import OFFICE, booked, checked_in, person
from console_at_work import ConsoleAtWork
from console_sheet import open_page
from playwright.sync_api import expect

from console.receptions.book import Stage
from firmware.words import new_id
from mqtt_bridge.private_broker import PrivateBroker


@pytest.mark.timeout(120)
def test_an_office_receives_by_keyboard_from_the_names_to_the_outcome(
    shared_broker: PrivateBroker, tmp_path_factory: pytest.TempPathFactory
) -> None:
    hall = ConsoleAtWork(tmp_path_factory.mktemp("hall"), f"test-{new_id()}", shared_broker.port)
    whose = person("Қабылданған Адамұлы")
    booking_id = booked(hall, whose)
    with hall, open_page(1280, 720) as page:
        checked_in(hall, booking_id)
        sign_in(page, hall, "office")
        sit_down(page, hall, OFFICE)
        day, now = page.locator("#office-day"), page.locator(f"#office-{OFFICE}")
        expect(day).to_contain_text("401")
        expect(day).not_to_contain_text(whose.name)

        press(page, "Shift+Digit8")
        expect(day).to_contain_text(whose.name)
        call = f'form[action="/office/{OFFICE}/call-booked"] button'
        expect(page.locator(call)).to_be_enabled()  # it comes with the paper, some time after the number
        tab_to(page, call)
        press(page, "Enter")
        expect(now.locator(".now .number")).to_have_text("401")
        expect(now).to_contain_text(whose.subject)
        press(page, "F4")
        expect(now.locator(f'form[action="/office/{OFFICE}/finish-booked"]')).to_be_visible()
        press(page, "F9")
        expect(now.locator("[data-said]")).to_be_visible()  # nobody has said what came of it
        press(page, "2", "0")
        page.keyboard.type("хат дайындау")
        press(page, "F9")

        expect(now.locator(".now")).to_have_count(0)
        expect(day).to_contain_text("Бақылауға алынды")
    with hall.console.store() as store:
        assert store.book.bookings[booking_id].stage is Stage.RECEIVED
        assert store.book.bookings[booking_id].outcome == "taken-up"
