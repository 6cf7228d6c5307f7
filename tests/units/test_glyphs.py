"""Every character that people may be shown is in the fonts of the paper, the wall and the pages."""

import ast
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from PIL import ImageFont

from display.marks import Face
from display.theme import load_theme, shipped_themes
from printer import fonts

ROOT = Path(__file__).parents[2]
PACKAGES = (
    *("mqtt_bridge", "centre", "printer", "audio", "kiosk", "display"),
    *("hall", "dispatcher", "console", "simulator"),
)
PAPER = {face.value: path for face, path in fonts.files().items()}
WALL = {f"{name}, {face.value}": load_theme(name).font(face.value) for name in shipped_themes() for face in Face}
ON_THE_WALL = ("display/", "centre/", "console/receptions/borodulikha.toml")
"""Arrows in what only a page or a paper shows are none of the wall's business: it draws its own."""
PAGES = {"pages": fonts.FOLDER / "DejaVuSans.ttf", "pages, bold": fonts.FOLDER / "DejaVuSans-Bold.ttf"}
"""Of those that the pages name, the one that every computer with a browser on Debian has, and that is shipped here."""
STAFF = {"staff's pages": fonts.FOLDER / "Roboto-Regular.ttf", "staff's pages, bold": fonts.FOLDER / "Roboto-Bold.ttf"}
"""Sent with the pages, which show what the console, the centre and the devices say."""
ON_STAFFS_PAGES = ("console/", "centre/", "mqtt_bridge/faults.py", "mqtt_bridge/refusals.py")
NO_CHARACTER = "\U0010ffff"
NEVER_SHOWN = {"console/receptions/csv_text.py": set("＋－＝＠")}
"""What a spreadsheet might take for the beginning of a formula is recognised in foreign text, and shown to nobody."""


def strings(value: object) -> Iterator[str]:
    """Yield all texts in a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def sources() -> Iterator[tuple[str, str]]:
    """Yield where texts are written down, and all texts there."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
            yield str(path.relative_to(ROOT)), "".join(text for text in texts if isinstance(text, str))
        for path in sorted((ROOT / package).rglob("*.toml")):
            document = tomllib.loads(path.read_text(encoding="utf-8"))
            yield str(path.relative_to(ROOT)), "".join(strings(document))
        for suffix in ("js", "html", "css"):
            for path in sorted((ROOT / package).rglob(f"*.{suffix}")):
                yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


def shown(text: str) -> set[str]:
    """Return the characters of *text* that leave something to be seen."""
    return {character for character in text if unicodedata.category(character)[0] not in "CZ"}


@cache
def letters(path: Path) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, 32, layout_engine=ImageFont.Layout.BASIC)


@cache
def has(path: Path, character: str) -> bool:
    """Tell whether the font has *character*: one that it lacks is drawn in the shape of no character at all."""
    mask, missing = letters(path).getmask(character), letters(path).getmask(NO_CHARACTER)
    return (mask.size, bytes(mask)) != (missing.size, bytes(missing))


def lacking(path: Path, texts: Iterator[tuple[str, str]]) -> dict[str, str]:
    wanted = {source: shown(text) - NEVER_SHOWN.get(source, set()) for source, text in texts}
    found = {
        source: "".join(sorted(c for c in characters if not has(path, c))) for source, characters in wanted.items()
    }
    return {source: characters for source, characters in found.items() if characters}


@pytest.mark.parametrize("use", STAFF)
def test_every_character_of_staffs_pages_is_in_the_font_that_is_sent_with_them(use: str) -> None:
    texts = [(where, text) for where, text in sources() if where.startswith(ON_STAFFS_PAGES)]

    assert any(where.startswith("console/web/templates/") for where, _ in texts)
    assert lacking(STAFF[use], iter([*texts, ("Kazakh", "ӘәҒғҚқҢңӨөҰұҮүҺһІі"), ("typed", "Ёё№«»—–…·₸")])) == {}


FONTS = {**{f"paper, {k}": v for k, v in PAPER.items()}, **{f"wall, {k}": v for k, v in WALL.items()}, **PAGES}


@pytest.mark.parametrize("use", FONTS)
def test_every_character_of_every_text_is_in_the_font(use: str) -> None:
    texts = ((where, text) for where, text in sources() if not use.startswith("wall") or where.startswith(ON_THE_WALL))

    assert lacking(FONTS[use], texts) == {}


def test_a_character_that_is_in_no_font_is_found() -> None:
    assert lacking(PAGES["pages"], iter([("centre.toml", "Зал 漢 №1")])) == {"centre.toml": "漢"}


def test_the_texts_of_every_room_are_looked_at() -> None:
    found = dict(sources())

    for source, text in (
        ("printer/texts.py", "Шақыруды өткізіп алсаңыз"),
        ("mqtt_bridge/faults.py", "Қағаз жоқ"),
        ("mqtt_bridge/refusals.py", "Ресепшнде"),
        ("centre/borodulikha.toml", "Азаматтарды қабылдау орталығы"),
        ("centre/borodulikha-calendar.toml", ""),
        ("console/receptions/borodulikha.toml", "Аудан әкімі"),
        ("simulator/page/texts.js", "Залға өту"),
        ("display/wording.py", ""),
        ("printer/ticket.toml", ""),
        ("console/web/texts/desk.toml", "Келесіні шақыру"),
    ):
        assert text in found[source], source
