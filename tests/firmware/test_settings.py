"""Settings: one line that names the file, the key and what would be right."""

from pathlib import Path
from typing import Annotated, Literal

import pytest
from msgspec import Meta

from firmware.settings import Settings, SettingsError, load_settings, parse_settings
from firmware.words import Slug


class ButtonSettings(Settings, frozen=True, kw_only=True):
    """One button of the example."""

    name: Slug
    pin: Annotated[int, Meta(ge=2, le=27)]


class PanelSettings(Settings, frozen=True, kw_only=True):
    """The example."""

    title: str
    patience_s: Annotated[float, Meta(ge=0.2)] = 1.5
    loudness: Annotated[int, Meta(le=10)] = 5
    kind: Literal["pan", "lid"] = "pan"
    size: tuple[int, int] | None = None
    lit: bool = False
    buttons: tuple[ButtonSettings, ...] = ()


GOOD = """
title = "Әңгіме"
buttons = [{ name = "red", pin = 17 }, { name = "blue", pin = 27 }]
"""


def complaint(text: str) -> str:
    """Return what is said of *text*, without the file's name."""
    with pytest.raises(SettingsError) as caught:
        parse_settings(text, PanelSettings, "panel.toml")
    source, _, what = str(caught.value).partition(": ")
    assert source == "panel.toml"
    return what


def test_good_settings_are_structs_with_defaults(tmp_path: Path) -> None:
    path = tmp_path / "panel.toml"
    path.write_text(GOOD, encoding="utf-8")

    settings = load_settings(path, PanelSettings)

    assert settings == PanelSettings(
        title="Әңгіме", buttons=(ButtonSettings(name="red", pin=17), ButtonSettings(name="blue", pin=27))
    )
    assert settings.patience_s == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (GOOD.replace("27", "28"), "buttons[1].pin: 28 is wrong; right would be a whole number, 2 to 27"),
        (GOOD.replace("17", '"17"'), "buttons[0].pin: '17' is wrong; right would be a whole number, 2 to 27"),
        (
            GOOD.replace("red", "Red"),
            "buttons[0].name: 'Red' is wrong; right would be a name like 'window-1': small Latin",
        ),
        ("", "title: is missing; right would be text in quotes"),
        (GOOD + "titel = 1", "titel: there is no such key; right would be title"),
        (
            GOOD + "x = 1",
            "x: there is no such key; right would be one of title, patience_s, loudness, kind, size, lit, buttons",
        ),
        (GOOD.replace("pin = 17", "pin = 17, pim = 1"), "buttons[0].pim: there is no such key; right would be pin"),
        (GOOD.replace(", pin = 17", ""), "buttons[0].pin: is missing; right would be a whole number, 2 to 27"),
        ('title = "a"\nbuttons = 3', "buttons: 3 is wrong; right would be a list"),
        ("title = [1]", "title: a list is wrong; right would be text in quotes"),
        (GOOD + "patience_s = true", "patience_s: true is wrong; right would be a number, 0.2 at least"),
        (GOOD + "loudness = 11", "loudness: 11 is wrong; right would be a whole number, 10 at most"),
        (GOOD + "kind = 'pot'", "kind: 'pot' is wrong; right would be one of lid, pan"),
        (GOOD + "size = [3, 'x']", "size[1]: 'x' is wrong; right would be a whole number"),
        (GOOD + "size = [3]", "size: a list is wrong; right would be a list of a whole number and a whole number"),
        (GOOD + "lit = {}", "lit: a table is wrong; right would be true or false"),
        (GOOD + f"kind = '{'x' * 999}'", f"kind: '{'x' * 60}…' is wrong; right"),
        (GOOD + "loudness = 0x" + "f" * 5000, "loudness: a number that large is wrong; right would be a whole"),
        (GOOD + "loudness = " + "9" * 5000, "is not TOML: Exceeds the limit"),
        ("title = " + "[" * 5000, "is not TOML that anybody writes: too much is nested"),
        ("title = ", "is not TOML: Invalid value (at end of document)"),
        ("title = 'a'\ntitle = 'b'", "is not TOML: Cannot overwrite a value (at "),
    ],
)
def test_an_error_names_the_key_and_what_would_be_right(wrong: str, said: str) -> None:
    assert complaint(wrong).startswith(said)


@pytest.mark.parametrize(
    "text",
    [
        '"a\\nb" = 1',
        '"a - at `$.pin" = 1',
        '"x` - at `$.buttons[0].pin`" = 1',
        'title = "a"\nbuttons = [{ "a - at `$.b" = 1 }]',
        'title = "a"\n"x\\r\\u2028y" = 2',
        'title = """a\nb\nc',
        '"\\u0000" = 1',
        'title = "a"\n' + "x" * 70_000 + " = 1",
    ],
)
def test_an_error_is_one_line_whatever_the_file_holds(text: str) -> None:
    assert len(complaint(text).splitlines()) == 1
    assert len(complaint(text)) < 600


def test_a_file_that_is_not_there_or_is_a_folder_or_no_text_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"none\.toml: cannot be read: No such file or directory"):
        load_settings(tmp_path / "none.toml", PanelSettings)
    with pytest.raises(SettingsError, match="cannot be read: Is a directory"):
        load_settings(tmp_path, PanelSettings)
    latin = tmp_path / "latin.toml"
    latin.write_bytes(b'# first\r\ntitle = "caf\xe9"')
    with pytest.raises(SettingsError, match=r"is not UTF-8 text in line 2; save it as UTF-8\Z"):
        load_settings(latin, PanelSettings)


def test_what_a_windows_editor_leaves_in_a_file_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "panel.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())

    assert load_settings(path, PanelSettings).title == "Әңгіме"
