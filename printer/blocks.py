"""Lines of text to blocks of a picture: wrapped, centred, in whole dots. What never changes is drawn once."""

from dataclasses import dataclass
from functools import lru_cache, partial
from math import ceil

from PIL import Image, ImageDraw, ImageFont

from printer.fonts import Face, drop_px, font, length_px
from printer.picture import INK, Block, blank
from printer.wrapping import wrap_evenly

MARGIN_PART = 48
"""One part in so many of the width stays white at either side."""
_OVERHANG_PX = 4


@dataclass(frozen=True)
class Style:
    """How one part of a paper is set, on paper of 576 dots and of 384."""

    face: Face
    size_px: tuple[int, int]
    most_lines: int = 2
    above_px: int = 4
    """White above it."""

    def on(self, width_px: int) -> int:
        """Return the letters' size on paper of *width_px*."""
        return self.size_px[0] if width_px >= 576 else self.size_px[1]  # noqa: PLR2004 - the wide of the two papers


_LEAST_PART = 0.7
"""Letters are made smaller by so much at most, to bring a text into one line."""


@lru_cache(maxsize=96)
def in_one_line(text: str, style: Style, width_px: int) -> Style:
    """Return *style* for one line of *text*, with letters as much smaller as it needs and can be."""
    size_px = style.on(width_px)
    room_px = width_px - 2 * (width_px // MARGIN_PART) - size_px  # the last for the ends of a band
    needed_px = length_px(font(style.face, size_px), text)
    if needed_px > room_px:
        size_px = max(int(size_px * room_px / needed_px), int(size_px * _LEAST_PART), 14)
    return Style(style.face, (size_px, size_px), 1, style.above_px)


def block(text: str, style: Style, width_px: int) -> Block:
    """Draw *text* wrapped and centred. The block is as high as its lines, whatever the letters do."""
    letters = font(style.face, style.on(width_px))
    lines = wrap_evenly(text, width_px - 2 * (width_px // MARGIN_PART), style.most_lines, partial(length_px, letters))
    ascent, descent = letters.getmetrics()
    pitch = ascent + descent + style.on(width_px) // 8
    picture = blank(width_px, len(lines) * pitch)
    pen = pen_on(picture)
    for index, line in enumerate(lines):
        left = int(width_px - length_px(letters, line)) // 2
        write(pen, letters, (left, index * pitch + ascent), line)
    return Block(picture)


def block_of_words(text: str, style: Style, width_px: int) -> Block:
    """Draw *text* in one line, put together from kept words; as `block` does it when one line is not enough."""
    size_px = style.on(width_px)
    letters = font(style.face, size_px)
    words = [_word(word, style.face, size_px) for word in text.split()]
    space_px = length_px(letters, " ")
    line_px = sum(word.length_px for word in words) + space_px * (len(words) - 1)
    if line_px > width_px - 2 * (width_px // MARGIN_PART):
        return block(text, style, width_px)
    picture = blank(width_px, words[0].picture.height)
    left_px = (width_px - line_px) / 2
    for word in words:
        picture.paste(INK, (round(left_px) - _OVERHANG_PX, 0), word.picture)
        left_px += word.length_px + space_px
    return Block(picture)


@dataclass(frozen=True)
class _Word:
    """A word with a little white at either side, for letters that reach beyond their own width."""

    picture: Image.Image
    length_px: float


@lru_cache(maxsize=512)
def _word(text: str, face: Face, size_px: int) -> _Word:
    letters = font(face, size_px)
    ascent, descent = letters.getmetrics()
    word_px = length_px(letters, text)
    picture = blank(ceil(word_px) + 2 * _OVERHANG_PX, ascent + descent + size_px // 8)
    write(pen_on(picture), letters, (_OVERHANG_PX, ascent), text)
    return _Word(picture, word_px)


@lru_cache(maxsize=64)
def kept_block(text: str, style: Style, width_px: int) -> Block:
    """Keep what is the same on every ticket of a zone: names and places, the bulk of the letters."""
    return block(text, style, width_px)


def write(
    pen: ImageDraw.ImageDraw, letters: ImageFont.FreeTypeFont, begin: tuple[int, int], text: str, *, ink: int = INK
) -> None:
    """Write *text* from *begin* on, which lies on its line, whatever its letters."""
    left_px, line_px = begin
    pen.text((left_px, line_px + drop_px(letters, text)), text, fill=ink, font=letters, anchor="ls")


def pen_on(picture: Image.Image) -> ImageDraw.ImageDraw:
    """Return what draws on *picture*."""
    pen = ImageDraw.Draw(picture)
    pen.fontmode = "1"  # whole dots: a thermal head knows no grey
    return pen
