"""Which part of the screen is for what: boxes for a scene on a screen of any size. Pure; what is in them: `parts`."""

from collections.abc import Sequence
from dataclasses import dataclass

from display.box import Box, columns, stack
from display.scene import CallLine, Condition, Scene

MARGIN, GAP = 32, 20
"""In units of the design, which is 1920 × 1080 or 1080 × 1920."""
HEADER, FOOT, BANNER = 104, 92, 92
"""How high they are in landscape."""
HEADER_TALL, FOOT_TALL, BANNER_TALL = 152, 152, 152
"""And in portrait, where each language may need two lines."""
MOST_BANNERS = 3
_SHIFT_STEP = 4
_FEWEST, _FEWEST_PLACE = 3, 2
"""Room is kept for so many digits, so that rows do not jump when larger numbers come."""
_LETTER = 1.7
"""How wide the widest letter is, in digits."""
_USUAL_DIGITS = 7
"""Of a number of four and a place of three."""
_SIGNS, _SIGNS_DIRECTED = 1.65, 2.95
"""How wide the arrow, the gaps and the sign are, of a digit's height."""
_ROW_WORDS = 258
"""How wide the noun is with the margins, in units."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The boxes of a frame. None where the scene has no such thing; no two of them overlap."""

    header: Box | None = None
    banners: tuple[Box, ...] = ()
    foot: Box | None = None
    main: Box | None = None
    """The calls, or what stands in their place."""
    side: Box | None = None
    """The zones and the receptions."""
    stage: Box | None = None
    """The call that has the whole width, in the place of both."""
    strip: Box | None = None
    """The other calls, beneath it; in a rush all calls, in the place of everything."""
    whole: Box | None = None
    """In the place of everything."""


def frame_of(scene: Scene, size: tuple[int, int], unit: float, digit: int, ratio: float) -> Frame:
    """Divide a screen of *size* pixels; *digit* is the height of a call's digits, *ratio* their width of it."""
    width, height = size
    is_portrait = height > width
    if scene.condition in {Condition.EVACUATION, Condition.BLANK}:
        return Frame(whole=Box(0, 0, width, height))
    step = max(1, round(_SHIFT_STEP * unit))
    body = Box(0, 0, width, height).inset(round(MARGIN * unit)).moved(scene.shift[0] * step, scene.shift[1] * step)
    gap = round(GAP * unit)
    header, body = stack(body, (round((HEADER_TALL if is_portrait else HEADER) * unit), None), gap)
    foot = None
    if scene.ticker is not None:
        body, foot = stack(body, (None, round((FOOT_TALL if is_portrait else FOOT) * unit)), gap)
    banners: tuple[Box, ...] = ()
    if scene.banners:
        each = round((BANNER_TALL if is_portrait else BANNER) * unit)
        *banner_boxes, body = stack(body, (*((each,) * min(MOST_BANNERS, len(scene.banners))), None), round(12 * unit))
        banners = tuple(banner_boxes)
    if scene.is_rush:
        return Frame(header, banners, foot, strip=body)
    if scene.staged is not None:
        others = len(scene.calls) > 1
        share = round(digit * 1.5) if not is_portrait else round(body.h * 0.34)
        stage, strip = stack(body, (None, share), gap) if others else (body, None)
        return Frame(header, banners, foot, stage=stage, strip=strip)
    least_w = least_row_w(_USUAL_DIGITS, ratio, digit, unit, is_directed=scene.is_directed)
    main, side = _divided(scene, body, gap, least_w, is_portrait=is_portrait)
    return Frame(header, banners, foot, main, side)


def digits_of(number: str) -> float:
    """Return as how many digits *number* is at most as wide: a cabinet may have a letter."""
    return sum(1.0 if character.isdecimal() else _LETTER for character in number)


def widest(calls: Sequence[CallLine]) -> tuple[float, float]:
    """Return how many digits numbers and places need at most."""
    numbers = max((len(str(line.number)) for line in calls), default=0)
    places = max((digits_of(line.place.number) for line in calls), default=0)
    return max(_FEWEST, numbers), max(_FEWEST_PLACE, places)


def least_row_w(digits: float, ratio: float, digit: int, unit: float, *, is_directed: bool) -> int:
    """Return the width that a call needs in a row: *digits* of number and place, an arrow, and words beside them."""
    signs = _SIGNS_DIRECTED if is_directed else _SIGNS
    return round((digits * ratio + signs) * digit + _ROW_WORDS * unit)


def _divided(scene: Scene, body: Box, gap: int, least_w: int, *, is_portrait: bool) -> tuple[Box, Box | None]:
    if not scene.zones and not scene.receptions:
        return body, None
    if is_portrait:
        main, side = stack(body, (round(body.h * 0.5), None), gap)
    else:
        share = min(0.7, max(0.56, (least_w + gap) / max(1, body.w)))
        main, side = columns(body, (round(share * 1000), 1000 - round(share * 1000)), gap)
    return main, side
