"""Every page of the console as it looks: for everybody, in both languages, in every theme, on every screen."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from console_samples import samples
from console_sheet import SIZES, open_page, show
from playwright.sync_api import Page, expect
from sample_words import Sample

from console.web.views.page import Theme
from firmware.words import Language

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SHOWN = [Theme.LIGHT, Theme.DARK, Theme.CONTRAST]
WHAT_IS_SHOWN = [(language, name) for language in Language for name in samples(language)]
CUT = """() => [...document.querySelectorAll("body *")].filter((e) => {
    const style = getComputedStyle(e);
    return e.checkVisibility() && !e.closest(".unseen, .label, .skip, svg, .wide-table") && style.display !== "inline"
        && (e.scrollWidth > e.clientWidth + 1 || (e.scrollHeight > e.clientHeight + 1 && style.overflowY !== "visible"))
        && !["SELECT", "INPUT", "TEXTAREA"].includes(e.tagName) && e.clientWidth > 0;
}).map((e) => `${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 60)}`)"""
OUTSIDE = """() => [...document.querySelectorAll("body *")].filter((e) => e.checkVisibility()
    && !e.closest(".unseen, .label, .skip, .wide-table") && e.getBoundingClientRect().right > innerWidth + 1
    ).map((e) => `${e.tagName}.${e.className}`)"""
BROKEN = """() => {
    const found = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text; (text = texts.nextNode()); ) {
        const around = text.parentElement;
        if (!around.checkVisibility() || around.closest(".unseen, .label, .skip, svg, select")) continue;
        for (const word of text.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
            const range = document.createRange();
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) found.push(word[0]);
        }
    }
    return found;
}"""
"""Words that stand in two lines."""
SMALL = """(least) => [...document.querySelectorAll(
    "button, summary, input:not([type=hidden]), select, a.button, .pages a")]
    .filter((e) => e.checkVisibility()).map((e) => [e, (e.closest("label") ?? e).getBoundingClientRect()])
    .filter(([e, box]) => box.height < least || box.width < 24)
    .map(([e, box]) => `${e.tagName}.${e.className} ${box.width}x${box.height}: ${e.textContent.trim()}`)"""


APART = """(part) => {
    const boxes = [...document.querySelector(part).children].filter((e) => e.checkVisibility()).map(
        (e) => e.getBoundingClientRect());
    return boxes.every((box, n) => n === 0 || box.top >= boxes[n - 1].bottom);
}"""

WEAR = "(theme) => document.body.classList.contains('paper') || (document.documentElement.dataset.theme = theme)"
"""What is made for paper is light in every theme."""


AXE = "(options) => axe.run(options).then((results) => results.violations)"
AS_SENT = """() => {
    document.documentElement.dataset.theme = "light";
    document.querySelectorAll("details").forEach((e) => (e.open = e.wasSentOpen ??= e.open));
}"""
"""As the page was when it came, whatever a test has done to it since."""


@pytest.fixture(scope="module")
def browser_page() -> Iterator[Page]:
    with open_page(1280, 720) as page:
        yield page


@pytest.fixture(scope="module", params=WHAT_IS_SHOWN, ids=lambda shown: f"{shown[0].value}-{shown[1]}")
def sent(request: pytest.FixtureRequest, browser_page: Page) -> Sample:
    """Load one page in one language, once for all that is looked at."""
    language, name = request.param
    sample = samples(language)[name]
    show(browser_page, sample, Theme.LIGHT)
    return sample


@pytest.fixture
def page(sent: Sample, browser_page: Page) -> Page:
    """Give that page as it came, on the screen that it is made for."""
    resize(browser_page, SIZES["390" if sent.is_phone else "1280"])
    browser_page.evaluate(AS_SENT)
    return browser_page


def resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


def open_all(page: Page) -> None:
    page.evaluate(
        "document.querySelectorAll('details').forEach((e) => e.classList.contains('head-person') || (e.open = true))"
    )


def test_everything_to_press_is_large_enough(page: Page, sent: Sample) -> None:
    assert page.evaluate(SMALL, 44 if sent.is_phone else 24) == []


def test_no_text_is_cut_no_word_broken_and_nothing_stands_outside_the_window(page: Page) -> None:
    found = []
    open_all(page)
    for name, size in SIZES.items():
        resize(page, size)
        found += [f"{name}: {what}" for look in (CUT, BROKEN, OUTSIDE) for what in page.evaluate(look)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{name}: scrolls sideways")

    assert found == []


def test_axe_finds_nothing_wrong_in_any_theme(page: Page) -> None:
    found = []
    open_all(page)
    page.evaluate(Axe().axe_script)
    for theme in SHOWN:
        page.evaluate(WEAR, theme.value)
        rules = {"color-contrast-enhanced": {"enabled": theme is Theme.CONTRAST}}
        options = {"runOnly": RULES, "rules": rules, "resultTypes": ["violations"]}
        violations: list[dict[str, Any]] = page.evaluate(AXE, options)
        found += [
            f"{theme.value}: {wrong['id']}: {node['html'][:160]} {node['any'][:1]}"
            for wrong in violations
            for node in wrong["nodes"]
        ]

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


def test_letters_come_from_the_font_that_is_shipped(browser_page: Page) -> None:
    show(browser_page, samples(Language.KK)["desk-free"], Theme.LIGHT)

    for weight, letters in product(("400", "700"), ("ӘәҒғҚқҢңӨөҰұҮүҺһІі", "Ёё№«»—–…·₸")):
        assert browser_page.evaluate(
            "([weight, letters]) => document.fonts.check(`${weight} 16px Roboto`, letters)", [weight, letters]
        )


@pytest.mark.parametrize(("name", "whose"), [("waiting-list", "Консультация"), ("final-list", "3 декабря 2026")])
def test_every_page_of_a_printed_list_says_which_one_it_is(browser_page: Page, name: str, whose: str) -> None:
    show(browser_page, samples(Language.RU)[name], Theme.LIGHT)
    head = browser_page.locator("thead .running").first  # browsers print a table's head on each of its pages
    expect(head).to_be_hidden()
    browser_page.emulate_media(media="print")
    expect(head).to_be_visible()
    expect(head).to_contain_text(whose)
    browser_page.emulate_media(media="screen")
