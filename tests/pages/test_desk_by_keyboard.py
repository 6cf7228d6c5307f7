"""A desk's hour in a real browser, from signing in to the lock, with nobody touching the mouse."""

from collections.abc import Iterator

import pytest
from at_keyboard import press, sign_in, sit_down, tab_to
from booked_hall import overheard
from console_at_work import ConsoleAtWork
from console_sheet import open_page
from deadline import until
from playwright.sync_api import Page, expect

from firmware.words import new_id
from mqtt_bridge.private_broker import PrivateBroker

WINDOW = "window-1"
LOSES_WHAT_IT_MOVES = """
Element.prototype.moveBefore = function (node, next) {
  this.insertBefore(node, next);
  node.animate?.({ visibility: ["hidden", "hidden"] }, { duration: 1e9 });
};
"""


@pytest.fixture
def hall(shared_broker: PrivateBroker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ConsoleAtWork]:
    with ConsoleAtWork(tmp_path_factory.mktemp("hall"), f"test-{new_id()}", shared_broker.port) as at_work:
        yield at_work


@pytest.fixture
def page() -> Iterator[Page]:
    with open_page(1280, 720) as opened:
        yield opened


def at(place: str, what: str) -> str:
    """Return the selector of a form of *place*."""
    return f'form[action="/desk/{place}/{what}"]'


def shows(page: Page, place: str, what: str) -> None:
    """Wait until *place* has this button: what was pressed arrives by itself."""
    expect(page.locator(at(place, what)).first).to_be_visible()


def call(page: Page, place: str, number: int) -> None:
    """Call the next, who is *number*."""
    shows(page, place, "next")
    press(page, "F2")
    has(page, place, number)


def has(page: Page, place: str, number: int) -> None:
    expect(page.locator(f"#place-{place} .now .number")).to_have_text(str(number))


def finish_with_a_wrong_number_first(page: Page, hall: ConsoleAtWork) -> None:
    press(page, "4", "Shift+Digit1", "0")
    page.keyboard.type("no number")
    press(page, "F9")
    said, field = page.locator("[data-said]"), page.locator("[name='reference_of:land']")
    expect(said).to_be_visible()
    expect(field).to_be_focused()
    expect(field).to_have_value("no number")
    expect(field).to_have_attribute("aria-invalid", "true")
    ticked = [page.locator(f"[value='{value}']") for value in ("land:appeal-registered", "complaint:advised")]
    hall.ticket()  # the line changes, and the region arrives anew around what is wrong
    expect(page.locator(".figures dd").first).to_have_text("4")
    for outcome in ticked:
        expect(outcome).to_be_checked()
    expect(said).to_be_visible()
    press(page, "Control+a")
    page.keyboard.type("KZ-2026-77")
    expect(said).to_have_count(0)
    with overheard(hall) as heard:
        press(page, "F9")
        finished = until(lambda: [one for one in heard if b'"visit-finished"' in one])
    assert b'"KZ-2026-77"' in finished[0]
    assert b'"complaint"' in finished[0]


def put_aside_and_call_back(page: Page, number: int) -> None:
    press(page, "7")
    expect(page.locator(f"#park-{WINDOW}")).to_be_focused()
    page.keyboard.type("көшірме")
    press(page, "Enter")
    shows(page, WINDOW, "resume")
    tab_to(page, f"{at(WINDOW, 'resume')} button")
    press(page, "Enter")
    expect(page.locator(at(WINDOW, "resume"))).to_have_count(0)  # before that another one is the next
    call(page, WINDOW, number)


def send_on(page: Page) -> None:
    press(page, "6")
    expect(page.locator("[name=to]").first).to_be_focused()
    press(page, "Space", "Enter")
    shows(page, WINDOW, "next")


def have_a_break(page: Page) -> None:
    press(page, "8")
    expect(page.locator("[name=reason][value=break]")).to_be_focused()
    press(page, "ArrowDown", "Enter")
    expect(page.locator(f"#place-{WINDOW} .free")).to_contain_text("Түскі үзіліс")
    press(page, "F2")
    shows(page, WINDOW, "next")


def call_out_of_order(page: Page, number: int) -> None:
    press(page, "9")
    expect(page.locator(f"#other-{WINDOW}")).to_be_focused()
    page.keyboard.type(str(number))
    press(page, "Enter")
    expect(page.locator(f"#other-why-{WINDOW}")).to_have_attribute("aria-invalid", "true")
    page.keyboard.type("жедел")
    press(page, "Enter")
    has(page, WINDOW, number)


