"""The one door into an owner thread: any thread puts, one thread takes."""

import queue
from dataclasses import dataclass


@dataclass(frozen=True)
class Stop:
    """Somebody wants the daemon to end."""

    reason: str


class Inbox:
    """A queue with a limit. `put` never blocks, and may be called from a signal handler or a library's callback."""

    def __init__(self, limit: int = 10_000) -> None:
        # SimpleQueue alone may be put into from a signal handler.
        self._queue: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._limit = limit
        self.dropped = 0
        """How many values came while the inbox was full."""

    def put(self, value: object) -> bool:
        """Put *value* in, or count it as dropped when the inbox is full. Stop always gets in."""
        if self._queue.qsize() >= self._limit and not isinstance(value, Stop):
            self.dropped += 1
            return False
        self._queue.put(value)
        return True

    def take(self, timeout_s: float, most: int = 1000) -> list[object]:
        """Wait for a value, then take with it all that are there already. Empty after *timeout_s*."""
        taken: list[object] = []
        try:
            taken.append(self._queue.get(timeout=max(timeout_s, 0.0)))
            while len(taken) < most:
                taken.append(self._queue.get_nowait())
        except queue.Empty:
            pass
        return taken
