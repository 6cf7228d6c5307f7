"""How marks become pixels: soft-cornered panels, stripes, texts, arrows. Knows nothing of queues."""

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from display.arrows import ARROW, CHEVRON, turned
from display.box import Box
from display.lettering import Lettering
from display.marks import Align, Arrow, Figures, Fill, Hatch, Logo, Mark, Panel, Strokes, Text, WarningSign
from display.pictogram import Stroke
from display.theme import Colour, Theme

if TYPE_CHECKING:
    import pygame

_FINER = 4
"""Shapes are drawn so many times larger, then shrunk: pygame draws their edges without smoothing."""
_FINEST_PX = 1300
"""What would be larger than this is drawn half as fine: it has 4 bytes a pixel, on a machine of little memory."""

Points = Sequence[tuple[float, float]]


class Pen:
    """Draws on one canvas. For the thread that draws."""

    def __init__(self, canvas: "pygame.Surface", lettering: Lettering, theme: Theme) -> None:
        import pygame

        self._pygame = pygame
        self._canvas = canvas
        self._lettering = lettering
        self._theme = theme
        self._corner = lru_cache(maxsize=32)(self._draw_corner)
        self._shape = lru_cache(maxsize=32)(self._draw_shape)
        self._scaled_logo = lru_cache(maxsize=2)(self._load_logo)

    def draw(self, mark: Mark) -> None:
        """Draw *mark*."""
        match mark:
            case Fill():
                self._canvas.fill(mark.colour, _rect(mark.box))
            case Panel():
                self._panel(mark)
            case Hatch():
                self._hatch(mark)
            case Text():
                self._text(mark)
            case Figures():
                self._place(mark.box, self._lettering.figures(mark.number, mark.px, mark.colour), mark.align)
            case Arrow():
                shape = turned(CHEVRON if mark.is_chevron else ARROW, mark.direction)
                side = min(mark.box.w, mark.box.h)
                self._place(mark.box, self._shape((shape,), side, mark.colour), Align.MIDDLE)
            case WarningSign():
                self._warning_sign(mark)
            case Strokes():
                side = min(mark.box.w, mark.box.h)
                self._place(mark.box, self._draw_strokes(mark.strokes, side, mark.colour), Align.MIDDLE)
            case Logo():
                self._place(mark.box, self._scaled_logo((mark.box.w, mark.box.h)), Align.LEFT)

    def _panel(self, panel: Panel) -> None:
        if panel.line is not None and panel.line_px:
            self._soft(panel.box, panel.line, panel.radius)
            self._soft(panel.box.inset(panel.line_px), panel.colour, max(0, panel.radius - panel.line_px))
        else:
            self._soft(panel.box, panel.colour, panel.radius)

    def _soft(self, box: Box, colour: Colour, radius: int) -> None:
        radius = max(0, min(radius, box.w // 2, box.h // 2))
        self._canvas.fill(colour, (box.x + radius, box.y, box.w - 2 * radius, box.h))
        self._canvas.fill(colour, (box.x, box.y + radius, box.w, box.h - 2 * radius))
        if radius < 1:
            return
        disc = self._corner(radius, colour)
        for x, from_x in ((box.x, 0), (box.right - radius, radius)):
            for y, from_y in ((box.y, 0), (box.bottom - radius, radius)):
                self._canvas.blit(disc, (x, y), (from_x, from_y, radius, radius))

    def _hatch(self, hatch: Hatch) -> None:
        box, pitch = hatch.box, max(4, hatch.pitch)
        self._canvas.set_clip(_rect(box))
        for x in range(box.x - box.h, box.right, pitch):
            self._pygame.draw.line(self._canvas, hatch.colour, (x, box.bottom), (x + box.h, box.y), max(2, pitch // 3))
        self._canvas.set_clip(None)

    def _text(self, text: Text) -> None:
        y = text.box.y + (text.box.h - self._lettering.height(text.lines, text.face, text.px)) // 2
        for words in text.lines:
            drawn = self._lettering.line(words, text.face, text.px, text.colour)
            line = Box(text.box.x, y, text.box.w, drawn.get_height())
            self._place(line, drawn, text.align, within=text.box)
            y = line.bottom

    def _warning_sign(self, sign: WarningSign) -> None:
        side = min(sign.box.w, sign.box.h)
        corners = ((50.0, 8.0), (100.0, 92.0), (0.0, 92.0))
        self._place(sign.box, self._shape((corners,), side, sign.colour), Align.MIDDLE)
        box = sign.box.middle(side, side)
        mark = Box(box.x, box.y + side * 36 // 100, side, side * 48 // 100)
        px = self._lettering.digits_px(mark.h)
        self._place(mark, self._lettering.figures("!", px, sign.ground), Align.MIDDLE)

    def _place(self, box: Box, drawn: "pygame.Surface", align: Align, within: Box | None = None) -> None:
        x = box.x + round((box.w - drawn.get_width()) * align.value)
        y = box.y + (box.h - drawn.get_height()) // 2
        # A text of the least size in a box still smaller is cut off: it must not reach its neighbours.
        self._canvas.set_clip(_rect(within or box))
        self._canvas.blit(drawn, (x, y))
        self._canvas.set_clip(None)

    def _draw_corner(self, radius: int, colour: Colour) -> "pygame.Surface":
        large = self._pygame.Surface((radius * 2 * _FINER, radius * 2 * _FINER), self._pygame.SRCALPHA)
        large.fill((*colour, 0))
        self._pygame.draw.circle(large, colour, (radius * _FINER, radius * _FINER), radius * _FINER)
        return self._pygame.transform.smoothscale(large, (radius * 2, radius * 2))

    def _draw_shape(self, shapes: tuple[Points, ...], side: int, colour: Colour) -> "pygame.Surface":
        """Draw polygons that stand in a square of 100 by 100."""
        large, scale = self._large(side, colour)
        for points in shapes:
            self._pygame.draw.polygon(large, colour, [(x * scale, y * scale) for x, y in points])
        return self._pygame.transform.smoothscale(large, (side, side))

    def _draw_strokes(self, strokes: Sequence[Stroke], side: int, colour: Colour) -> "pygame.Surface":
        large, scale = self._large(side, colour)
        for stroke in strokes:
            points = [(x * scale, y * scale) for x, y in stroke.points]
            half = stroke.width * scale / 2
            for one, other in pairwise(points):
                self._pygame.draw.polygon(large, colour, _bar(one, other, half))
            for point in points:
                self._pygame.draw.circle(large, colour, point, half)
        return self._pygame.transform.smoothscale(large, (side, side))

    def _large(self, side: int, colour: Colour) -> "tuple[pygame.Surface, float]":
        fine = max(1, side) * (_FINER if side * _FINER <= _FINEST_PX else _FINER // 2)
        large = self._pygame.Surface((fine, fine), self._pygame.SRCALPHA)
        large.fill((*colour, 0))
        return large, fine / 100

    def _load_logo(self, size: tuple[int, int]) -> "pygame.Surface":
        path = self._theme.logo_path()
        logo = self._pygame.image.load(str(path))
        scale = min(size[0] / logo.get_width(), size[1] / logo.get_height())
        wanted = (max(1, round(logo.get_width() * scale)), max(1, round(logo.get_height() * scale)))
        whole = self._pygame.Surface(logo.get_size(), self._pygame.SRCALPHA)
        whole.blit(logo, (0, 0))  # smoothscale takes 24 and 32 bits alone, and a PNG may have a palette
        return self._pygame.transform.smoothscale(whole, wanted)


def _bar(one: tuple[float, float], other: tuple[float, float], half: float) -> list[tuple[float, float]]:
    """Return the corners of a line from *one* to *other*, twice *half* wide."""
    (x, y), (to_x, to_y) = one, other
    length = math.hypot(to_x - x, to_y - y) or 1.0
    across, along = half * (to_y - y) / length, half * (to_x - x) / length
    return [
        (x + across, y - along),
        (to_x + across, to_y - along),
        (to_x - across, to_y + along),
        (x - across, y + along),
    ]


def _rect(box: Box) -> tuple[int, int, int, int]:
    return box.x, box.y, box.w, box.h
