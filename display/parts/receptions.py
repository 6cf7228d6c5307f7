"""The receptions of a day: when, who, where; by post, never by name."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from display.box import Box, stack
from display.layout import digits_of
from display.marks import Align, Face, Mark, Part
from display.scene import ReceptionLine, ReceptionSheet
from display.typesetting import Slot, Style, Typesetter, halves
from firmware.words import Bilingual

TITLE, ROW, TALL_ROW, TALLEST_ROW = 92, 104, 176, 228
"""How high they are, in units; rows are tall where a post has no room on one line, or on three."""
_TIMES, _NOUN = 168, 126
"""How wide the times and a place's noun are."""

Item = ReceptionSheet | ReceptionLine
Page = Callable[[Box], Iterator[Part]]


def reception_pages(box: Box, sheets: Sequence[ReceptionSheet], setter: Typesetter) -> list[Page]:
    """Divide the sheets into pages that fit into *box*; a sheet that is broken has its title on each page."""
    style = _style(box, [line for sheet in sheets for line in sheet.lines], setter)
    pages: list[list[Item]] = []
    left = 0
    for sheet in sheets:
        for n, line in enumerate(sheet.lines):
            title_h = setter.u(TITLE) if n == 0 else 0
            if not pages or left < style.row_h + title_h:
                pages.append([sheet])
                left = box.h - setter.u(32) - setter.u(TITLE)
            elif n == 0:
                pages[-1].append(sheet)
                left -= title_h
            pages[-1].append(line)
            left -= style.row_h
    return [partial(_page, items=tuple(page), style=style, setter=setter) for page in pages]


class _Rows(NamedTuple):
    """What all rows have in common."""

    row_h: int
    lines: int
    """A post may have so many, in each language."""
    place_w: int
    number_w: int


def _style(box: Box, lines: Sequence[ReceptionLine], setter: Typesetter) -> _Rows:
    number_w = setter.digits_w(max((digits_of(line.place.number) for line in lines), default=1), setter.u(46))
    place_w = number_w + setter.u(_NOUN)
    post_w = box.w - setter.u(44 + 32 + 32 + _TIMES) - place_w
    fits = all(
        setter.has_room(words, face, post_w)
        for line in lines
        for words, face in ((line.post.kk, Face.FIRST), (line.post.ru, Face.SECOND))
    ) and all(line.place.number or setter.has_room(line.place.noun.kk, Face.FIRST, place_w) for line in lines)
    if fits:
        return _Rows(setter.u(ROW), 3, place_w, number_w)
    room = halves(Box(0, 0, max(0, post_w), setter.u(TALL_ROW) - setter.u(10) - 2 * setter.u(6)))
    three = all(
        setter.fits(Slot(half, words, face, "ink", lines=3))
        for line in lines
        for half, words, face in zip(room, (line.post.kk, line.post.ru), (Face.FIRST, Face.SECOND), strict=True)
    )
    return _Rows(setter.u(TALL_ROW if three else TALLEST_ROW), 3 if three else 4, place_w, number_w)


def _page(panel: Box, items: Sequence[Item], style: _Rows, setter: Typesetter) -> Iterator[Part]:
    u = setter.u
    inner = Box(panel.x + u(22), panel.y + u(16), panel.w - u(44), panel.h - u(32))
    marks: list[Mark] = [setter.panel(panel, "panel")]
    posts: list[tuple[Box, Bilingual]] = []
    y = inner.y
    for item in items:
        if isinstance(item, ReceptionSheet):
            box = Box(inner.x, y, inner.w, u(TITLE))
            marks += setter.pair(box, item.title, Style("panel", (38, 32), ("way", "soft")))
        else:
            box = Box(inner.x, y, inner.w, style.row_h)
            marks += _line(box.top(box.h - u(10)), item, posts, style, setter)
        y = box.bottom
    boxes, words = [box for box, _post in posts], [post for _box, post in posts]
    yield Part(panel, (*marks, *setter.pairs(boxes, words, Style("raised", (31, 28), lines=style.lines))))


def _line(
    box: Box, line: ReceptionLine, posts: list[tuple[Box, Bilingual]], style: _Rows, setter: Typesetter
) -> Iterator[Mark]:
    u = setter.u
    yield setter.panel(box, "raised", corner=0.6)
    inner = Box(box.x + u(16), box.y + u(6), box.w - u(32), box.h - u(12))
    times = Box(inner.x, inner.y, u(_TIMES), inner.h)
    place = Box(inner.right - style.place_w, inner.y, style.place_w, inner.h)
    posts.append((Box(times.right + u(16), inner.y, max(0, place.x - times.right - u(32)), inner.h), line.post))
    if line.note is not None:
        times, note = stack(times, (None, round(inner.h * 0.66)), 0)
        yield from setter.pair(note, line.note, Style("raised", (25, 25), ("way", "way")))
    yield setter.text(Slot(times, line.times, Face.FIRST, "ink"), "raised", 34)
    number = Box(place.x, place.y, style.number_w, place.h)
    if line.place.number:
        yield setter.figures(number, line.place.number, u(46), "ink", "raised", Align.RIGHT)
    noun = place.cut_left(style.number_w + u(10)) if line.place.number else place
    lines = 1 if line.place.number else 3
    yield from setter.pair(noun, line.place.noun, Style("raised", (28, 26), lines=lines))
