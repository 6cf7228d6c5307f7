"""Whether anybody answers: the link, the dispatcher's silence, and since when the station has numbered alone. Pure."""

STALE_S = 12.0
"""A board that is older is no news: they come every five seconds."""
DOWN_S = 3.0
"""A link that has been down for longer is not waited for."""
REFUSED_S = 30.0
"""So long after the dispatcher last said that it cannot number, a station still counts as alone."""


class Hearing:
    """What the station hears of the dispatcher. Only the first visitor of an outage waits for it."""

    def __init__(self, now: float) -> None:
        self.link_is_up = False
        self._down_since = now
        self._is_silent = False
        self._board_at = float("-inf")

    def link_changed(self, *, up: bool, now: float) -> None:
        """Take note of the link. That it is up does not say that the dispatcher is there."""
        if self.link_is_up and not up:
            self._down_since = now
        self.link_is_up = up

    def unanswered(self) -> None:
        """Take note that a press had no answer."""
        self._is_silent = True

    def heard(self) -> None:
        """Take note that the dispatcher has said something just now."""
        self._is_silent = False

    def board_heard(self, at: float) -> None:
        """Take note that a board has arrived *at*."""
        self._board_at = at

    def has_news(self, now: float) -> bool:
        """Tell whether the newest board still says how things are."""
        return self.link_is_up and now - self._board_at <= STALE_S

    def is_absent(self, now: float) -> bool:
        """Tell whether waiting for an answer makes no sense."""
        return self._is_silent or (not self.link_is_up and now - self._down_since > DOWN_S)


class Spell:
    """The time in which tickets are numbered alone."""

    def __init__(self) -> None:
        self.tickets = 0
        """How many were numbered in it; 0 when there is none."""
        self.since: float | None = None
        """Unix seconds of the first, if the time was known."""
        self._refused_until: float | None = None

    def numbered(self, unix: float | None, refused_at: float | None) -> None:
        """Count a ticket numbered alone; *refused_at* is when the dispatcher itself said that it cannot, if it did."""
        if not self.tickets:
            self.since = unix
        self.tickets += 1
        self._refused_until = None if refused_at is None else refused_at + REFUSED_S

    def heard(self) -> None:
        """Take note that the dispatcher is heard: over, unless it is there and cannot number."""
        if self._refused_until is None:
            self.end()

    def due(self, now: float) -> None:
        """Let time end it."""
        if self._refused_until is not None and now >= self._refused_until:
            self.end()

    def end(self) -> None:
        """Take note that the dispatcher numbers again."""
        self.tickets, self.since, self._refused_until = 0, None, None
