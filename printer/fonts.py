"""The shipped fonts: their faces, and which characters they have."""

from enum import Enum
from functools import cache
from pathlib import Path

from PIL import ImageFont

FOLDER = Path(__file__).resolve().parent.parent / "fonts"


class Face(Enum):
    """A font file. All four are DejaVu, so they have the same letters."""

    PLAIN = "DejaVuSans.ttf"
    BOLD = "DejaVuSans-Bold.ttf"
    NARROW = "DejaVuSansCondensed.ttf"
    NARROW_BOLD = "DejaVuSansCondensed-Bold.ttf"


@cache
def font(face: Face, size_px: int) -> ImageFont.FreeTypeFont:
    """Return *face* at *size_px*. Raises OSError when the file is not there."""
    # The basic layout draws Cyrillic as well as raqm does, and does not depend on how Pillow was built.
    return ImageFont.truetype(FOLDER / face.value, size_px, layout_engine=ImageFont.Layout.BASIC)


def length_px(letters: ImageFont.FreeTypeFont, text: str) -> float:
    """Return how wide *text* becomes in whole dots: hinted for them, a letter can be a dot wider than in grey."""
    return letters.getlength(text, mode="1")


@cache
def _shape(face: Face, character: str) -> tuple[tuple[int, int], bytes]:
    mask = font(face, 32).getmask(character, mode="1")
    return mask.size, bytes(mask)


@cache
def has_letter(character: str) -> bool:
    """Tell whether the fonts have *character*: one they lack is drawn in the shape of no character at all."""
    return _shape(Face.PLAIN, character) != _shape(Face.PLAIN, "\U0010ffff")
