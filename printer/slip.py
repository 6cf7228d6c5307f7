"""The test slip: all letters, a ruler, the edges, fine dots and blacks, and how the printer and the station are."""

from dataclasses import dataclass

from firmware.words import Bilingual, Slug
from mqtt_bridge.faults import FAULTS
from mqtt_bridge.presence import VERSION
from printer import texts
from printer.blocks import Style, block, pen_on
from printer.fonts import Face
from printer.looks import between_bars, rule
from printer.picture import INK, Block, Layout, blank
from printer.qr_code import qr_block
from printer.status import Status, faults

KAZAKH = "АӘБВГҒ ДЕЁЖЗИЙ КҚЛМНҢ ОӨПРСТ УҰҮФХҺ ЦЧШЩ ЪЫІЬ ЭЮЯ"
RUSSIAN = "АБВГДЕЁ ЖЗИЙКЛМ НОПРСТУ ФХЦЧШЩ ЪЫЬ ЭЮЯ"
SIGNS = "0123456789 №«»—–… ·:;,.!? %+=/()₸"

_HEAD = Style(Face.BOLD, (30, 24), 2, 0)
_CAPTIONS = (Style(Face.NARROW_BOLD, (20, 18), 2, 14), Style(Face.NARROW, (20, 18), 2, 0))
_LETTERS = {
    Face.PLAIN: Style(Face.PLAIN, (24, 20), 6, 8),
    Face.BOLD: Style(Face.BOLD, (24, 20), 6, 8),
    Face.NARROW: Style(Face.NARROW, (20, 18), 6, 8),
    Face.NARROW_BOLD: Style(Face.NARROW_BOLD, (28, 24), 6, 8),
}
_FACTS = Style(Face.NARROW, (21, 18), 3, 4)
_MM_PER_INCH = 25.4
_DENSITIES = (12, 25, 50, 75, 100)
QR_WORDS = "KEZEK TEST"
_BAYER = ((0, 8, 2, 10), (12, 4, 14, 6), (3, 11, 1, 9), (15, 7, 13, 5))
"""The order in which sixteen dots become black (Bayer)."""


@dataclass(frozen=True)
class Slip:
    """What the slip says of this station; the rest of it is the same everywhere."""

    device: Slug
    attached: str
    """How its printer is attached: `usb /dev/usb/lp0`."""
    dots_per_inch: int
    status: Status | None
    """None when it was not asked: the slip is only looked at."""
    printed_at: str
    """By the clock of this machine."""

    def draw(self, width_px: int) -> Layout:
        """Draw it on 384 or 576 dots: about 15 cm."""
        blocks: list[tuple[int, Block]] = []
        y = 0
        for above_px, drawn in self._blocks(width_px):
            blocks.append((y + above_px, drawn))
            y += above_px + drawn.picture.height
        return Layout(width_px, y + 12, tuple(blocks))

    def _blocks(self, width_px: int) -> list[tuple[int, Block]]:
        def caption(text: Bilingual) -> list[tuple[int, Block]]:
            pairs = zip((text.kk, text.ru), _CAPTIONS, strict=True)
            return [(style.above_px, block(words, style, width_px)) for words, style in pairs]

        letters = [(style.above_px, block(_sample(face), style, width_px)) for face, style in _LETTERS.items()]
        facts = [(_FACTS.above_px, block(fact, _FACTS, width_px)) for fact in self._facts(width_px)]
        return [
            (0, between_bars(texts.SLIP.kk, _HEAD, width_px)),
            (6, block(texts.SLIP.ru, _CAPTIONS[1], width_px)),
            *facts,
            (14, rule(width_px, 3, is_dotted=True)),
            *caption(texts.SLIP_EDGES),
            (6, _edges(width_px)),
            *caption(texts.SLIP_RULER),
            (6, _ruler(width_px, self.dots_per_inch)),
            *caption(texts.SLIP_DIAGONALS),
            (6, _diagonals(width_px)),
            *caption(texts.SLIP_DENSITY),
            (6, _densities(width_px)),
            (14, rule(width_px, 3, is_dotted=True)),
            *letters,
            *caption(texts.SLIP_QR),
            (0, qr_block(QR_WORDS, 130, width_px)),
        ]

    def _facts(self, width_px: int) -> list[str]:
        ailments = faults(self.status) if self.status is not None else ()
        said = [f"{fault.code}: {FAULTS[fault.code].what.kk} · {FAULTS[fault.code].what.ru}" for fault in ailments]
        return [
            f"{self.device} · kezek {VERSION} · {self.printed_at}",
            f"{self.attached} · {width_px} dots · {self.dots_per_inch} dpi",
            *([] if self.status is None else [f"paper: {self.status.paper.value}"]),
            *(said or ([] if self.status is None else [f"{texts.SLIP_WELL.kk} · {texts.SLIP_WELL.ru}"])),
        ]


def _sample(face: Face) -> str:
    """Return what is shown in *face*: all capitals in one, all small letters in another, the signs in a third."""
    return {
        Face.PLAIN: KAZAKH.lower(),
        Face.BOLD: KAZAKH,
        Face.NARROW: f"{RUSSIAN} {RUSSIAN.lower()}",
        Face.NARROW_BOLD: SIGNS,
    }[face]


def _edges(width_px: int) -> Block:
    """Draw the first and the last dot of the head, and arrows that point at them."""
    picture = blank(width_px, 40)
    pen = pen_on(picture)
    for left, inwards in ((0, 1), (width_px - 1, -1)):
        pen.line((left, 0, left, 39), fill=INK)
        pen.line((left + 2 * inwards, 19, left + 40 * inwards, 19), fill=INK, width=3)
        tip = left + 3 * inwards
        pen.polygon([(tip, 19), (tip + 12 * inwards, 12), (tip + 12 * inwards, 26)], fill=INK)
    return Block(picture)


def _ruler(width_px: int, dots_per_inch: int) -> Block:
    """Draw a tick for each millimetre, and a figure at each tenth, as far as the paper goes."""
    picture = blank(width_px, 46)
    pen = pen_on(picture)
    digits = Style(Face.NARROW, (16, 16))
    for mm in range(int(width_px * _MM_PER_INCH / dots_per_inch) + 1):
        left = min(round(mm * dots_per_inch / _MM_PER_INCH), width_px - 1)
        long_px = 24 if mm % 10 == 0 else 16 if mm % 5 == 0 else 9
        pen.line((left, 0, left, long_px), fill=INK)
        if mm % 10 == 0:
            figure = block(str(mm), digits, width_px).picture
            ink = figure.crop(figure.getbbox())
            picture.paste(ink, (min(max(left - ink.width // 2, 0), width_px - ink.width), 29))
    return Block(picture)


def _diagonals(width_px: int) -> Block:
    """Draw lines that use every dot of the head in turn: a dead one is a gap in each of them."""
    height_px = 32
    picture = blank(width_px, height_px)
    pen = pen_on(picture)
    for left in range(-height_px, width_px, 16):
        pen.line((left, height_px - 1, left + height_px - 1, 0), fill=INK)
    return Block(picture)


def _densities(width_px: int) -> Block:
    """Draw fields of so many black dots in a hundred, evenly mixed."""
    picture = blank(width_px, 48)
    field_px = width_px // len(_DENSITIES)
    for index, density in enumerate(_DENSITIES):
        for y in range(picture.height):
            for x in range(field_px - 8):
                if _BAYER[y % 4][x % 4] * 100 < density * 16:
                    picture.putpixel((index * field_px + 4 + x, y), INK)
    return Block(picture)
