"""Who types in a real browser is not locked; who comes back to a locked page goes on where they were."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from at_keyboard import KEPT, answer_lock, open_window, press, until_kept, use
from clocked_console import ClockedConsole
from http_browser import Browser
from playwright.sync_api import Page, Route, expect
from staff_room import PASSWORD


@pytest.fixture
def page() -> Iterator[Page]:
    with open_window() as opened:
        yield opened


@pytest.fixture
def clocked(tmp_path: Path, site: str) -> Iterator[ClockedConsole]:
    with ClockedConsole(tmp_path / "console", site) as console:
        yield console


def locks(browser: Browser) -> bool:
    """Whether the session is locked, asked by what keeps none from locking."""
    return browser.get("/lock").status == 200


def told(page: Page) -> Callable[[], int]:
    """Return how to see how often the page has said that somebody is there, and was heard."""
    answers: list[int] = []
    page.on("response", lambda came: answers.append(came.status) if came.url.endswith("/here") else None)
    return lambda: len(answers)


def type_a_name_and_lock(clocked: ClockedConsole, page: Page) -> None:
    """Begin a booking, and lock the page by its key."""
    page.goto(f"http://127.0.0.1:{clocked.port}/appointments/book")
    page.locator("[name=name]").fill("Үлгі Үлгіұлы")
    press(page, "Control+F9")
    page.wait_for_url("**/lock?back=*")
    until_kept(page)


@pytest.mark.timeout(120)
def test_who_types_is_not_locked_and_a_page_that_is_only_open_is(clocked: ClockedConsole, page: Page) -> None:
    browser = clocked.signed_in()
    use(page, browser)
    heard = told(page)
    page.clock.install()
    page.goto(f"http://127.0.0.1:{clocked.port}/appointments/book")
    page.locator("[name=name]").focus()
    for already in range(3):
        clocked.clock.pass_time(clocked.idle_lock_s * 0.9)
        page.clock.fast_forward(31_000)
        page.keyboard.type("Ү")
        until_heard(page, heard, already + 1)
    page.keyboard.type("лгі")
    assert heard() == 3  # not with every key

    page.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'a', bubbles: true}))")  # nobody
    clocked.clock.pass_time(clocked.idle_lock_s * 0.9)
    assert not locks(browser)
    clocked.clock.pass_time(clocked.idle_lock_s * 0.2)
    assert locks(browser)

    page.clock.fast_forward(70_000)
    page.keyboard.type("!")  # a page that hears nothing is told of the lock when somebody comes back
    page.wait_for_url("**/lock?back=*")
    until_kept(page)
    answer_lock(page, PASSWORD)
    page.wait_for_url("**/appointments/book")
    expect(page.locator("[name=name]")).to_have_value("ҮҮҮлгі!")


def until_heard(page: Page, heard: Callable[[], int], count: int) -> None:
    """Wait until that was told so often."""
    for _ in range(200):
        if heard() >= count:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"told {heard()} times, not {count}")


@pytest.mark.timeout(120)
def test_what_was_typed_in_one_window_keeps_the_session_open_in_the_other(clocked: ClockedConsole, page: Page) -> None:
    use(page, clocked.signed_in())
    heard = told(page)
    page.goto(f"http://127.0.0.1:{clocked.port}/appointments/book")
    other = page.context.new_page()
    other.goto(f"http://127.0.0.1:{clocked.port}/schedule")
    clocked.clock.pass_time(clocked.idle_lock_s * 0.9)
    page.bring_to_front()
    page.locator("[name=subject]").click()
    until_heard(page, heard, 1)
    clocked.clock.pass_time(clocked.idle_lock_s * 0.9)

    other.reload()

    assert "/lock" not in other.url


@pytest.mark.timeout(120)
def test_a_booking_that_was_found_wrong_comes_back_whole(clocked: ClockedConsole, page: Page) -> None:
    browser = clocked.signed_in()
    use(page, browser)
    page.goto(f"http://127.0.0.1:{clocked.port}/appointments/book")
    page.locator("[name=name]").fill("Үлгі Үлгіұлы")
    page.locator("input[name=language][value=ru]").check()
    press(page, "F9")
    expect(page.locator("#contact-error")).to_be_visible()
    page.wait_for_load_state()
    expect(page.locator("[name=name]")).to_have_value("Үлгі Үлгіұлы")

    press(page, "Control+F9")
    page.wait_for_url("**/lock?back=*")
    until_kept(page)
    answer_lock(page, PASSWORD)
    page.wait_for_url("**/appointments/book")

    expect(page.locator("[name=name]")).to_have_value("Үлгі Үлгіұлы")
    expect(page.locator("input[name=language][value=ru]")).to_be_checked()


@pytest.mark.timeout(120)
def test_whoever_signs_in_after_the_lock_sees_nothing_of_it(clocked: ClockedConsole, page: Page) -> None:
    use(page, clocked.signed_in())
    type_a_name_and_lock(clocked, page)
    page.locator('form[action="/sign-out"] button').last.click()
    page.wait_for_url("**/sign-in")

    page.locator("input[name=name]").fill("reception")
    page.locator("input[name=password]").fill(PASSWORD)
    press(page, "Enter")
    page.wait_for_url("**/reception")
    page.goto(f"http://127.0.0.1:{clocked.port}/appointments/book")

    assert page.locator("body[data-draft]").count() == 0
    expect(page.locator("[name=name]")).to_have_value("")


@pytest.mark.timeout(120)
def test_a_password_is_not_kept(clocked: ClockedConsole, page: Page) -> None:
    sent: list[str] = []

    def hear(route: Route) -> None:
        sent.append(route.request.post_data or "")
        route.continue_()

    use(page, clocked.signed_in())
    page.route("**/draft", hear)
    page.goto(f"http://127.0.0.1:{clocked.port}/password")
    for name in ("old", "new", "again", "pin"):
        page.locator(f"[name={name}]").fill("12345678")
    press(page, "Control+F9")
    page.wait_for_url("**/lock?back=*")

    expect(page.locator("main")).not_to_contain_text(KEPT)
    assert sent == []


@pytest.mark.timeout(120)
def test_the_back_button_leads_from_the_lock_to_nothing_but_the_lock(clocked: ClockedConsole, page: Page) -> None:
    use(page, clocked.signed_in())
    type_a_name_and_lock(clocked, page)

    page.go_back()

    page.wait_for_url("**/lock?back=*")
    assert "Үлгі" not in page.content()
    answer_lock(page, PASSWORD)
    page.wait_for_url("**/appointments/book")
    expect(page.locator("[name=name]")).to_have_value("Үлгі Үлгіұлы")
