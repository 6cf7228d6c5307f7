"""A ticket's text to a 1-bit picture: what is large, what stands where. Pure, and quick."""

from dataclasses import dataclass
from functools import lru_cache, partial
from math import ceil

from PIL import Image, ImageDraw

from mqtt_bridge.paper import TicketPaper
from mqtt_bridge.public import Centre
from printer.fonts import Face, font, has_letter, length_px
from printer.picture import INK, Block, Layout, blank
from printer.ticket_text import Line, Part, TicketText, ticket_text
from printer.wrapping import wrap_evenly


@dataclass(frozen=True)
class Style:
    """How one part of the ticket is set, on paper of 576 dots and of 384."""

    face: Face
    size_px: tuple[int, int]
    most_lines: int = 2
    above_px: int = 4
    """White above it."""


_STYLES = {
    (Part.NAME, True): Style(Face.NARROW_BOLD, (28, 24), 3, 0),
    (Part.NAME, False): Style(Face.NARROW, (21, 19), 2, 6),
    (Part.ADDRESS, True): Style(Face.NARROW, (21, 19), 2, 10),
    (Part.ADDRESS, False): Style(Face.NARROW, (20, 18), 2, 2),
    (Part.COPY, True): Style(Face.BOLD, (26, 22), 1, 18),
    (Part.ZONE, True): Style(Face.BOLD, (38, 30), 3, 18),
    (Part.ZONE, False): Style(Face.PLAIN, (23, 20), 2, 6),
    (Part.ALONE, True): Style(Face.BOLD, (28, 23), 1, 26),
    (Part.ALONE, False): Style(Face.PLAIN, (23, 20), 1, 4),
    (Part.AHEAD, True): Style(Face.NARROW_BOLD, (30, 23), 2, 26),
    (Part.AHEAD, False): Style(Face.NARROW, (22, 19), 1, 4),
    (Part.WAIT_AT, True): Style(Face.NARROW, (25, 21), 2, 18),
    (Part.WAIT_AT, False): Style(Face.NARROW, (21, 19), 2, 2),
    (Part.FOOT, True): Style(Face.PLAIN, (24, 20), 1, 18),
}
_NUMBER_FACE = Face.NARROW_BOLD
_NUMBER_MOST_PX = 104
"""The largest size of the number, before it is doubled: digits 19 mm high, and four of them fit on 576 dots."""
_NUMBER_ABOVE_PX = 24
_MARGIN_PART = 48
"""One part in so many of the width stays white at either side."""
_RULE_PX = 3
_RULE_ABOVE_PX = 14
_FOOT_PX = 12
_OVERHANG_PX = 4


@dataclass(frozen=True)
class Drawn:
    """A ticket ready for the encoder."""

    layout: Layout
    complaints: tuple[str, ...]


def draw_ticket(paper: TicketPaper, centre: Centre, width_px: int) -> Drawn:
    """Draw *paper* on 384 or 576 dots; at most 1040 dots (130 mm) high whatever the names are."""
    text = ticket_text(paper, centre, has_letter)
    return Drawn(draw_text(text, width_px), text.complaints)


def draw_text(text: TicketText, width_px: int) -> Layout:
    """Set the lines one beneath the other, all in the middle."""
    blocks: list[tuple[int, Block]] = []
    y = 0
    previous: Part | None = None
    for line in text.lines:
        if previous is Part.ADDRESS and line.part is not Part.ADDRESS:
            blocks.append((y + _RULE_ABOVE_PX, _rule(width_px)))
            y += _RULE_ABOVE_PX + _RULE_PX
        above_px, block = _set(line, width_px)
        blocks.append((y + above_px, block))
        y += above_px + block.picture.height
        previous = line.part
    return Layout(width_px, y + _FOOT_PX, tuple(blocks))


def _set(line: Line, width_px: int) -> tuple[int, Block]:
    if line.part is Part.NUMBER:
        return _NUMBER_ABOVE_PX, _number(line.text, width_px)
    style = _STYLES[line.part, line.is_first]
    if line.part is Part.COPY:
        return style.above_px, _badge(line.text, style, width_px)
    if line.part in {Part.AHEAD, Part.FOOT}:  # these change from ticket to ticket, but not in every word
        return style.above_px, _block_of_words(line.text, style, width_px)
    return style.above_px, _kept_block(line.text, style, width_px)


