"""The simulator's page in a real Chromium, over a real hall."""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pressing import press_until

from mqtt_bridge.refusals import CODES
from simulator.driving import DrivenHall

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
NOTE_ALL = """lamp => {
    window.noted = [];
    const note = () => window.noted.push(`${lamp.dataset.state}: ${lamp.textContent}`);
    new MutationObserver(note).observe(lamp, { attributes: true, childList: true, subtree: true });
}"""
"""Whatever a lamp shows from now on, however short."""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory, voice_bank: Path) -> Iterator[DrivenHall]:
    with DrivenHall(tmp_path_factory.mktemp("hall"), voice_bank=voice_bank, voice_speed=20) as hall:
        hall.until_well()
        yield hall


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    assert chromium is not None, "chromium is not installed: apt install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]
        )
        yield browser
        browser.close()


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, hall: DrivenHall) -> Iterator[Page]:
    """Open the page; whatever the browser complains of fails the test."""
    page = browser.new_page(viewport=request.param)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(hall.url)
    expect(page.get_by_role("heading", name="Кіреберіс")).to_be_visible()
    yield page
    page.close()
    assert not complaints


def newer(hall: DrivenHall, path: str) -> Callable[[], Any]:
    """Return how to see the newest of what *path* lists; nothing while that is of before."""
    count = len(hall.get(path))

    def look() -> Any:
        listed = hall.get(path)
        return listed[0] if len(listed) > count else None

    return look


def stop_the_clock(page: Page) -> None:
    """Have no time pass in the page, but by `page.clock`."""
    page.clock.install()
    page.clock.pause_at(datetime.now(UTC) + timedelta(days=1))


def test_a_visitor_presses_and_a_ticket_slides_out_and_can_be_enlarged(page: Page, hall: DrivenHall) -> None:
    station = page.locator(".station", has=page.get_by_role("heading", name="Күту залы"))
    key = station.get_by_role("button", name="Өзіне-өзі қызмет көрсету")
    number = press_until(hall, "waiting-hall", key.click, newer(hall, "/tickets"))["number"]

    station.get_by_role("button", name=re.compile(f"Талон {number}")).click()

    expect(page.get_by_role("dialog")).to_be_visible()
    drawn = "async picture => { await picture.decode(); return picture.naturalWidth; }"
    assert page.locator("#paper-picture").evaluate(drawn) == 576
    page.get_by_role("button", name="Жабу").click()
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_place_calls_and_the_number_stands_at_its_pad_and_is_spoken(page: Page, hall: DrivenHall) -> None:
    press_until(hall, "entrance", lambda: hall.press("entrance", "consultation-ru"), newer(hall, "/tickets"))
    call = page.locator(".pad", has=page.get_by_role("heading", name="1-терезе")).get_by_role("button", name="Келесі")
    page.get_by_role("button", name="Дыбысты қосу").click()

    with page.expect_response(lambda answer: answer.url.endswith(".wav")) as sound:
        said = press_until(
            hall, "pad-window-1", call.click, newer(hall, "/speakers/hall-voice")
        )  # the station speaks, too

    assert sound.value.status in {200, 206}
    expect(page.locator(".pad", has_text="1-терезе").locator(".pad-number")).to_have_text(str(said["number"]))
    expect(page.locator(".said li").first).to_contain_text(said["text"])


def test_a_refusal_is_told_in_words_at_the_pad_that_was_pressed(page: Page) -> None:
    pad = page.locator(".pad", has_text="12-кабинет")
    stop_the_clock(page)
    pad.get_by_role("button", name="Келесі").click()

    expect(pad.get_by_role("status")).to_have_text("Кезекте ешкім жоқ")
    page.clock.fast_forward(5_000)
    expect(pad.get_by_role("status")).to_have_text("Дайын")


@pytest.mark.parametrize("language", ["Қазақша", "Русский"])
def test_a_refusal_moves_no_button_away_from_under_the_finger(page: Page, language: str) -> None:
    page.get_by_role("button", name=language, exact=True).first.click()
    places = "[...document.querySelectorAll('.pad, .pad .key')].map((e) => [e.offsetLeft, e.offsetTop, e.offsetHeight])"
    before = page.evaluate(places)
    stop_the_clock(page)

    for pad in page.locator(".pad").all():
        pad.locator(".act-finish").click()
        pad.locator(".act-no-show").click()
        expect(pad.locator(".signs.refused")).to_be_visible()

    assert page.evaluate(places) == before


def test_a_pads_button_says_to_a_screen_reader_whose_it_is(page: Page) -> None:
    expect(page.get_by_role("button", name="Келесі, 12-кабинет", exact=True)).to_have_count(1)


def test_a_fault_of_a_printer_is_chosen_and_its_station_says_why_it_cannot(page: Page, hall: DrivenHall) -> None:
    station = page.locator(".station", has=page.get_by_role("heading", name="Кіреберіс"))
    station.get_by_label("Принтер").select_option("paper-out")
    expect(station.get_by_role("status")).to_have_text("Қағаз жоқ")
    assert hall.get("/stations")[0]["printer"]["paper"] == "out"
    page.locator(".engine-room summary").click()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="entrance", exact=True))
    expect(row.locator(".process-state")).to_have_text("жұмыс істеуде · ақаулы · Қағаз жоқ")
    station.get_by_label("Принтер").select_option("none")
    expect(station.get_by_role("status")).to_have_text("Дайын")


