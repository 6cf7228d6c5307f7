"""Visitors' names, telephones and matters: text, and for those alone who may see them."""

import re
from collections.abc import Iterator

import pytest
from booked_hall import OFFICE, booked, person
from console_at_work import ConsoleAtWork
from only_text import MARKUP, assert_only_text
from unharmed import refused, unharmed

from firmware.words import new_id
from mqtt_bridge.private_broker import PrivateBroker

NAMES = tuple(f"{markup} Үлгіұлы" for markup in MARKUP[:3])


@pytest.fixture(scope="module")
def hall(shared_broker: PrivateBroker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ConsoleAtWork]:
    at_work = ConsoleAtWork(tmp_path_factory.mktemp("visitors"), f"test-{new_id()}", shared_broker.port)
    for name in NAMES:
        booked(at_work, person(name))
    with at_work:
        yield at_work


def test_a_visitors_name_and_matter_with_markup_are_text(hall: ConsoleAtWork) -> None:
    office, manager = hall.browser("office"), hall.browser("manager")
    office.take(OFFICE)
    with unharmed(hall):
        found = manager.post("/personal/search", {"search": "Үлгіұлы"})
        (live,) = re.findall(r'data-live="([^"]*)"', office.get(f"/office/{OFFICE}").text)
        with office.stream(live) as stream:
            assert office.post(f"/office/{OFFICE}/look", {"view": live.rpartition("/")[2]}).status == 200
            named = next(data for _name, data in stream if "Үлгіұлы" in data)
        for page in (found.text, named):
            assert "Үлгіұлы" in page
            for name in NAMES:
                assert_only_text(page, name)


@pytest.mark.parametrize("login", ["reception", "desk", "office", "hall", "helper"])
def test_who_may_not_look_for_visitors_learns_nothing_of_them(hall: ConsoleAtWork, login: str) -> None:
    browser = hall.browser(login)
    with unharmed(hall, *[refused("people", "no-right")] * 4):
        for path in ("search", "person", "export", "erase"):
            answer = browser.post(f"/personal/{path}", {"search": "Үлгіұлы"})
            assert answer.status == 403
            assert "Үлгіұлы" not in answer.text


def test_guessed_bookings_are_nobodys(hall: ConsoleAtWork) -> None:
    office, manager = hall.browser("office"), hall.browser("manager")
    office.take(OFFICE)
    with unharmed(hall):
        for guess in (new_id(), "0" * 16):
            for path in ("person", "export"):
                answer = manager.post(f"/personal/{path}", {"booking_id": guess})
                assert (path, answer.status) == (path, 409)
            answer = office.post(f"/office/{OFFICE}/call-booked", {"booking_id": guess})
            assert answer.status in {409, 422}
            assert "Үлгіұлы" not in answer.text


def test_no_visitor_is_in_the_log(hall: ConsoleAtWork) -> None:
    hall.browser("manager").post("/personal/search", {"search": "Үлгіұлы"})
    log = hall.console.log()
    assert "Үлгіұлы" not in log
    assert "+7 700" not in log
