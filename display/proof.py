"""Proof-reading: what is wrong with a picture, from what it is made of. Whoever looks at it sees the rest.

A text must fit its box at a size that can be read, a number that visitors act on must be as high as the distance asks,
nothing that is read may touch another, and each must stand out from the ground that really lies beneath it.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from display.box import Box
from display.drawing import Painter
from display.lettering import Lettering
from display.marks import Arrow, Figures, Fill, Hatch, Logo, Mark, Panel, Part, Strokes, Text, WarningSign
from display.scene import Scene
from display.theme import LEAST_CONTRAST, Colour, contrast

LEAST_DIGIT_UNITS = 24
"""A number that is only looked up is at least so high, at 1080 lines."""


def complaints(painter: Painter, scene: Scene, rule_px: int) -> Iterator[str]:
    """Yield what is wrong with the picture of *scene*; *rule_px* is how high a digit must be that is acted on."""
    parts = painter.parts(scene)
    screen = Box(0, 0, *painter.size)
    yield from panel_complaints([part.panel for part in parts], screen)
    least_digit = round(LEAST_DIGIT_UNITS * painter.setter.unit)
    for part in parts:
        yield from part_complaints(part, painter.lettering, painter.setter.least_px)
        for mark in part.marks:
            if isinstance(mark, Figures):
                # Half a pixel of a digit's round top may be missing: hinting gives whole pixels.
                needed = rule_px - 1 if mark.is_acted_on else least_digit
                high = painter.lettering.digits_size("0", mark.px)[1]
                if high < needed:
                    yield f"number {mark.number}: {high} px high, needed are {needed}"


def panel_complaints(panels: Sequence[Box], screen: Box) -> Iterator[str]:
    """Yield what is wrong with how the parts divide the screen."""
    for panel in panels:
        if not screen.contains(panel):
            yield f"part {panel}: leaves the screen"
    for one, other in combinations(panels, 2):
        if one.overlaps(other):
            yield f"part {one}: overlaps {other}"


def part_complaints(part: Part, lettering: Lettering, least_px: int) -> Iterator[str]:
    """Yield what is wrong within one part."""
    read: list[tuple[str, Box]] = []
    for n, mark in enumerate(part.marks):
        if not part.panel.contains(mark.box):
            yield f"{_name(mark)}: {mark.box} leaves its part {part.panel}"
        if isinstance(mark, Fill | Panel | Hatch):
            continue
        box = drawn_box(mark, lettering)
        if not mark.box.contains(box):
            yield f"{_name(mark)}: needs {box.w} × {box.h} px, and has {mark.box.w} × {mark.box.h}"
        read.append((_name(mark), box))
        if isinstance(mark, Text):
            yield from _text_complaints(mark, least_px)
        if isinstance(mark, Text | Figures | Arrow | WarningSign):
            yield from _ground_complaints(mark, box, part.marks[:n])
    for (name, one), (other_name, other) in combinations(read, 2):
        if one.overlaps(other):
            yield f"{name}: touches {other_name}"


def drawn_box(mark: Text | Figures | Arrow | WarningSign | Strokes | Logo, lettering: Lettering) -> Box:
    """Return where the ink of *mark* is, as the pen places it, were there no clipping."""
    box = mark.box
    if isinstance(mark, Text):
        sizes = [lettering.line_size(line, mark.face, mark.px) for line in mark.lines]
        w, h = max(width for width, _height in sizes), sum(height for _width, height in sizes)
    elif isinstance(mark, Figures):
        w, h = lettering.digits_size(mark.number, mark.px)
    else:
        side = min(box.w, box.h)
        return box.middle(side, side) if not isinstance(mark, Logo) else box
    return Box(box.x + round((box.w - w) * mark.align.value), box.y + (box.h - h) // 2, w, h)


def _text_complaints(text: Text, least_px: int) -> Iterator[str]:
    if text.is_cut:
        yield f"{_name(text)}: is cut off"
    if text.px < least_px:
        yield f"{_name(text)}: {text.px} px, needed are {least_px}"


def _ground_complaints(mark: Text | Figures | Arrow | WarningSign, box: Box, beneath: Sequence[Mark]) -> Iterator[str]:
    grounds = [ground for ground in _grounds(box, beneath) if ground is not None]
    if grounds and mark.ground != grounds[0]:
        yield f"{_name(mark)}: says that it stands on {mark.ground}, and stands on {grounds[0]}"
    for ground in (mark.ground, *grounds):
        found = contrast(mark.colour, ground)
        if found < LEAST_CONTRAST:
            yield f"{_name(mark)}: contrast {found:.1f}:1, needed is {LEAST_CONTRAST:g}:1"
            return


def _grounds(box: Box, beneath: Sequence[Mark]) -> Iterator[Colour | None]:
    """Yield the colours that lie under *box*, the ground first and then stripes over it."""
    ground: Colour | None = None
    stripes: list[Colour] = []
    for mark in beneath:
        if isinstance(mark, Fill | Panel) and mark.box.overlaps(box):
            ground, stripes = mark.colour, []
        elif isinstance(mark, Hatch) and mark.box.overlaps(box):
            stripes.append(mark.colour)
    yield ground
    yield from stripes


def _name(mark: Mark) -> str:
    if isinstance(mark, Text):
        return f"text «{' '.join(mark.lines)}»"
    if isinstance(mark, Figures):
        return f"number {mark.number}"
    return type(mark).__name__.lower()
