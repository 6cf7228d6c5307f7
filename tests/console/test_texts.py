"""The words of the pages."""

import re
from http import HTTPStatus
from pathlib import Path

import pytest
from console_samples import samples
from msgspec.structs import replace

from console.receptions.commands import ListFormat
from console.receptions.rows import Why as LookWhy
from console.web import rendering
from console.web.filling.choices import PAUSES
from console.web.filling.desk import UNDONE
from console.web.forms import FieldFault
from console.web.rendering import environment, render
from console.web.texts import TextsError, UnknownTextError, Words, load_texts, texts
from console.web.turned_away import STATUS
from console.web.views.booking import Stand
from console.web.views.desk import Why as NextWhy
from firmware.words import Language

WORD = re.compile(r"\bt\.(\w+)\.(\w+)((?:\.\w+|\[[^]]*\])?)")
SAID = re.compile(r"""\b(?:say|text)\(\s*f?"([\w-]+(?:\.[\w-]+)*)((?:\.\{)?)""")
METHODS = {".format"}


def named() -> set[str]:
    """Every name that a template uses; a group that is asked by a value ends in a dot."""
    found = set()
    for path in sorted(rendering.TEMPLATES.rglob("*.html")):
        for page, name, rest in WORD.findall(path.read_text(encoding="utf-8")):
            is_plain = not rest or rest in METHODS
            found.add(f"{page}.{name}" if is_plain else f"{page}.{name}." + (rest[1:] if rest[0] == "." else ""))
    for path in sorted(rendering.TEMPLATES.parent.rglob("*.py")):
        for name, rest in SAID.findall(path.read_text(encoding="utf-8")):
            found.add(f"{name}." if rest else name)
    return found


def test_both_languages_have_the_same_texts() -> None:
    assert set(texts()[Language.KK].names()) == set(texts()[Language.RU].names())
    assert len(set(texts()[Language.KK].names())) > 200


def test_every_text_is_used_and_every_used_text_exists() -> None:
    used, known = named(), set(texts()[Language.KK].names())
    groups = tuple(name for name in used if name.endswith("."))

    assert {name for name in used if name not in known and not any(key.startswith(name) for key in known)} == set()
    assert {key for key in known if key not in used and not key.startswith(groups)} == set()


GROUPS: dict[str, set[str]] = {
    "desk.why": {why.value for why in NextWhy},
    "desk.undo_of": {"call", "sent", *UNDONE.values()},
    "pauses": set(PAUSES),
    "appointments.stand": {stand.value for stand in Stand},
    "lists.format": {kind.value for kind in ListFormat},
    "personal.why": {why.value for why in LookWhy},
    "marks.language": {language.value for language in Language},
    "wrong.titles": {str(status) for status in STATUS.values() if status != HTTPStatus.UNAUTHORIZED} | {"409", "422"},
    "forms": {fault.value for fault in FieldFault} | {"do"},
}
"""What is asked for by a value: a page that meets one without a word would not be drawn at all."""


@pytest.mark.parametrize("group", GROUPS)
def test_every_value_that_a_page_may_meet_has_its_word(group: str) -> None:
    known = {name.removeprefix(f"{group}.") for name in texts()[Language.KK].names() if name.startswith(f"{group}.")}

    assert known >= GROUPS[group]


def test_no_text_is_the_same_in_both_languages_by_oversight() -> None:
    same = {key for key in texts()[Language.KK].names() if text(Language.KK, key) == text(Language.RU, key)}

    assert same == {
        "entering.pin",
        "hall.evacuate",
        "hall.number",
        "hall.ticket",
        "hall.title",
        "office.title",
        "reception.station",
        "reception.title",
        "shell.evacuation",
        "shell.links.hall",
        "shell.links.office",
        "shell.links.reception",
        "wrong.code",
    }


def text(language: Language, key: str) -> str:
    found: str | Words = texts()[language]
    for name in key.split("."):
        assert isinstance(found, Words)
        found = found[name]
    assert isinstance(found, str)
    return found


def test_a_text_that_is_not_there_is_an_error() -> None:
    with pytest.raises(UnknownTextError, match=r"no text desk\.nxet"):
        text(Language.KK, "desk.nxet")


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ('next = "Next"', r"desk\.toml: next: a pair is expected"),
        ('next = { kk = "Келесі" }', r"desk\.toml: next: Object missing required field `ru`"),
        ('next = { kk = "Келесі", ru = "" }', r"desk\.toml: next: Expected `str` of length >= 1"),
        ('next = { kk = "Келесі", ru = "Следующий", en = "Next" }', r"desk\.toml: next: .*unknown field `en`"),
        ('next = { kk = "Келесі {n}", ru = "Следующий" }', r"desk\.toml: next: both languages must have the same"),
        ('next = { kk = "Келесі {", ru = "Следующий" }', r"desk\.toml: 'Келесі \{'"),
        ("next = ", r"desk\.toml: "),
    ],
)
def test_a_wrong_table_is_told_with_its_file_and_key(tmp_path: Path, table: str, told: str) -> None:
    (tmp_path / "desk.toml").write_text(table, encoding="utf-8")

    with pytest.raises(TextsError, match=told):
        load_texts(tmp_path)


@pytest.mark.parametrize("language", list(Language), ids=lambda language: language.value)
def test_every_template_is_among_the_samples_and_names_nothing_that_is_not_there(language: Language) -> None:
    shown = samples(language)
    for sample in shown.values():
        html = render(sample.template, sample.page, sample.view)
        assert f'<html lang="{language.value}"' in html
        assert " style=" not in html
        assert "<style" not in html

    pages = {path.name for path in rendering.TEMPLATES.glob("*.html")} - {
        "base.html",
        "paper.html",
        "macros.html",
        "region.html",
    }
    assert {sample.template for sample in shown.values()} == pages
    assert set(environment().list_templates()) >= pages


def test_a_name_with_markup_is_text() -> None:
    sample = samples(Language.KK)["sign-in-refused"]

    html = render(sample.template, replace(sample.page, person="<script>alert(1)</script>"), sample.view)

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html
