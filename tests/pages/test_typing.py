"""What somebody types in a real browser outlives a lock."""

from collections.abc import Iterator

import pytest
from at_keyboard import KEPT, answer_lock, open_window, press, until_kept, until_loaded_with, use
from booked_hall import overheard
from console_at_work import ConsoleAtWork
from deadline import until
from http_browser import Browser
from playwright.sync_api import Page, expect
from staff_room import PASSWORD

from console.accounts.roles import StaffRole
from firmware.words import new_id
from mqtt_bridge.private_broker import PrivateBroker

PLACE, PIN = "window-1", "2580"
FINISH = f'form[action="/desk/{PLACE}/finish"]'
NUMBER = "[name='reference_of:land']"
REGISTERED = "[value='land:appeal-registered']"
PARK = f"#park-{PLACE}"


@pytest.fixture
def hall(tmp_path_factory: pytest.TempPathFactory, shared_broker: PrivateBroker) -> Iterator[ConsoleAtWork]:
    staff = {"desk": (StaffRole.CONSULTANT,)}
    with ConsoleAtWork(tmp_path_factory.mktemp("hall"), f"test-{new_id()}", shared_broker.port, staff=staff) as up:
        assert up.at_work("desk", PLACE).submit("/pin", {"pin": PIN, "password": PASSWORD}).status == 200
        yield up


@pytest.fixture
def page() -> Iterator[Page]:
    with open_window() as opened:
        yield opened


@pytest.fixture
def desk(hall: ConsoleAtWork) -> Browser:
    """Give the desk's browser, with a visitor who is being served."""
    return serve_another(hall, hall.at_work("desk", PLACE))


def serve_another(hall: ConsoleAtWork, desk: Browser) -> Browser:
    """Issue a ticket, call it and begin."""
    hall.ticket(matters=("land", "complaint"))
    desk.post(f"/desk/{PLACE}/next")
    ticket_id = until(lambda: ticket_in(desk, "start"))
    assert desk.post(f"/desk/{PLACE}/start", {"ticket_id": ticket_id}).status == 200
    until(lambda: ticket_in(desk, "finish"))
    return desk


def ticket_in(desk: Browser, step: str) -> str:
    """Return the ticket that stands in the form of that step; nothing where there is none."""
    form = desk.get("/desk").text.partition(f'action="/desk/{PLACE}/{step}"')[2]
    return form.partition('name="ticket_id" value="')[2].partition('"')[0]


def unlock(browser: Browser) -> None:
    assert browser.submit("/unlock", {"code": PIN}).status == 303


def open_desk(page: Page, desk: Browser) -> None:
    """Open the desk's page in its session."""
    use(page, desk)
    page.goto(f"http://127.0.0.1:{desk.port}/desk")
    expect(page.locator(FINISH)).to_be_visible()


def type_an_outcome(page: Page) -> None:
    """Tick an outcome and type its number; a number that is right."""
    page.locator(f".tick:has({REGISTERED})").click()
    page.locator(".tick:has([value='complaint:advised'])").click()
    page.locator(NUMBER).click()
    page.keyboard.type("KZ-2026-77")


def type_the_pin(page: Page, where: str = "**/desk") -> None:
    page.wait_for_url("**/lock?back=*")
    until_kept(page)  # nobody is back before that, but a test
    answer_lock(page, PIN)
    page.wait_for_url(where)


def expect_the_outcome(page: Page) -> None:
    expect(page.locator(NUMBER)).to_have_value("KZ-2026-77")
    expect(page.locator(REGISTERED)).to_be_checked()
    expect(page.locator("[value='complaint:advised']")).to_be_checked()


@pytest.mark.timeout(120)
def test_what_was_typed_comes_back_after_the_lock_and_is_sent_well(
    hall: ConsoleAtWork, desk: Browser, page: Page
) -> None:
    open_desk(page, desk)
    type_an_outcome(page)
    press(page, "Control+F9")
    page.wait_for_url("**/lock?back=*")
    until_kept(page)
    expect(page.locator("main h2")).to_have_text("Worker desk")
    answer_lock(page, "9999")  # a wrong PIN loses nothing
    expect(page.locator("#code-error")).to_be_visible()
    expect(page.locator("main")).to_contain_text(KEPT)
    answer_lock(page, PIN)
    page.wait_for_url("**/desk")

    expect_the_outcome(page)
    hall.ticket()  # the regions arrive anew, and change nothing of it
    expect_the_outcome(page)
    with overheard(hall) as heard:
        press(page, "F9")
        finished = until(lambda: [one for one in heard if b'"visit-finished"' in one])
    assert b'"KZ-2026-77"' in finished[0]
    expect(page.locator(FINISH)).to_have_count(0)
    page.reload()  # what was given back and sent does not come again
    expect(page.locator(NUMBER)).to_have_count(0)


