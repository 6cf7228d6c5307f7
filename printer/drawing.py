"""A ticket's text to a 1-bit picture: what is large, what stands where. Pure, and quick."""

from dataclasses import dataclass

from mqtt_bridge.paper import TicketPaper
from mqtt_bridge.public import Centre
from printer.blocks import MARGIN_PART, Style, badge, block_of_words, kept_block, pen_on, rule
from printer.fonts import Face, font, has_letter, length_px
from printer.picture import INK, Block, Layout, blank
from printer.ticket_text import Line, Part, TicketText, ticket_text

_STYLES = {
    (Part.NAME, True): Style(Face.NARROW_BOLD, (28, 24), 3, 0),
    (Part.NAME, False): Style(Face.NARROW, (21, 19), 2, 6),
    (Part.ADDRESS, True): Style(Face.NARROW, (21, 19), 2, 10),
    (Part.ADDRESS, False): Style(Face.NARROW, (20, 18), 2, 2),
    (Part.COPY, True): Style(Face.BOLD, (26, 22), 1, 18),
    (Part.ZONE, True): Style(Face.BOLD, (38, 30), 3, 18),
    (Part.ZONE, False): Style(Face.PLAIN, (23, 20), 2, 6),
    (Part.ALONE, True): Style(Face.BOLD, (28, 23), 1, 26),
    (Part.ALONE, False): Style(Face.PLAIN, (23, 20), 1, 4),
    (Part.AHEAD, True): Style(Face.NARROW_BOLD, (30, 23), 2, 26),
    (Part.AHEAD, False): Style(Face.NARROW, (22, 19), 1, 4),
    (Part.DUE, True): Style(Face.NARROW_BOLD, (30, 24), 2, 24),
    (Part.DUE, False): Style(Face.NARROW, (22, 19), 1, 4),
    (Part.WAIT, True): Style(Face.NARROW_BOLD, (26, 22), 2, 14),
    (Part.WAIT, False): Style(Face.NARROW, (21, 18), 1, 2),
    (Part.WAIT_AT, True): Style(Face.NARROW, (25, 21), 2, 18),
    (Part.WAIT_AT, False): Style(Face.NARROW, (21, 19), 2, 2),
    (Part.FOOT, True): Style(Face.PLAIN, (24, 20), 1, 18),
}
_NUMBER_FACE = Face.NARROW_BOLD
_NUMBER_MOST_PX = 104
"""The largest size of the number, before it is doubled: digits 19 mm high, and four of them fit on 576 dots."""
_NUMBER_ABOVE_PX = 24
_RULE_ABOVE_PX = 14
_FOOT_PX = 12


@dataclass(frozen=True)
class Drawn:
    """A ticket ready for the encoder."""

    layout: Layout
    complaints: tuple[str, ...]


def draw_ticket(paper: TicketPaper, centre: Centre, width_px: int) -> Drawn:
    """Draw *paper* on 384 or 576 dots; at most 1040 dots (130 mm) high whatever the names are."""
    text = ticket_text(paper, centre, has_letter)
    return Drawn(draw_text(text, width_px), text.complaints)


def draw_text(text: TicketText, width_px: int) -> Layout:
    """Set the lines one beneath the other, all in the middle."""
    blocks: list[tuple[int, Block]] = []
    y = 0
    previous: Part | None = None
    for line in text.lines:
        if previous is Part.ADDRESS and line.part is not Part.ADDRESS:
            line_across = rule(width_px)
            blocks.append((y + _RULE_ABOVE_PX, line_across))
            y += _RULE_ABOVE_PX + line_across.picture.height
        above_px, block = _set(line, width_px)
        blocks.append((y + above_px, block))
        y += above_px + block.picture.height
        previous = line.part
    return Layout(width_px, y + _FOOT_PX, tuple(blocks))


def _set(line: Line, width_px: int) -> tuple[int, Block]:
    if line.part is Part.NUMBER:
        return _NUMBER_ABOVE_PX, _number(line.text, width_px)
    style = _STYLES[line.part, line.is_first]
    if line.part is Part.COPY:
        return style.above_px, badge(line.text, style, width_px)
    if line.part in {
        Part.DUE,
        Part.AHEAD,
        Part.WAIT,
        Part.FOOT,
    }:  # these change from ticket to ticket, but not in every word
        return style.above_px, block_of_words(line.text, style, width_px)
    return style.above_px, kept_block(line.text, style, width_px)


def _number(digits: str, width_px: int) -> Block:
    """Draw the number at half its size and double it: the printer doubles too, so a quarter of the bytes is sent."""
    half_px = width_px // 2
    per_size = length_px(font(_NUMBER_FACE, 100), digits) / 100
    letters = font(_NUMBER_FACE, min(_NUMBER_MOST_PX, int((half_px - width_px // MARGIN_PART) / per_size)))
    ascent, descent = letters.getmetrics()
    drawn = blank(half_px, ascent + descent)
    pen_on(drawn).text((2, ascent), digits, fill=INK, font=letters, anchor="ls")
    ink = drawn.crop(drawn.getbbox())
    half = blank(half_px, ink.height)
    half.paste(ink, ((half_px - ink.width) // 2, 0))
    return Block.doubled(half)
