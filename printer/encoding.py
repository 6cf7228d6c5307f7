"""A picture to ESC/POS bytes: only its ink as rasters, its white as feeds, its doubled parts doubled by the printer.

The reasons are in docs/decisions/ticket-on-the-wire.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from escpos import constants
from PIL import Image

from printer.picture import Block, Layout

_ESC: bytes = constants.ESC
_GS: bytes = constants.GS
_INIT: bytes = constants.HW_INIT
CUT = _GS + b"V\x42\x00"
"""Feed the last row past the knife, and cut all but one point (GS V 66)."""
_NO_UNASKED_STATUS = _GS + b"a\x00"
_BAND_COST = 15
"""Bytes that one more band costs: a feed, a left margin, the head of a raster."""
_TALLEST_BAND_PX = 1024
"""Epson's GS v 0 takes 2303 rows at most."""
_LONGEST_FEED = 255


@dataclass(frozen=True)
class _Band:
    """The box that holds all ink of some rows: dots downwards, bytes across."""

    top: int
    bottom: int
    left: int
    right: int

    def cost(self) -> int:
        return (self.bottom - self.top) * (self.right - self.left)


@dataclass(frozen=True)
class _Strip:
    """A band as the printer gets it: which rows it covers, where it begins in dots, the raster with its head."""

    top: int
    bottom: int
    left_px: int
    raster: bytes


def encode(layout: Layout, dots_per_inch: int = 203) -> bytes:
    """Return the bytes that print *layout* and cut. Raises ValueError unless it is 1 bit and whole bytes wide.

    *dots_per_inch* is the printer's own: with it, margins and feeds are in dots.
    """
    job = bytearray(_INIT + _NO_UNASKED_STATUS + _GS + b"P" + bytes((dots_per_inch, dots_per_inch)))
    y = left_px = 0
    for top, block in layout.blocks:
        for strip in _strips(block):
            job += _feed(top + strip.top - y)
            if strip.left_px != left_px:
                left_px = strip.left_px
                job += _GS + b"L" + left_px.to_bytes(2, "little")
            job += strip.raster
            y = top + strip.bottom
    return bytes(job + _feed(layout.height_px - y) + CUT)


def plain_raster_bytes(layout: Layout) -> int:
    """Return what one raster of the whole picture takes: what others send."""
    return 8 + layout.width_px // 8 * layout.height_px


@lru_cache(maxsize=96)
def _strips(block: Block) -> tuple[_Strip, ...]:
    """Encode *block* once: most of a ticket is the same block as on the last one."""
    picture = block.picture
    if picture.mode != "1" or picture.width % 8:
        raise ValueError(f"expected 1 bit and a width of whole bytes, got {picture.mode} and {picture.width} dots")
    data, stride = picture.tobytes(), picture.width // 8
    return tuple(_strip(picture, data, stride, band) for band in _merged(_inked(picture, data, stride)))


def _inked(picture: Image.Image, data: bytes, stride: int) -> Iterator[_Band]:
    """Find the runs of rows with ink in them."""
    white = bytes(stride)
    height = picture.height
    top = -1
    for y in range(height + 1):
        has_ink = y < height and data[y * stride : (y + 1) * stride] != white
        if has_ink and top < 0:
            top = y
        if top >= 0 and (not has_ink or y - top == _TALLEST_BAND_PX):
            box = picture.crop((0, top, picture.width, y)).getbbox()
            assert box is not None, "a run of inked rows has ink"  # noqa: S101 - for the type checker
            yield _Band(top, y, box[0] // 8, -(-box[2] // 8))
            top = y if has_ink else -1


def _merged(bands: Iterator[_Band]) -> Iterator[_Band]:
    """Join neighbours where one larger raster is not dearer than two, as with the dots of an Ё."""
    last: _Band | None = None
    for band in bands:
        if last is None:
            last = band
            continue
        both = _Band(last.top, band.bottom, min(last.left, band.left), max(last.right, band.right))
        if both.cost() <= last.cost() + band.cost() + _BAND_COST and both.bottom - both.top <= _TALLEST_BAND_PX:
            last = both
        else:
            yield last
            last = band
    if last is not None:
        yield last


def _strip(picture: Image.Image, data: bytes, stride: int, band: _Band) -> _Strip:
    half, left = _half(picture, data, stride, band)
    if half is not None:
        raster = _head(3, half.width // 8, half.height) + half.tobytes()
        return _Strip(band.top, band.bottom, left * 8, raster)
    rows = range(band.top * stride, band.bottom * stride, stride)
    ink = b"".join([data[row + band.left : row + band.right] for row in rows])
    raster = _head(0, band.right - band.left, band.bottom - band.top) + ink
    return _Strip(band.top, band.bottom, band.left * 8, raster)


def _half(picture: Image.Image, data: bytes, stride: int, band: _Band) -> tuple[Image.Image | None, int]:
    """Return the band at half its size if doubling that gives the band again, dot by dot."""
    height = band.bottom - band.top
    if height % 2 or height < 4 or not _rows_are_doubled(data, stride, band):  # noqa: PLR2004 - too small to be worth it
        return None, 0
    left, right = band.left, band.right
    if (right - left) % 2:  # the half has whole bytes too
        left, right = (left, right + 1) if right < stride else (left - 1, right)
    if left < 0:
        return None, 0
    box = picture.crop((left * 8, band.top, right * 8, band.bottom))
    half = box.resize((box.width // 2, box.height // 2), Image.Resampling.NEAREST)
    again = half.resize(box.size, Image.Resampling.NEAREST)
    return (half, left) if again.tobytes() == box.tobytes() else (None, 0)


def _rows_are_doubled(data: bytes, stride: int, band: _Band) -> bool:
    return all(
        data[row : row + stride] == data[row + stride : row + 2 * stride]
        for row in range(band.top * stride, band.bottom * stride, 2 * stride)
    )


def _head(mode: int, width_bytes: int, rows: int) -> bytes:
    """Return the head of a raster bit image (Epson, TM-T88III, GS v 0): mode 3 doubles both ways."""
    return _GS + b"v0" + bytes((mode,)) + width_bytes.to_bytes(2, "little") + rows.to_bytes(2, "little")


def _feed(dots: int) -> bytes:
    full, rest = divmod(dots, _LONGEST_FEED)
    return (_ESC + b"J\xff") * full + (_ESC + b"J" + bytes((rest,)) if rest else b"")
