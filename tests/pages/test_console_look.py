"""Every page of the console as it looks: for everybody, in both languages, in every theme, on every screen."""

from collections.abc import Iterator
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from console_samples import samples
from console_sheet import SIZES, open_page, show
from playwright.sync_api import Page

from console.web.views.page import Theme
from firmware.words import Language

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SHOWN = [Theme.LIGHT, Theme.DARK, Theme.CONTRAST]
NAMES = list(samples(Language.KK))
CUT = """() => [...document.querySelectorAll("body *")].filter((e) => {
    const style = getComputedStyle(e);
    return e.checkVisibility() && !e.closest(".unseen, .label, .skip, svg, .wide-table") && style.display !== "inline"
        && (e.scrollWidth > e.clientWidth + 1 || (e.scrollHeight > e.clientHeight + 1 && style.overflowY !== "visible"))
        && !["SELECT", "INPUT", "TEXTAREA"].includes(e.tagName) && e.clientWidth > 0;
}).map((e) => `${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 60)}`)"""
OUTSIDE = """() => [...document.querySelectorAll("body *")].filter((e) => e.checkVisibility()
    && !e.closest(".unseen, .label, .skip, .wide-table") && e.getBoundingClientRect().right > innerWidth + 1
    ).map((e) => `${e.tagName}.${e.className}`)"""
SMALL = """(least) => [...document.querySelectorAll(
    "button, summary, input:not([type=hidden]), select, a.button, .pages a")]
    .filter((e) => e.checkVisibility()).map((e) => [e, (e.closest("label") ?? e).getBoundingClientRect()])
    .filter(([e, box]) => box.height < least || box.width < 24)
    .map(([e, box]) => `${e.tagName}.${e.className} ${box.width}x${box.height}: ${e.textContent.trim()}`)"""


@pytest.fixture(scope="module")
def browser_page() -> Iterator[Page]:
    with open_page(1280, 720) as page:
        yield page


APART = """(part) => {
    const boxes = [...document.querySelector(part).children].filter((e) => e.checkVisibility()).map(
        (e) => e.getBoundingClientRect());
    return boxes.every((box, n) => n === 0 || box.top >= boxes[n - 1].bottom);
}"""

WEAR = "(theme) => document.body.classList.contains('paper') || (document.documentElement.dataset.theme = theme)"
"""What is made for paper is light in every theme."""


def resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


def open_all(page: Page) -> None:
    page.evaluate(
        "document.querySelectorAll('details').forEach((e) => e.classList.contains('head-person') || (e.open = true))"
    )


@pytest.mark.timeout(600)
@pytest.mark.parametrize("language", list(Language), ids=lambda language: language.value)
def test_axe_finds_nothing_wrong_with_any_page_in_any_theme(browser_page: Page, language: Language) -> None:
    found = []
    for name, sample in samples(language).items():
        resize(browser_page, SIZES["390" if sample.is_phone else "1280"])
        show(browser_page, sample, Theme.LIGHT)
        open_all(browser_page)
        for theme in SHOWN:
            browser_page.evaluate(WEAR, theme.value)
            rules = {"color-contrast-enhanced": {"enabled": theme is Theme.CONTRAST}}
            results = Axe().run(browser_page, options={"runOnly": RULES, "rules": rules})
            found += [
                f"{name}, {theme.value}: {wrong['id']}: {node['html'][:160]} {node['any'][:1]}"
                for wrong in results.response["violations"]
                for node in wrong["nodes"]
            ]

    assert found == []


@pytest.mark.timeout(600)
@pytest.mark.parametrize("size", SIZES)
def test_no_text_is_cut_and_nothing_stands_outside_the_window(browser_page: Page, size: str) -> None:
    resize(browser_page, SIZES[size])
    found = []
    for language in Language:
        for name, sample in samples(language).items():
            show(browser_page, sample, Theme.LIGHT)
            open_all(browser_page)
            cut = browser_page.evaluate(CUT) + browser_page.evaluate(OUTSIDE)
            found += [f"{name}, {language.value}: {what}" for what in cut]
            if browser_page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append(f"{name}, {language.value}: scrolls sideways")

    assert found == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", list(Language), ids=lambda language: language.value)
def test_the_menu_under_the_name_stands_line_by_line(browser_page: Page, language: Language, size: str) -> None:
    resize(browser_page, SIZES[size])
    show(browser_page, samples(language)["desk-free"], Theme.LIGHT)
    browser_page.locator(".head-person summary").click()

    assert browser_page.evaluate(APART, ".menu")
    assert browser_page.evaluate(APART, ".menu form[action='/look']")
    assert browser_page.evaluate(CUT) == []


@pytest.mark.parametrize("name", NAMES)
def test_everything_to_press_is_large_enough(browser_page: Page, name: str) -> None:
    sample = samples(Language.KK)[name]
    resize(browser_page, SIZES["390" if sample.is_phone else "1280"])
    show(browser_page, sample, Theme.LIGHT)

    assert browser_page.evaluate(SMALL, 44 if sample.is_phone else 24) == []


def test_letters_come_from_the_font_that_is_shipped(browser_page: Page) -> None:
    show(browser_page, samples(Language.KK)["desk-free"], Theme.LIGHT)

    for weight, letters in product(("400", "700"), ("ӘәҒғҚқҢңӨөҰұҮүҺһІі", "Ёё№«»—–…·₸")):
        assert browser_page.evaluate(
            "([weight, letters]) => document.fonts.check(`${weight} 16px Roboto`, letters)", [weight, letters]
        )
