"""Turns words and numbers into marks of a size that fits: one size for all of a kind, so that nothing jumps."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from display.box import Box, stack
from display.lettering import Fitted, Lettering
from display.marks import Align, Face, Figures, Panel, Text
from display.theme import Colour, Theme
from firmware.words import Bilingual

LEAST_UNITS = 20
"""Smaller text than this, at 1080 lines, cannot be read from anywhere in a hall."""


class Slot(NamedTuple):
    """A text, and the box that is kept for it."""

    box: Box
    words: str
    face: Face
    ink: str
    align: Align = Align.LEFT
    lines: int = 1


class Style(NamedTuple):
    """How a pair of languages is set: on which ground, how large, in which inks."""

    ground: str
    units: tuple[float, float]
    inks: tuple[str, str] = ("ink", "soft")
    align: Align = Align.LEFT
    lines: int = 1
    """Each language may have so many."""


class Typesetter:
    """Sets text in one theme on a screen where a unit of the design is *unit* pixels. For the thread that draws."""

    def __init__(self, theme: Theme, lettering: Lettering, unit: float, digit: int) -> None:
        self.theme = theme
        self.unit = unit
        self.digit = digit
        """How high the digits of a call are, in pixels."""
        self.least_px = max(7, round(LEAST_UNITS * unit))
        self._lettering = lettering
        self.digit_ratio = lettering.digit_ratio()
        """How wide a digit is, of its height."""

    def u(self, units: float) -> int:
        """Return *units* of the design in pixels."""
        return round(units * self.unit)

    def colour(self, name: str) -> Colour:
        """Return a colour of the theme."""
        return self.theme.colour(name)

    def panel(self, box: Box, ground: str, *, corner: float = 1.0) -> Panel:
        """Lay a ground, with the theme's corners and line."""
        line_px = self.u(self.theme.sizes.line)
        line = self.colour("line") if line_px and ground in {"panel", "raised"} else None
        return Panel(box, self.colour(ground), self.u(self.theme.sizes.corner * corner), line, line_px if line else 0)

    def text(self, slot: Slot, ground: str, units: float) -> Text:
        """Set one text, *units* large at most."""
        return self.group((slot,), ground, units)[0]

    def group(self, slots: Sequence[Slot], ground: str, units: float) -> tuple[Text, ...]:
        """Set texts of one kind in one size: *units*, or as large as the one of them that fits worst."""
        largest = max(self.least_px, self.u(units * self.theme.sizes.text))
        px = min((self._fit(slot, largest).px for slot in slots), default=largest)
        marks = []
        for slot in slots:
            fitted = self._fit(slot, px)
            ink, on = self.colour(slot.ink), self.colour(ground)
            marks.append(Text(slot.box, fitted.lines, slot.face, fitted.px, ink, on, slot.align, fitted.is_cut))
        return tuple(marks)

    def pair(self, box: Box, words: Bilingual, style: Style) -> tuple[Text, ...]:
        """Set both languages, Kazakh above Russian; a word that is the same in both stands once."""
        if words.kk == words.ru:
            one = box.middle(box.w, round(box.h * 0.6))
            slot = Slot(one, words.kk, Face.FIRST, style.inks[0], style.align)
            return (self.text(slot, style.ground, style.units[0]),)
        return self.pairs((box,), (words,), style)

    def pairs(self, boxes: Sequence[Box], words: Sequence[Bilingual], style: Style) -> tuple[Text, ...]:
        """Set pairs of one kind: each language in one size throughout, the two close to each other."""
        divided = [halves(box) for box in boxes]
        inks, align, lines = style.inks, style.align, style.lines
        firsts = [
            Slot(kk, text.kk, Face.FIRST, inks[0], align, lines) for (kk, _ru), text in zip(divided, words, strict=True)
        ]
        seconds = [
            Slot(ru, text.ru, Face.SECOND, inks[1], align, lines)
            for (_kk, ru), text in zip(divided, words, strict=True)
            if text.kk != text.ru
        ]
        first, second = style.units
        marks = self.group(firsts, style.ground, first)
        # Where Kazakh had to shrink, Russian stays smaller than it.
        shrunk = min((mark.px for mark in marks), default=0) / self.unit / self.theme.sizes.text
        marks += self.group(seconds, style.ground, min(second, shrunk * second / first))
        return tuple(self._closed_up(mark, marks, box) for box in boxes for mark in marks if box.contains(mark.box))

    def _closed_up(self, mark: Text, marks: Sequence[Text], box: Box) -> Text:
        """Move a text to its other language: both together stand in the middle of their box."""
        heights = [self._height(each) for each in marks if box.contains(each.box)]
        first, second = heights[0], heights[-1]
        most = max(self._height(each) for each in marks if each.face is Face.FIRST)
        # One that stands alone keeps to the line of the others.
        lower = second if len(heights) > 1 else self._height(marks[-1])
        top = box.y + max(0, box.h - most - lower) // 2
        if mark.face is Face.FIRST:
            return replace(mark, box=Box(mark.box.x, top + most - first, mark.box.w, first))
        return replace(mark, box=Box(mark.box.x, min(top + most, box.bottom - second), mark.box.w, second))

    def _height(self, mark: Text) -> int:
        return min(mark.box.h, self._lettering.height(mark.lines, mark.face, mark.px))

    def has_room(self, words: str, face: Face, width: int) -> bool:
        """Tell whether *words* have room on one line of that width, if only in the least size."""
        return self._lettering.line_size(words, face, self.least_px)[0] <= width

    def fits(self, slot: Slot) -> bool:
        """Tell whether all words have room in the box of *slot*, if only in the least size."""
        return not self._fit(slot, self.least_px).is_cut

    def figures(  # noqa: PLR0913 - a number, and how it is set
        self,
        box: Box,
        number: str,
        height: int,
        ink: str,
        ground: str,
        align: Align = Align.LEFT,
        *,
        is_acted_on: bool = False,
    ) -> Figures:
        """Set a number *height* pixels high, and lower only where the box is too small for that."""
        px = self._lettering.digits_px(max(1, min(height, box.h)))
        while px > 1 and not self._lettering.digits_fit(number, px, box.w):
            px -= max(1, px // 40)
        return Figures(box, number, px, self.colour(ink), self.colour(ground), align, is_acted_on)

    def digits_w(self, digits: float, height: float) -> int:
        """Return the width of a number of so many digits; a letter counts as in `layout.digits_of`."""
        return math.ceil(digits * self.digit_ratio * height)

    def _fit(self, slot: Slot, largest: int) -> Fitted:
        size = (slot.box.w, slot.box.h)
        return self._lettering.fit(slot.words, slot.face, size, largest, self.least_px, slot.lines)


def halves(box: Box) -> tuple[Box, Box]:
    """Divide *box* for two languages; Kazakh, above, has a little more."""
    kk, ru = stack(box, (round(box.h * 0.53), None), 0)
    return kk, ru
