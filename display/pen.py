"""How the board draws: soft-cornered panels, stripes over what is old, texts in boxes. Knows nothing of queues."""

import math
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from display.box import Box
from display.lettering import Face, Lettering
from display.pictogram import Stroke
from display.theme import HATCH, Colour
from firmware.words import Bilingual

if TYPE_CHECKING:
    import pygame

_FINER = 4
"""Corners are drawn so many times larger, then shrunk: pygame draws their edges without smoothing."""

_FINEST_PX = 1300
"""What would be larger than this is drawn half as fine: it has 4 bytes a pixel, on a machine of little memory."""


class Align(Enum):
    """Where a text stands in its box; up and down it is always in the middle."""

    LEFT = 0.0
    MIDDLE = 0.5
    RIGHT = 1.0


class Pen:
    """Draws on one canvas. For the thread that draws."""

    def __init__(self, canvas: "pygame.Surface", lettering: Lettering) -> None:
        import pygame

        self._pygame = pygame
        self._canvas = canvas
        self._lettering = lettering
        self._corner = lru_cache(maxsize=32)(self._draw_corner)

    def fill(self, box: Box, colour: Colour) -> None:
        """Fill *box* from edge to edge."""
        self._canvas.fill(colour, _rect(box))

    def panel(self, box: Box, colour: Colour, radius: int) -> None:
        """Fill *box* with soft corners."""
        radius = min(radius, box.w // 2, box.h // 2)
        self._canvas.fill(colour, (box.x + radius, box.y, box.w - 2 * radius, box.h))
        self._canvas.fill(colour, (box.x, box.y + radius, box.w, box.h - 2 * radius))
        if radius < 1:
            return
        disc = self._corner(radius, colour)
        for x, from_x in ((box.x, 0), (box.right - radius, radius)):
            for y, from_y in ((box.y, 0), (box.bottom - radius, radius)):
                self._canvas.blit(disc, (x, y), (from_x, from_y, radius, radius))

    def hatch(self, box: Box, pitch: int) -> None:
        """Draw stripes over *box*: what stands there is old."""
        self._canvas.set_clip(_rect(box))
        for x in range(box.x - box.h, box.right, max(4, pitch)):
            self._pygame.draw.line(self._canvas, HATCH, (x, box.bottom), (x + box.h, box.y), max(2, pitch // 3))
        self._canvas.set_clip(None)

    def warning_sign(self, box: Box, colour: Colour, ground: Colour) -> None:
        """Draw a triangle with an exclamation mark, as large as *box* allows."""
        side = min(box.w, box.h)
        x, y = box.x + (box.w - side) // 2, box.y + (box.h - side) // 2
        fine = side * _FINER
        large = self._pygame.Surface((fine, fine), self._pygame.SRCALPHA)
        large.fill((*colour, 0))
        corners = ((fine // 2, fine // 12), (fine, fine * 11 // 12), (0, fine * 11 // 12))
        self._pygame.draw.polygon(large, colour, corners)
        self._canvas.blit(self._pygame.transform.smoothscale(large, (side, side)), (x, y))
        mark = Box(x, y + side * 36 // 100, side, side * 48 // 100)
        self.figures(mark, "!", ground)

    def strokes(self, box: Box, strokes: Sequence[Stroke], colour: Colour) -> None:
        """Draw *strokes*, which stand in a square of 100 by 100, as large as *box* allows."""
        side = min(box.w, box.h)
        fine = side * (_FINER if side * _FINER <= _FINEST_PX else _FINER // 2)
        scale = fine / 100
        large = self._pygame.Surface((fine, fine), self._pygame.SRCALPHA)
        large.fill((*colour, 0))
        for stroke in strokes:
            points = [(x * scale, y * scale) for x, y in stroke.points]
            half = stroke.width * scale / 2
            for one, other in pairwise(points):
                self._pygame.draw.polygon(large, colour, _bar(one, other, half))
            for point in points:
                self._pygame.draw.circle(large, colour, point, half)
        drawn = self._pygame.transform.smoothscale(large, (side, side))
        self._canvas.blit(drawn, (box.x + (box.w - side) // 2, box.y + (box.h - side) // 2))

    def text(self, box: Box, words: str, face: Face, colour: Colour, align: Align = Align.LEFT, lines: int = 1) -> None:
        """Write *words* into *box*, as large as they fit."""
        if box.w > 0 and box.h > 0 and words:
            self._place(box, self._lettering.text(words, face, colour, (box.w, box.h), lines), align)

    def pair(
        self,
        kk: Box,
        ru: Box,
        words: Bilingual,
        inks: tuple[Colour, Colour],
        align: Align = Align.LEFT,
        lines: int = 2,
    ) -> None:
        """Write *words* in Kazakh, and in Russian no larger than that."""
        if kk.w > 0 and kk.h > 0:
            drawn = self._lettering.text(words.kk, Face.TIGHT_BOLD, inks[0], (kk.w, kk.h), lines)
            self._place(kk, drawn, align)
            if words.ru == words.kk:  # «Консультация» is the same word in both languages, and stands once
                return
            ru = ru.middle(ru.w, min(ru.h, drawn.get_height()))
            self.text(ru, words.ru, Face.TIGHT, inks[1], align, lines)

    def figures(self, box: Box, number: str, colour: Colour, align: Align = Align.MIDDLE, digits: int = 1) -> None:
        """Write *number* into *box*, as large as one of *digits* digits fits."""
        if box.w > 0 and box.h > 0 and number:
            self._place(box, self._lettering.figures(number, colour, (box.w, box.h), digits), align)

    def arrow(self, box: Box, colour: Colour) -> None:
        """Draw an arrow to the right, as large as it fits."""
        self.figures(box, "→", colour)

    def _place(self, box: Box, drawn: "pygame.Surface", align: Align) -> None:
        x = box.x + round((box.w - drawn.get_width()) * align.value)
        y = box.y + (box.h - drawn.get_height()) // 2
        # A text of the least size in a box still smaller is cut off: it must not reach its neighbours.
        self._canvas.set_clip(_rect(box))
        self._canvas.blit(drawn, (x, y))
        self._canvas.set_clip(None)

    def _draw_corner(self, radius: int, colour: Colour) -> "pygame.Surface":
        large = self._pygame.Surface((radius * 2 * _FINER, radius * 2 * _FINER), self._pygame.SRCALPHA)
        large.fill((*colour, 0))
        self._pygame.draw.circle(large, colour, (radius * _FINER, radius * _FINER), radius * _FINER)
        return self._pygame.transform.smoothscale(large, (radius * 2, radius * 2))


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
