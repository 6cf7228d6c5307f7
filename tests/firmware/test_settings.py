"""Settings: one line that names the file, the key and what would be right."""

from pathlib import Path
from typing import Annotated

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
    patience_s: float = 1.5
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
        (GOOD.replace("27", "28"), "buttons[1].pin: Expected int <= 27"),
        (GOOD.replace("17", '"17"'), "buttons[0].pin: Expected int, got str"),
        (GOOD.replace("red", "Red"), "buttons[0].name: Expected str matching regex"),
        ("", "Object missing required field title"),
        (GOOD + "titel = 1", "Object contains unknown field titel"),
        (GOOD.replace("pin = 17", "pin = 17, pim = 1"), "buttons[0]: Object contains unknown field pim"),
        ("title = ", "is not TOML: Invalid value (at end of document)"),
        ("title = 'a'\ntitle = 'b'", "is not TOML: Cannot overwrite a value (at "),
    ],
)
def test_an_error_names_the_key_and_what_would_be_right(wrong: str, said: str) -> None:
    assert complaint(wrong).startswith(said)


@pytest.mark.parametrize(
    "text", ['"a\\nb" = 1', 'title = "a"\n"x\\r\\u2028y" = 2', 'title = """a\nb\nc', '"\\u0000" = 1']
)
def test_an_error_is_one_line_whatever_the_file_holds(text: str) -> None:
    assert len(complaint(text).splitlines()) == 1


def test_a_file_that_is_not_there_or_is_a_folder_or_no_text_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"none\.toml: cannot be read: No such file or directory"):
        load_settings(tmp_path / "none.toml", PanelSettings)
    with pytest.raises(SettingsError, match="cannot be read: Is a directory"):
        load_settings(tmp_path, PanelSettings)
    latin = tmp_path / "latin.toml"
    latin.write_bytes(b'title = "caf\xe9"')
    with pytest.raises(SettingsError, match="is not UTF-8 text at byte 12"):
        load_settings(latin, PanelSettings)
