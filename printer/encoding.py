"""A picture to ESC/POS bytes: only its ink as rasters, its white as feeds, its doubled parts doubled by the printer.

The reasons are in docs/decisions/ticket-on-the-wire.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from weakref import WeakKeyDictionary

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
_PLAIN, _DOUBLE = 0, 3
"""Modes of GS v 0: as it is, or every dot doubled both ways."""
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


_KEPT: WeakKeyDictionary[Block, tuple[_Strip, ...]] = WeakKeyDictionary()
"""The strips of blocks that somebody keeps: most of a ticket is the same block as on the last one."""


def _strips(block: Block) -> tuple[_Strip, ...]:
    """Encode *block*, once in its life."""
    strips = _KEPT.get(block)
    if strips is None:
        strips = _KEPT[block] = _encoded(block)
    return strips


def _encoded(block: Block) -> tuple[_Strip, ...]:
    scale = 1 if block.half is None else 2  # the printer doubles what was doubled: a quarter of the bytes
    picture = block.half or block.picture
    if picture.mode != "1" or picture.width % 8:
        raise ValueError(f"expected 1 bit and a width of whole bytes, got {picture.mode} and {picture.width} dots")
    data, stride = picture.tobytes(), picture.width // 8
    return tuple(_strip(data, stride, band, scale) for band in _merged(_inked(picture)))


def _inked(picture: Image.Image) -> Iterator[_Band]:
    """Find the runs of rows with ink in them."""
    _columns, rows = picture.getprojection()
    top = 0
    for has_ink, run in groupby(rows):
        height = sum(1 for _ in run)
        if has_ink:
            for begin in range(top, top + height, _TALLEST_BAND_PX):
                end = min(begin + _TALLEST_BAND_PX, top + height)
                box = picture.crop((0, begin, picture.width, end)).getbbox()
                assert box is not None, "a run of inked rows has ink"  # noqa: S101 - for the type checker
                yield _Band(begin, end, box[0] // 8, -(-box[2] // 8))
        top += height


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


def _strip(data: bytes, stride: int, band: _Band, scale: int) -> _Strip:
    rows = range(band.top * stride, band.bottom * stride, stride)
    ink = b"".join([data[row + band.left : row + band.right] for row in rows])
    raster = _head(_DOUBLE if scale > 1 else _PLAIN, band.right - band.left, band.bottom - band.top) + ink
    return _Strip(band.top * scale, band.bottom * scale, band.left * 8 * scale, raster)


def _head(mode: int, width_bytes: int, rows: int) -> bytes:
    """Return the head of a raster bit image (Epson, TM-T88III, GS v 0): mode 3 doubles it."""
    return _GS + b"v0" + bytes((mode,)) + width_bytes.to_bytes(2, "little") + rows.to_bytes(2, "little")


def _feed(dots: int) -> bytes:
    full, rest = divmod(dots, _LONGEST_FEED)
    return (_ESC + b"J\xff") * full + (_ESC + b"J" + bytes((rest,)) if rest else b"")
