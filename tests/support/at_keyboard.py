"""Somebody at a console's keyboard, in a real browser, who has no mouse: for tests alone."""

from console_at_work import ConsoleAtWork
from playwright.sync_api import Page
from staff_room import PASSWORD


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


def press(page: Page, *keys: str) -> None:
    """Press one after the other."""
    for key in keys:
        page.keyboard.press(key)
