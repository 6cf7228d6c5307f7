"""The parts of a frame: each has a panel of its own, a look that can be compared, and a way to be drawn."""

from collections.abc import Callable
from dataclasses import dataclass

from display import wording
from display.box import Box, stack
from display.evacuation import EvacuationBoxes
from display.layout import CallBoxes, HeaderBoxes, HeroBoxes, Layout, PairBoxes, ZoneBoxes
from display.lettering import Face
from display.pen import Align, Pen
from display.pictogram import LEAVING
from display.scene import CallLine, Condition, Emphasis, Notice, Scene, ZoneSection
from display.theme import AMBER, CHIP, DARK_INK, ESCAPE, GOLD, INK, PANEL, SKY, SOFT_INK, Colour
from firmware.words import Bilingual

_FEWEST_DIGITS = 3
_MOST_DIGITS = 4
"""Numbers in a list are as large as one of so many digits can be, so that all are of one height."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is drawn into one panel. Two parts of equal look are the same pixels."""

    panel: Box
    look: tuple[object, ...]
    draw: Callable[[Pen], None]


@dataclass(frozen=True, slots=True)
class _Inks:
    """The colours of one call, or of one section."""

    number: Colour
    arrow: Colour
    words: tuple[Colour, Colour]
    """The first language's and the second's."""


_BRIGHT = _Inks(number=DARK_INK, arrow=DARK_INK, words=(DARK_INK, DARK_INK))
_FRAMED = _Inks(number=GOLD, arrow=GOLD, words=(INK, SOFT_INK))
_PLAIN = _Inks(number=INK, arrow=SKY, words=(INK, SOFT_INK))
_OLD = _Inks(number=SOFT_INK, arrow=SOFT_INK, words=(SOFT_INK, SOFT_INK))


def header_part(boxes: HeaderBoxes, scene: Scene) -> Part:
    """Whose hall this is, and what time it is."""

    def draw(pen: Pen) -> None:
        if scene.name is not None:
            pen.text(boxes.name_kk, scene.name.kk, Face.TIGHT_BOLD, INK)
            pen.text(boxes.name_ru, scene.name.ru, Face.TIGHT, SOFT_INK)
        if scene.address is not None:
            pen.text(boxes.address, f"{scene.address.kk}  ·  {scene.address.ru}", Face.TIGHT, SOFT_INK)
        pen.figures(boxes.clock, scene.clock, INK, Align.RIGHT)
        if scene.date is not None:
            pen.text(boxes.date_kk, scene.date.kk, Face.TIGHT_BOLD, INK, Align.RIGHT)
            pen.text(boxes.date_ru, scene.date.ru, Face.TIGHT, SOFT_INK, Align.RIGHT)

    return Part(boxes.panel, (boxes, scene.name, scene.address, scene.clock, scene.date), draw)


