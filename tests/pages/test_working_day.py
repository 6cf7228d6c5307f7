"""A working day in a real Chromium, by the keyboard alone: reception, three desks, an office, the hall and a helper.

All seven pages are open at once over one real hall, in both languages, and what one does the others are told.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from simulator.driving import DrivenHall
from simulator.staff_browser import PHONE_PX, Staff, chromium, focus

DESKS = {"window-1": "kk", "window-2": "ru", "window-3": "kk"}
STEP = 'form[action$="/{}"] button'


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory, voice_bank: Path) -> Iterator[DrivenHall]:
    with DrivenHall(tmp_path_factory.mktemp("hall"), voice_bank=voice_bank, voice_speed=20) as hall:
        hall.until_well()
        yield hall


@pytest.fixture(scope="module")
def staff(hall: DrivenHall) -> Iterator[Staff]:
    with chromium() as browser:
        staff = Staff(browser, hall)
        yield staff
        # A killed console is told by the browser and by htmx, too.
        assert [told for told in staff.complaints if not told.startswith(("Failed to load", "htmx:", "undef"))] == []


@pytest.fixture(scope="module")
def pages(staff: Staff) -> dict[str, Page]:
    """Sign everybody in: seven people, each with a browser of their own."""
    pages = {login: staff.sign_in(login) for login in ("reception", *DESKS, "office-12", "hall")}
    pages["helper"] = staff.sign_in("helper", PHONE_PX)
    for login in (*DESKS, "office-12"):
        staff.take_place(pages[login])
    return pages


def tickets_of(hall: DrivenHall) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = hall.get("/tickets")
    return found


def issue(page: Page, hall: DrivenHall, *keys: str) -> int:
    """Press these keys at the reception; return the number that came out."""
    count = len(tickets_of(hall))
    for key in keys:
        page.keyboard.press(key)
    number: int = hall.until("/tickets", lambda tickets: len(tickets) > count, 20)[0]["number"]
    expect(page.locator("#papers")).to_contain_text(str(number))
    return number


def press(page: Page, key: str, step: str, then: str) -> None:
    """Press the key of a step once the page offers it; *then* is the step that is offered afterwards."""
    expect(page.locator(STEP.format(step)).first).to_be_enabled()
    page.keyboard.press(key)
    expect(page.locator(STEP.format(then)).first).to_be_visible()


def said(hall: DrivenHall, number: int, place: str) -> Callable[[list[dict[str, Any]]], bool]:
    return lambda calls: any((call["number"], call["place"]) == (number, place) for call in calls)


@pytest.mark.timeout(240)
def test_everybody_is_where_they_work_and_in_their_own_language(pages: dict[str, Page]) -> None:
    for login, language in DESKS.items():
        assert pages[login].url.endswith("/desk")
        expect(pages[login].locator("html")).to_have_attribute("lang", language)
    assert pages["office-12"].url.endswith("/office/office-12")
    assert pages["hall"].url.endswith("/hall")
    assert pages["helper"].url.endswith("/helper")


@pytest.mark.timeout(240)
def test_two_keys_give_a_ticket_that_a_desk_calls_serves_and_ends(pages: dict[str, Page], hall: DrivenHall) -> None:
    number = issue(pages["reception"], hall, "F4", "3")  # in Russian, about social support
    desk = pages["window-1"]  # which is competent for it
    expect(desk.locator("#place-window-1")).to_contain_text(str(number))

    press(desk, "F2", "next", "start")
    hall.until("/speakers/hall-voice", said(hall, number, "window-1"), 30)
    expect(pages["hall"].locator("#hall-calls")).to_contain_text(str(number))
    press(desk, "F4", "start", "finish")
    desk.keyboard.press("1")
    press(desk, "F9", "finish", "next")

    expect(desk.locator("#day-window-1")).to_contain_text("бүгін қабылданды")
    expect(pages["hall"].locator("#hall-calls")).not_to_contain_text(str(number))


@pytest.mark.timeout(240)
def test_a_visitor_who_needs_help_is_accompanied_and_stands_first(pages: dict[str, Page], hall: DrivenHall) -> None:
    number = issue(pages["reception"], hall, "F2", "F8", "7")
    helper = pages["helper"]
    expect(helper.locator("main")).to_contain_text(str(number))
    expect(pages["hall"].locator("#hall-waiting li").first).to_contain_text(str(number))

    focus(helper, STEP.format("take"))
    helper.keyboard.press("Enter")

    expect(pages["hall"].locator("#hall-summonses")).to_contain_text("Көмекші")  # it is told who goes
    press(pages["window-2"], "F2", "next", "start")
    expect(helper.locator("main")).to_contain_text("2-терезе")  # and where to
    press(pages["window-2"], "F4", "start", "finish")
    press(pages["window-2"], "F9", "finish", "next")
    expect(helper.locator("main")).not_to_contain_text(str(number))  # it ends with the visit


@pytest.mark.timeout(240)
def test_a_visitor_who_does_not_come_is_called_again_missed_and_let_back(
    pages: dict[str, Page], hall: DrivenHall
) -> None:
    number = issue(pages["reception"], hall, "F2", "7")
    desk = pages["window-3"]
    expect(desk.locator("#place-window-3 .number").first).to_have_text(str(number))  # it waits from its paper on
    press(desk, "F2", "next", "start")
    hall.until("/speakers/hall-voice", said(hall, number, "window-3"), 30)
    expect(desk.locator(STEP.format("no-show"))).to_be_disabled()

    desk.keyboard.press("F8")
    press(desk, "Control+F8", "no-show", "next")

    expect(pages["hall"].locator("#hall-aside")).to_contain_text(str(number))
    focus(pages["hall"], f"#hall-aside {STEP.format('readmit')}")
    pages["hall"].keyboard.press("Enter")
    expect(desk.locator("#place-window-3 .number").first).to_have_text(str(number))
    press(desk, "F2", "next", "start")
    desk.keyboard.press("F4")
    press(desk, "F9", "finish", "next")


@pytest.mark.timeout(240)
def test_who_is_booked_is_checked_in_and_received_with_an_outcome(pages: dict[str, Page], hall: DrivenHall) -> None:
    count = len(tickets_of(hall))
    reception, office = pages["reception"], pages["office-12"]
    focus(reception, 'nav a[href="/appointments"]')
    reception.keyboard.press("Enter")
    reception.wait_for_url("**/appointments**")
    check_in = "#appointments-day " + STEP.format("check-in")
    focus(reception, check_in, most=200)
    reception.keyboard.press("Enter")
    number = hall.until("/tickets", lambda tickets: len(tickets) > count, 20)[0]["number"]
    assert 401 <= number <= 599

    call = "#office-day " + STEP.format("call-booked")
    expect(office.locator(call).first).to_be_visible()
    focus(office, call, most=200)
    office.keyboard.press("Enter")
    expect(office.locator("#office-office-12 .number").first).to_have_text(str(number))
    hall.until("/speakers/hall-voice", said(hall, number, "office-12"), 30)
    press(office, "F4", "start", "finish-booked")
    office.keyboard.press("1")
    press(office, "F9", "finish-booked", "next")

    reception.goto(f"{reception.url.split('/appointments')[0]}/reception")


@pytest.mark.timeout(240)
def test_an_evacuation_is_on_every_page_within_moments_and_ends_where_it_began(pages: dict[str, Page]) -> None:
    moderator = pages["hall"]
    focus(moderator, "#hall-safety summary", most=200)
    moderator.keyboard.press("Enter")
    moderator.keyboard.press("Tab")
    focus(moderator, '#hall-safety input[name="sure"]')
    moderator.keyboard.press("Space")
    focus(moderator, STEP.format("evacuate"))
    moderator.keyboard.press("Enter")

    for login, page in pages.items():
        expect(page.locator("#banner"), login).to_contain_text("ЭВАКУАЦИЯ")
    focus(moderator, "#hall-safety summary", most=200)
    moderator.keyboard.press("Enter")
    focus(moderator, '#hall-safety input[name="sure"]')
    moderator.keyboard.press("Space")
    focus(moderator, STEP.format("resume"))
    moderator.keyboard.press("Enter")
    for login, page in pages.items():
        expect(page.locator("#banner"), login).not_to_contain_text("ЭВАКУАЦИЯ")


@pytest.mark.timeout(240)
def test_a_console_that_is_killed_comes_back_under_open_pages_without_a_lost_click(
    pages: dict[str, Page], hall: DrivenHall
) -> None:
    number = issue(pages["reception"], hall, "F2", "7")
    desk = pages["window-1"]
    expect(desk.locator("#place-window-1 .number").first).to_have_text(str(number))
    hall.post("/daemons/console", {"do": "kill"})

    desk.keyboard.press("F2")  # into the gap, and it is sent until somebody answers

    expect(desk.locator(STEP.format("start"))).to_be_visible(timeout=30_000)
    calls = [call for call in hall.get("/speakers/hall-voice") if call["number"] == number]
    assert len({call["call_id"] for call in calls}) <= 1
    expect(desk.locator("#lost")).to_be_hidden()
    desk.keyboard.press("F4")
    press(desk, "F9", "finish", "next")
