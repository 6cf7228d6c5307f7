"""A zone's section: its name, how many wait and how long, who is served where, who is next."""

from collections.abc import Iterator, Sequence

from display import wording
from display.box import Box, stack
from display.marks import Align, Arrow, Face, Hatch, Mark, Part
from display.parts.calls import page_mark
from display.scene import CallLine, Condition, Direction, Scene, ZoneSection
from display.typesetting import Slot, Style, Typesetter

_LABEL, _LABEL_LONG = 120, 150
"""The width of the labels, where both languages stand beneath and beside each other, in units."""
_TWO_LINES = 52
"""A row must be so high for two lines of text, in units."""


def zone_sections(
    panels: Sequence[Box], zones: Sequence[ZoneSection], digits: tuple[float, float], scene: Scene, setter: Typesetter
) -> Iterator[Part]:
    """Set the sections of a page, all in the same sizes; *digits* are those of the longest number and place."""
    heads = [_head_boxes(panel, setter) for panel in panels]
    is_old = scene.condition is Condition.STALE
    inks = ("soft", "soft") if is_old else ("ink", "soft")
    # All titles are of one size. «Консультация» is the same word in both languages, and stands once.
    titles = setter.pairs(
        [head[0] for head in heads], [zone.title for zone in zones], Style("panel", (38, 32), inks, lines=2)
    )
    for panel, zone, head in zip(panels, zones, heads, strict=True):
        title = [mark for mark in titles if head[0].contains(mark.box)]
        ground = [setter.panel(panel, "panel"), *_stripes(panel, setter, is_old=is_old)]
        rows = _rows(panel, zone, digits, inks, scene.turn, setter)
        yield Part(panel, (*ground, *title, *_count(head[1], zone, inks, setter), *rows))


def _stripes(panel: Box, setter: Typesetter, *, is_old: bool) -> Iterator[Mark]:
    if is_old:
        yield Hatch(panel.inset(setter.u(6)), setter.colour("old"), setter.u(36))


def _inner(panel: Box, setter: Typesetter) -> Box:
    return Box(panel.x + setter.u(18), panel.y + setter.u(12), panel.w - setter.u(36), max(0, panel.h - setter.u(24)))


def _lines(panel: Box, setter: Typesetter) -> tuple[Box, Box, Box]:
    inner = _inner(panel, setter)
    head, now, then = stack(inner, (round(inner.h * 0.37), None, None), round(inner.h * 0.04))
    return head, now, then


def _head_boxes(panel: Box, setter: Typesetter) -> tuple[Box, Box]:
    head = _lines(panel, setter)[0]
    count_w = setter.u(212)
    return Box(head.x, head.y, max(0, head.w - count_w - setter.u(16)), head.h), Box(
        head.right - count_w, head.y, count_w, head.h
    )


def _count(box: Box, zone: ZoneSection, inks: tuple[str, str], setter: Typesetter) -> Iterator[Mark]:
    height = min(round(box.h * 0.72), setter.u(60))
    number_w = setter.digits_w(max(2, len(str(zone.waiting))), height)
    label = Box(box.x, box.y, max(0, box.w - number_w - setter.u(16)), box.h)
    yield from setter.pair(label, wording.WAITING, Style("panel", (29, 27), inks, Align.RIGHT))
    number = Box(box.right - number_w, box.y, number_w, box.h)
    yield setter.figures(number, str(zone.waiting), height, inks[0], "panel", Align.RIGHT)


def _rows(
    panel: Box, zone: ZoneSection, digits: tuple[float, float], inks: tuple[str, str], turn: int, setter: Typesetter
) -> Iterator[Mark]:
    _head, now, then = _lines(panel, setter)
    # One of the rows may be a pixel higher than the other: both are as the lower one can be.
    is_one_line = min(now.h, then.h) < setter.u(_TWO_LINES * setter.theme.sizes.text)
    now_label, now_box = _labelled(now, setter, is_one_line=is_one_line)
    then_label, then_box = _labelled(then, setter, is_one_line=is_one_line)
    if not is_one_line:
        yield from setter.pairs((now_label, then_label), (wording.NOW, wording.NEXT), Style("panel", (27, 25), inks))
    else:
        words = (f"{text.kk} · {text.ru}" for text in (wording.NOW, wording.NEXT))
        slots = [Slot(box, text, Face.FIRST, inks[1]) for box, text in zip((now_label, then_label), words, strict=True)]
        yield from setter.group(slots, "panel", 23)
    height = min(round(now.h * 0.72), setter.u(40))
    yield from _served(now_box, zone.now, digits, (inks, turn, height), setter)
    if zone.wait:
        wait = Box(then_box.right - setter.u(220), then_box.y, setter.u(220), then_box.h)
        then_box = Box(then_box.x, then_box.y, max(0, then_box.w - wait.w - setter.u(12)), then_box.h)
        yield from _wait(wait, zone.wait, inks, setter)
    yield from _next(then_box, zone, digits[0], (inks, height), setter)


