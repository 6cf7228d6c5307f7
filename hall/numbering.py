"""Which number a zone gives next."""

from bisect import bisect_right
from collections.abc import Container, Iterable
from typing import NamedTuple


class Given(NamedTuple):
    """The number that a zone gave last, and how often its range had been used up before."""

    cycle: int
    number: int


class Reserved:
    """Stretches of numbers that somebody else gives; both ends of each belong to it."""

    def __init__(self, stretches: Iterable[tuple[int, int]] = ()) -> None:
        self._firsts: list[int] = []
        self._lasts: list[int] = []
        for first, last in sorted(stretches):
            if self._lasts and first <= self._lasts[-1] + 1:
                self._lasts[-1] = max(self._lasts[-1], last)
            else:
                self._firsts.append(first)
                self._lasts.append(last)

    def also(self, first: int, last: int) -> "Reserved":
        """Return these stretches and first-last."""
        return Reserved([*zip(self._firsts, self._lasts, strict=True), (first, last)])

    def end(self, number: int) -> int | None:
        """Return the last number of the stretch that *number* lies in; None when it lies in none. O(log n)."""
        index = bisect_right(self._firsts, number) - 1
        return self._lasts[index] if index >= 0 and number <= self._lasts[index] else None


NOTHING_RESERVED = Reserved()


def next_number(
    first: int, last: int, given: Given | None, in_use: Container[int], reserved: Reserved = NOTHING_RESERVED
) -> Given | None:
    """Return the number after *given* within first-last, beginning anew after the last; None when none is free.

    A number that somebody in the hall still holds is passed over: two visitors never look for the same one; and so is
    what is *reserved*. A range that was changed since begins a new cycle, lest it give the numbers of a cycle again
    when it is changed back.
    """
    cycle, number = given if given is not None else (0, first - 1)
    if given is not None and not first <= number <= last:
        cycle, number = cycle + 1, first - 1
    tried = 0
    while tried <= last - first:
        number += 1
        if number > last:
            cycle, number = cycle + 1, first
        end = reserved.end(number)
        if end is None and number not in in_use:
            return Given(cycle, number)
        stretch_end = number if end is None else min(end, last)
        tried += stretch_end - number + 1
        number = stretch_end
    return None


def skipped(first: int, last: int, given: Given | None, count: int) -> Given | None:
    """Return *given* moved on by *count* numbers of first-last, but by no more than half of them."""
    size = last - first + 1
    moved = min(count, size // 2)
    if not moved:
        return given
    cycle, number = given if given is not None else (0, first - 1)
    if given is not None and not first <= number <= last:
        cycle, number = cycle + 1, first - 1
    cycles, offset = divmod(number - first + moved, size)
    return Given(cycle + cycles, first + offset)
