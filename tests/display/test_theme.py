from pathlib import Path

import pytest

from display.theme import TEXT_ON_GROUND, contrast, load_theme, shipped_themes
from firmware.settings import SettingsError

SHIPPED = Path(__file__).parents[2] / "display" / "themes"


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)  # WebAIM's own example


def test_three_themes_are_shipped() -> None:
    assert shipped_themes() == ("contrast", "dark", "light")


@pytest.mark.parametrize("name", shipped_themes())
def test_every_ink_stands_out_from_its_ground(name: str) -> None:
    theme = load_theme(name)

    assert [pair for pair in TEXT_ON_GROUND if contrast(theme.colour(pair[0]), theme.colour(pair[1])) < 7] == []


def test_a_theme_may_be_any_file_with_its_fonts_beside_it_or_shipped(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    text = (SHIPPED / "dark.toml").read_text(encoding="utf-8")
    path.write_text(text.replace("Roboto-Bold.ttf", "Own.ttf", 1).replace("#0a1420", "#000000", 1))

    theme = load_theme(str(path))

    assert theme.colour("ground") == (0, 0, 0)
    assert theme.font("digits") == tmp_path / "Own.ttf"
    assert theme.font("first").is_file()


def test_an_unknown_theme_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(SettingsError, match=r"^theme: there is no theme 'drak'; right would be contrast, dark, light,"):
        load_theme("drak")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"#0a1420"', '"navy"', "colours.ground: 'navy' is wrong; right would be a colour in quotes like '#0a1420'"),
        ("text = 1.0", "text = 3.0", "sizes.text: 3.0 is wrong; right would be a number, 0.8 to 1.25"),
        ("[sizes]", 'folder = "/x"\n[sizes]', "folder"),
        ("way =", "wya =", "colours.wya: there is no such key; right would be way"),
    ],
)
def test_a_mistake_in_a_theme_is_one_line_that_says_where(old: str, new: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    text = (SHIPPED / "dark.toml").read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1))

    with pytest.raises(SettingsError) as refused:
        load_theme(str(path))

    assert told in str(refused.value)
    assert "\n" not in str(refused.value)
