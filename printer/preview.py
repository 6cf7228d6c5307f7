"""ESC/POS bytes back into pictures: what would come out of the printer, each piece as it is cut off."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from PIL import Image

from printer.escpos import Command, EndlessPieceError, read_command
from printer.picture import INK, blank


@dataclass(frozen=True)
class Sheet:
    """Paper that was cut off, up to the last row fed, and where which raster stands on it. Takes little memory."""

    width_px: int
    height_px: int
    rasters: tuple[tuple[int, int, Image.Image], ...]

    def draw(self) -> Image.Image:
        """Return the picture; a metre of it has 5 MB in memory."""
        picture = blank(self.width_px, self.height_px)
        for left, top, raster in self.rasters:
            picture.paste(INK, (left, top), raster)
        return picture


@dataclass(frozen=True)
class Piece:
    """One piece of paper, and the bytes that made it.

    The bytes begin with the last ESC @ before the paper moved, so that questions between two jobs belong to none.
    """

    data: bytes
    sheet: Sheet

    @property
    def picture(self) -> Image.Image:
        """What is on it, drawn anew each time: whoever sends cuts alone gets no machine's memory for it."""
        return self.sheet.draw()


LONGEST_PX = 80_000
"""Ten metres of paper in one piece."""
MOST_BYTES = 4 << 20
"""So many bytes in one piece, and more than any ticket has by far."""
_CUTS = {b"\x1dV", b"\x1bi", b"\x1bm"}


class Roll:
    """The paper under the head of a printer that is *width_px* wide, and the settings that commands leave behind.

    Without a cut it raises EndlessPieceError in the end, and is of no more use.
    """

    def __init__(self, width_px: int, dots_per_inch: int = 203) -> None:
        self._width_px = width_px
        self._dots_per_inch = dots_per_inch
        self._rasters: list[tuple[int, int, Image.Image]] = []
        self._y = 0
        self._line_px = dots_per_inch // 6
        self._reset()

    def apply(self, command: Command) -> Sheet | None:
        """Do what *command* says; return the piece of paper when it is a cut."""
        if command.name in _CUTS:
            return self._cut()
        act = self._ACTS.get(command.name)
        if act is not None:
            act(self, command)
        return None  # what is left asks for answers, and leaves no trace on paper

    def _reset(self) -> None:
        """ESC @: settings go, paper stays where it is."""
        self._margin_px = self._position_px = self._justification = 0
        self._area_px = self._width_px
        # Many printers feed by half a dot unless told otherwise (TM-T88: 1/180 inch across, 1/360 down).
        self._units = (self._dots_per_inch, 2 * self._dots_per_inch)
        self._line_px = self._dots_per_inch // 6

    def _across_px(self, units: int) -> int:
        return units * self._dots_per_inch // self._units[0]

    def _down_px(self, units: int) -> int:
        return units * self._dots_per_inch // self._units[1]

    def _feed(self, dots: int) -> None:
        if self._y + dots > LONGEST_PX:
            raise EndlessPieceError(f"more than {LONGEST_PX} rows of dots in one piece")
        self._y += dots
        self._position_px = 0

    def _initialize(self, _command: Command) -> None:
        self._reset()

    def _line_feed(self, _command: Command) -> None:
        self._feed(self._line_px)

    def _feed_lines(self, command: Command) -> None:
        self._feed(self._line_px * command.arguments[0])

    def _feed_units(self, command: Command) -> None:
        self._feed(self._down_px(command.arguments[0]))

    def _set_usual_line(self, _command: Command) -> None:
        self._line_px = self._dots_per_inch // 6

    def _set_line(self, command: Command) -> None:
        self._line_px = self._down_px(command.arguments[0])

    def _set_justification(self, command: Command) -> None:
        self._justification = command.arguments[0] % 48

    def _set_position(self, command: Command) -> None:
        self._position_px = self._across_px(command.number())

    def _set_margin(self, command: Command) -> None:
        self._margin_px = self._across_px(command.number())

    def _set_area(self, command: Command) -> None:
        self._area_px = self._across_px(command.number())

    def _set_units(self, command: Command) -> None:
        across, down = command.arguments
        self._units = (across or self._dots_per_inch, down or 2 * self._dots_per_inch)

    def _raster(self, command: Command) -> None:
        mode = command.arguments[0] % 48
        width_px, height_px = command.number(1) * 8, command.number(3)
        raster = Image.frombytes("1", (width_px, height_px), command.data)
        scale = (2 if mode & 1 else 1, 2 if mode & 2 else 1)
        if scale != (1, 1):
            raster = raster.resize((width_px * scale[0], height_px * scale[1]), Image.Resampling.NEAREST)
        area_px = min(self._area_px, self._width_px - self._margin_px)
        left = (self._position_px, (area_px - raster.width) // 2, area_px - raster.width)[self._justification]
        left = max(left, 0)
        seen = raster.crop((0, 0, max(min(raster.width, area_px - left), 0), raster.height))
        top = self._y
        self._feed(raster.height)
        self._rasters.append((self._margin_px + left, top, seen))

    @property
    def rows(self) -> int:
        """Return how many rows of dots have been fed since the last cut."""
        return self._y

    def _cut(self) -> Sheet:
        sheet = Sheet(self._width_px, self._y, tuple(self._rasters))
        self._rasters.clear()
        self._y = 0
        return sheet

    _ACTS: ClassVar[dict[bytes, Callable[["Roll", Command], None]]] = {
        b"\x1b@": _initialize,
        b"\n": _line_feed,
        b"\x1bd": _feed_lines,
        b"\x1bJ": _feed_units,
        b"\x1b2": _set_usual_line,
        b"\x1b3": _set_line,
        b"\x1ba": _set_justification,
        b"\x1b$": _set_position,
        b"\x1dL": _set_margin,
        b"\x1dW": _set_area,
        b"\x1dP": _set_units,
        b"\x1dv0": _raster,
    }


class Preview:
    """Takes bytes as they come, in any portions, and gives the pieces of paper."""

    def __init__(self, width_px: int, dots_per_inch: int = 203) -> None:
        self._roll = Roll(width_px, dots_per_inch)
        self._buffer = bytearray()
        self._begin = 0
        self._read = 0
        self._before = 0

    @property
    def rows(self) -> int:
        """Return how many rows of dots have been fed since the last cut."""
        return self._roll.rows

    @property
    def leftover(self) -> bytes:
        """Return the bytes since the last cut."""
        return bytes(self._buffer)

    def feed(self, data: bytes) -> list[Piece]:
        """Take *data*; return what is cut off by it.

        Raises UnknownCommandError with the offset in the whole stream, and EndlessPieceError.
        """
        self._buffer += data
        pieces: list[Piece] = []
        while (command := read_command(self._buffer, self._read, self._before)) is not None:
            if command.name == b"\x1b@" and self._roll.rows == 0:
                self._begin = self._read
            self._read += command.length
            sheet = self._roll.apply(command)
            if sheet is not None:
                pieces.append(Piece(bytes(self._buffer[self._begin : self._read]), sheet))
                del self._buffer[: self._read]
                self._before += self._read
                self._begin = self._read = 0
        if len(self._buffer) > MOST_BYTES:
            raise EndlessPieceError(f"more than {MOST_BYTES} bytes in one piece")
        return pieces
