"""Text that fits its box: shrunk first, then wrapped, then clipped with "…". What was drawn is kept for a while."""

import unicodedata
from collections import OrderedDict
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from display.theme import INK, Colour

if TYPE_CHECKING:
    import pygame

FONTS = Path(__file__).resolve().parent.parent / "fonts"
_REFERENCE_PX = 64
_FONTS_KEPT = 40
_BYTES_KEPT = 6_000_000
_MISSING = "□"
_NOBODYS = "\U0010ffff"
"""A character that no font ever has: it is drawn as what a font lacks."""


class Face(Enum):
    """The fonts of the board; both have every Kazakh letter."""

    BOLD = "DejaVuSans-Bold.ttf"
    TIGHT_BOLD = "DejaVuSansCondensed-Bold.ttf"
    TIGHT = "DejaVuSansCondensed.ttf"


class Lettering:
    """Renders text into surfaces with transparent ground. For the thread that draws; needs `pygame.font.init`.

    A surface that it returned may be blitted, never changed. Rather than smaller than *least_px* text is clipped.
    """

    def __init__(self, least_px: int, fonts: Path = FONTS) -> None:
        import pygame

        self._pygame = pygame
        self._least_px = least_px
        self._folder = fonts
        self._fonts: OrderedDict[tuple[Face, int], pygame.font.Font] = OrderedDict()
        self._kept: OrderedDict[tuple[object, ...], pygame.Surface] = OrderedDict()
        self._kept_bytes = 0
        self._known: dict[str, str] = {}

    def text(self, words: str, face: Face, colour: Colour, size: tuple[int, int], lines: int = 1) -> "pygame.Surface":
        """Draw *words* as large as *size* (width, height in px) allows, on *lines* lines at most."""
        key = (words, face, colour, size, lines)
        return self._from_kept(key) or self._keep(key, self._draw_text(words, face, colour, size, lines))

    def figures(self, number: str, colour: Colour, size: tuple[int, int], digits: int) -> "pygame.Surface":
        """Draw *number* without the room that letters need above and below digits.

        It is as large as *size* allows a number of *digits* digits to be, so that neighbours are of one height.
        """
        key = (number, colour, size, digits)
        return self._from_kept(key) or self._keep(key, self._draw_figures(number, colour, size, digits))

    def _draw_text(self, words: str, face: Face, colour: Colour, size: tuple[int, int], lines: int) -> "pygame.Surface":
        width, height = size
        clean = self._clean(words)
        px, wrapped = max(
            (self._largest(clean, face, width, height, count) for count in range(1, lines + 1)),
            key=lambda found: found[0],
        )
        if px < self._least_px:
            px = max(1, min(self._least_px, height))
            font = self._font(face, px)
            wrapped = _clipped(clean, font, width, max(1, min(lines, height // font.get_height())))
        font = self._font(face, max(1, px))
        drawn = [font.render(line, True, colour) for line in wrapped]  # noqa: FBT003 - pygame takes it by position only
        surface = self._pygame.Surface(
            # An accent can reach above the height that the font claims.
            (
                min(width, max(line.get_width() for line in drawn)),
                min(height, sum(line.get_height() for line in drawn)),
            ),
            self._pygame.SRCALPHA,
        )
        y = 0
        for line in drawn:
            surface.blit(line, (0, y))
            y += line.get_height()
        return surface

    def _draw_figures(self, number: str, colour: Colour, size: tuple[int, int], digits: int) -> "pygame.Surface":
        width, height = max(1, size[0]), max(1, size[1])
        widest = "0" * max(len(number), digits) if number.isdecimal() else number
        reference = self._ink(widest, _REFERENCE_PX, colour)
        px = max(1, int(_REFERENCE_PX * min(width / reference.get_width(), height / reference.get_height())))
        drawn = self._ink(number, px, colour)
        while px > 1 and (drawn.get_width() > width or drawn.get_height() > height):
            px -= 1
            drawn = self._ink(number, px, colour)
        return drawn

    def _ink(self, text: str, px: int, colour: Colour) -> "pygame.Surface":
        drawn = self._font(Face.BOLD, px).render(self._clean(text), True, colour)  # noqa: FBT003 - as above
        ink = drawn.get_bounding_rect()
        return drawn.subsurface(ink).copy() if ink.w else drawn  # a copy, for a subsurface keeps the whole alive

    def _clean(self, words: str) -> str:
        """Replace what cannot be drawn: control characters by spaces (font.render raises on NUL), no glyph by a box."""
        spaced = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in unicodedata.normalize("NFC", words))
        return "".join(map(self._drawn_as, " ".join(spaced.split()))) or " "

    def lacking(self, words: str) -> set[str]:
        """Return the characters of *words* that no font has; a box is drawn in their place."""
        return {c for c in words if unicodedata.category(c)[0] not in "CZ" and self._drawn_as(c) not in (c, "")}

    def _drawn_as(self, character: str) -> str:
        if character not in self._known:
            shapes = [(self._shape(face, character), self._shape(face, _NOBODYS)) for face in Face]
            if any(shape == nobodys for shape, nobodys in shapes):
                self._known[character] = _MISSING
            else:
                self._known[character] = character if all(shape for shape, _nobodys in shapes) else ""
        return self._known[character]

    def _shape(self, face: Face, character: str) -> bytes:
        """Return how *character* looks; nothing for one that cannot be seen, such as what follows an emoji."""
        # `metrics` promises None for a missing glyph and gives that of the stand-in: only the shape tells.
        try:
            drawn = self._reference(face).render(character, True, INK)  # noqa: FBT003 - as above
        except self._pygame.error:  # "Text has zero width"
            return b""
        return self._pygame.image.tobytes(drawn, "RGBA")

    def _largest(self, text: str, face: Face, width: int, height: int, lines: int) -> tuple[int, list[str]]:
        """Return the largest size in px at which *text* fits on *lines* lines, and the lines; 0 px if none does."""
        reference = self._reference(face)
        low, high = 0, height * _REFERENCE_PX // (reference.get_height() * lines)
        while low < high:
            px = (low + high + 1) // 2
            wrapped = _wrapped(text, reference, width * _REFERENCE_PX // px)
            low, high = (px, high) if 0 < len(wrapped) <= lines else (low, px - 1)
        for px in range(low, 0, -1):  # hinting makes a size a little wider than the reference promises
            font = self._font(face, px)
            wrapped = _wrapped(text, font, width)
            if 0 < len(wrapped) <= lines and font.get_height() * lines <= height:
                return px, wrapped
        return 0, []

    def _reference(self, face: Face) -> "pygame.font.Font":
        return self._font(face, _REFERENCE_PX)

    def _font(self, face: Face, px: int) -> "pygame.font.Font":
        key = (face, px)
        if key not in self._fonts:
            self._fonts[key] = self._pygame.font.Font(str(self._folder / face.value), px)
            if len(self._fonts) > _FONTS_KEPT:
                self._fonts.popitem(last=False)
        self._fonts.move_to_end(key)
        return self._fonts[key]

    def _from_kept(self, key: tuple[object, ...]) -> "pygame.Surface | None":
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def _keep(self, key: tuple[object, ...], drawn: "pygame.Surface") -> "pygame.Surface":
        self._kept[key] = drawn
        self._kept_bytes += _bytes(drawn)
        while self._kept_bytes > _BYTES_KEPT and len(self._kept) > 1:
            self._kept_bytes -= _bytes(self._kept.popitem(last=False)[1])
        return drawn


def _wrapped(text: str, font: "pygame.font.Font", width: int) -> list[str]:
    """Break *text* between words so that no line is wider than *width*; empty if a word alone is."""
    lines: list[str] = []
    for word in text.split() or [text]:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.size(longer)[0] <= width:
            lines[-1] = longer
        elif font.size(word)[0] <= width:
            lines.append(word)
        else:
            return []
    return lines


def _clipped(text: str, font: "pygame.font.Font", width: int, lines: int) -> list[str]:
    """Break *text* anywhere into *lines* lines at most; the last one ends with "…" when something is left."""
    found: list[str] = []
    rest = text
    while rest and len(found) < lines:
        if font.size(rest)[0] <= width:
            return [*found, rest]
        tail = "…" if len(found) == lines - 1 else ""
        fits = max((n for n in range(1, len(rest)) if font.size(rest[:n] + tail)[0] <= width), default=1)
        found.append(rest[:fits].rstrip() + tail)
        rest = rest[fits:].lstrip()
    return found


def _bytes(drawn: "pygame.Surface") -> int:
    return drawn.get_width() * drawn.get_height() * 4
