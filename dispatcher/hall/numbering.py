"""Which number a zone gives next."""

from collections.abc import Container
from typing import NamedTuple


class Given(NamedTuple):
    """The number that a zone gave last, and how often its range had been used up before."""

    cycle: int
    number: int


def next_number(first: int, last: int, given: Given | None, in_use: Container[int]) -> Given | None:
    """Return the number after *given* within first-last, beginning anew after the last; None when all are in use.

    A number that somebody in the hall still holds is passed over: two visitors never look for the same one. A range
    that was changed since begins a new cycle, lest it give the numbers of a cycle again when it is changed back.
    """
    cycle, number = given if given is not None else (0, None)
    if number is not None and not first <= number <= last:
        cycle, number = cycle + 1, None
    for _ in range(last - first + 1):
        if number is None:
            number = first
        elif number == last:
            cycle, number = cycle + 1, first
        else:
            number += 1
        if number not in in_use:
            return Given(cycle, number)
    return None
