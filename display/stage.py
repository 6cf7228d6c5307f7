"""Which call has the whole screen, and which ones wait for it: each once, in the order of their arrival. Pure."""

from collections import deque
from collections.abc import Callable

from mqtt_bridge.public import Call

MOST_WAITING = 50
"""More calls than this at once are a machine gone wrong; the oldest of them stand in the list only."""


class Stage:
    """The calls that are staged one after the other. Monotonic time comes in with every word.

    A call has the stage for *stage_s*, or for an even share of it while others wait, but never for less than *least_s*.
    """

    def __init__(self, stage_s: float = 8.0, least_s: float = 3.0) -> None:
        self.call: Call | None = None
        """The call that has the stage now."""
        self._stage_s = stage_s
        self._least_s = min(least_s, stage_s)
        self._since = 0.0
        self._waiting: deque[Call] = deque(maxlen=MOST_WAITING)

    def put(self, call: Call) -> None:
        """Let *call* wait for the stage. It is for the caller to put each once, and only while it is news.

        Where the same ticket was sent before it shall not go any more: such a call is not shown to the end, or at all.
        """
        self.keep(lambda older: not _is_outdated(older, call))
        self._waiting.append(call)

    def keep(self, stands: Callable[[Call], bool]) -> None:
        """Take away every call that does not stand any more, such as one that was undone."""
        self._waiting = deque(filter(stands, self._waiting), MOST_WAITING)
        if self.call is not None and not stands(self.call):
            self.call = None

    def clear(self) -> None:
        """Take all away: what is shown from now on is another matter."""
        self._waiting.clear()
        self.call = None

    def pause(self, now: float) -> None:
        """Leave the stage empty until the next `advance`; a call that had less than its least time comes first then."""
        if self.call is not None and now < self._since + self._least_s and len(self._waiting) < MOST_WAITING:
            self._waiting.appendleft(self.call)
        self.call = None

    def advance(self, now: float) -> None:
        """Let the next call have the stage if it is time. A loop that comes late cuts nobody's time short."""
        if self.call is not None and now >= self._ends_at():
            self.call = None
        if self.call is None and self._waiting:
            self.call, self._since = self._waiting.popleft(), now

    def next_change(self) -> float | None:
        """Return the monotonic time at which another call, or none, has the stage; None while it is empty."""
        if self.call is not None:
            return self._ends_at()
        return self._since if self._waiting else None

    def _ends_at(self) -> float:
        return self._since + max(self._least_s, self._stage_s / (1 + len(self._waiting)))


def _is_outdated(older: Call, newer: Call) -> bool:
    return (older.zone, older.number) == (newer.zone, newer.number) and older.place != newer.place
