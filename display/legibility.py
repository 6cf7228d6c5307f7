"""How high a digit must be to be read from the far end of a hall: 1/200 of the distance. Pure.

The rule is the usual one for signs, 1 in 200: five centimetres at ten metres. It is kept for every number that a
visitor must act on: of a call, and of the place where the call sends them. What is only looked up may be smaller.
"""

import math

ONE_IN = 200
INCHES, DISTANCE_M = 43.0, 10.0
"""Of a screen and a hall, unless told."""
_MM_PER_INCH = 25.4
MOST_UNITS = 126
"""Digits of a call are so high at most, at 1080 lines: higher ones leave no room for the zones."""
USUAL_UNITS = 101
"""They are never lower than this, for a screen that is near looks better with them."""


def rule_px(size: tuple[int, int], inches: float, distance_m: float) -> int:
    """Return how many pixels a digit must be high on a screen of *size* pixels and *inches* from corner to corner."""
    px_per_mm = math.hypot(*size) / (inches * _MM_PER_INCH)
    return math.ceil(distance_m * 1000 / ONE_IN * px_per_mm)


def unit_of(size: tuple[int, int]) -> float:
    """Return how many pixels are one of the units in which a board is designed: 1920 × 1080, or 1080 × 1920."""
    width, height = size
    return min(width / 1080, height / 1920) if height > width else min(width / 1920, height / 1080)


def digit_px(size: tuple[int, int], inches: float, distance_m: float) -> int:
    """Return how high the digits of a call are drawn: as the rule says, within what a board has room for."""
    unit = unit_of(size)
    return min(max(rule_px(size, inches, distance_m), round(USUAL_UNITS * unit)), round(MOST_UNITS * unit))


def complaint(size: tuple[int, int] | None, inches: float, distance_m: float) -> str | None:
    """Return what is wrong when no board on this screen can be read from so far, and what would be right."""
    size = size or (1920, 1080)
    needed, most = rule_px(size, inches, distance_m), round(MOST_UNITS * unit_of(size))
    if needed <= most:
        return None
    near = math.floor(distance_m * most / needed * 10) / 10
    large = math.ceil(inches * needed / most)
    return (
        f"screen_inches: {inches:g} inches are too few for {distance_m:g} m: digits would have to be {needed} px high, "
        f"and {most} px have room; right would be a screen of {large} inches, or distance_m = {near:g}"
    )
