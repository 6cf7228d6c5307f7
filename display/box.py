"""A rectangle of pixels, and how one is divided into others that fill it without overlapping. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """From (x, y), w pixels to the right and h down; never of negative size."""

    x: int
    y: int
    w: int
    h: int

    @property
    def right(self) -> int:
        """The first column to the right of it."""
        return self.x + self.w

    @property
    def bottom(self) -> int:
        """The first line below it."""
        return self.y + self.h

    def inset(self, px: int) -> "Box":
        """Take *px* away on every side."""
        return Box(self.x + px, self.y + px, max(0, self.w - 2 * px), max(0, self.h - 2 * px))

    def moved(self, right: int, down: int) -> "Box":
        """Return the same size, elsewhere."""
        return Box(self.x + right, self.y + down, self.w, self.h)

    def cut_left(self, px: int) -> "Box":
        """Take *px* away on the left."""
        return Box(self.x + px, self.y, max(0, self.w - px), self.h)

    def cut_top(self, px: int) -> "Box":
        """Take *px* away on top."""
        return Box(self.x, self.y + px, self.w, max(0, self.h - px))

    def top(self, px: int) -> "Box":
        """Keep the topmost *px* lines."""
        return Box(self.x, self.y, self.w, max(0, min(self.h, px)))

    def middle(self, w: int, h: int) -> "Box":
        """Return a box of *w* by *h* in the middle of this one."""
        return Box(self.x + (self.w - w) // 2, self.y + (self.h - h) // 2, w, h)

    def contains(self, other: "Box") -> bool:
        """Tell whether no pixel of *other* is outside."""
        return self.x <= other.x and self.y <= other.y and other.right <= self.right and other.bottom <= self.bottom

    def overlaps(self, other: "Box") -> bool:
        """Tell whether the two share a pixel."""
        return min(self.right, other.right) > max(self.x, other.x) and min(self.bottom, other.bottom) > max(
            self.y, other.y
        )


def columns(box: Box, shares: tuple[int, ...], gap: int) -> tuple[Box, ...]:
    """Divide *box* from left to right, *gap* pixels apart, in proportion to *shares*."""
    room = max(0, box.w - gap * (len(shares) - 1))
    edges = [room * sum(shares[:n]) // sum(shares) for n in range(len(shares) + 1)]
    return tuple(Box(box.x + edges[n] + gap * n, box.y, edges[n + 1] - edges[n], box.h) for n in range(len(shares)))


def stack(box: Box, heights: tuple[int | None, ...], gap: int) -> tuple[Box, ...]:
    """Divide *box* from top to bottom, *gap* pixels apart; those of height None share what is left evenly."""
    open_count = heights.count(None)
    room = max(0, box.h - gap * (len(heights) - 1) - sum(height or 0 for height in heights))
    boxes: list[Box] = []
    y, passed = box.y, 0
    for height in heights:
        if height is None:
            h = room * (passed + 1) // open_count - room * passed // open_count
            passed += 1
        else:
            h = height
        boxes.append(Box(box.x, y, box.w, h))
        y += h + gap
    return tuple(boxes)
