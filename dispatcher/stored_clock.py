"""The hall's own time: never goes back, not over a restart either, and does not believe a clock that went astray."""

from firmware.clock import Clock

BELIEVED_AHEAD_S = 1.0
"""The machine's clock is followed only once it is so far ahead: small corrections are not worth a jump."""
DOUBTED_AHEAD_S = 12 * 3600.0
"""A clock that jumps further may be somebody's slip, and following it ends the business day of all who wait."""
DOUBTED_EMPTY_S = 60 * 86_400.0
"""So far a clock is believed while nobody is there: a Pi was switched off, and has just asked for the time."""
DOUBT_S = 600.0
"""A clock that has stood by a far jump for so long is right."""


class StoredClock:
    """Runs on monotonic time from the later of the machine's clock and the journal's newest event."""

    def __init__(self, clock: Clock, last_at: float) -> None:
        self._clock = clock
        self._at = max(last_at, clock.wall())
        self._since = clock.monotonic()
        self._doubted_since: float | None = None
        self.nobody_is_there = True
        """To be kept true by whoever owns the clock: whether a jump would cost nobody a turn."""

    def at(self) -> float:
        """Return Unix seconds, no less than ever before."""
        now = self._clock.monotonic()
        self._at += now - self._since
        self._since = now
        ahead = self._clock.wall() - self._at
        if ahead <= BELIEVED_AHEAD_S:
            self._doubted_since = None
        elif ahead <= (DOUBTED_EMPTY_S if self.nobody_is_there else DOUBTED_AHEAD_S) or self._has_stood(now):
            self._at += ahead
            self._doubted_since = None
        return self._at

    @property
    def is_in_doubt(self) -> bool:
        """Whether the machine's clock is far ahead, and not believed yet."""
        return self._doubted_since is not None

    def _has_stood(self, now: float) -> bool:
        if self._doubted_since is None:
            self._doubted_since = now
        return now - self._doubted_since >= DOUBT_S
