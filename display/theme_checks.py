"""Whether a theme can be read: contrasts, letters, the logo. A complaint names the key and what would be right."""

from collections.abc import Iterator
from pathlib import Path
from struct import unpack

from display.lettering import Lettering
from display.marks import Face
from display.theme import LEAST_CONTRAST, TEXT_ON_GROUND, Theme, contrast
from firmware.settings import SettingsError

LETTERS = (
    "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯаәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя0123456789!?.,:;…·–—-+/()«»№≈≤"
)
"""What a board writes whatever the centre is called."""
WIDEST_DIGIT = 0.97
"""Wider digits, of their height, leave no room for a number of four and a place of three beside each other."""
MOST_LOGO_BYTES, MOST_LOGO_PX = 2_000_000, 2000
_PNG = b"\x89PNG\r\n\x1a\n"


def check_theme(theme: Theme) -> None:
    """Refuse a theme that cannot be read. Raises SettingsError with one line."""
    for complaint in complaints(theme):
        raise SettingsError(f"theme: {complaint}")


def complaints(theme: Theme) -> Iterator[str]:
    """Yield what is wrong with *theme*."""
    for ink, ground in TEXT_ON_GROUND:
        found = contrast(theme.colour(ink), theme.colour(ground))
        if found < LEAST_CONTRAST:
            yield (
                f"colours.{ink}: {getattr(theme.colours, ink)} on {ground} = {getattr(theme.colours, ground)} has a "
                f"contrast of {found:.1f}:1; right would be {LEAST_CONTRAST:g}:1 or more"
            )
    missing = [face for face in Face if not theme.font(face.value).is_file()]
    for face in missing:
        name = getattr(theme.fonts, face.value)
        yield f"fonts.{face.value}: there is no file {name!r}; right would be a shipped font, or the path of a TTF"
    if not missing:
        yield from _letters(theme)
    if theme.logo_path() is not None:
        yield from _logo(theme)


def _letters(theme: Theme) -> Iterator[str]:
    import pygame

    pygame.font.init()
    for face in Face:
        path = theme.font(face.value)
        try:
            # Any file is taken for a font until it is used. Pillow would tell as well, and stay in memory.
            pygame.font.Font(str(path), 20).render("0", True, (0, 0, 0))  # noqa: FBT003 - pygame takes it by position only
        except (pygame.error, OSError, ValueError) as error:
            yield f"fonts.{face.value}: {path.name}: cannot be read as a font ({error}); right would be a TTF or OTF"
            return
    lettering = Lettering(theme)
    lacking = "".join(sorted(lettering.lacking(LETTERS)))
    if lacking:
        yield f"fonts: one of them lacks {lacking}; right would be fonts with all Kazakh and Russian letters"
    wide = lettering.digit_ratio()
    if wide > WIDEST_DIGIT:
        yield f"fonts.digits: digits are {wide:.2f} of their height wide; right would be {WIDEST_DIGIT} at most"


def _logo(theme: Theme) -> Iterator[str]:
    import pygame

    path = theme.logo_path() or Path()
    try:
        size = path.stat().st_size
        if size > MOST_LOGO_BYTES:
            yield f"logo: {theme.logo!r} has {size} bytes; right would be {MOST_LOGO_BYTES} at most"
            return
        with path.open("rb") as file:
            begins = file.read(24)
        if not begins.startswith(_PNG):
            yield f"logo: {theme.logo!r} cannot be read (it is none); right would be a PNG"
            return
        # Before it is unpacked: a small file can have more pixels than the machine has memory.
        width, height = unpack(">II", begins[16:].ljust(8, b"\0"))
        if max(width, height) > MOST_LOGO_PX:
            yield f"logo: {theme.logo!r} is {width} × {height} px; right would be {MOST_LOGO_PX} at most"
            return
        pygame.image.load(str(path))
    except (pygame.error, OSError, ValueError) as error:
        yield f"logo: {theme.logo!r} cannot be read ({error}); right would be a PNG"
