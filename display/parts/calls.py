"""The calls: the newest one large, the ones before it in rows of one size, in pages where not all have room."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from display import wording
from display.box import Box, columns, stack
from display.layout import digits_of, least_row_w, widest
from display.marks import Align, Arrow, Face, Fill, Hatch, Mark, Panel, Part
from display.parts.words import message
from display.scene import CallLine, Condition, Direction, Message, Scene
from display.typesetting import Slot, Style, Typesetter
from firmware.words import Bilingual

CAPTION = 44
ROW = 1.24
"""A row is so many times as high as its digits."""
HERO = 2.1
_WORDS = 150
"""The width of the longest noun, in units."""


class Inks(NamedTuple):
    """The colours of one call."""

    ground: str
    number: str
    way: str
    words: tuple[str, str]


PLAIN = Inks("ground", "ink", "way", ("ink", "soft"))
RAISED = Inks("raised", "ink", "way", ("ink", "soft"))
NEWS = Inks("news", "news_ink", "news_ink", ("news_ink", "news_ink"))
OLD = Inks("panel", "soft", "soft", ("soft", "soft"))


def call_list(panel: Box, scene: Scene, setter: Typesetter) -> Iterator[Part]:
    """List the calls, the newest on top."""
    if not scene.calls:
        yield message(panel, Message((wording.NO_CALLS,)), setter)
        return
    gap = setter.u(10)
    caption, hero, rest = stack(panel, (setter.u(CAPTION), round(setter.digit * HERO), None), gap)
    room = max(1, (rest.h + gap) // (round(setter.digit * ROW) + gap))
    pages = _pages(scene.calls, room)
    page = pages[scene.turn % len(pages)]
    is_old = scene.condition is Condition.STALE
    yield _caption(caption, len(pages), scene, setter)
    yield _hero(hero, scene.calls[0], setter, is_old=is_old)
    digits = widest(scene.calls)
    for box, index in zip(stack(rest, (None,) * room, gap), page, strict=False):
        yield _row(box, index, scene, digits, setter)


def call_strip(panel: Box, scene: Scene, setter: Typesetter) -> Iterator[Part]:
    """List the other calls beneath the one that has the stage: as many as have room."""
    others = [n for n, line in enumerate(scene.calls) if not _is_staged(line, scene)]
    digits = widest([scene.calls[n] for n in others])
    gap = setter.u(12)
    height = round(setter.digit * ROW)
    down = max(1, (panel.h + gap) // (height + gap))
    least_w = least_row_w(sum(digits), setter.digit_ratio, setter.digit, setter.unit, is_directed=scene.is_directed)
    across = max(1, (panel.w + gap) // (least_w + gap))
    cells = [cell for line in stack(panel, (None,) * down, gap) for cell in columns(line, (1,) * across, gap)]
    for cell, index in zip(cells, others, strict=False):
        # In a cell much wider than a call the sign would stand far from what it is about.
        box = Box(cell.x, cell.y, min(cell.w, round(least_w * 1.3)), cell.h)
        yield _row(box, index, scene, digits, setter)


def _is_staged(line: CallLine, scene: Scene) -> bool:
    staged = scene.staged
    return staged is not None and (line.number, line.place, line.is_recall) == (
        staged.number,
        staged.place,
        staged.is_recall,
    )


def _pages(calls: Sequence[CallLine], room: int) -> list[list[int]]:
    """Return which calls stand on which page: older ones only while somebody is still to go there."""
    first = list(range(1, min(len(calls), room + 1)))
    others = [n for n in range(room + 1, len(calls)) if calls[n].stands or calls[n].is_news]
    return [first, *(others[n : n + room] for n in range(0, len(others), room))]


def _caption(box: Box, pages: int, scene: Scene, setter: Typesetter) -> Part:
    words = wording.LAST_CALLS
    if scene.condition is Condition.STALE:
        words = Bilingual(kk=f"{wording.OLD_CALLS.kk}: {scene.as_of}", ru=f"{wording.OLD_CALLS.ru}: {scene.as_of}")
    text, mark = columns(box, (88, 12), setter.u(8))
    marks: list[Mark] = [setter.text(Slot(text, f"{words.kk}  ·  {words.ru}", Face.FIRST, "soft"), "ground", 30)]
    marks += page_mark(mark, scene.turn, pages, "ground", setter)
    return Part(box, tuple(marks))


def page_mark(box: Box, turn: int, pages: int, ground: str, setter: Typesetter) -> Iterator[Mark]:
    """Say which page this is, where there are several."""
    if pages > 1:
        words = f"{turn % pages + 1} / {pages}"
        yield setter.text(Slot(box, words, Face.FIRST, "soft", Align.RIGHT), ground, 28)


def _hero(box: Box, line: CallLine, setter: Typesetter, *, is_old: bool) -> Part:
    """Show the newest call: as large as it fits, filled while it is news, and with a bar at its side afterwards."""
    inks = NEWS if line.is_news else OLD if is_old else RAISED
    marks: list[Mark] = [setter.panel(box, inks.ground)]
    if is_old:
        marks.append(Hatch(box.inset(setter.u(6)), setter.colour("old"), setter.u(36)))
    elif not line.is_news:
        bar = Box(box.x + setter.u(14), box.y + setter.u(24), setter.u(10), box.h - setter.u(48))
        marks.append(Panel(bar, setter.colour("way"), bar.w // 2))
    inner = Box(box.x + setter.u(52), box.y + setter.u(16), box.w - setter.u(76), box.h - setter.u(32))
    if line.asks:
        asked, inner = stack(inner, (setter.u(44), None), setter.u(4))
        words = f"{wording.STILL_HERE.kk}  ·  {wording.STILL_HERE.ru}"
        marks.append(setter.text(Slot(asked, words, Face.FIRST, inks.words[0]), inks.ground, 34))
    digits = len(str(line.number)), max(1.0, digits_of(line.place.number))
    units = setter.digit_ratio * sum(digits) + (4.6 if line.place.direction else 3.5)
    height = min(round(setter.digit * 1.7), inner.h - setter.u(8), int(inner.w / units))
    marks += call_marks(inner, line, max(height, setter.digit), digits, inks, setter)
    return Part(box, tuple(marks), (0,))


def _row(box: Box, index: int, scene: Scene, digits: tuple[float, float], setter: Typesetter) -> Part:
    line = scene.calls[index]
    is_old = scene.condition is Condition.STALE
    inks = NEWS if line.is_news else OLD if is_old else PLAIN
    marks: list[Mark] = []
    if line.is_news:
        marks.append(setter.panel(box, inks.ground))
    elif is_old:
        marks += [setter.panel(box, "panel"), Hatch(box.inset(setter.u(6)), setter.colour("old"), setter.u(36))]
    else:
        marks.append(Fill(box, setter.colour("ground")))
        marks.append(Fill(Box(box.x, box.bottom - setter.u(2), box.w, max(1, setter.u(2))), setter.colour("line")))
    inner = Box(box.x + setter.u(36), box.y, box.w - setter.u(60), box.h)
    marks += call_marks(inner, line, setter.digit, digits, inks, setter)
    return Part(box, tuple(marks), (index,))


def call_marks(
    box: Box, line: CallLine, height: int, digits: tuple[float, float], inks: Inks, setter: Typesetter
) -> Iterator[Mark]:
    """Write a number, an arrow, the place's number and its noun in both languages, and the direction at the end."""
    gap = round(height * 0.3)
    number_w, place_w = (setter.digits_w(count, height) for count in digits)
    number = Box(box.x, box.y, number_w, box.h)
    yield setter.figures(number, str(line.number), height, inks.number, inks.ground, is_acted_on=True)
    way = Box(number.right + gap, box.y, round(height * 0.75), box.h)
    directed = line.place.direction is not None
    yield _arrow(way.middle(way.w, round(height * 0.75)), inks, setter, is_chevron=directed)
    place = Box(way.right + gap, box.y, place_w, box.h)
    left = place.x
    if line.place.number:
        yield setter.figures(place, line.place.number, height, inks.number, inks.ground, Align.RIGHT, is_acted_on=True)
        left = place.right + gap
    room = Box(left, box.y, max(0, box.right - left), box.h)
    words = room.middle(room.w, min(box.h, round(height * 1.1)))
    if line.place.direction is not None:
        sign, words = _sign_and_words(words, height, gap, setter)
        yield from direction_sign(sign, line.place.direction, inks, setter)
    scale = max(1.0, height / setter.digit)
    lines = 1 if line.place.number else 2
    style = Style(inks.ground, (48 * scale, 42 * scale), inks.words, lines=lines)
    yield from setter.pair(words, line.place.noun, style)


def _sign_and_words(box: Box, height: int, gap: int, setter: Typesetter) -> tuple[Box, Box]:
    """Put the sign at the end of the row; above the words where there is no room for both beside each other."""
    words_w = box.w - height - gap
    if words_w >= setter.u(_WORDS):
        return Box(box.right - height, box.y, height, box.h).middle(height, height), Box(box.x, box.y, words_w, box.h)
    above, words = stack(box, (round(box.h * 0.5), None), setter.u(4))
    side = min(above.w, above.h)
    return Box(above.x, above.y, side, side), words


def _arrow(box: Box, inks: Inks, setter: Typesetter, *, is_chevron: bool) -> Arrow:
    return Arrow(box, Direction.RIGHT, setter.colour(inks.way), setter.colour(inks.ground), is_chevron)


def direction_sign(box: Box, direction: Direction, inks: Inks, setter: Typesetter) -> Iterator[Mark]:
    """Draw a sign as one on a wall: a filled square with an arrow in it."""
    yield Panel(box, setter.colour(inks.way), box.w // 6)
    inner = box.inset(box.w // 6)
    yield Arrow(inner, direction, setter.colour(inks.ground), setter.colour(inks.way))
