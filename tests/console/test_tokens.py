"""The colours of the pages' themes, as they are written down."""

import re
from itertools import product

import pytest

from console.web.rendering import TEMPLATES

CSS = (TEMPLATES.parent / "static/tokens.css").read_text(encoding="utf-8")
COLOUR = re.compile(r"(--[\w-]+): ([^;]+);")
THEMES = ("light", "dark", "contrast")


def block(start: str) -> dict[str, str]:
    found = CSS.index(start)
    return dict(COLOUR.findall(CSS[found : CSS.index("}", found)]))


def theme(name: str) -> dict[str, str]:
    own = {} if name == "light" else block(f':root[data-theme="{name}"]')
    return block(":root {") | own


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = "".join(2 * d for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[k : k + 2], 16) / 255 for k in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_ratio_is_that_of_the_guidelines() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
def test_texts_are_told_from_what_they_stand_on(name: str) -> None:
    colours = theme(name)
    least = 7 if name == "contrast" else 4.5
    pairs = [
        *product(("--ink", "--quiet", "--accent", "--bad", "--warn", "--good"), ("--card", "--ground")),
        *(("--ink", f"--{tone}-soft") for tone in ("accent", "good", "warn", "bad")),
        *((f"--{tone}", f"--{tone}-soft") for tone in ("good", "warn", "bad")),
        ("--on-accent", "--accent"),
        ("--card", "--bad"),
        ("--head-ink", "--head"),
        ("--head-quiet", "--head"),
    ]

    assert {p: r for p in pairs if (r := contrast(colours[p[0]], colours[p[1]])) < least} == {}


@pytest.mark.parametrize("name", THEMES)
def test_edges_and_the_focus_are_told_from_what_they_stand_on(name: str) -> None:
    colours = theme(name)
    pairs = [*product(("--edge", "--focus"), ("--card", "--ground")), ("--gold", "--head"), ("--head-line", "--head")]

    assert {p: r for p in pairs if (r := contrast(colours[p[0]], colours[p[1]])) < 3} == {}


@pytest.mark.parametrize(
    ("name", "wish"), [("dark", "prefers-color-scheme: dark"), ("contrast", "prefers-contrast: more")]
)
def test_what_the_computer_wishes_looks_like_what_a_person_chooses(name: str, wish: str) -> None:
    assert block(f"({wish})") == block(f':root[data-theme="{name}"]')
