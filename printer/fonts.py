"""The shipped fonts: their faces, and which characters they have."""

from enum import Enum
from functools import cache, lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FOLDER = Path(__file__).resolve().parent.parent / "fonts"


class Face(Enum):
    """A font, by its name in settings. All four are DejaVu, so they have the same letters."""

    PLAIN = "plain"
    BOLD = "bold"
    NARROW = "narrow"
    NARROW_BOLD = "narrow-bold"


_FILES = {
    Face.PLAIN: "DejaVuSans.ttf",
    Face.BOLD: "DejaVuSans-Bold.ttf",
    Face.NARROW: "DejaVuSansCondensed.ttf",
    Face.NARROW_BOLD: "DejaVuSansCondensed-Bold.ttf",
}


def files() -> dict[Face, Path]:
    """Return where each face is kept."""
    return {face: FOLDER / name for face, name in _FILES.items()}


@cache
def font(face: Face, size_px: int) -> ImageFont.FreeTypeFont:
    """Return *face* at *size_px*. Raises OSError when the file is not there."""
    # The basic layout draws Cyrillic as well as raqm does, and does not depend on how Pillow was built.
    return ImageFont.truetype(FOLDER / _FILES[face], size_px, layout_engine=ImageFont.Layout.BASIC)


def length_px(letters: ImageFont.FreeTypeFont, text: str) -> float:
    """Return how wide *text* becomes in whole dots: hinted for them, a letter can be a dot wider than in grey."""
    return letters.getlength(text, mode="1")


@lru_cache(maxsize=1024)
def drop_px(letters: ImageFont.FreeTypeFont, text: str) -> int:
    """Return by how many dots *text* must be drawn lower to stand on its line.

    In whole dots Pillow 13 sets a text by the rounded height of its highest letter: «Сн» stands a dot above «ын», and
    words that are drawn one by one dance. So the feet of an н at its end are looked for.
    """
    end_px = int(length_px(letters, f"{text} "))
    width_px, height_px = end_px + 2 * int(letters.size), 3 * int(letters.size)
    trial = Image.new("1", (width_px, height_px))
    pen = ImageDraw.Draw(trial)
    pen.fontmode = "1"
    pen.text((0, 2 * letters.size), f"{text} н", fill=1, font=letters, anchor="ls")
    feet = trial.crop((end_px, 0, width_px, height_px)).getbbox()
    return 0 if feet is None else int(2 * letters.size) - feet[3]


@cache
def _shape(face: Face, character: str) -> tuple[tuple[int, int], bytes]:
    mask = font(face, 32).getmask(character, mode="1")
    return mask.size, bytes(mask)


@cache
def has_letter(character: str) -> bool:
    """Tell whether the fonts have *character*: one they lack is drawn in the shape of no character at all."""
    return _shape(Face.PLAIN, character) != _shape(Face.PLAIN, "\U0010ffff")