def _block(text: str, style: Style, width_px: int) -> Block:
    """Draw *text* wrapped and centred. The block is as high as its lines, whatever the letters do."""
    letters = font(style.face, _size_px(style, width_px))
    lines = wrap_evenly(text, width_px - 2 * (width_px // _MARGIN_PART), style.most_lines, partial(length_px, letters))
    ascent, descent = letters.getmetrics()
    pitch = ascent + descent + _size_px(style, width_px) // 8
    picture = blank(width_px, len(lines) * pitch)
    pen = _pen(picture)
    for index, line in enumerate(lines):
        left = (width_px - length_px(letters, line)) // 2
        pen.text((left, index * pitch + ascent), line, fill=INK, font=letters, anchor="ls")
    return Block(picture)


def _block_of_words(text: str, style: Style, width_px: int) -> Block:
    """Draw *text* in one line, put together from kept words; as `_block` does it when one line is not enough."""
    size_px = _size_px(style, width_px)
    letters = font(style.face, size_px)
    words = [_word(word, style.face, size_px) for word in text.split()]
    space_px = length_px(letters, " ")
    line_px = sum(word.length_px for word in words) + space_px * (len(words) - 1)
    if line_px > width_px - 2 * (width_px // _MARGIN_PART):
        return _block(text, style, width_px)
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
    _pen(picture).text((_OVERHANG_PX, ascent), text, fill=INK, font=letters, anchor="ls")
    return _Word(picture, word_px)


@lru_cache(maxsize=48)
def _kept_block(text: str, style: Style, width_px: int) -> Block:
    """Keep what is the same on every ticket of a zone: names and places, the bulk of the letters."""
    return _block(text, style, width_px)


@lru_cache(maxsize=4)
def _badge(text: str, style: Style, width_px: int) -> Block:
    """White letters on black: nobody takes it for the first paper."""
    letters = font(style.face, _size_px(style, width_px))
    ascent, descent = letters.getmetrics()
    half_px = min(int(length_px(letters, text)) + 32, width_px) // 2
    picture = blank(width_px, ascent + descent + 8)
    pen = _pen(picture)
    pen.rectangle((width_px // 2 - half_px, 0, width_px // 2 + half_px - 1, picture.height - 1), fill=INK)
    pen.text((width_px // 2, 4 + ascent), text, fill=0, font=letters, anchor="ms")
    return Block(picture)


@lru_cache(maxsize=2)
def _rule(width_px: int) -> Block:
    picture = blank(width_px, _RULE_PX)
    _pen(picture).rectangle((8, 0, width_px - 9, _RULE_PX - 1), fill=INK)
    return Block(picture)


def _number(digits: str, width_px: int) -> Block:
    """Draw the number at half its size and double it: the printer doubles too, so a quarter of the bytes is sent."""
    half_px = width_px // 2
    per_size = length_px(font(_NUMBER_FACE, 100), digits) / 100
    letters = font(_NUMBER_FACE, min(_NUMBER_MOST_PX, int((half_px - width_px // _MARGIN_PART) / per_size)))
    ascent, descent = letters.getmetrics()
    drawn = blank(half_px, ascent + descent)
    _pen(drawn).text((2, ascent), digits, fill=INK, font=letters, anchor="ls")
    ink = drawn.crop(drawn.getbbox())
    half = blank(half_px, ink.height)
    half.paste(ink, ((half_px - ink.width) // 2, 0))
    return Block.doubled(half)


def _pen(picture: Image.Image) -> ImageDraw.ImageDraw:
    pen = ImageDraw.Draw(picture)
    pen.fontmode = "1"  # whole dots: a thermal head knows no grey
    return pen


def _size_px(style: Style, width_px: int) -> int:
    return style.size_px[0] if width_px >= 576 else style.size_px[1]  # noqa: PLR2004 - the wide of the two papers
