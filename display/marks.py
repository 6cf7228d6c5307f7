"""What a frame is made of: marks with a place, a size and a colour each, and parts that hold them. Pure.

Two equal parts are the same pixels. A mark that is read tells the ground it stands on, so that it can be proved.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from display.box import Box
from display.pictogram import Stroke
from display.scene import Direction
from display.theme import Colour


class Face(Enum):
    """The fonts of a theme."""

    DIGITS = "digits"
    FIRST = "first"
    SECOND = "second"


class Align(Enum):
    """Where a text stands in its box; up and down it is always in the middle."""

    LEFT = 0.0
    MIDDLE = 0.5
    RIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Fill:
    """Colour from edge to edge."""

    box: Box
    colour: Colour


@dataclass(frozen=True, slots=True)
class Panel:
    """A ground with soft corners, and a line around it."""

    box: Box
    colour: Colour
    radius: int
    line: Colour | None = None
    line_px: int = 0


@dataclass(frozen=True, slots=True)
class Hatch:
    """Stripes: what stands there is old."""

    box: Box
    colour: Colour
    pitch: int


@dataclass(frozen=True, slots=True)
class Text:
    """Words, broken into lines already, in one size."""

    box: Box
    lines: tuple[str, ...]
    face: Face
    px: int
    """The size of the font."""
    colour: Colour
    ground: Colour
    align: Align = Align.LEFT
    is_cut: bool = False
    """Not all of it had room: the last line ends with "…"."""


@dataclass(frozen=True, slots=True)
class Figures:
    """A number, exactly so high."""

    box: Box
    number: str
    px: int
    """The size of the font."""
    colour: Colour
    ground: Colour
    align: Align = Align.MIDDLE
    is_acted_on: bool = False
    """A visitor must read it from the far end of the hall."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """Which way: from the number to the place, or from here to there."""

    box: Box
    direction: Direction
    colour: Colour
    ground: Colour
    is_chevron: bool = False


@dataclass(frozen=True, slots=True)
class WarningSign:
    """A triangle with an exclamation mark."""

    box: Box
    colour: Colour
    ground: Colour


@dataclass(frozen=True, slots=True)
class Strokes:
    """A picture of lines."""

    box: Box
    strokes: tuple[Stroke, ...]
    colour: Colour


@dataclass(frozen=True, slots=True)
class Logo:
    """The theme's logo."""

    box: Box


Mark = Fill | Panel | Hatch | Text | Figures | Arrow | WarningSign | Strokes | Logo


@dataclass(frozen=True, slots=True)
class Part:
    """What is drawn into one panel; parts of one frame share no pixel."""

    panel: Box
    marks: tuple[Mark, ...]
    call_numbers: tuple[int, ...] = ()
    """The calls that can be seen on it, by their place in `Scene.calls`."""


def texts(parts: tuple[Part, ...]) -> Iterator[Text | Figures]:
    """Yield all that is read."""
    for part in parts:
        for mark in part.marks:
            if isinstance(mark, Text | Figures):
                yield mark