@pytest.mark.timeout(120)
def test_a_desk_works_for_an_hour_by_keyboard_alone(hall: ConsoleAtWork, page: Page) -> None:
    first = hall.ticket(matters=("land", "complaint")).paper.number
    second, third, fourth = (hall.ticket().paper.number for _ in range(3))
    sign_in(page, hall, "desk")
    sit_down(page, hall, WINDOW)

    call(page, WINDOW, first)  # the place was opened by sitting down
    press(page, "F8", "F4")
    shows(page, WINDOW, "finish")
    finish_with_a_wrong_number_first(page, hall)
    call(page, WINDOW, second)
    put_aside_and_call_back(page, second)
    press(page, "F4")
    shows(page, WINDOW, "finish")
    press(page, "1", "F9")
    call(page, WINDOW, third)
    send_on(page)
    have_a_break(page)
    call_out_of_order(page, fourth + 1)

    with overheard(hall) as heard:
        press(page, "Control+Shift+F2")
        until(lambda: [one for one in heard if b'"summons-raised"' in one])
    press(page, "Control+F9")
    page.wait_for_url("**/lock?back=%2Fdesk")


@pytest.mark.timeout(120)
def test_nothing_is_left_out_by_a_browser_that_does_not_draw_what_it_moves(hall: ConsoleAtWork, page: Page) -> None:
    page.add_init_script(LOSES_WHAT_IT_MOVES)
    number = hall.ticket().paper.number
    sign_in(page, hall, "desk")
    sit_down(page, hall, WINDOW)

    call(page, WINDOW, number)
    press(page, "F4")
    shows(page, WINDOW, "finish")
    press(page, "1", "F9")
    shows(page, WINDOW, "next")
    expect(page.locator("[name=reason][value=break]")).to_have_count(1)  # the part below it has moved
    press(page, "9")
    expect(page.locator(f"#other-{WINDOW}")).to_be_focused()


@pytest.mark.timeout(120)
def test_what_was_refused_is_not_said_any_more_when_the_hall_has_gone_on(hall: ConsoleAtWork, page: Page) -> None:
    page.clock.install()
    sign_in(page, hall, "desk")
    sit_down(page, hall, WINDOW)
    shows(page, WINDOW, "next")
    press(page, "F2")
    refused = page.locator("#messages .notice.warn")
    expect(refused).to_have_count(1)  # nobody waits

    hall.ticket()
    waiting = page.locator(".figures dd").first
    expect(waiting).to_have_text("1")
    expect(refused).to_have_count(1)
    page.clock.fast_forward(10_001)
    hall.ticket()
    expect(waiting).to_have_text("2")
    expect(refused).to_have_count(0)


@pytest.mark.timeout(120)
def test_with_two_places_a_key_is_for_the_one_that_somebody_works_at(hall: ConsoleAtWork, page: Page) -> None:
    numbers = [hall.ticket().paper.number for _ in range(2)]
    sign_in(page, hall, "desk")
    sit_down(page, hall, WINDOW, "window-2")

    call(page, WINDOW, numbers[0])
    press(page, "Control+Shift+F4")
    call(page, "window-2", numbers[1])
    press(page, "F4")
    shows(page, "window-2", "finish")
    expect(page.locator(at(WINDOW, "finish"))).to_have_count(0)
    press(page, "F9")
    shows(page, "window-2", "next")
    press(page, "F9", "F4")  # nobody is there any more, and the other place's visitor is not touched
    shows(page, WINDOW, "start")
    press(page, "Control+Shift+F4", "F4")
    shows(page, WINDOW, "finish")


@pytest.mark.timeout(120)
def test_whoever_loses_a_place_is_told_by_whom_and_the_taker_keeps_the_visitor(hall: ConsoleAtWork, page: Page) -> None:
    number = hall.ticket().paper.number
    sign_in(page, hall, "desk")
    sit_down(page, hall, WINDOW)
    call(page, WINDOW, number)

    hall.browser("desk-2").take(WINDOW)

    page.wait_for_url("**/places")
    expect(page.locator("#messages")).to_contain_text("Worker desk-2")
    other = hall.browser("desk-2")
    assert str(number) in other.get("/desk").words
    assert other.submit(f"/places/{WINDOW}/leave").status == 409, "a visitor is there"
    assert other.submit("/sign-out").status == 409
