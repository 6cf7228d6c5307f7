"""Which ids were seen: what comes on two topics, or again, is acted on once. Pure."""

from collections import deque
from collections.abc import Iterable

from firmware.words import Id

_REMEMBERED = 1000
"""A board shows the last twenty calls, so that an older id does not come again."""


class Seen:
    """The newest thousand ids; those in *begun* were seen in an earlier life."""

    def __init__(self, begun: Iterable[Id] = ()) -> None:
        self._ids: set[Id] = set()
        self._order: deque[Id] = deque()
        for known in begun:
            self.is_new(known)

    def __len__(self) -> int:
        return len(self._ids)

    def is_new(self, one: Id) -> bool:
        """Take an id; tell whether it is seen for the first time."""
        if one in self._ids:
            return False
        self._ids.add(one)
        self._order.append(one)
        if len(self._order) > _REMEMBERED:
            self._ids.discard(self._order.popleft())
        return True
