"""A ticket's text to a 1-bit picture: what is large, what stands where, as its layout says. Pure, and quick."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from mqtt_bridge.paper import TicketPaper
from mqtt_bridge.public import Centre
from printer.blocks import MARGIN_PART, Style, block_of_words, in_one_line, kept_block, pen_on
from printer.fonts import Face, font, has_letter, length_px
from printer.looks import badge, band, between_bars, between_short_bars, rule
from printer.parts import Part
from printer.picture import INK, Block, Layout, blank
from printer.qr_code import qr_block
from printer.ticket_design import TicketDesign, shipped_design
from printer.ticket_settings import BlockSettings
from printer.ticket_text import Line, TicketText, ticket_text

_FOOT_PX = 12
_CHANGING = frozenset({Part.APPOINTMENT, Part.AHEAD, Part.WAIT, Part.FOOT})
"""These change from ticket to ticket, but not in every word."""
_LOOKS: dict[str, Callable[[str, Style, int], Block]] = {
    "badge": badge,
    "band": band,
    "bars": between_bars,
    "short-bars": between_short_bars,
}


class Tightness(NamedTuple):
    """What is done to a ticket that is too long."""

    is_less: bool = False
    """Blocks that can be left out are."""
    is_smaller: bool = False
    """Two fifths of the white go, and the QR code is as small as phones like."""
    shortened: int = 0
    """So many of the texts that can be are brought into one line, from the top: smaller, and cut off if need be."""


@dataclass(frozen=True)
class Drawn:
    """A ticket ready for the encoder."""

    layout: Layout
    complaints: tuple[str, ...]


def draw_ticket(paper: TicketPaper, centre: Centre, width_px: int, design: TicketDesign | None = None) -> Drawn:
    """Draw *paper* on 384 or 576 dots, as *design* says; as the shipped one does unless told."""
    design = design or shipped_design()
    text = ticket_text(paper, centre, design.settings, has_letter)
    return Drawn(draw_text(text, width_px, design), text.complaints)


def draw_text(text: TicketText, width_px: int, design: TicketDesign) -> Layout:
    """Set the lines one beneath the other, all in the middle; as much tighter as they need to be short enough."""
    setting = _Setting(width_px, design)
    for tight in _tighter(text):
        layout = _set_all(text, setting, tight)
        if layout.height_px <= design.longest_px:
            break
    return layout


def _tighter(text: TicketText) -> Iterator[Tightness]:
    yield Tightness()
    yield Tightness(is_less=True)
    for shortened in range(len(_to_shorten(text)) + 1):
        yield Tightness(is_less=True, is_smaller=True, shortened=shortened)


def _to_shorten(text: TicketText) -> tuple[Part, ...]:
    return tuple(dict.fromkeys(line.part for line in text.lines if line.block.when_long == "one-line"))


class _Setting:
    """Sets each line once, however often it is tried where it stands."""

    def __init__(self, width_px: int, design: TicketDesign) -> None:
        self.width_px = width_px
        self._design = design
        self._done: dict[tuple[int, bool, bool], tuple[int, Block]] = {}

    def set(self, line: Line, *, is_small: bool, is_short: bool) -> tuple[int, Block]:
        """Return the white above *line*, and its block."""
        key = (id(line), is_small and line.part is Part.QR, is_short)
        if key not in self._done:
            self._done[key] = _set(line, self.width_px, self._design, is_small=is_small, is_short=is_short)
        return self._done[key]


def _set_all(text: TicketText, setting: _Setting, tight: Tightness) -> Layout:
    shortened = _to_shorten(text)[: tight.shortened]
    blocks: list[tuple[int, Block]] = []
    y = 0
    rule_above: Line | None = None
    for line in text.lines:
        if tight.is_less and line.block.when_long == "leave-out":
            continue
        if line.part is Part.RULE:
            rule_above = line if blocks else None  # drawn once something comes beneath it
            continue
        for each in (rule_above, line):
            if each is not None:
                is_short = each.part in shortened
                above_px, drawn = setting.set(each, is_small=tight.is_smaller, is_short=is_short)
                if blocks:
                    y += above_px * 3 // 5 if tight.is_smaller else above_px
                blocks.append((y, drawn))
                y += drawn.picture.height
        rule_above = None
    return Layout(setting.width_px, y + _FOOT_PX, tuple(blocks))


def _set(line: Line, width_px: int, design: TicketDesign, *, is_small: bool, is_short: bool) -> tuple[int, Block]:
    settings = line.block
    match settings.block:
        case Part.RULE:
            return settings.above_px, rule(width_px, settings.size_on(width_px), is_dotted=settings.look == "dots")
        case Part.LOGO:
            return settings.above_px, design.logo(settings.file or "", width_px)
        case Part.NUMBER:
            return settings.above_px, _number(line.text, settings.face, settings.size_on(width_px), width_px)
        case Part.QR:
            is_small = is_small and settings.when_long == "smaller"
            return settings.above_px, qr_block(line.text, settings.size_on(width_px), width_px, is_small=is_small)
    style = _style(settings, is_first=line.is_first)
    if is_short:
        style = in_one_line(line.text, style, width_px)
    if line.is_first and settings.look in _LOOKS:
        return style.above_px, _LOOKS[settings.look](line.text, style, width_px)
    draw = block_of_words if settings.block in _CHANGING else kept_block
    return style.above_px, draw(line.text, style, width_px)


@lru_cache(maxsize=128)
def _style(settings: BlockSettings, *, is_first: bool) -> Style:
    lettering = settings if is_first or settings.other is None else settings.other
    return Style(lettering.face, lettering.size_px or (0, 0), lettering.most_lines, lettering.above_px)


def _number(digits: str, face: Face, most_px: int, width_px: int) -> Block:
    """Draw the number at half its size and double it: the printer doubles too, so a quarter of the bytes is sent."""
    half_px = width_px // 2
    per_size = length_px(font(face, 100), digits) / 100
    letters = font(face, min(most_px // 2, int((half_px - width_px // MARGIN_PART) / per_size)))
    ascent, descent = letters.getmetrics()
    drawn = blank(half_px, ascent + descent)
    pen_on(drawn).text((2, ascent), digits, fill=INK, font=letters, anchor="ls")
    ink = drawn.crop(drawn.getbbox())
    half = blank(half_px, ink.height)
    half.paste(ink, ((half_px - ink.width) // 2, 0))
    return Block.doubled(half)
