"""Whether the machine itself stood still: a thread that wants to go on again and again, and sees that it comes late."""

import threading

from storm.history import History
from storm.words import Stalled

LOOK_S = 0.1
LATE_S = 0.5
"""Who waits for a processor for longer than this was stalled, and so may everybody have been."""


class Stalls:
    """Notes each time in which nothing could be done in time, whatever the hall did."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._looked_at = history.now()

    def watch(self, stop: threading.Event) -> None:
        """Look again and again until *stop*."""
        self._looked_at = self._history.now()
        while not stop.wait(LOOK_S):
            self.look()
        self.look()

    def look(self) -> None:
        """Note a stall if the last look is too long ago."""
        before, self._looked_at = self._looked_at, self._history.now()
        if self._looked_at - before > LOOK_S + LATE_S:
            self._history.note(Stalled(at=before, until=self._looked_at))
