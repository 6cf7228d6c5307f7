"""Somebody at a console's keyboard, in a real browser, who has no mouse: for tests alone."""

from collections.abc import Iterator
from contextlib import contextmanager

from console_at_work import ConsoleAtWork
from console_sheet import open_page
from deadline import until
from http_browser import Browser
from playwright.sync_api import Page, Request, expect
from staff_room import PASSWORD

from console.web.texts import texts
from firmware.words import Language

KEPT = texts()[Language.KK].say("entering.typed_kept")


@contextmanager
def open_window() -> Iterator[Page]:
    """Yield a tab that may have another one beside it, with the same cookies."""
    with open_page(1280, 720) as opened:
        assert opened.context.browser is not None
        yield opened.context.browser.new_context().new_page()


def use(page: Page, browser: Browser) -> None:
    """Go on in the session of *browser*."""
    url = f"http://127.0.0.1:{browser.port}"
    page.context.add_cookies([{"name": name, "value": value, "url": url} for name, value in browser.cookies.items()])


def sign_in(page: Page, hall: ConsoleAtWork, login: str) -> None:
    """Sign in."""
    page.goto(f"http://127.0.0.1:{hall.port}/sign-in")
    tab_to(page, "input[name=name]")
    page.keyboard.type(login)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/places")


def tab_to(page: Page, wanted: str, most: int = 60) -> None:
    """Press Tab until the focus is on *wanted*."""
    for _ in range(most):
        if page.evaluate("(wanted) => document.activeElement?.matches(wanted) ?? false", wanted):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {wanted}")


def sit_down(page: Page, hall: ConsoleAtWork, *places: str) -> None:
    """Take *places*."""
    for place in places:
        page.goto(f"http://127.0.0.1:{hall.port}/places")
        tab_to(page, f'form[action="/places/{place}/take"] button')
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/desk" in url or "/office/" in url)


def answer_lock(page: Page, code: str) -> None:
    """Type *code* at the lock. Its field gets the focus when the page is there already."""
    expect(page.locator("[name=code]")).to_be_focused()
    page.keyboard.type(code)
    press(page, "Enter")


def until_kept(page: Page) -> None:
    """Wait until the lock says that what was typed is kept: it was drawn before that where the server was slow."""
    until_loaded_with(page, f'main:has-text("{KEPT}")')


def until_loaded_with(page: Page, what: str) -> None:
    """Load the page anew until the server puts *what* there."""

    def is_there() -> bool:
        page.wait_for_load_state()
        if page.locator(what).count():
            return True
        page.reload()
        return False

    until(is_there)


def is_press(sent: Request) -> bool:
    """Whether somebody has pressed a button, and the page does not merely say that somebody is there."""
    return sent.method == "POST" and not sent.url.endswith("/here")


def press(page: Page, *keys: str) -> None:
    """Press one after the other."""
    for key in keys:
        page.keyboard.press(key)
