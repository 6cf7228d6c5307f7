"""A password of one's own, and a PIN for the lock, as somebody sets them on the page."""

from collections.abc import Iterator

import pytest
from console_at_work import ConsoleAtWork
from http_browser import Browser
from staff_room import OTHER, PASSWORD

from console.accounts.roles import StaffRole
from firmware.words import new_id
from mqtt_bridge.private_broker import PrivateBroker


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory, shared_broker: PrivateBroker) -> Iterator[ConsoleAtWork]:
    staff = {"window-1": (StaffRole.CONSULTANT,)}
    with ConsoleAtWork(tmp_path_factory.mktemp("hall"), f"test-{new_id()}", shared_broker.port, staff=staff) as up:
        yield up


@pytest.fixture
def browser(up: ConsoleAtWork) -> Browser:
    return up.signed_in("window-1")


def test_a_pin_that_was_set_opens_the_lock_and_one_that_was_taken_away_does_not(browser: Browser) -> None:
    assert "PIN-код сақталды" in browser.submit("/pin", {"pin": "2580", "password": PASSWORD}).words
    browser.submit("/lock")
    assert browser.submit("/unlock", {"code": "2580"}).to == "/"

    assert "PIN-код алынды" in browser.submit("/pin", {"pin": "", "password": PASSWORD}).words
    browser.submit("/lock")
    assert browser.submit("/unlock", {"code": "2580"}).status == 409
    assert browser.submit("/unlock", {"code": PASSWORD}).to == "/"


def test_a_simple_pin_and_a_wrong_password_are_told_beside_their_fields(browser: Browser) -> None:
    simple = browser.submit("/pin", {"pin": "1111", "password": PASSWORD})
    assert (simple.status, simple.text.count('id="pin-error"')) == (409, 1)

    wrong = browser.submit("/pin", {"pin": "2580", "password": OTHER})
    assert (wrong.status, wrong.text.count('id="pin-password-error"')) == (409, 1)


def test_two_new_passwords_that_differ_change_nothing(browser: Browser) -> None:
    answer = browser.submit("/password", {"old": PASSWORD, "new": OTHER, "again": f"{OTHER}!"})

    assert answer.status == 422
    assert "Екі құпиясөз бірдей емес" in answer.words
    assert browser.get("/places").status == 200
