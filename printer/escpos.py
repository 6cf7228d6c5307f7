"""ESC/POS bytes to commands, one at a time, as a printer takes them from its buffer. Draws nothing.

Stands on the printers' manuals alone (Epson TM-T88III, Citizen PPU-231II), not on what the encoder writes.
"""

from dataclasses import dataclass

_ESC, _GS, _DLE = 0x1B, 0x1D, 0x10
_RASTER = b"\x1dv0"
_CUT = b"\x1dV"
_ARGUMENTS = {
    b"\n": 0,
    b"\r": 0,
    b"\x1b@": 0,
    b"\x1b2": 0,
    b"\x1b3": 1,
    b"\x1bJ": 1,
    b"\x1bd": 1,
    b"\x1ba": 1,
    b"\x1b$": 2,
    b"\x1bi": 0,
    b"\x1bm": 0,
    b"\x1dL": 2,
    b"\x1dW": 2,
    b"\x1dP": 2,
    b"\x1da": 1,
    b"\x1dr": 1,
    b"\x10\x04": 1,
    b"\x10\x05": 1,
}
"""How many bytes follow each command. GS v 0 and GS V say it themselves."""


LARGEST_RASTER = 1 << 20
"""Bytes: almost two metres of the wider paper. The command could announce 500 MB, and no printer has the memory."""


class EscposError(ValueError):
    """The root of what can be wrong with bytes for a printer."""


class EndlessPieceError(EscposError):
    """More paper would come out in one piece than anybody wants, or more bytes came than make a piece."""


class UnknownCommandError(EscposError):
    """The bytes hold what a ticket printer may take for anything: text to print, a command with arguments."""

    def __init__(self, offset: int, found: bytes) -> None:
        super().__init__(f"unknown command at byte {offset}: {found.hex(' ')}")
        self.offset = offset


@dataclass(frozen=True)
class Command:
    """One command: its name with the fixed bytes, its arguments, its data, and how many bytes it took."""

    name: bytes
    arguments: bytes
    data: bytes
    length: int

    def number(self, at: int = 0) -> int:
        """Return the argument at *at* and the next one as a number, low byte first."""
        return self.arguments[at] | self.arguments[at + 1] << 8


def read_command(buffer: bytes | bytearray, at: int = 0, origin: int = 0) -> Command | None:
    """Return the command that begins at *at*; None while it is not there as a whole.

    Raises UnknownCommandError, which counts from *origin* bytes before the buffer.
    """
    first = bytes(buffer[at : at + 1])
    if not first:
        return None
    name = first if first[0] not in {_ESC, _GS, _DLE} else bytes(buffer[at : at + 2])
    if name[0] in {_ESC, _GS, _DLE} and len(name) == 1:
        return None
    if name == b"\x1dv":
        return _read_raster(buffer, at, origin)
    if name == _CUT:
        return _read_cut(buffer, at, origin)
    count = _ARGUMENTS.get(name)
    if count is None:
        raise UnknownCommandError(origin + at, name)
    end = at + len(name) + count
    if len(buffer) < end:
        return None
    return Command(name, bytes(buffer[at + len(name) : end]), b"", end - at)


def _read_raster(buffer: bytes | bytearray, at: int, origin: int) -> Command | None:
    """GS v 0 m xL xH yL yH and x × y bytes."""
    if len(buffer) < at + 8:
        return None
    head = bytes(buffer[at : at + 8])
    if head[:3] != _RASTER or head[3] not in {0, 1, 2, 3, 48, 49, 50, 51}:
        raise UnknownCommandError(origin + at, head[:4])
    size = int.from_bytes(head[4:6], "little") * int.from_bytes(head[6:8], "little")
    if not 0 < size <= LARGEST_RASTER:
        raise UnknownCommandError(origin + at, head)
    if len(buffer) < at + 8 + size:
        return None
    return Command(_RASTER, head[3:], bytes(buffer[at + 8 : at + 8 + size]), 8 + size)


def _read_cut(buffer: bytes | bytearray, at: int, origin: int) -> Command | None:
    """GS V m, or GS V m n with a feed before the cut."""
    if len(buffer) < at + 3:
        return None
    mode = buffer[at + 2]
    if mode not in {0, 1, 48, 49, 65, 66}:
        raise UnknownCommandError(origin + at, bytes(buffer[at : at + 3]))
    length = 4 if mode in {65, 66} else 3
    if len(buffer) < at + length:
        return None
    return Command(_CUT, bytes(buffer[at + 2 : at + length]), b"", length)
