"""Scene → picture. Only the parts that look different are drawn again; how each looks is in `display.parts`."""

from collections.abc import Iterable

from display.box import Box
from display.layout import Layout, lay_out
from display.lettering import Lettering
from display.parts import (
    Part,
    banner_part,
    call_parts,
    evacuation_part,
    header_part,
    message_part,
    notice_parts,
    page_part,
    zone_parts,
)
from display.pen import Pen
from display.scene import Scene
from display.theme import GROUND
from firmware.words import Bilingual

_LEAST_PX = 14
"""Smaller text than this, at 1080 lines, cannot be read from anywhere in a hall."""


class Painter:
    """Keeps one picture of *size* pixels up to date. For the thread that draws."""

    def __init__(self, size: tuple[int, int]) -> None:
        import pygame

        pygame.font.init()
        self.size = size
        # 32 bits without transparency, as screens have: what is copied needs no conversion.
        self.canvas: pygame.Surface = pygame.Surface(size, 0, 32)
        self._lettering = Lettering(max(7, min(size) * _LEAST_PX // 1080))
        self.canvas.fill(GROUND)
        self._pen = Pen(self.canvas, self._lettering)
        self._drawn: dict[Box, Part] = {}
        self.calls_drawn = 0
        """So many calls of the scene, the newest first, have room on the picture."""

    def lacking(self, texts: Iterable[Bilingual]) -> str:
        """Return the characters of *texts* that no font has; a box is drawn in their place."""
        lacking = {
            letter for text in texts for words in (text.kk, text.ru) for letter in self._lettering.lacking(words)
        }
        return "".join(sorted(lacking))

    def paint(self, scene: Scene) -> tuple[Box, ...]:
        """Bring the picture to *scene*; return what has changed of it, nothing if nothing has."""
        layout = lay_out(scene, self.size)
        self.calls_drawn = min(len(scene.calls), (layout.hero is not None) + len(layout.rows))
        parts = {part.panel: part for part in _parts(layout, scene)}
        # Panels never overlap, so what is neither gone nor news can stay as it is.
        gone = tuple(panel for panel in self._drawn if panel not in parts)
        news = tuple(part for part in parts.values() if self._look_drawn(part.panel) != part.look)
        for panel in (*gone, *(part.panel for part in news)):
            self._pen.fill(panel, GROUND)
        for part in news:
            part.draw(self._pen)
        is_first = not self._drawn
        self._drawn = parts
        return (Box(0, 0, *self.size),) if is_first else (*gone, *(part.panel for part in news))

    def _look_drawn(self, panel: Box) -> tuple[object, ...] | None:
        return self._drawn[panel].look if panel in self._drawn else None


def _parts(layout: Layout, scene: Scene) -> list[Part]:
    parts = [header_part(layout.header, scene)] if layout.header is not None else []
    if layout.evacuation is not None:
        parts.append(evacuation_part(layout.evacuation))
    if layout.banner is not None:
        parts.append(banner_part(layout.banner, scene))
    if layout.message is not None:
        parts.append(message_part(layout.message))
    if layout.page is not None:
        parts.append(page_part(layout.page, scene))
    return parts + notice_parts(layout, scene) + call_parts(layout, scene) + zone_parts(layout, scene)