@pytest.mark.timeout(120)
def test_what_was_typed_comes_back_when_the_session_locks_by_itself(
    hall: ConsoleAtWork, desk: Browser, page: Page
) -> None:
    open_desk(page, desk)
    press(page, "7")
    expect(page.locator(PARK)).to_be_focused()
    page.keyboard.type("көшірме 5 «дана»")

    desk.copy().submit("/lock")  # to an open page the same as a lock for lack of work
    type_the_pin(page)

    expect(page.locator(PARK)).to_have_value("көшірме 5 «дана»")
    expect(page.locator(PARK)).to_be_visible()
    storage = "JSON.stringify([{...localStorage}, {...sessionStorage}, location.href])"
    assert "көшірме" not in page.evaluate(storage)
    assert "көшірме" not in hall.console.log()


@pytest.mark.timeout(120)
def test_a_press_that_meets_the_lock_loses_nothing_while_the_stream_is_down(desk: Browser, page: Page) -> None:
    page.route("**/live", lambda route: route.abort())
    page.route("**/here", lambda route: route.abort())
    open_desk(page, desk)
    type_an_outcome(page)
    desk.copy().submit("/lock")

    press(page, "F9")

    type_the_pin(page)
    expect_the_outcome(page)


@pytest.mark.timeout(120)
def test_a_key_that_meets_the_lock_leads_to_it_while_the_stream_is_down(desk: Browser, page: Page) -> None:
    page.clock.install()
    page.route("**/live", lambda route: route.abort())
    open_desk(page, desk)
    type_an_outcome(page)
    desk.copy().submit("/lock")
    page.clock.fast_forward(40_000)

    page.keyboard.type("8")

    page.wait_for_url("**/lock?back=*")
    until_kept(page)


@pytest.mark.timeout(120)
def test_the_form_of_another_ticket_gets_nothing(hall: ConsoleAtWork, desk: Browser, page: Page) -> None:
    open_desk(page, desk)
    type_an_outcome(page)
    press(page, "Control+F9")
    page.wait_for_url("**/lock?back=*")
    until_kept(page)
    other = desk.copy()
    unlock(other)
    outcomes = ("land:advised", "complaint:advised")
    finished = {"ticket_id": ticket_in(other, "finish"), "outcome": outcomes}
    assert other.post(f"/desk/{PLACE}/finish", finished).status == 200
    until(lambda: not ticket_in(other, "finish"))
    serve_another(hall, other)

    answer_lock(page, PIN)
    page.wait_for_url("**/desk")

    expect(page.locator(FINISH)).to_be_visible()
    expect(page.locator(NUMBER)).to_have_value("")
    expect(page.locator(f"{FINISH} input:checked")).to_have_count(0)


@pytest.mark.timeout(120)
def test_a_page_that_is_loaded_anew_while_the_session_lives_keeps_what_was_typed(desk: Browser, page: Page) -> None:
    open_desk(page, desk)
    type_an_outcome(page)
    with page.expect_navigation():
        desk.copy().submit("/places/window-2/take")  # the page has another place now
    until_loaded_with(page, "body[data-draft]")

    expect_the_outcome(page)
    desk.copy().submit("/places/window-2/leave")


@pytest.mark.timeout(120)
def test_two_tabs_with_the_same_page_get_back_each_its_own(desk: Browser, page: Page) -> None:
    open_desk(page, desk)
    other = page.context.new_page()
    open_desk(other, desk)
    for tab, reason in ((page, "бірінші"), (other, "екінші")):
        tab.bring_to_front()
        press(tab, "7")
        expect(tab.locator(PARK)).to_be_focused()
        tab.keyboard.type(reason)

    desk.copy().submit("/lock")
    other.wait_for_url("**/lock?back=*")
    page.bring_to_front()
    type_the_pin(page)
    other.reload()  # open already

    expect(page.locator(PARK)).to_have_value("бірінші")
    expect(other.locator(PARK)).to_have_value("екінші")
