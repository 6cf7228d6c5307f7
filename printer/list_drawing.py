"""A waiting list's lines to 1-bit pictures: large enough to be read from a desk, in columns. Pure."""

from dataclasses import dataclass
from functools import partial

from mqtt_bridge.public import Centre
from printer.blocks import MARGIN_PART, Style, block, pen_on, write
from printer.fonts import Face, font, has_letter, length_px
from printer.list_text import AtPlace, ListLine, ListPart, Numbers, list_text
from printer.looks import badge, rule
from printer.picture import INK, Block, Layout, blank
from printer.waiting_list import IN_A_ROW, WaitingList
from printer.wrapping import wrap

_STYLES = {
    (ListPart.HEAD, True): Style(Face.BOLD, (34, 28), 1, 0),
    (ListPart.HEAD, False): Style(Face.BOLD, (24, 20), 1, 4),
    (ListPart.SOURCE, True): Style(Face.NARROW_BOLD, (22, 19), 2, 8),
    (ListPart.SOURCE, False): Style(Face.NARROW, (21, 18), 2, 0),
    (ListPart.ZONE, True): Style(Face.BOLD, (32, 26), 2, 10),
    (ListPart.ZONE, False): Style(Face.PLAIN, (22, 19), 2, 2),
    (ListPart.CAPTION, True): Style(Face.NARROW, (20, 18), 2, 10),
    (ListPart.MORE, True): Style(Face.NARROW_BOLD, (23, 19), 2, 14),
    (ListPart.MORE, False): Style(Face.NARROW, (22, 18), 2, 0),
}
_PLACE = Style(Face.NARROW, (25, 20), 2, 6)
_AT_PLACE = Style(Face.NARROW_BOLD, (44, 36))
_NUMBER_FACE = Face.NARROW_BOLD
_NUMBER_MOST_PX = 30
"""Before it is doubled: digits 5.5 mm high. Those of four-figure numbers are smaller."""
_NUMBER_ABOVE_PX = 14
_COLUMN_GAP_PX = 11
_RULE_ABOVE_PX = 16
_FOOT_PX = 16


@dataclass(frozen=True)
class ListPage:
    """One paper of a list, with what must be known to draw it."""

    paper: WaitingList
    centre: Centre
    page: int
    pages: int

    def draw(self, width_px: int) -> Layout:
        """Draw it on 384 or 576 dots; about 30 cm at most."""
        blocks: list[tuple[int, Block]] = []
        y = 0
        for line in list_text(self.paper, self.centre, has_letter, self.page, self.pages):
            for above_px, drawn in _set(line, width_px):
                blocks.append((y + above_px, drawn))
                y += above_px + drawn.picture.height
        return Layout(width_px, y + _FOOT_PX, tuple(blocks))


def list_pages(whole: WaitingList, centre: Centre) -> tuple[ListPage, ...]:
    """Cut a list into papers, ready to be drawn."""
    papers = whole.papers()
    return tuple(ListPage(paper, centre, page, len(papers)) for page, paper in enumerate(papers, start=1))


def _set(line: ListLine, width_px: int) -> list[tuple[int, Block]]:
    if isinstance(line, Numbers):
        return _grid(line.numbers, width_px)
    if isinstance(line, AtPlace):
        return [(_PLACE.above_px, _at_place(line, width_px))]
    style = _STYLES[line.part, line.is_first]
    if line.part is ListPart.HEAD and line.is_first:
        return [(style.above_px, badge(line.text, style, width_px))]
    drawn = (style.above_px, block(line.text, style, width_px))
    starts_zone = line.part is ListPart.ZONE and line.is_first
    return [(_RULE_ABOVE_PX, rule(width_px)), drawn] if starts_zone else [drawn]


def _at_place(line: AtPlace, width_px: int) -> Block:
    """Draw the place at the left, and its number at the right: a list is read by places."""
    margin_px = width_px // MARGIN_PART
    digits = font(_AT_PLACE.face, _AT_PLACE.on(width_px))
    number_px = int(length_px(digits, str(line.number))) + 1
    letters = font(_PLACE.face, _PLACE.on(width_px))
    words = wrap(line.place, width_px - number_px - 4 * margin_px, _PLACE.most_lines, partial(length_px, letters))
    ascent, descent = letters.getmetrics()
    pitch_px = ascent + descent
    height_px = max(sum(digits.getmetrics()), len(words) * pitch_px)
    picture = blank(width_px, height_px)
    pen = pen_on(picture)
    top_px = (height_px - len(words) * pitch_px) // 2
    for index, word in enumerate(words):
        write(pen, letters, (margin_px, top_px + index * pitch_px + ascent), word)
    pen.text((width_px - margin_px, height_px // 2), str(line.number), fill=INK, font=digits, anchor="rm")
    return Block(picture)


def _grid(numbers: tuple[int, ...], width_px: int) -> list[tuple[int, Block]]:
    """Set numbers in columns, to be read row by row; at half their size, which the printer doubles."""
    columns = IN_A_ROW if width_px < 576 else IN_A_ROW + 1  # noqa: PLR2004 - the wide of the two papers
    half_px = width_px // 2
    most_digits = max(len(str(number)) for number in numbers)
    per_size = length_px(font(_NUMBER_FACE, 100), "8" * most_digits) / 100
    letters = font(_NUMBER_FACE, min(_NUMBER_MOST_PX, int((half_px // columns - _COLUMN_GAP_PX) / per_size)))
    height_px = int(-letters.getbbox("0123456789", anchor="ls")[1]) + 2
    rows = []
    for begin in range(0, len(numbers), columns):
        half = blank(half_px, height_px)
        pen = pen_on(half)
        for column, number in enumerate(numbers[begin : begin + columns]):
            middle_px = (2 * column + 1) * half_px // (2 * columns)
            pen.text((middle_px, height_px - 1), str(number), fill=INK, font=letters, anchor="ms")
        rows.append((_NUMBER_ABOVE_PX, Block.doubled(half)))
    return rows
