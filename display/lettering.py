"""Words and numbers as pictures: what fits where, and the picture itself. What was drawn is kept for a while."""

import unicodedata
from collections import OrderedDict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from display.marks import Face
from display.theme import Colour, Theme

if TYPE_CHECKING:
    import pygame

_REFERENCE_PX = 64
_FONTS_KEPT = 32
_BYTES_KEPT = 6_000_000
_NOBODYS = "\U0010ffff"
"""A character that no font ever has: it is drawn as what a font lacks."""
_WHITE = (255, 255, 255)


class Fitted(NamedTuple):
    """How words fit a box."""

    px: int
    """The size of the font."""
    lines: tuple[str, ...]
    is_cut: bool
    """Not all of it had room."""


class Lettering:
    """Measures and renders with the fonts of *theme*. For the thread that draws; needs `pygame.font.init`.

    A surface that it returned may be blitted, never changed.
    """

    def __init__(self, theme: Theme) -> None:
        import pygame

        self._pygame = pygame
        self._files = {face: str(theme.font(face.value)) for face in Face}
        self._fonts: OrderedDict[tuple[Face, int], pygame.font.Font] = OrderedDict()
        self._kept: OrderedDict[tuple[object, ...], pygame.Surface] = OrderedDict()
        self._kept_bytes = 0
        self._known: dict[str, str] = {}
        self._missing: tuple[bytes, ...] = ()
        self.fit = lru_cache(maxsize=1000)(self._fit)
        self.digits_px = lru_cache(maxsize=200)(self._digits_px)
        self.digits_size = lru_cache(maxsize=1000)(self._digits_size)
        self.line_size = lru_cache(maxsize=2000)(self._line_size)

    def _fit(self, words: str, face: Face, size: tuple[int, int], largest: int, least: int, lines: int = 1) -> Fitted:
        """Fit *words* into *size* on *lines* lines at most, as large as *largest*; cut off rather than under *least*.

        Fewer lines are better where they are no smaller.
        """
        width, height = size
        clean = self.clean(words)
        best = Fitted(0, (), is_cut=True)
        for count in range(1, lines + 1):
            found = self._largest(clean, face, width, height, count, largest)
            if found.px > best.px:
                best = found
        if best.px >= least:
            return best
        px = max(1, min(least, height))
        font = self._font(face, px)
        return Fitted(px, _clipped(clean, font, width, max(1, min(lines, height // font.get_height()))), is_cut=True)

    def _digits_px(self, height: int) -> int:
        """Return the size of the font at which digits are *height* px high, or not quite."""
        px = max(1, height * _REFERENCE_PX // max(1, self._ink("0", _REFERENCE_PX, _WHITE).get_height()) - 2)
        while self._ink("0", px + 1, _WHITE).get_height() <= height:
            px += 1
        return px

    def digits_fit(self, number: str, px: int, width: int) -> bool:
        """Tell whether *number* is no wider than *width*. Its ink is measured, which takes long, only in doubt."""
        return self.line_size(number, Face.DIGITS, px)[0] <= width or self.digits_size(number, px)[0] <= width

    def digit_ratio(self) -> float:
        """Return how wide a digit is, of its height."""
        px = self._digits_px(100)
        return self.line_size("0000", Face.DIGITS, px)[0] / 4 / self._digits_size("0", px)[1]

    def _digits_size(self, number: str, px: int) -> tuple[int, int]:
        """Return how wide and high the ink of *number* is."""
        return self._ink(number, px, _WHITE).get_size()

    def _line_size(self, line: str, face: Face, px: int) -> tuple[int, int]:
        """Return how wide a line of text is, and how high a line is."""
        return self._font(face, px).size(line)

    def height(self, lines: tuple[str, ...], face: Face, px: int) -> int:
        """Return how high lines of text are; an accent can reach above what the font claims."""
        return sum(self.line_size(line, face, px)[1] for line in lines)

    def line(self, words: str, face: Face, px: int, colour: Colour) -> "pygame.Surface":
        """Draw one line of text."""
        key = (words, face, px, colour)
        return self._from_kept(key) or self._keep(
            key,
            self._font(face, px).render(words, True, colour),  # noqa: FBT003 - pygame takes it by position only
        )

    def figures(self, number: str, px: int, colour: Colour) -> "pygame.Surface":
        """Draw *number* without the room that letters need above and below digits."""
        key = (number, px, colour)
        return self._from_kept(key) or self._keep(key, self._ink(number, px, colour))

    def clean(self, words: str) -> str:
        """Replace what cannot be drawn: control characters by spaces (font.render raises on NUL), no glyph by a box."""
        spaced = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in unicodedata.normalize("NFC", words))
        return "".join(map(self._drawn_as, " ".join(spaced.split()))) or " "

    def lacking(self, words: str) -> set[str]:
        """Return the characters of *words* that a font lacks; a box is drawn in their place."""
        return {c for c in words if unicodedata.category(c)[0] not in "CZ" and self._drawn_as(c) not in (c, "")}

    def _ink(self, text: str, px: int, colour: Colour) -> "pygame.Surface":
        drawn = self._font(Face.DIGITS, px).render(self.clean(text), True, colour)  # noqa: FBT003 - as above
        ink = drawn.get_bounding_rect()
        return drawn.subsurface(ink).copy() if ink.w else drawn  # a copy, for a subsurface keeps the whole alive

    def _drawn_as(self, character: str) -> str:
        if character not in self._known:
            shapes = [self._shape(face, character) for face in Face]
            if any(shape == nobodys for shape, nobodys in zip(shapes, self._nobodys(), strict=True)):
                self._known[character] = _NOBODYS
            else:
                self._known[character] = character if all(shapes) else ""
        return self._known[character]

    def _nobodys(self) -> tuple[bytes, ...]:
        if not self._missing:
            self._missing = tuple(self._shape(face, _NOBODYS) for face in Face)
        return self._missing

    def _shape(self, face: Face, character: str) -> bytes:
        """Return how *character* looks; nothing for one that cannot be seen, such as what follows an emoji."""
        # `metrics` promises None for a missing glyph and gives that of the stand-in: only the shape tells.
        try:
            drawn = self._font(face, _REFERENCE_PX).render(character, True, _WHITE)  # noqa: FBT003 - as above
        except self._pygame.error:  # "Text has zero width"
            return b""
        return self._pygame.image.tobytes(drawn, "RGBA")

    def _largest(self, text: str, face: Face, width: int, height: int, lines: int, most: int) -> Fitted:
        """Return the largest size in px, *most* at most, at which *text* fits on *lines* lines; 0 px if none does."""
        reference = self._font(face, _REFERENCE_PX)
        low, high = 0, min(most, height * _REFERENCE_PX // (reference.get_height() * lines))
        while low < high:
            px = (low + high + 1) // 2
            wrapped = _wrapped(text, reference, width * _REFERENCE_PX // px)
            low, high = (px, high) if 0 < len(wrapped) <= lines else (low, px - 1)
        for px in range(low, 0, -1):  # hinting makes a size a little wider than the reference promises
            font = self._font(face, px)
            wrapped = _wrapped(text, font, width)
            if 0 < len(wrapped) <= lines and self.height(wrapped, face, px) <= height:
                return Fitted(px, wrapped, is_cut=False)
        return Fitted(0, (), is_cut=True)

    def _font(self, face: Face, px: int) -> "pygame.font.Font":
        key = (face, px)
        if key not in self._fonts:
            self._fonts[key] = self._pygame.font.Font(self._files[face], px)
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


def _wrapped(text: str, font: "pygame.font.Font", width: int) -> tuple[str, ...]:
    """Break *text* between words so that no line is wider than *width*; empty if a word alone is."""
    lines: list[str] = []
    for word in text.split() or [text]:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.size(longer)[0] <= width:
            lines[-1] = longer
        elif font.size(word)[0] <= width:
            lines.append(word)
        else:
            return ()
    return tuple(lines)


def _clipped(text: str, font: "pygame.font.Font", width: int, lines: int) -> tuple[str, ...]:
    """Break *text* anywhere into *lines* lines at most; the last one ends with "…" when something is left."""
    found: list[str] = []
    rest = text
    while rest and len(found) < lines:
        if font.size(rest)[0] <= width:
            return (*found, rest)
        tail = "…" if len(found) == lines - 1 else ""
        fits = max((n for n in range(1, len(rest)) if font.size(rest[:n] + tail)[0] <= width), default=1)
        found.append(rest[:fits].rstrip() + tail)
        rest = rest[fits:].lstrip()
    return tuple(found)


def _bytes(drawn: "pygame.Surface") -> int:
    return drawn.get_width() * drawn.get_height() * 4
