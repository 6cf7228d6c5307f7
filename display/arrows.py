"""Arrows, as polygons in a square of 100 by 100. Pure."""

from display.scene import Direction

Shape = tuple[tuple[float, float], ...]

ARROW: Shape = ((4, 41), (58, 41), (40, 22), (52, 10), (94, 50), (52, 90), (40, 78), (58, 59), (4, 59))
"""To the right."""
CHEVRON: Shape = ((34, 10), (74, 50), (34, 90), (22, 78), (50, 50), (22, 22))
"""To the right, where an arrow of its own says which way to go."""
_STAIRS: Shape = (
    (4, 92),
    (4, 74),
    (27, 74),
    (27, 54),
    (50, 54),
    (50, 34),
    (62, 34),
    (46, 18),
    (94, 6),
    (82, 54),
    (68, 38),
    (68, 72),
    (45, 72),
    (45, 92),
)
"""Up to another floor: steps that rise, and end in an arrow."""


def turned(shape: Shape, direction: Direction) -> Shape:
    """Return *shape* as it points in *direction*; straight on is upwards, as on signs over a road."""
    match direction:
        case Direction.RIGHT:
            return shape
        case Direction.LEFT:
            return tuple((100 - x, y) for x, y in shape)
        case Direction.STRAIGHT:
            return tuple((y, 100 - x) for x, y in shape)
        case Direction.UP:
            return _STAIRS
