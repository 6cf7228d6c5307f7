"""A scene becomes a picture, and only the parts that look different are drawn again. Their marks: `display.parts`."""

from collections.abc import Iterable

from display.box import Box
from display.layout import frame_of
from display.legibility import DISTANCE_M, INCHES, digit_px, unit_of
from display.lettering import Lettering
from display.marks import Fill, Mark, Part
from display.parts.all_parts import parts_of
from display.pen import Pen
from display.scene import Condition, Scene
from display.theme import Theme
from display.typesetting import Typesetter
from firmware.words import Bilingual


class Painter:
    """Keeps one picture of *size* pixels up to date. For the thread that draws."""

    def __init__(
        self, size: tuple[int, int], theme: Theme, inches: float = INCHES, distance_m: float = DISTANCE_M
    ) -> None:
        import pygame

        pygame.font.init()
        self.size = size
        # 32 bits without transparency, as screens have: what is copied needs no conversion.
        self.canvas: pygame.Surface = pygame.Surface(size, 0, 32)
        self.lettering = Lettering(theme)
        self.setter = Typesetter(theme, self.lettering, unit_of(size), digit_px(size, inches, distance_m))
        self._ground = theme.colour("ground")
        self.canvas.fill(self._ground)
        self._pen = Pen(self.canvas, self.lettering, theme)
        self._drawn: dict[Box, tuple[Mark, ...]] = {}
        self.calls_drawn: tuple[int, ...] = ()
        """The calls of the scene that can be seen on the picture, besides the staged one."""

    def lacking(self, texts: Iterable[Bilingual]) -> str:
        """Return the characters of *texts* that a font lacks; a box is drawn in their place."""
        lacking = {letter for text in texts for words in (text.kk, text.ru) for letter in self.lettering.lacking(words)}
        return "".join(sorted(lacking))

    def parts(self, scene: Scene) -> tuple[Part, ...]:
        """Return what the picture of *scene* is made of."""
        frame = frame_of(scene, self.size, self.setter.unit, self.setter.digit, self.setter.digit_ratio)
        return parts_of(frame, scene, self.setter)

    def paint(self, scene: Scene) -> tuple[Box, ...]:
        """Bring the picture to *scene*; return what has changed of it, nothing if nothing has."""
        parts = self.parts(scene)
        self.calls_drawn = tuple(sorted({n for part in parts for n in part.call_numbers}))
        wanted = {part.panel: part.marks for part in parts}
        # Panels never overlap, so what is neither gone nor news can stay as it is.
        gone = tuple(panel for panel in self._drawn if panel not in wanted)
        news = tuple(panel for panel, marks in wanted.items() if self._drawn.get(panel) != marks)
        ground = (0, 0, 0) if scene.condition is Condition.BLANK else self._ground
        for panel in (*gone, *news):
            self._pen.draw(Fill(panel, ground))
        for panel in news:
            for mark in wanted[panel]:
                self._pen.draw(mark)
        is_first = not self._drawn
        self._drawn = wanted
        return (Box(0, 0, *self.size),) if is_first else (*gone, *news)
