"""Summonses in real browsers: pressed by three at once, told by a tremble, and not lost with the link."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from at_keyboard import is_press
from console_at_work import ConsoleAtWork
from console_sheet import SIZES, open_page
from peer import Peer, asker
from playwright.sync_api import Page, Request, Response, Route, expect

from console.accounts.roles import StaffRole
from console.web.said import NO_ANSWER
from console.web.texts import texts
from firmware.words import Language, new_id
from mqtt_bridge.hall_commands import RaiseSummons
from mqtt_bridge.private_broker import PrivateBroker
from mqtt_bridge.replies import Accepted

STAFF = {"hall": (StaffRole.HALL,), "hall-2": (StaffRole.HALL,), "helper": (StaffRole.HELPER,)}
TREMBLES = "navigator.vibrate = () => { window.trembled = (window.trembled ?? 0) + 1; return true; }"
DONE = 'form[action$="/done"] button'
TAKE = 'form[action$="/take"] button'


@pytest.fixture
def at_work(
    tmp_path_factory: pytest.TempPathFactory, shared_broker: PrivateBroker
) -> Iterator[tuple[ConsoleAtWork, Peer]]:
    """Give a hall, and the buttons of a self-service seat."""
    with ConsoleAtWork(tmp_path_factory.mktemp("hall"), f"test-{new_id()}", shared_broker.port, staff=STAFF) as up:
        pad = asker(up.site, "pad-seat-1", up.broker_port)
        yield up, pad
        pad.bridge.stop()


def open_as(first: Page, at_work: ConsoleAtWork, login: str, path: str) -> Page:
    """Open a page in another browser, in which *login* is signed in."""
    browser = first.context.browser
    assert browser is not None
    width, height = SIZES["390" if path == "/helper" else "1280"]
    context = browser.new_context(viewport={"width": width, "height": height})
    url = f"http://127.0.0.1:{at_work.port}"
    cookies = at_work.browser(login).cookies
    context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies.items()])
    page = context.new_page()
    page.goto(f"{url}{path}")
    return page


@pytest.mark.timeout(120)
def test_one_goes_and_both_others_are_told_who(at_work: tuple[ConsoleAtWork, Peer]) -> None:
    up, pad = at_work
    with open_page(*SIZES["1280"]) as first:
        pages = {
            "hall": open_as(first, up, "hall", "/hall"),
            "hall-2": open_as(first, up, "hall-2", "/hall"),
            "helper": open_as(first, up, "helper", "/helper"),
        }
        for page in pages.values():
            expect(page.locator(TAKE)).to_have_count(0)
        assert pad.ask(RaiseSummons(kind="helper", place="seat-1")) == Accepted()

        pressed: list[Route] = []

        def hold(route: Route) -> None:
            """Keep a press on its way until all three have pressed."""
            if len(pressed) == len(pages):
                route.continue_()  # one that nobody had answered, sent again
            else:
                pressed.append(route)

        for page in pages.values():
            expect(page.locator(TAKE)).to_have_count(1)  # it has arrived by itself
            page.route("**/summonses/**", hold)
            page.locator(TAKE).click()
        while len(pressed) < len(pages):
            first.wait_for_timeout(10)
        with ExitStack() as stack:
            answers = {login: stack.enter_context(page.expect_response(is_answer)) for login, page in pages.items()}
            for route in pressed:
                route.continue_()

        for page in pages.values():
            expect(page.locator(TAKE)).to_have_count(0)
        done = {login: page.locator('form[action$="/done"]') for login, page in pages.items()}
        expect(done["hall"]).to_have_count(1)
        told = {login: page.locator("#messages .notice") for login, page in pages.items()}
        (winner,) = [login for login, answer in answers.items() if answer.value.ok]
        for login in pages.keys() - {winner}:
            expect(told[login]).to_contain_text(f"Worker {winner}")
        expect(told[winner]).to_have_count(0)

        pages[winner].locator(DONE).press("Enter")  # a click just there would be the second of a double click
        for page in pages.values():
            expect(page.locator('form[action$="/done"]')).to_have_count(0)


@pytest.mark.timeout(120)
def test_what_was_pressed_says_its_next_step_which_a_double_click_and_a_held_key_do_not_take(
    at_work: tuple[ConsoleAtWork, Peer],
) -> None:
    up, pad = at_work
    with open_page(*SIZES["1280"]) as first:
        telephone = open_as(first, up, "helper", "/helper")
        assert pad.ask(RaiseSummons(kind="helper", place="seat-1")) == Accepted()
        posted: dict[str, str] = {}  # by its ask: what nobody has answered is sent again with the same

        def note(sent: Request) -> None:
            if is_press(sent):
                posted[sent.headers["x-ask"]] = sent.url[-5:]

        telephone.on("request", note)

        telephone.locator(TAKE).focus()
        with telephone.expect_response(is_answer):
            telephone.keyboard.down("Enter")
        done = telephone.locator(DONE)
        expect(done).to_contain_text(texts()[Language.KK].say("helper.done"))
        expect(done).to_be_focused()
        expect(telephone.locator(".htmx-request")).to_have_count(0)
        telephone.keyboard.down("Enter")  # it is held
        telephone.keyboard.up("Enter")
        done.hover()
        telephone.mouse.down(click_count=2)
        telephone.mouse.up(click_count=2)
        assert telephone.evaluate("document.querySelector('.htmx-request')") is None
        assert list(posted.values()) == ["/take"]

        done.press("Enter")
        expect(done).to_have_count(0)
        assert list(posted.values()) == ["/take", "/done"]


@pytest.mark.timeout(120)
def test_a_telephone_trembles_for_a_new_urgent_summons_once_its_owner_wants_that(
    at_work: tuple[ConsoleAtWork, Peer],
) -> None:
    up, _pad = at_work
    with open_page(*SIZES["1280"]) as first:
        telephone = open_as(first, up, "helper", "/helper")
        telephone.add_init_script(
            "navigator.vibrate = () => { window.trembled = (window.trembled ?? 0) + 1; return true; }"
        )
        telephone.reload()
        moderator = up.browser("hall")

        def call_for(kind: str) -> None:
            shown = telephone.locator(TAKE).count()
            assert moderator.post("/summon", {"kind": kind}).status == 200
            expect(telephone.locator(TAKE)).to_have_count(shown + 1)

        def trembled() -> int:
            return int(telephone.evaluate("window.trembled ?? 0"))

        wants = telephone.locator("#alert")
        expect(wants).not_to_be_checked()
        call_for("emergency")
        assert trembled() == 0

        wants.check()
        assert trembled() == 1  # so that its owner knows what it is like
        call_for("helper")
        assert trembled() == 1
        assert moderator.post(f"/summonses/{urgent(telephone)}/done").status == 200
        expect(telephone.locator("[data-urgent]")).to_have_count(0)
        call_for("emergency")
        telephone.wait_for_function("window.trembled === 2")

        telephone.reload()
        expect(telephone.locator("#alert")).to_be_checked()


@pytest.mark.timeout(120)
def test_a_telephone_that_was_without_network_shows_what_has_come_meanwhile(
    at_work: tuple[ConsoleAtWork, Peer],
) -> None:
    up, pad = at_work
    with open_page(*SIZES["1280"]) as first:
        telephone = open_as(first, up, "helper", "/helper")
        expect(telephone.locator("#lost")).to_be_hidden()
        up.console.kill()
        expect(telephone.locator("#lost")).to_be_visible()
        assert pad.ask(RaiseSummons(kind="helper", place="seat-1")) == Accepted()

        up.console.start()

        expect(telephone.locator(TAKE)).to_have_count(1, timeout=30_000)
        expect(telephone.locator("#lost")).to_be_hidden()


def is_answer(came: Response) -> bool:
    """Whether it tells what has become of a press on a summons: where nobody answered in time, the page asks again."""
    return "/summonses/" in came.url and came.status != NO_ANSWER


def urgent(telephone: Page) -> str:
    """Return the urgent summons that can be taken."""
    return str(telephone.locator("[data-urgent]").get_attribute("id")).removeprefix("summons-")