def _wait(box: Box, wait: str, inks: tuple[str, str], setter: Typesetter) -> Iterator[Mark]:
    """Say about how long, and what that is where there is room to."""
    if box.h < setter.u(_TWO_LINES * setter.theme.sizes.text):
        yield setter.text(Slot(box, wait, Face.FIRST, inks[0], Align.RIGHT), "panel", 32)
        return
    value, label = stack(box, (round(box.h * 0.56), None), 0)
    yield setter.text(Slot(value, wait, Face.FIRST, inks[0], Align.RIGHT), "panel", 32)
    words = f"{wording.WAIT.kk} · {wording.WAIT.ru}"
    yield setter.text(Slot(label, words, Face.SECOND, inks[1], Align.RIGHT), "panel", 24)


def _labelled(box: Box, setter: Typesetter, *, is_one_line: bool) -> tuple[Box, Box]:
    label_w = setter.u(_LABEL_LONG if is_one_line else _LABEL)
    return Box(box.x, box.y, label_w, box.h), box.cut_left(label_w + setter.u(12))


def _served(
    box: Box,
    now: Sequence[CallLine],
    digits: tuple[float, float],
    style: tuple[tuple[str, str], int, int],
    setter: Typesetter,
) -> Iterator[Mark]:
    """Show who is at which place: as many as have room, the others in turn."""
    inks, turn, height = style
    if not now:
        yield from _nothing(box, "–", inks, setter)
        return
    gap, pad = setter.u(10), setter.u(12)
    number_w, place_w = (setter.digits_w(count, height) for count in digits)
    arrow_w, space = round(height * 0.62), round(height * 0.26)
    chip_w = 2 * pad + number_w + arrow_w + 2 * space + place_w
    room = max(1, (box.w + gap) // (chip_w + gap))
    mark_w = setter.u(64) if len(now) > room else 0
    room = max(1, (box.w - mark_w + gap) // (chip_w + gap))
    pages = -(-len(now) // room)
    page = turn % pages
    for n, line in enumerate(now[page * room : (page + 1) * room]):
        chip = Box(box.x + n * (chip_w + gap), box.y, min(chip_w, box.w), box.h)
        yield setter.panel(chip, "raised", corner=0.6)
        number = Box(chip.x + pad, chip.y, number_w, chip.h)
        yield setter.figures(number, str(line.number), height, inks[0], "raised", Align.RIGHT)
        if not line.place.number:
            continue  # its name has no room here, and stands in the list of calls
        arrow = Box(number.right + space, chip.y, arrow_w, chip.h).middle(arrow_w, arrow_w)
        way = setter.colour("soft" if inks[0] == "soft" else "way")
        yield Arrow(arrow, Direction.RIGHT, way, setter.colour("raised"))
        place = Box(arrow.right + space, chip.y, place_w, chip.h)
        yield setter.figures(place, line.place.number, height, inks[0], "raised", Align.LEFT)
    yield from page_mark(Box(box.right - mark_w, box.y, mark_w, box.h), turn, pages, "panel", setter)


def _next(
    box: Box, zone: ZoneSection, digits: float, style: tuple[tuple[str, str], int], setter: Typesetter
) -> Iterator[Mark]:
    """Show whose turn is next: as many as have room, for the first ones matter."""
    inks, height = style
    if not zone.next:
        yield from _nothing(box, f"{wording.NOBODY_WAITING.kk} · {wording.NOBODY_WAITING.ru}", inks, setter)
        return
    width, gap = setter.digits_w(digits, height), setter.u(26)
    room = max(1, (box.w + gap) // (width + gap))
    for n, number in enumerate(zone.next[: min(room, 5)]):
        cell = Box(box.x + n * (width + gap), box.y, min(width, box.w), box.h)
        yield setter.figures(cell, str(number), height, inks[1], "panel", Align.LEFT)


def _nothing(box: Box, words: str, inks: tuple[str, str], setter: Typesetter) -> Iterator[Mark]:
    yield setter.text(Slot(box, words, Face.SECOND, inks[1]), "panel", 30)
