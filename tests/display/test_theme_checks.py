import subprocess
import sys
from datetime import date
from pathlib import Path
from struct import pack
from zlib import crc32

import msgspec
import pygame
import pytest
from PIL import Image

from centre.dates import date_words
from display import wording
from display.theme import Theme, load_theme, shipped_themes
from display.theme_checks import LETTERS, check_theme, complaints
from firmware.settings import SettingsError
from firmware.words import Bilingual


def changed(theme: Theme, table: str, **keys: str) -> Theme:
    return msgspec.structs.replace(theme, **{table: msgspec.structs.replace(getattr(theme, table), **keys)})


@pytest.fixture
def dark() -> Theme:
    return load_theme("dark")


@pytest.mark.parametrize("name", shipped_themes())
def test_the_shipped_themes_can_be_read(name: str) -> None:
    assert list(complaints(load_theme(name))) == []


def test_an_ink_too_near_to_its_ground_is_refused(dark: Theme) -> None:
    with pytest.raises(SettingsError) as refused:
        check_theme(changed(dark, "colours", soft="#556070"))

    assert str(refused.value) == (
        "theme: colours.soft: #556070 on ground = #0a1420 has a contrast of 2.9:1; right would be 7:1 or more"
    )


def test_a_font_that_is_missing_or_none_is_refused(dark: Theme, tmp_path: Path) -> None:
    assert list(complaints(changed(dark, "fonts", first="Nowhere.ttf"))) == [
        "fonts.first: there is no file 'Nowhere.ttf'; right would be a shipped font, or the path of a TTF"
    ]
    (tmp_path / "none.ttf").write_text("no font")
    (told,) = complaints(changed(dark, "fonts", second=str(tmp_path / "none.ttf")))
    assert told.startswith("fonts.second: none.ttf: cannot be read as a font")


def test_a_font_that_lacks_a_letter_is_refused_with_the_letter(dark: Theme) -> None:
    own = Path(pygame.__file__).parent / "freesansbold.ttf"
    (told,) = complaints(changed(dark, "fonts", first=str(own)))

    assert told == "fonts: one of them lacks №≈; right would be fonts with all Kazakh and Russian letters"


def test_a_logo_that_is_missing_none_or_too_large_is_refused(dark: Theme, tmp_path: Path) -> None:
    theme = msgspec.structs.replace(dark, folder=str(tmp_path), logo="logo.png")
    assert next(complaints(theme)).startswith("logo: 'logo.png' cannot be read")
    (tmp_path / "logo.png").write_text("no picture")
    assert next(complaints(theme)).startswith("logo: 'logo.png' cannot be read")
    Image.new("RGB", (2001, 10)).save(tmp_path / "logo.png")
    assert list(complaints(theme)) == ["logo: 'logo.png' is 2001 × 10 px; right would be 2000 at most"]
    (tmp_path / "logo.png").write_bytes(b"x" * 2_000_001)
    assert list(complaints(theme)) == ["logo: 'logo.png' has 2000001 bytes; right would be 2000000 at most"]
    Image.new("P", (200, 100)).save(tmp_path / "logo.png")
    assert list(complaints(theme)) == []


def test_a_logo_of_more_pixels_than_there_is_memory_is_refused_without_being_unpacked(
    dark: Theme, tmp_path: Path
) -> None:
    huge = b"IHDR" + pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0)
    chunk = pack(">I", 13) + huge + pack(">I", crc32(huge))
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + chunk)
    theme = msgspec.structs.replace(dark, folder=str(tmp_path), logo="logo.png")

    assert list(complaints(theme)) == ["logo: 'logo.png' is 60000 × 60000 px; right would be 2000 at most"]


def test_an_animation_and_a_name_that_no_file_has_are_refused(dark: Theme, tmp_path: Path) -> None:
    frames = [Image.new("RGB", (50, 50), (n, n, n)) for n in range(3)]
    frames[0].save(tmp_path / "logo.gif", save_all=True, append_images=frames[1:])
    for name in ("logo.gif", "logo\0.png"):
        theme = msgspec.structs.replace(dark, folder=str(tmp_path), logo=name)
        (told,) = complaints(theme)
        assert told.startswith(f"logo: {name!r} cannot be read")


def test_a_font_that_ends_in_the_middle_is_refused(dark: Theme, tmp_path: Path) -> None:
    (tmp_path / "half.ttf").write_bytes(dark.font("first").read_bytes()[:2_000])

    (told,) = complaints(changed(dark, "fonts", second=str(tmp_path / "half.ttf")))

    assert told.startswith("fonts.second: half.ttf: cannot be read as a font")


def test_checking_a_theme_leaves_no_second_library_of_pictures_in_memory() -> None:
    check = "import sys, display.theme_checks as c, display.theme as t; c.check_theme(t.load_theme('dark'))"
    program = f"{check}; sys.exit('PIL' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_every_letter_of_the_boards_own_words_is_among_those_that_are_asked_for() -> None:
    texts: list[Bilingual] = []
    for value in vars(wording).values():
        texts += [
            text for text in (value.values() if isinstance(value, dict) else (value,)) if isinstance(text, Bilingual)
        ]
    texts += [date_words(date(2026, month, 1)) for month in range(1, 13)]
    texts += [date_words(date(2026, 11, day)) for day in range(1, 8)]
    said = {letter for text in texts for letter in text.kk + text.ru}

    assert len(texts) > 30
    assert said - set(LETTERS) - {" "} == set()
