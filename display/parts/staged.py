"""The call that has the stage: the whole width, the number and the place as large as they fit."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from display import wording
from display.box import Box, stack
from display.layout import digits_of
from display.marks import Align, Arrow, Face, Mark, Part
from display.parts.calls import NEWS, direction_sign
from display.scene import CallLine, Direction
from display.typesetting import Slot, Style, Typesetter
from firmware.words import Bilingual

_ARROW, _GAP = 0.7, 0.3
"""How wide the arrow and the gaps beside it are, of the digits' height."""
_TITLE = 2.4
"""Likewise a place that has a name in the place of a number."""


def staged_call(panel: Box, line: CallLine, setter: Typesetter) -> Part:
    """Show one call to the whole hall."""
    u = setter.u
    inner = Box(panel.x + u(48), panel.y + u(28), panel.w - u(96), panel.h - u(56))
    caption, body = stack(inner, (u(64), None), u(28))
    marks: list[Mark] = [setter.panel(panel, "news")]
    words = _caption(line)
    text = Slot(caption, f"{words.kk}  ·  {words.ru}", Face.FIRST, "news_ink", Align.MIDDLE)
    marks.append(setter.text(text, "news", 52))
    marks += max(_wide(body, line, setter), _tall(body, line, setter), key=_height).marks
    return Part(panel, tuple(marks))


class _Way(NamedTuple):
    """One way to set a call."""

    marks: Sequence[Mark]
    digit: int


def _height(way: _Way) -> int:
    return way.digit


def _caption(line: CallLine) -> Bilingual:
    if line.asks:
        return wording.STILL_HERE
    return wording.RECALL if line.is_recall else wording.CALL


def _wide(box: Box, line: CallLine, setter: Typesetter) -> _Way:
    """Put the number at the left, the place at the right, and what each is beneath it."""
    number, place, ratio = str(line.number), line.place.number, setter.digit_ratio
    figures, labels = stack(box, (None, setter.u(150)), setter.u(16))
    signs = _ARROW + 2 * _GAP + (1.0 + _GAP if line.place.direction else 0.0)
    # Room for a noun is kept beneath a place of few digits.
    place_share = max(digits_of(place) * ratio, 1.6 if place else _TITLE)
    height = min(figures.h, int(box.w / (len(number) * ratio + signs + place_share)))
    number_w, place_w = setter.digits_w(len(number), height), round(place_share * height)
    arrow_w, gap = round(_ARROW * height), round(_GAP * height)
    sign_w = round((1.0 + _GAP) * height) if line.place.direction else 0
    whole = figures.middle(number_w + arrow_w + 2 * gap + place_w + sign_w, height)
    at_number = Box(whole.x, whole.y, number_w, height)
    at_arrow = Box(at_number.right + gap, whole.y, arrow_w, height)
    at_place = Box(at_arrow.right + gap, whole.y, place_w, height)
    ticket = Box(at_number.x, labels.y, at_number.w, labels.h)
    left, right = max(box.x, at_place.x - gap), min(box.right, at_place.right + gap)
    noun = Box(left, labels.y, right - left, labels.h)
    style = Style("news", (76, 68), NEWS.words, Align.MIDDLE)
    if place:
        words = setter.pairs((ticket, noun), (wording.TICKET, line.place.noun), style)
    else:  # a name of its own stands where the number would
        name = Style("news", (110, 96), NEWS.words, Align.MIDDLE, lines=3)
        words = (*setter.pair(ticket, wording.TICKET, style), *setter.pair(at_place, line.place.noun, name))
    marks = (
        *_numbers(at_number, at_place, line, height, setter),
        *_signs(at_arrow, at_place, line, height, setter),
        *words,
    )
    return _Way(marks, height)


def _tall(box: Box, line: CallLine, setter: Typesetter) -> _Way:
    """Put the number above, and the place beneath it with the arrow before it."""
    number, place, ratio = str(line.number), line.place.number, setter.digit_ratio
    above, below, labels = stack(box, (None, None, setter.u(170) if place else 0), setter.u(36))
    place_share = max(digits_of(place), 1.0) * ratio if place else _TITLE
    lower = _ARROW + _GAP + place_share + (1.0 + _GAP if line.place.direction else 0.0)
    height = min(above.h, int(box.w / max(len(number) * ratio, lower)))
    place_w, arrow_w, gap = round(place_share * height), round(_ARROW * height), round(_GAP * height)
    whole = below.middle(round(lower * height), height)
    at_arrow = Box(whole.x, whole.y, arrow_w, height)
    at_place = Box(at_arrow.right + gap, whole.y, place_w, height)
    marks = (
        *_numbers(above.middle(above.w, height), at_place, line, height, setter),
        *_signs(at_arrow, at_place, line, height, setter),
        *setter.pair(
            labels if place else at_place,
            line.place.noun,
            Style("news", (88, 80), NEWS.words, Align.MIDDLE, lines=1 if place else 3),
        ),
    )
    return _Way(marks, height)


def _signs(at_arrow: Box, at_place: Box, line: CallLine, height: int, setter: Typesetter) -> Iterator[Mark]:
    """Point from the number to the place, and after it in the direction, where that is known."""
    directed = line.place.direction
    box = at_arrow.middle(at_arrow.w, at_arrow.w)
    ink, ground = setter.colour(NEWS.way), setter.colour("news")
    yield Arrow(box, Direction.RIGHT, ink, ground, is_chevron=directed is not None)
    if directed is not None:
        gap, side = round(_GAP * height), height * 9 // 10
        sign = Box(at_place.right + gap, at_place.y, height, height).middle(side, side)
        yield from direction_sign(sign, directed, NEWS, setter)


def _numbers(number: Box, place: Box, line: CallLine, height: int, setter: Typesetter) -> list[Mark]:
    marks: list[Mark] = [
        setter.figures(number, str(line.number), height, "news_ink", "news", Align.MIDDLE, is_acted_on=True)
    ]
    if line.place.number:
        marks.append(
            setter.figures(place, line.place.number, height, "news_ink", "news", Align.MIDDLE, is_acted_on=True)
        )
    return marks
