"""What sets a text apart from the others: bars, white on black; and lines across the paper."""

from functools import lru_cache, partial

from printer.blocks import Style, block, pen_on, write
from printer.fonts import font, length_px
from printer.picture import INK, Block, blank
from printer.wrapping import wrap_evenly

_MARGIN_PX = 8
_PAD_PX = 5
_RADIUS_PX = 8
_BAR_PX = 4
_RULE_PX = 3


@lru_cache(maxsize=12)
def badge(text: str, style: Style, width_px: int) -> Block:
    """White letters on black, as wide as they are: nobody takes it for the first paper."""
    return _on_black(text, style, width_px, is_band=False)


@lru_cache(maxsize=12)
def band(text: str, style: Style, width_px: int) -> Block:
    """White letters on black: as wide as the paper; several lines only as they need, for black takes long to send."""
    return _on_black(text, style, width_px, is_band=True)


@lru_cache(maxsize=12)
def between_bars(text: str, style: Style, width_px: int) -> Block:
    """Black letters between two bars across: as striking as white on black, sooner sent, and machines can read it."""
    return _barred(text, style, width_px, width_px // 2 - _MARGIN_PX)


@lru_cache(maxsize=12)
def between_short_bars(text: str, style: Style, width_px: int) -> Block:
    """Do the same with bars that are a little longer than the words."""
    left, _, right, _ = block(text, style, width_px).picture.getbbox() or (0, 0, 0, 0)
    return _barred(text, style, width_px, min((right - left) // 2 + style.on(width_px), width_px // 2 - _MARGIN_PX))


def _barred(text: str, style: Style, width_px: int, half_px: int) -> Block:
    words = block(text, style, width_px).picture
    gap_px = style.on(width_px) // 6
    picture = blank(width_px, words.height + 2 * _BAR_PX + gap_px)
    picture.paste(words, (0, _BAR_PX + gap_px))
    pen = pen_on(picture)
    for top in (0, picture.height - _BAR_PX):
        pen.rectangle((width_px // 2 - half_px, top, width_px // 2 + half_px - 1, top + _BAR_PX - 1), fill=INK)
    return Block(picture)


def _on_black(text: str, style: Style, width_px: int, *, is_band: bool) -> Block:
    letters = font(style.face, style.on(width_px))
    pad_px = style.on(width_px) // 2
    inner_px = width_px - 2 * _MARGIN_PX - 2 * pad_px
    lines = wrap_evenly(text, inner_px, style.most_lines, partial(length_px, letters))
    ascent, descent = letters.getmetrics()
    pitch = ascent + descent
    words_px = max((int(length_px(letters, line)) for line in lines), default=0)
    half_px = (inner_px if is_band and len(lines) == 1 else words_px) // 2 + pad_px
    picture = blank(width_px, len(lines) * pitch + 2 * _PAD_PX)
    pen = pen_on(picture)
    box = (width_px // 2 - half_px, 0, width_px // 2 + half_px - 1, picture.height - 1)
    pen.rounded_rectangle(box, _RADIUS_PX, fill=INK)
    for index, line in enumerate(lines):
        left = int(width_px - length_px(letters, line)) // 2
        write(pen, letters, (left, _PAD_PX + index * pitch + ascent), line, ink=0)
    return Block(picture)


@lru_cache(maxsize=8)
def rule(width_px: int, thick_px: int = _RULE_PX, *, is_dotted: bool = False) -> Block:
    """Draw a line from one side to the other, whole or of dots."""
    picture = blank(width_px, thick_px)
    pen = pen_on(picture)
    if not is_dotted:
        pen.rectangle((8, 0, width_px - 9, thick_px - 1), fill=INK)
        return Block(picture)
    dots = (width_px - 16 + 2 * thick_px) // (3 * thick_px)
    first_px = (width_px - (3 * dots - 2) * thick_px) // 2
    for left in range(first_px, first_px + 3 * dots * thick_px, 3 * thick_px):
        pen.rectangle((left, 0, left + thick_px - 1, thick_px - 1), fill=INK)
    return Block(picture)
