"""The reception in a real Chromium, by the keyboard alone, over a real hall whose printers can be broken."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from deadline import DEADLINE_S, until
from playwright.sync_api import Page, expect

from console.web.said import DONE, NO_ANSWER
from console.web.texts import texts
from firmware.words import Language
from simulator.driving import DrivenHall
from simulator.staff_browser import Staff, chromium

SAY = texts()[Language.KK].say


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory, voice_bank: Path) -> Iterator[DrivenHall]:
    with DrivenHall(tmp_path_factory.mktemp("hall"), voice_bank=voice_bank, voice_speed=20) as hall:
        hall.until_well()
        yield hall


@pytest.fixture
def page(hall: DrivenHall) -> Iterator[Page]:
    """Sign the reception in by the keyboard; whatever the browser complains of fails the test."""
    with chromium() as browser:
        staff = Staff(browser, hall)
        page = staff.sign_in("reception")
        page.wait_for_function("() => window.htmx !== undefined")
        yield page
        # A refusal, 409, is what the test provokes; the browser tells it, too.
        assert [told for told in staff.complaints if "409" not in told] == []


def press_for_a_paper_that_fails(page: Page, hall: DrivenHall, key: str) -> bool:
    """Have the printer fall silent, and press; whether that was decided before the station noticed. Else heal it."""
    hall.post("/printer", {"station": "entrance", "fault": "silent"})
    with page.expect_response(lambda came: came.url.endswith("/issue") and came.status != NO_ANSWER) as answer:
        page.keyboard.press(key)
    if answer.value.status == DONE:
        return True
    hall.post("/printer", {"station": "entrance", "fault": "none"})
    hall.until_well()
    return False


def is_away(daemon: dict[str, str]) -> bool:
    return daemon["name"] == "entrance" and daemon["condition"] in {"offline", "lost"}


def newest(page: Page) -> str:
    return page.locator("#papers .number.large").inner_text()


def test_two_keys_give_a_ticket_and_a_printer_that_fails_is_told_with_what_to_do(page: Page, hall: DrivenHall) -> None:
    papers, russian = page.locator("#papers"), page.get_by_role("radio", name="Русский")
    page.keyboard.press("F4")
    expect(russian).to_be_checked()
    page.keyboard.press("7")
    expect(papers.locator(".now")).to_contain_text(SAY("reception.paper.out"))
    number = int(newest(page))
    assert hall.until("/tickets", lambda tickets: any(each["number"] == number for each in tickets))
    expect(papers.locator(".now")).to_contain_text(SAY("marks.language.ru"))
    expect(russian).not_to_be_checked()  # the next visitor is asked anew

    page.locator("body").press("Enter")
    page.keyboard.press("F9")  # a flag, and the Enter key upon it, give no ticket
    page.get_by_role("checkbox", name=SAY("marks.representative")).first.press("Enter")

    try:
        until(lambda: press_for_a_paper_that_fails(page, hall, "7"), deadline_s=3 * DEADLINE_S)
        expect(papers.locator(".now")).to_contain_text(str(number + 1))
        state = papers.locator(".now .notice strong")
        expect(state).not_to_contain_text(SAY("reception.paper.coming"), timeout=40_000)
        assert state.inner_text().startswith((SAY("reception.paper.unsure"), SAY("reception.paper.failed")))
        expect(papers.locator(".now .do").first).to_be_visible()
    finally:
        hall.post("/printer", {"station": "entrance", "fault": "none"})

    hall.post("/daemons/entrance", {"do": "stop"})
    try:
        hall.until("/daemons", lambda daemons: any(map(is_away, daemons)))
        page.get_by_role("heading", name=SAY("reception.purpose")).wait_for()
        page.keyboard.press("F4")
        page.keyboard.press("7")
        expect(page.locator("#messages")).to_contain_text("Станция байланыста жоқ")
        expect(russian).to_be_checked()  # nothing of what was chosen is lost
        page.get_by_text(SAY("reception.where")).click()
        page.get_by_role("radio", name="Күту залы").check()
        page.keyboard.press("7")
        expect(papers.locator(".now")).to_contain_text(SAY("reception.paper.out"))
        expect(papers.locator(".now")).to_contain_text("Күту залы")
        expect(page.locator("#issue input[name=station][value=waiting-hall]")).to_be_checked()  # kept for the next one
    finally:
        hall.post("/daemons/entrance", {"do": "start"})
