"""The hall's own time: never goes back, not over a restart either, and does not believe a clock that fell behind."""

from firmware.clock import Clock

BELIEVED_AHEAD_S = 1.0
"""The machine's clock is followed only once it is so far ahead: small corrections are not worth a jump."""


class StoredClock:
    """Runs on monotonic time from the later of the machine's clock and the journal's newest event."""

    def __init__(self, clock: Clock, last_at: float) -> None:
        self._clock = clock
        self._at = max(last_at, clock.wall())
        self._since = clock.monotonic()

    def at(self) -> float:
        """Return Unix seconds, no less than ever before."""
        monotonic = self._clock.monotonic()
        self._at += monotonic - self._since
        self._since = monotonic
        wall = self._clock.wall()
        if wall > self._at + BELIEVED_AHEAD_S:
            self._at = wall
        return self._at
