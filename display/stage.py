"""Which calls have the whole screen, and which ones wait for it: each once, in the order of arrival. Pure."""

from collections import deque
from collections.abc import Callable

from mqtt_bridge.public import Call

MOST_WAITING = 50
"""More calls than this at once are a machine gone wrong; the oldest of them stand in the list only."""
RUSH = 4
"""When so many wait they share the screen: one by one the last of them would wait too long."""
RUSH_ROOM = 5
"""So many share it: what the smallest screen has room for, at digits that can be read from afar."""


class Stage:
    """The calls that are staged one after the other. Monotonic time comes in with every word.

    A call has the stage for *stage_s*, or for an even share of it while others wait, but never for less than *least_s*.
    In a rush several calls have it at once, for as long as one would.
    """

    def __init__(self, stage_s: float = 8.0, least_s: float = 3.0) -> None:
        self.calls: tuple[Call, ...] = ()
        """Those that have the stage now; more than one in a rush."""
        self._stage_s = stage_s
        self._least_s = min(least_s, stage_s)
        self._since = 0.0
        self._waiting: deque[Call] = deque(maxlen=MOST_WAITING)

    @property
    def call(self) -> Call | None:
        """The call that has the stage for itself."""
        return self.calls[0] if len(self.calls) == 1 else None

    @property
    def rush(self) -> tuple[Call, ...]:
        """The calls that share it."""
        return self.calls if len(self.calls) > 1 else ()

    def put(self, call: Call) -> None:
        """Let *call* wait for the stage. It is for the caller to put each once, and only while it is news.

        Where the same ticket was sent before it shall not go any more: such a call is not shown to the end, or at all.
        """
        self.keep(lambda older: not _is_outdated(older, call))
        self._waiting.append(call)

    def keep(self, stands: Callable[[Call], bool]) -> None:
        """Take away every call that does not stand any more, such as one that was undone."""
        self._waiting = deque(filter(stands, self._waiting), MOST_WAITING)
        self.calls = tuple(filter(stands, self.calls))

    def clear(self) -> None:
        """Take all away: what is shown from now on is another matter."""
        self._waiting.clear()
        self.calls = ()

    def pause(self, now: float) -> None:
        """Leave the stage empty until the next `advance`; what had less than its least time comes first then."""
        if now < self._since + self._least_s and len(self._waiting) + len(self.calls) <= MOST_WAITING:
            self._waiting.extendleft(reversed(self.calls))
        self.calls = ()

    def advance(self, now: float) -> None:
        """Let the next calls have the stage if it is time. A loop that comes late cuts nobody's time short."""
        if self.calls and now >= self._ends_at():
            self.calls = ()
        if not self.calls and self._waiting:
            together = RUSH_ROOM if len(self._waiting) >= RUSH else 1
            self.calls = tuple(self._waiting.popleft() for _ in range(min(together, len(self._waiting))))
            self._since = now

    def next_change(self) -> float | None:
        """Return the monotonic time at which other calls, or none, have the stage; None while it is empty."""
        if self.calls:
            return self._ends_at()
        return self._since if self._waiting else None

    def _ends_at(self) -> float:
        return self._since + max(self._least_s, self._stage_s / (1 + len(self._waiting)))


def _is_outdated(older: Call, newer: Call) -> bool:
    return (older.zone, older.number) == (newer.zone, newer.number) and older.place != newer.place