def test_all_words_change_with_the_language_and_none_is_missing(page: Page) -> None:
    page.locator(".engine-room summary").click()
    page.get_by_role("button", name="Русский", exact=True).first.click()

    expect(page.get_by_role("heading", name="Вход", exact=True)).to_be_visible()
    words = page.locator("body").inner_text()
    assert "undefined" not in words
    in_kazakh_by_right = r".*(қызмет|Қазақша|Тәуелсіздік|нөмірлі|Сіздің нөміріңіз|Көмек керек|Кім шақырылды).*"
    assert not re.search(r"[әғқңөұүһі]", re.sub(in_kazakh_by_right, "", words), re.IGNORECASE)
    assert page.evaluate("document.documentElement.lang") == "ru"


def test_a_station_shows_what_its_lamps_mean_and_what_it_said_and_lets_one_hear_it(
    page: Page, hall: DrivenHall
) -> None:
    station = page.locator(".station", has=page.get_by_role("heading", name="Кіреберіс"))
    lamps = station.get_by_role("list", name="Шамдар").get_by_role("listitem")
    assert [text.partition("(")[0].strip() for text in lamps.all_inner_texts()] == [
        "Батырманы басыңыз",
        "Талонды алыңыз",
        "Талон шықпайды, ресепшнге барыңыз",
        "Жабық",
    ]
    lamps.nth(1).evaluate(NOTE_ALL)
    key = station.get_by_role("button", name="Көмек керек")
    taking = "window.noted.find((state) => state.startsWith('take:')) ?? ''"
    shown: str = press_until(hall, "entrance", key.click, lambda: page.evaluate(taking))
    assert "қос-қостан жыпылықтайды" in shown
    expect(station.locator(".station-said li").first).to_contain_text("Қызметкер келеді.")
    with page.expect_response(lambda answer: "/speakers/entrance/" in answer.url) as sound:
        station.get_by_role("button", name="Тыңдау: Кіреберіс").first.click()
    assert sound.value.status in {200, 206}
    expect(lamps.nth(1)).to_have_attribute("data-state", "off")


def test_who_asks_at_a_station_is_answered_there_and_not_in_the_hall(page: Page, hall: DrivenHall) -> None:
    calls = len(hall.get("/speakers/hall-voice"))
    station = page.locator(".station", has=page.get_by_role("heading", name="Күту залы"))
    key = station.get_by_role("button", name="Кого вызвали?")
    press_until(hall, "waiting-hall", key.click, newer(hall, "/speakers/waiting-hall"))

    expect(station.locator(".station-said li").first).to_contain_text(
        re.compile("Сейчас (вызваны номера|никто не вызван)")
    )
    assert len(hall.get("/speakers/hall-voice")) == calls


def test_a_killed_daemon_is_seen_to_come_back(page: Page, hall: DrivenHall) -> None:
    pid = next(daemon["pid"] for daemon in hall.get("/daemons") if daemon["name"] == "pad-seat-1")
    page.locator(".engine-room summary").click()
    page.get_by_role("button", name="Құлату: pad-seat-1").click()

    hall.until("/daemons", lambda ds: any(d["name"] == "pad-seat-1" and d["pid"] not in {pid, None} for d in ds))
    row = page.get_by_role("row").filter(has_text="pad-seat-1")
    expect(row.locator(".process-state")).to_have_text("жұмыс істеуде")


def test_nothing_is_wider_than_the_window_and_everything_is_reached_by_keyboard(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    keys = page.locator("button.key")
    assert keys.count() == 2 * 8 + 5 * 4
    keys.first.focus()
    expect(keys.first).to_be_focused()
    assert all(keys.nth(n).bounding_box() for n in range(keys.count()))


def test_every_code_that_a_device_can_say_has_its_words(browser: Browser, hall: DrivenHall) -> None:
    page = browser.new_page()
    page.goto(hall.url)

    shown = page.evaluate(
        """async (codes) => {
            const words = await import("/page/texts.js");
            words.choose("ru");
            return codes.map((code) => words.knows("reason", code) && words.text("reason", code));
        }""",
        list(CODES),
    )
    page.close()

    assert shown == [meaning.what.ru for meaning in CODES.values()]


def test_texts_stand_in_both_languages(browser: Browser, hall: DrivenHall) -> None:
    page = browser.new_page()
    page.goto(hall.url)
    keys = page.evaluate(
        """async () => {
            const words = await import("/page/texts.js");
            const flat = (table, path = "") => Object.entries(table).flatMap(
                ([key, value]) => typeof value === "string" ? [path + key] : flat(value, path + key + "."));
            return words.LANGUAGES.map((language) => flat(words.TEXTS[language]).sort());
        }"""
    )
    page.close()

    assert keys[0] == keys[1]
    assert len(keys[0]) > 50
