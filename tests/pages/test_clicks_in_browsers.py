"""Clicks in a real browser while the console or the dispatcher is away: sent again, acting once, and told of."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import parse_qsl

import pytest
from at_keyboard import is_press
from console_at_work import ConsoleAtWork
from console_sheet import SIZES, open_page
from deadline import until
from playwright.sync_api import Page, Route, expect

from console.accounts.roles import StaffRole
from console.web.said import DONE, NO_ANSWER
from firmware.words import new_id
from mqtt_bridge.private_broker import PrivateBroker

PLACE = "window-1"
NEXT = f'form[action="/desk/{PLACE}/next"] button'
START = f'form[action="/desk/{PLACE}/start"]'
TAKE = re.compile(r' action="/summonses/[^"]+/take"')
BACK_MS = 30_000


@pytest.fixture
def up(tmp_path_factory: pytest.TempPathFactory, shared_broker: PrivateBroker) -> Iterator[ConsoleAtWork]:
    """Give a hall with one consultant, and a moderator."""
    staff = {"desk": (StaffRole.CONSULTANT,), "hall": (StaffRole.HALL,)}
    folder, site = tmp_path_factory.mktemp("hall"), f"test-{new_id()}"
    with ConsoleAtWork(folder, site, shared_broker.port, staff=staff) as up:
        yield up


def open_desk(page: Page, up: ConsoleAtWork) -> None:
    """Open the page of who holds the place."""
    url = f"http://127.0.0.1:{up.port}"
    cookies = up.at_work("desk", PLACE).cookies
    page.context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies.items()])
    page.goto(f"{url}/desk")
    expect(page.locator(NEXT)).to_have_count(1)


def asked(page: Page) -> list[str]:
    """Return the `ask` of each press that the page will have posted."""
    asks: list[str] = []
    page.on("request", lambda sent: asks.append(sent.headers["x-ask"]) if is_press(sent) else None)
    return asks


@pytest.mark.timeout(120)
def test_a_click_that_was_sent_again_is_told_of_and_the_next_one_is_another(up: ConsoleAtWork) -> None:
    with open_page(*SIZES["1280"]) as page:
        open_desk(page, up)
        asks = asked(page)
        up.console.kill()
        page.locator(NEXT).click()
        expect(page.locator("#unsent")).to_be_visible()

        up.console.start()

        expect(page.locator("#unsent")).to_be_hidden(timeout=BACK_MS)
        expect(page.locator("#messages .notice")).to_have_count(1)  # nobody waits
        assert len(asks) > 1
        assert len(set(asks)) == 1
        up.ticket()
        page.locator(NEXT).click()
        expect(page.locator(START)).to_have_count(1)
        assert len(set(asks)) == 2


@pytest.mark.timeout(120)
def test_three_buttons_that_are_sent_again_at_the_same_time_do_not_push_each_other_out(up: ConsoleAtWork) -> None:
    buttons = [f'form[action="/desk/{PLACE}/summon"]:has([value="{kind}"]) button' for kind in ("helper", "manager")]
    tries: Counter[str] = Counter()
    held: list[Route] = []

    def hold(route: Route) -> None:
        """Lose what is sent first, and keep the rest on its way until all has been sent again."""
        ask = route.request.headers.get("x-ask", "")
        if not ask or len(held) == len(buttons) + 1:  # all have been let go
            route.continue_()
            return
        tries[ask] += 1
        if tries[ask] == 1:
            route.abort()
            return
        held.append(route)
        if len(held) == len(buttons) + 1:
            for each in held:
                each.continue_()

    with open_page(*SIZES["1280"]) as page:
        open_desk(page, up)
        up.ticket()
        page.route("**/desk/**", hold)
        for button in (*buttons, NEXT):
            page.locator(button).click()

        expect(page.locator(START)).to_have_count(1, timeout=BACK_MS)
        expect(page.locator("#unsent")).to_be_hidden()
        expect(page.locator("body > span[hidden]")).to_have_count(0)  # nothing is left of having sent again
    moderator = up.browser("hall")
    until(lambda: len(TAKE.findall(moderator.get("/hall").text)), lambda raised: raised == len(buttons))


@pytest.mark.timeout(120)
def test_a_click_that_the_dispatcher_did_not_answer_is_asked_again_until_it_does(up: ConsoleAtWork) -> None:
    with open_page(*SIZES["1280"]) as page:
        open_desk(page, up)
        up.ticket()
        asks = asked(page)
        statuses: list[int] = []
        page.on("response", lambda came: statuses.append(came.status) if is_press(came.request) else None)
        up.dispatcher.kill()
        page.locator(NEXT).click()
        expect(page.locator("#unsent")).to_be_visible(timeout=BACK_MS)
        expect(page.locator("#messages .notice")).to_have_count(0)  # nothing is said before it is known

        up.dispatcher.start()

        expect(page.locator(START)).to_have_count(1, timeout=BACK_MS)
        expect(page.locator("#unsent")).to_be_hidden(timeout=BACK_MS)
        assert len(set(asks)) == 1
        assert statuses[0] == NO_ANSWER
        assert statuses[-1] == DONE


@pytest.mark.timeout(120)
def test_what_was_ticked_is_sent_again_with_the_click(up: ConsoleAtWork) -> None:
    with open_page(*SIZES["1280"]) as page:
        open_desk(page, up)
        up.ticket()
        page.locator(NEXT).click()
        page.locator(START).locator("button").click()
        ticks = page.locator(f'form[action="/desk/{PLACE}/finish"] .tick')
        expect(ticks.nth(1)).to_be_visible()
        ticks.nth(0).click()
        ticks.nth(1).click()
        sent: list[str] = []
        page.on("request", lambda each: sent.append(each.post_data or "") if each.url.endswith("/finish") else None)
        up.console.kill()
        page.locator(f'form[action="/desk/{PLACE}/finish"] button').click()
        expect(page.locator("#unsent")).to_be_visible()

        up.console.start()

        expect(page.locator(NEXT)).to_have_count(1, timeout=BACK_MS)
        assert len(sent) > 1
        first, *again = [sorted(pair for pair in parse_qsl(body) if pair[0] == "outcome") for body in sent]
        assert len(first) == 2
        assert all(each == first for each in again)
