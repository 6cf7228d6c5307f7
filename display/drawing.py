"""Scene → picture. Only the parts that look different are drawn again; how each looks is in `display.parts`."""

from display.box import Box
from display.layout import Layout, lay_out
from display.lettering import Lettering
from display.parts import (
    Part,
    banner_part,
    call_parts,
    header_part,
    message_part,
    page_part,
    zone_parts,
)
from display.pen import Pen
from display.scene import Scene
from display.theme import GROUND


class Painter:
    """Keeps one picture of *size* pixels up to date. For the thread that draws."""

    def __init__(self, size: tuple[int, int]) -> None:
        import pygame  # noqa: PLC0415 - a device library is imported by the class that needs it

        pygame.font.init()
        self.size = size
        # 32 bits without transparency, as screens have: what is copied needs no conversion.
        self.canvas: pygame.Surface = pygame.Surface(size, 0, 32)
        self._lettering = Lettering()
        self._pen = Pen(self.canvas, self._lettering)
        self._drawn: dict[Box, Part] = {}

    @property
    def missing_letters(self) -> str:
        """The characters that were to be shown and that no font has."""
        return "".join(sorted(self._lettering.missing))

    def paint(self, scene: Scene) -> tuple[Box, ...]:
        """Bring the picture to *scene*; return what has changed of it, nothing if nothing has."""
        parts = {part.panel: part for part in _parts(lay_out(scene, self.size), scene)}
        if parts.keys() != self._drawn.keys():
            # Other boxes: what stood between the new ones would stay.
            whole = Box(0, 0, *self.size)
            self._pen.fill(whole, GROUND)
            for part in parts.values():
                part.draw(self._pen)
            changed: tuple[Box, ...] = (whole,)
        else:
            news = [part for panel, part in parts.items() if part.look != self._drawn[panel].look]
            for part in news:
                self._pen.fill(part.panel, GROUND)
                part.draw(self._pen)
            changed = tuple(part.panel for part in news)
        self._drawn = parts
        return changed


def _parts(layout: Layout, scene: Scene) -> list[Part]:
    parts = [header_part(layout.header, scene)]
    if layout.banner is not None:
        parts.append(banner_part(layout.banner, scene))
    if layout.message is not None:
        parts.append(message_part(layout.message))
    if layout.page is not None:
        parts.append(page_part(layout.page, scene))
    return parts + call_parts(layout, scene) + zone_parts(layout, scene)
