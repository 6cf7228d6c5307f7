"""Who waits for a zone, and who is next at a place."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from itertools import islice

Turn = tuple[float, int, str]
"""When the ticket was issued, the journal's seq of that, and its id: this order is the line."""


class Line:
    """The waiting tickets of one zone by time of issue. Adding and removing cost O(log n) and a memory move."""

    def __init__(self) -> None:
        self._turns: list[Turn] = []

    def __len__(self) -> int:
        return len(self._turns)

    def __iter__(self) -> Iterator[str]:
        return (ticket_id for _at, _seq, ticket_id in self._turns)

    def add(self, turn: Turn) -> None:
        """Let a ticket wait, in its place by time of issue."""
        insort(self._turns, turn)

    def remove(self, turn: Turn) -> None:
        """Take a ticket out. Raises ValueError when it does not wait."""
        index = bisect_left(self._turns, turn)
        if index == len(self._turns) or self._turns[index] != turn:
            raise ValueError(f"{turn} does not wait")
        del self._turns[index]

    def head(self, most: int) -> list[str]:
        """Return the ids of the first *most* tickets."""
        return [ticket_id for _at, _seq, ticket_id in islice(self._turns, most)]

    def first(self) -> Turn | None:
        """Return who is next in this zone."""
        return self._turns[0] if self._turns else None


def next_turn(lines: Iterable[Line]) -> Turn | None:
    """Return who is next at a place that serves the zones of *lines*: whoever has waited longest."""
    return min((turn for line in lines if (turn := line.first()) is not None), default=None)
