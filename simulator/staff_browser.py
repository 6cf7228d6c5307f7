"""Demonstration staff in a real Chromium, before the console of a driven hall: for tests and pictures."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from simulator.demonstration_staff import ACCOUNTS_FILE
from simulator.driving import DrivenHall

OFFICE_PX = (1280, 720)
"""An all-in-one on a desk."""
PHONE_PX = (390, 844)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run Debian's Chromium, without a window. Raises FileNotFoundError when it is not installed."""
    program = shutil.which("chromium")
    if program is None:
        raise FileNotFoundError("chromium is not installed: apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


class Staff:
    """Who works in a driven hall, each before a browser of their own. Whatever a page complains of is kept."""

    def __init__(self, browser: Browser, hall: DrivenHall) -> None:
        known = json.loads((hall.folder / ACCOUNTS_FILE).read_text(encoding="utf-8"))
        self.url: str = known["url"]
        self.passwords: dict[str, str] = known["passwords"]
        self.complaints: list[str] = []
        self._browser = browser

    def page(self, size_px: tuple[int, int] = OFFICE_PX) -> Page:
        """Open a browser at the door."""
        width, height = size_px
        context = self._browser.new_context(viewport={"width": width, "height": height})
        page = context.new_page()
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.on("pageerror", lambda error: self._hear("error", str(error)))
        page.goto(self.url)
        return page

    def sign_in(self, login: str, size_px: tuple[int, int] = OFFICE_PX) -> Page:
        """Open a browser and sign in, by the keyboard alone."""
        page = self.page(size_px)
        page.locator("input[name=name]:focus").wait_for()  # it gets the focus when the page is there already
        page.keyboard.type(login)
        page.keyboard.press("Tab")
        page.keyboard.type(self.passwords[login])
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/sign-in" not in url)
        return page

    def take_place(self, page: Page) -> None:
        """Have who chooses a place take the first one, by the keyboard alone."""
        focus(page, 'form[action$="/take"] button')
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/places" not in url)

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error":
            self.complaints.append(text)


def focus(page: Page, selector: str, most: int = 80) -> None:
    """Go to what *selector* names as who has no mouse does: by Tab. Raises LookupError when it is not reached."""
    for _ in range(most):
        if page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector):
            return
        page.keyboard.press("Tab")
    raise LookupError(f"Tab does not lead to {selector}")
