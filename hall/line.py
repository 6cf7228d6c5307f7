"""Who waits, in lines: the tickets of one line have the same right to be called, so the longest waiting is its head."""

from bisect import bisect_left, insort
from collections.abc import Iterator
from enum import IntEnum
from itertools import islice
from typing import NamedTuple

Turn = tuple[float, int, str]
"""When the ticket was issued, the journal's seq of that, and its id: this order is the line."""


class Rank(IntEnum):
    """What goes before what."""

    APPOINTMENT = 0
    """Called at its time."""
    RETURNER = 1
    """Has been called before: sent back by another place, back from being parked, late but within the tolerance."""
    ORDINARY = 2


class LineKey(NamedTuple):
    """What the tickets of a line have in common."""

    zone: str
    rank: Rank = Rank.ORDINARY
    competence: str | None = None
    assistance: bool = False
    bound_to: str | None = None


class Line:
    """Waiting tickets in order. Adding and removing cost O(log n) and a memory move."""

    def __init__(self) -> None:
        self._turns: list[Turn] = []

    def __len__(self) -> int:
        return len(self._turns)

    def __iter__(self) -> Iterator[str]:
        return (ticket_id for _at, _seq, ticket_id in self._turns)

    def add(self, turn: Turn) -> None:
        """Let a ticket wait, in its place."""
        insort(self._turns, turn)

    def remove(self, turn: Turn) -> None:
        """Take a ticket out. Raises ValueError when it does not wait."""
        index = bisect_left(self._turns, turn)
        if index == len(self._turns) or self._turns[index] != turn:
            raise ValueError(f"{turn} does not wait")
        del self._turns[index]

    def head(self, most: int) -> list[Turn]:
        """Return the first *most* turns."""
        return list(islice(self._turns, most))

    def first(self) -> Turn | None:
        """Return who is next in this line."""
        return self._turns[0] if self._turns else None