def banner_part(boxes: PairBoxes, scene: Scene) -> Part:
    """Say that the picture is old, and since when."""
    words = wording.lost_since(scene.as_of)

    def draw(pen: Pen) -> None:
        panel = boxes.panel
        pen.panel(panel, AMBER, panel.h // 5)
        pen.warning_sign(Box(panel.x, panel.y, boxes.kk.x - panel.x, panel.h).inset(panel.h // 8), DARK_INK, AMBER)
        pen.text(boxes.kk, words.kk, Face.TIGHT_BOLD, DARK_INK)
        pen.text(boxes.ru, words.ru, Face.TIGHT_BOLD, DARK_INK)

    return Part(boxes.panel, (boxes, words), draw)


def message_part(boxes: PairBoxes) -> Part:
    """Say that the display is starting."""

    def draw(pen: Pen) -> None:
        pen.panel(boxes.panel, PANEL, boxes.panel.h // 30)
        pen.text(boxes.kk, wording.STARTING.kk, Face.TIGHT_BOLD, INK, Align.MIDDLE)
        pen.text(boxes.ru, wording.STARTING.ru, Face.TIGHT, SOFT_INK, Align.MIDDLE)

    return Part(boxes.panel, (boxes,), draw)


def evacuation_part(boxes: EvacuationBoxes) -> Part:
    """Send everybody out: by words, by a figure that leaves, and by warning signs, whatever colours somebody sees."""

    def draw(pen: Pen) -> None:
        pen.fill(boxes.panel, ESCAPE)
        pen.panel(boxes.band.panel, AMBER, boxes.band.panel.h // 6)
        for sign in boxes.band.signs:
            pen.warning_sign(sign, DARK_INK, AMBER)
        pen.text(boxes.band.title, wording.EVACUATION, Face.BOLD, DARK_INK, Align.MIDDLE)
        pen.strokes(boxes.figure, LEAVING, INK)
        pen.text(boxes.kk, wording.LEAVE.kk, Face.TIGHT_BOLD, INK, lines=3)
        pen.text(boxes.ru, wording.LEAVE.ru, Face.TIGHT_BOLD, INK, lines=3)

    return Part(boxes.panel, (boxes,), draw)


def page_part(box: Box, scene: Scene) -> Part:
    """Say which page of the zones this is."""

    def draw(pen: Pen) -> None:
        pen.text(box, f"{scene.page.number} / {scene.page.count}", Face.BOLD, SOFT_INK, Align.RIGHT)

    return Part(box, (scene.page,), draw)


def notice_parts(layout: Layout, scene: Scene) -> list[Part]:
    """Tell visitors what else they must know: loudly what is wrong, quietly what is only odd."""
    return [_notice_part(boxes, notice) for boxes, notice in zip(layout.notices, scene.notices, strict=True)]


def _notice_part(boxes: PairBoxes, notice: Notice) -> Part:
    is_wrong = notice is Notice.NO_TICKETS
    words = wording.NO_TICKETS if is_wrong else wording.NUMBERED_ALONE
    ground, inks = (AMBER, (DARK_INK, DARK_INK)) if is_wrong else (PANEL, (SOFT_INK, SOFT_INK))

    def draw(pen: Pen) -> None:
        pen.panel(boxes.panel, ground, boxes.panel.h // 5)
        pen.pair(boxes.kk, boxes.ru, words, inks, lines=1)

    return Part(boxes.panel, (boxes, notice), draw)


def call_parts(layout: Layout, scene: Scene) -> list[Part]:
    """Build the newest call, large, and the ones before it."""
    parts: list[Part] = []
    is_old = scene.condition is Condition.STALE
    if layout.hero is not None:
        parts.append(_hero_part(layout.hero, scene.calls[0] if scene.calls else None, scene.as_of))
    if layout.calls_caption is not None:
        parts.append(_caption_part(layout.calls_caption))
    for boxes, line in zip(layout.rows, scene.calls[1:], strict=False):
        parts.append(_row_part(boxes, line, is_old=is_old))
    return parts


def zone_parts(layout: Layout, scene: Scene) -> list[Part]:
    """Build a section for each zone."""
    is_old = scene.condition is Condition.STALE
    return [_zone_part(boxes, zone, is_old=is_old) for boxes, zone in zip(layout.zones, scene.zones, strict=True)]


def _hero_part(boxes: HeroBoxes, line: CallLine | None, as_of: str) -> Part:
    def draw(pen: Pen) -> None:
        emphasis = line.emphasis if line is not None else Emphasis.NONE
        _call_ground(pen, boxes.panel, emphasis, boxes.panel.h // 16, is_old=bool(as_of))
        if line is None:
            height = min(boxes.panel.h // 2, boxes.panel.w // 5)
            kk, ru = stack(boxes.panel.middle(boxes.panel.w * 8 // 10, height), (None, None), 0)
            pen.text(kk, wording.NO_CALLS.kk, Face.TIGHT_BOLD, INK, Align.MIDDLE)
            pen.text(ru, wording.NO_CALLS.ru, Face.TIGHT, SOFT_INK, Align.MIDDLE)
            return
        inks = _inks(line.emphasis, is_old=bool(as_of))
        caption = wording.calls_as_of(as_of) if as_of else _caption(line)
        pen.text(boxes.caption, f"{caption.kk}  ·  {caption.ru}", Face.TIGHT_BOLD, inks.words[1])
        pen.figures(boxes.number, str(line.number), inks.number, digits=_FEWEST_DIGITS)
        pen.arrow(boxes.arrow, inks.arrow)
        pen.pair(boxes.kk, boxes.ru, line.place, inks.words)

    return Part(boxes.panel, (boxes, line, as_of), draw)


def _caption(line: CallLine) -> Bilingual:
    if line.asks:
        return wording.STILL_HERE
    return wording.NEWEST_RECALL if line.is_recall else wording.NEWEST_CALL


def _caption_part(box: Box) -> Part:
    def draw(pen: Pen) -> None:
        pen.text(box, f"{wording.LAST_CALLS.kk}  ·  {wording.LAST_CALLS.ru}", Face.TIGHT_BOLD, SOFT_INK)

    return Part(box, (), draw)


def _row_part(boxes: CallBoxes, line: CallLine, *, is_old: bool) -> Part:
    def draw(pen: Pen) -> None:
        _call_ground(pen, boxes.panel, line.emphasis, boxes.panel.h // 5, is_old=is_old)
        inks = _inks(line.emphasis, is_old=is_old)
        pen.figures(boxes.number, str(line.number), inks.number, digits=_MOST_DIGITS)
        pen.arrow(boxes.arrow, inks.arrow)
        pen.pair(boxes.kk, boxes.ru, line.place, inks.words)
        if boxes.asks_kk is not None and boxes.asks_ru is not None:
            pen.pair(boxes.asks_kk, boxes.asks_ru, wording.STILL_HERE, inks.words)

    return Part(boxes.panel, (boxes, line, is_old), draw)


def _call_ground(pen: Pen, panel: Box, emphasis: Emphasis, radius: int, *, is_old: bool) -> None:
    """Draw what a call stands on: filled when it is bright news, framed between, striped when it is old."""
    if emphasis is not Emphasis.NONE:
        pen.panel(panel, GOLD, radius)
    if emphasis is not Emphasis.BRIGHT:
        frame = max(4, radius // 3) if emphasis is Emphasis.FRAMED else 0
        pen.panel(panel.inset(frame), PANEL, max(0, radius - frame))
    if is_old:
        pen.hatch(panel.inset(radius // 3), radius)


def _inks(emphasis: Emphasis, *, is_old: bool) -> _Inks:
    plain = _OLD if is_old else _PLAIN
    return {Emphasis.BRIGHT: _BRIGHT, Emphasis.FRAMED: _FRAMED, Emphasis.NONE: plain}[emphasis]


def _zone_part(boxes: ZoneBoxes, zone: ZoneSection, *, is_old: bool) -> Part:
    def draw(pen: Pen) -> None:
        panel = boxes.panel
        pen.panel(panel, PANEL, min(panel.h // 10, panel.w // 30))
        if is_old:
            pen.hatch(panel.inset(panel.h // 30), panel.w // 24)
        inks = _inks(Emphasis.NONE, is_old=is_old)
        pen.pair(boxes.title_kk, boxes.title_ru, zone.title, inks.words)
        pen.pair(boxes.waiting_kk, boxes.waiting_ru, wording.WAITING, inks.words, Align.RIGHT)
        pen.figures(boxes.waiting, str(zone.waiting), inks.number, Align.RIGHT, digits=2)
        if boxes.wait is not None:
            pen.text(boxes.wait, zone.wait, Face.TIGHT_BOLD, inks.words[0], Align.RIGHT)
        digits = max((len(str(line.number)) for line in zone.now), default=1)
        for chip, line in zip(boxes.now, zone.now, strict=False):
            _draw_chip(pen, chip, line, inks, digits)
        if boxes.more is not None:
            more = f"+{len(zone.now) - len(boxes.now)}"
            pen.figures(boxes.more.inset(boxes.more.h // 4), more, inks.number, digits=3)
        _draw_next(pen, boxes, zone, inks)

    return Part(boxes.panel, (boxes, zone, is_old), draw)


def _draw_chip(pen: Pen, boxes: CallBoxes, line: CallLine, inks: _Inks, digits: int) -> None:
    pen.panel(boxes.panel, CHIP, boxes.panel.h // 6)
    pen.figures(boxes.number, str(line.number), inks.number, digits=digits)
    pen.arrow(boxes.arrow, inks.arrow)
    pen.pair(boxes.kk, boxes.ru, line.place, inks.words)


def _draw_next(pen: Pen, boxes: ZoneBoxes, zone: ZoneSection, inks: _Inks) -> None:
    pen.pair(boxes.next_kk, boxes.next_ru, wording.NEXT, inks.words)
    if not zone.next:
        nobody = f"{wording.NOBODY_WAITING.kk}  ·  {wording.NOBODY_WAITING.ru}"
        pen.text(boxes.next[0].inset(boxes.next[0].h // 8), nobody, Face.TIGHT, inks.words[1])
    digits = max((len(str(number)) for number in zone.next), default=1)
    for box, number in zip(boxes.next, zone.next, strict=False):
        pen.figures(box.inset(box.h // 8), str(number), inks.words[1], Align.LEFT, digits=max(digits, _FEWEST_DIGITS))
