"""A figure that leaves through a door, after ISO 7010 E001, as strokes in a square of 100 by 100. Pure.

It has no arrow: a display does not know on which side of it the way out is.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line with round ends and corners; a dot where it has one point."""

    points: tuple[tuple[float, float], ...]
    width: float


LEAVING = (
    Stroke(((60, 92), (60, 8), (95, 8), (95, 92), (60, 92)), 5),
    Stroke(((37, 17),), 17),
    Stroke(((35, 34), (30, 56)), 13),
    Stroke(((37, 33), (44, 45), (53, 41)), 7),
    Stroke(((32, 32), (18, 36), (12, 50)), 7),
    Stroke(((31, 57), (45, 68), (43, 88), (49, 88)), 9),
    Stroke(((29, 57), (22, 74), (5, 78)), 9),
)
